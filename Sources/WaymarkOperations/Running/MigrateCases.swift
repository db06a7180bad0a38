import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

/// Moves open cases of a workflow to another of its versions: all that are meant, or none of them.
package struct MigrateCases: Sendable {
    private let workflow: String
    private let target: String
    private let origin: String?
    private let cases: [String]
    private let map: [String: String]
    private let reason: String

    /// Moves every open case that is not on the version; only those on `origin`, or only those that are named.
    package init(
        workflow: String, to target: String, from origin: String? = nil, cases: [String] = [],
        map: [String: String] = [:], reason: String
    ) {
        self.workflow = workflow
        self.target = target
        self.origin = origin
        self.cases = cases
        self.map = map
        self.reason = reason
    }

    // MARK: - Previewing

    /// Where each case would stand; nothing is changed.
    /// - Complexity: linear in the events of the cases that are meant.
    /// - Throws: ``OperationFailure`` when there is no such version, case or step.
    package func preview(in session: Session) throws -> MigrationPreview {
        let (record, meant) = try session.store.read { store in
            let record = try DefinitionReference(workflow: workflow, version: target).record(in: store)
            return (record, try self.meant(record, in: store))
        }
        let definition = try self.definition(record.hash, in: session)
        try checkMap(to: definition, meant, in: session)
        let lines = try meant.map { try line(for: $0, to: definition, in: session) }
        return MigrationPreview(target: record, lines: lines)
    }

    private func definition(_ hash: String, in session: Session) throws -> CompiledDefinition {
        try session.store.read { try session.runtime.definitions.definition(hash, from: $0) }
    }

    private func meant(_ target: DefinitionRecord, in store: any StoreReading) throws -> [CaseRecord] {
        guard cases.isEmpty else { return try named(target, in: store) }
        var origins = try store.definitions(workflow: workflow)
        if let origin { origins = [try DefinitionReference(workflow: workflow, version: origin).record(in: store)] }
        var found: [CaseRecord] = []
        for origin in origins where origin.hash != target.hash {
            var last: String?
            while true {
                let page = try store.cases(
                    CaseQuery(status: "open", definition: origin.hash, afterID: last, limit: 500))
                found += page
                last = page.last?.id
                if page.count < 500 { break }
            }
        }
        return found.sorted { $0.id < $1.id }
    }

    private func named(_ target: DefinitionRecord, in store: any StoreReading) throws -> [CaseRecord] {
        let origin = try origin.map { try DefinitionReference(workflow: workflow, version: $0).record(in: store) }
        var found: [String: CaseRecord] = [:]
        for id in cases {
            let record = try Lookup(store).caseRecord(id)
            guard record.workflow == workflow else {
                throw OperationFailure(
                    .usage, "Expected a case of \(workflow), but \(record.id) is one of \(record.workflow)")
            }
            guard record.status == "open" else {
                throw OperationFailure(
                    .conflict, "Expected an open case, but \(record.id) has ended: \(record.outcome ?? record.status)")
            }
            guard record.definitionHash != target.hash else {
                throw OperationFailure(
                    .conflict, "Expected \(record.id) to be on another version, but it is on \(target.version) already")
            }
            if let origin, record.definitionHash != origin.hash {
                throw OperationFailure(
                    .conflict, "Expected \(record.id) to be on version \(origin.version), but it is not")
            }
            found[record.id] = record
        }
        return found.values.sorted { $0.id < $1.id }
    }

    /// What is named by `map` has to be there: the new step in the version, the old one in some version that is left.
    private func checkMap(to target: CompiledDefinition, _ meant: [CaseRecord], in session: Session) throws {
        guard !map.isEmpty else { return }
        let origins = try Set(meant.map(\.definitionHash)).sorted().map { try definition($0, in: session) }
        for (old, new) in map.sorted(by: { $0.key < $1.key }) {
            guard target.step(new) != nil else {
                throw OperationFailure(
                    .usage, "Expected a step of version \(target.version) after \(old)=, but \"\(new)\" is none",
                    help: "there are: " + target.steps.map(\.id).joined(separator: ", "))
            }
            guard origins.isEmpty || origins.contains(where: { $0.step(old) != nil }) else {
                throw OperationFailure(
                    .usage, "Expected a step that the cases have before =\(new), but \"\(old)\" is none",
                    help: "see `waymark definitions \(workflow)`")
            }
        }
        let twice = Dictionary(grouping: map.sorted { $0.key < $1.key }, by: \.value).first { $0.value.count > 1 }
        if let twice {
            throw OperationFailure(
                .usage,
                "Expected one step to become \(twice.key), but several are to: \(twice.value.map(\.key).joined(separator: ", "))"
            )
        }
    }

    private func line(
        for record: CaseRecord, to target: CompiledDefinition, in session: Session
    ) throws -> MigrationPreview.Line {
        let state = try session.runtime.state(of: record)
        let origin = try definition(record.definitionHash, in: session)
        let command = MigrateCase(
            target: target, map: map, openedAt: try openings(of: state, in: session), revision: state.revision,
            reason: reason)
        let context = DecisionContext(
            now: session.now, principal: session.person.map { .person($0) } ?? .system("preview"),
            directory: session.directory, calendar: session.runtime.environment.hashedCalendar,
            registry: session.runtime.environment.registry)
        var planner = MigrationPlanner(
            state, from: origin, to: target, map: map, openedAt: command.openedAt, context: context)
        return MigrationPreview.Line(record: record, version: origin.version, plan: planner.run(), command: command)
    }

    /// When what is open began, of all that does not know it itself.
    private func openings(of state: CaseState, in session: Session) throws -> [Int: Instant] {
        let asked = Set(
            state.activities.values.filter { activity in
                switch activity.work {
                case .list, .task, .failed: false
                case .branches, .effect, .wait, .children: true
                }
            }.map(\.number))
        return try History(caseID: state.id).openings(of: asked, in: session)
    }

    // MARK: - Moving

    /// Moves what was previewed, in one transaction, and lets happen what follows from it.
    /// - Throws: ``OperationFailure`` when one of the cases cannot move, or has changed since; then none has moved.
    package func run(_ preview: MigrationPreview, in session: Session) async throws {
        let principal = Principal.person(try session.actor())
        let stuck = preview.stuck
        guard stuck.isEmpty else {
            throw OperationFailure(
                .conflict,
                "Expected every case to move to version \(preview.target.version), but \(stuck.count) of \(preview.lines.count) cannot, so none has moved",
                help: "mend what keeps them, or name those that are to move with --case",
                details: stuck.flatMap { line in line.plan.obstacles.map { "\(line.record.id): \($0.line)" } },
                number: Rejection.Code.cannotMove.number)
        }
        let requests = preview.lines.map {
            CommandRequest(target: .existing($0.record.id), command: .migrateCase($0.command), principal: principal)
        }
        do {
            _ = try session.runtime.executeTogether(requests, now: session.now)
        } catch let rejection as Rejection {
            var failure = OperationFailure(rejection)
            failure.message += "; no case has moved"
            throw failure
        }
        try await session.runtime.settle(now: session.now)
    }
}
