import WaymarkEngine
import WaymarkRuntime
package import WaymarkStore

/// Mends a case: cancels it, has it stand still or go on, goes on without a step, or has a step done again.
package struct MendCase: Sendable {
    /// What is done.
    package enum Action: Sendable {
        /// End it before its end, and undo what can be undone.
        case cancel(reason: String)
        /// Have it stand still.
        case suspend(reason: String)
        /// Have it go on.
        case resume
        /// Have a step done again.
        case redo(step: String, reason: String)
    }

    private let id: String
    private let action: Action
    private let key: String?

    /// Mends the case of an id or unambiguous beginning; a key makes it count once.
    package init(_ id: String, _ action: Action, key: String? = nil) {
        self.id = id
        self.action = action
        self.key = key
    }

    /// Does it.
    /// - Returns: The case afterwards; a cancelled one is still open while something undoes its steps.
    /// - Throws: ``OperationFailure`` when the state of the case does not allow it.
    package func run(in session: Session) async throws -> CaseRecord {
        let record = try await session.give(command, to: id, key: key)
        return try session.store.read { try $0.caseRecord(id: record.id) } ?? record
    }

    private var command: Command {
        switch action {
        case .cancel(let reason): .cancelCase(reason: reason)
        case .suspend(let reason): .suspendCase(reason: reason)
        case .resume: .resumeCase
        case .redo(let step, let reason): .redoStep(step: step, reason: reason)
        }
    }
}

/// Has cases go on without the steps that incidents stopped.
package struct SkipIncident: Sendable {
    private let id: String
    private let reason: String

    /// Skips the step of an incident by its id, or the only open incident of a case by the case's.
    package init(_ id: String, reason: String) {
        self.id = id
        self.reason = reason
    }

    /// Does it.
    /// - Returns: The id of the incident.
    /// - Throws: ``OperationFailure`` when there is no such open incident, or more than one.
    package func run(in session: Session) async throws -> String {
        let incidents = try session.store.read { store in
            if let incident = try store.incident(id: id) { return [incident] }
            return try store.incidents(state: .open, caseID: try Lookup(store).caseRecord(id).id, limit: 100)
        }
        guard let incident = incidents.first, let number = Projection.number(incident.id) else {
            throw OperationFailure(
                .notFound, "Expected an open incident, but case \(id) has none", help: "see `waymark incidents`")
        }
        guard incidents.count == 1 else {
            throw OperationFailure(
                .usage, "Expected one incident, but case \(id) has \(incidents.count)",
                help: "name one of: " + incidents.map(\.id).joined(separator: ", "))
        }
        _ = try await session.give(.skipIncident(incident: number, reason: reason), to: incident.caseID)
        return incident.id
    }
}
