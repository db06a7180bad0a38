import CEL
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkRuntime
import WaymarkSchedules

/// Which organisations of a behaviour's cohorts a run starts for, when it is not to be all.
package struct SubjectChoice: Sendable {
    /// An expression on `subject`, for the cohorts whose organisations it can be asked of.
    private let condition: String?
    /// How many of each cohort at most, chosen by the seed.
    private let sample: Int?

    /// Chooses by a condition, a number, both, or everybody.
    package init(where condition: String? = nil, sample: Int? = nil) {
        self.condition = condition
        self.sample = sample
    }

    /// Refuses a condition that can be asked of none of the subjects for which cases are started.
    ///
    /// One that can be asked of some is not asked of the others: their cohorts stay whole.
    /// - Parameter types: What is known of the subjects, with the name of each type.
    /// - Throws: ``OperationFailure`` with what is wrong with it for the first of them.
    func requireMeaning(for types: [(name: String, type: CELType)]) throws {
        guard let condition, !types.isEmpty else { return }
        var fault: String?
        for (name, type) in types {
            let result = check(condition, in: Environment(variables: ["subject": type]))
            if let program = result.program, program.resultType == .bool || program.resultType == .dyn { return }
            let problem = result.problems.first
            let said = [problem?.message, problem?.suggestion].compactMap { $0 }.joined(separator: "; ")
            fault = fault ?? "for \(name): " + (said.isEmpty ? "it is neither true nor false" : said)
        }
        throw OperationFailure(
            .usage,
            "Expected a condition on `subject` that can be asked of a type that is started, "
                + "but `\(condition)` cannot, \(fault ?? "")",
            help: "name fields of the register's types, as in 'subject.id == \"…\"'")
    }

    /// A cohort with only those chosen.
    func cohort(
        _ cohort: CheckedExpression, of workflow: String, type: CELType, seed: UInt64, in session: Session
    ) throws -> CheckedExpression {
        let environment = Environment(variables: ["subject": type])
        var narrowed = cohort
        if let condition, let both = check("(\(cohort.source)) && (\(condition))", in: environment).program {
            narrowed = both
        }
        guard let sample else { return narrowed }
        let all = try StartCases(workflow: workflow, subjects: .cohort(narrowed), inputs: MapValue([])).preview(
            in: session)
        guard all.count > sample else { return narrowed }
        let chosen = Self.sample(sample, of: all.map(\.id), seed: seed).map { "\"\($0)\"" }
        return check("subject.id in [\(chosen.joined(separator: ", "))]", in: environment).program ?? narrowed
    }

    /// The choice among those for whom a schedule starts cases; nil when it is everybody.
    func choice(
        seed: UInt64, type: @escaping @Sendable (String) -> CELType, in session: Session
    ) -> RunSchedules.Choice? {
        guard condition != nil || sample != nil else { return nil }
        return { schedule, members in
            var chosen = members
            let environment = Environment(variables: ["subject": type(schedule.subjectType)])
            if let condition, let program = check(condition, in: environment).program {
                chosen = try chosen.filter { member in
                    let record = try session.runtime.directory.record(of: member.organisation.id) ?? .null
                    do throws(EvaluationFailure) {
                        return try program.evaluate(DictionaryActivation(["subject": record])) == .bool(true)
                    } catch {
                        throw OperationFailure(
                            .usage,
                            "the condition cannot be evaluated for \(member.organisation.name): \(error.message)")
                    }
                }
            }
            guard let sample, chosen.count > sample else { return chosen }
            let ids = Set(Self.sample(sample, of: chosen.map(\.organisation.id), seed: seed))
            return chosen.filter { ids.contains($0.organisation.id) }
        }
    }

    /// Some of many, the same in every round.
    private static func sample(_ size: Int, of ids: [String], seed: UInt64) -> [String] {
        ids.map { id in
            var random = SeededRandom(seed: seed, name: "sample/\(id)")
            return (random.next(), id)
        }.sorted { $0 < $1 }.prefix(size).map(\.1)
    }
}

extension Behaviour.Start {
    /// The inputs, where `${round.NAME}` is a value of the round.
    func inputs(of round: Behaviour.Round) -> MapValue {
        MapValue(
            inputs.sorted { $0.key < $1.key }.map { name, text in
                guard text.hasPrefix("${round."), text.hasSuffix("}") else { return (.string(name), .string(text)) }
                let value = String(text.dropFirst(8).dropLast())
                return (.string(name), .string(value == "name" ? round.name : round.values[value] ?? ""))
            })
    }
}
