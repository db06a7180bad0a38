package import CEL
package import WaymarkCalendar
package import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
package import WaymarkStore

/// What a person does with a task: claims, releases, does, delegates, reassigns, escalates or comments on it.
package struct WorkOnTask: Sendable {
    /// What is done.
    package enum Action: Sendable {
        /// Take it.
        case claim
        /// Give it back.
        case release
        /// Hand in what it asks for.
        case complete(form: Value, outcome: String?, verb: OutcomeSchema.Verb?, reason: String?)
        /// Climb its ladder.
        case escalate(rung: Int?, reason: String)
        /// Let somebody do it for oneself, until the end of a day or until it is done.
        case delegate(to: String, until: LocalDate?, reason: String?)
        /// Take back what somebody was to do for oneself.
        case withdraw
        /// Give it to another of those who may do it.
        case reassign(to: String, reason: String)
        /// Say something.
        case comment(String)
    }

    private let id: String
    private let action: Action
    private let key: String?

    /// Acts on the task of an id or unambiguous beginning; a key makes it count once.
    package init(_ id: String, _ action: Action, key: String? = nil) {
        self.id = id
        self.action = action
        self.key = key
    }

    /// Does it.
    /// - Returns: The task as it is afterwards.
    /// - Throws: ``OperationFailure`` when it is refused; nothing has changed then but the record of the refusal.
    package func run(in session: Session) async throws -> TaskRecord {
        _ = try session.actor()
        let task = try session.store.read { try Lookup($0).taskRecord(id) }
        guard let number = Projection.number(task.id) else {
            throw OperationFailure(.fault, "the task \(task.id) has no number")
        }
        do {
            _ = try await session.act(command(number), on: task.caseID, key: key)
        } catch let rejection as Rejection {
            throw try explain(rejection, of: task, in: session)
        }
        return try session.store.read { try $0.taskRecord(id: task.id) } ?? task
    }

    private func command(_ number: Int) -> Command {
        switch action {
        case .claim: .claimTask(task: number)
        case .release: .releaseTask(task: number)
        case .complete(let form, let outcome, let verb, let reason):
            .completeTask(CompleteTask(task: number, form: form, outcome: outcome, verb: verb, reason: reason))
        case .escalate(let rung, let reason): .escalateTask(task: number, rung: rung, reason: reason)
        case .delegate(let person, let day, let reason):
            .delegateTask(DelegateTask(task: number, to: person, until: day, reason: reason))
        case .withdraw: .withdrawDelegation(task: number)
        case .reassign(let person, let reason): .reassignTask(ReassignTask(task: number, to: person, reason: reason))
        case .comment(let text): .commentTask(task: number, text: text)
        }
    }

    /// A task that has ended is told by whom, when and how, not just that it is not open.
    private func explain(_ rejection: Rejection, of task: TaskRecord, in session: Session) throws -> OperationFailure {
        guard rejection.code == .notOpen,
            let state = try session.store.read({ try $0.taskRecord(id: task.id) })?.state,
            ![.open, .held].contains(state)
        else { return OperationFailure(rejection) }
        // As it is shown: its result may not be for this person yet.
        let now = try ShowTask(task.id).run(in: session).record
        let moment = now.endedAt.map { Moments(session.calendar).text(Instant(millisecondsSinceEpoch: $0)) } ?? ""
        let fact: String =
            switch now.state {
            case .completed:
                "\(now.endedBy ?? "someone") did it on \(moment)\(now.outcome.map { " (\($0))" } ?? "")"
            case .lapsed: "its time was up on \(moment)"
            case .withdrawn, .open, .held: "it was withdrawn on \(moment)"
            }
        return OperationFailure(
            .conflict, "Expected task \(task.id) to be open, but \(fact)", help: "see `waymark show \(task.caseID)`")
    }
}
