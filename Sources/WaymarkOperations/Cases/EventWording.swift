import CEL
import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkEngine

/// Facts as sentences, for people who read a history.
package struct EventWording: Sendable {
    private let definition: CompiledDefinition

    /// Words the facts of cases of a definition.
    package init(_ definition: CompiledDefinition) {
        self.definition = definition
    }

    /// The sentence; nil for facts that only the engine needs.
    package func text(_ event: Event) -> String? {
        switch event {
        case .caseStarted(let event): "began: \(event.title), \(event.subjectName)"
        case .caseEnded(let event): "ended: \(event.outcome)"
        case .stepEntered(let event):
            event.wait != nil
                ? "waits: \(title(event.step))" : event.children != nil ? "called: \(title(event.step))" : nil
        case .stepSkipped(let event): "skipped: \(title(event.step))"
        case .stepDone(let event): "done: \(title(event.step))\(outcome(event.outcome))"
        case .activityWithdrawn(let event): "withdrawn: \(event.reason)"
        case .taskOpened(let event): "asked: \(title(event.step)) of \(event.task.holders.joined(separator: ", "))"
        case .taskClaimed(let event): "claimed task \(event.task)"
        case .taskReleased(let event): "released task \(event.task)"
        case .taskCommented(let event): "said on task \(event.task): \(event.text)"
        case .taskEscalated(let event): "escalated task \(event.task) to \(event.role): \(event.reason)"
        case .taskReminded(let event): "reminded of task \(event.task)"
        case .taskLate(let event): "task \(event.task) is late"
        case .taskCompleted(let event):
            "did: \(title(event.step))\(outcome(event.outcome))\(event.reason.map { ", because: \($0)" } ?? "")"
        case .taskLapsed(let event): "time was up: \(title(event.step))"
        case .effectRequested(let event): "requested: \(title(event.step))"
        case .effectFailed(let event): "try \(event.attempt) failed: \(event.message)"
        case .messageSent(let event): event.name.hasPrefix("@") ? nil : "sent: \(event.name)"
        case .messageReceived(let event): "received: \(event.name)\(event.from.map { " from \($0)" } ?? "")"
        case .childEnded(let event): "case \(event.caseID) ended"
        case .variablesSet(let event): "set: \(event.values.entriesMap.keys.map(\.printed).joined(separator: ", "))"
        case .incidentRaised(let event): "stopped at \(event.incident.step): \(event.incident.message)"
        case .incidentResolved(let event): "incident \(event.incident) \(event.how)"
        case .commandRefused(let event):
            "was refused to \(event.command)\(event.task.map { " task \($0)" } ?? ""): \(event.message)"
        case .branchEntered, .listMoved, .listEnded: nil
        }
    }

    private func title(_ step: String) -> String { definition.step(step)?.title ?? step }

    private func outcome(_ name: String) -> String { name == BuiltInOutcome.done ? "" : " (\(name))" }
}
