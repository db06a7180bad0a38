package import CEL
import WaymarkCalendar
package import WaymarkDefinition
import WaymarkEngine
package import WaymarkRuntime
import WaymarkStore

/// Starts one case, or one for each organisation of a cohort.
package struct StartCases: Sendable {
    /// About whom.
    package enum Subjects: Sendable {
        /// One organisation, by id or short name.
        case one(String)
        /// Every organisation of the workflow's subject type that an expression holds for; `true` for all.
        case cohort(CheckedExpression)
    }

    /// What became of one start.
    package struct Result: Sendable {
        /// The organisation.
        package var subject: Organisation
        /// What became of it.
        package var answer: CommandAnswer
    }

    private let workflow: String
    private let subjects: Subjects
    private let inputs: MapValue
    private let key: String?
    private let definition: String?

    /// Describes the starts; with a key each start counts once for its subject.
    ///
    /// They are on the definition of a hash, or on the one that was published last.
    package init(
        workflow: String, definition: String? = nil, subjects: Subjects, inputs: MapValue, key: String? = nil
    ) {
        self.workflow = workflow
        self.definition = definition
        self.subjects = subjects
        self.inputs = inputs
        self.key = key
    }

    /// The organisations that would be started for, without starting.
    package func preview(in session: Session) throws -> [Organisation] {
        let directory = session.runtime.directory
        switch subjects {
        case .one(let name):
            if let organisation = try directory.organisation(name) { return [organisation] }
            let type = try subjectType(in: session)
            guard
                let organisation = try directory.organisations(ofType: type, within: "*").first(where: {
                    $0.short == name.uppercased()
                })
            else {
                throw OperationFailure(
                    .notFound, "Expected an organisation, but there is no \"\(name)\"",
                    help: "see `waymark register check`")
            }
            return [organisation]
        case .cohort(let condition):
            return try directory.organisations(ofType: try subjectType(in: session), within: "*").filter {
                organisation in
                let record = try directory.record(of: organisation.id) ?? .null
                do throws(EvaluationFailure) {
                    return try condition.evaluate(DictionaryActivation(["subject": record])) == .bool(true)
                } catch {
                    throw OperationFailure(
                        .usage, "the cohort's condition cannot be evaluated for \(organisation.name): \(error.message)")
                }
            }
        }
    }

    private func subjectType(in session: Session) throws -> String {
        guard let record = try session.store.read({ try $0.latestDefinition(workflow: workflow) }) else {
            throw OperationFailure(
                .notFound, "Expected a workflow, but there is none named \"\(workflow)\"", help: "see `waymark check`")
        }
        return try session.store.read { try session.runtime.definitions.definition(record.hash, from: $0) }.subjectType
    }

    /// Starts the cases, in batches of one transaction each, and lets what follows happen.
    package func run(
        in session: Session, progress: (Int, Int) -> Void = { _, _ in }
    ) async throws -> [Result] {
        let principal = Principal.person(try session.actor())
        let organisations = try preview(in: session)
        var results: [Result] = []
        for batch in stride(from: 0, to: organisations.count, by: WaymarkRuntime.Limits.batchMax) {
            let subjects = organisations[batch..<min(batch + WaymarkRuntime.Limits.batchMax, organisations.count)]
            let requests = subjects.map { subject in
                CommandRequest(
                    key: key.map { "\($0)/\(subject.id)" }, target: .new(workflow: workflow, definition: definition),
                    command: .startCase(StartCase(id: "", subject: subject.id, inputs: inputs)), principal: principal)
            }
            let answers = try session.runtime.execute(requests, now: session.now)
            results += zip(subjects, answers).map { Result(subject: $0, answer: $1) }
            progress(results.count, organisations.count)
        }
        try await session.runtime.settle(now: session.now)
        return results
    }
}
