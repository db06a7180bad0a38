import CEL
import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkEngine

/// Facts as sentences, for people who read a history from its beginning.
///
/// Facts name tasks and scopes by number; the wording remembers what the numbers stood for as the history goes on.
package struct EventWording: Sendable {
    private let definition: CompiledDefinition
    private let directory: any Directory
    /// What people call each task that was opened so far, by its number.
    private var tasks: [Int: String] = [:]
    /// What people call the item of each scope, by its number.
    private var items: [Int: String] = [:]

    /// Words the facts of one case of a definition, with the names that the register has.
    package init(_ definition: CompiledDefinition, directory: any Directory) {
        self.definition = definition
        self.directory = directory
    }

    /// The sentence for the next fact of the case; nil for facts that only the engine needs.
    package mutating func text(_ event: Event) -> String? {
        remember(event)
        return words(for: event)
    }

    private mutating func remember(_ event: Event) {
        switch event {
        case .branchEntered(let event):
            guard let scope = event.scope else { return }
            items[scope.number] = Self.name(scope.item)
        case .taskOpened(let event): tasks[event.task.number] = title(event.step, frame: event.frame)
        default: break
        }
    }

    private func words(for event: Event) -> String? {
        switch event {
        case .caseStarted(let event): "began: \(event.title), \(event.subjectName)"
        case .caseEnded(let event): "ended: \(event.outcome)"
        case .stepEntered(let event):
            event.wait != nil
                ? "waits: \(title(event.step, frame: event.frame))"
                : event.children != nil ? "called: \(title(event.step, frame: event.frame))" : nil
        case .stepSkipped(let event): "skipped: \(title(event.step, frame: event.frame))"
        case .stepDone(let event): ended(event)
        case .activityWithdrawn(let event): "withdrawn: \(event.reason)"
        case .taskOpened(let event): "asked \(people(event.task.holders)): \(task(event.task.number))"
        case .taskClaimed(let event): "claimed: \(task(event.task))"
        case .taskReleased(let event): "released: \(task(event.task))"
        case .taskCommented(let event): "said: \(event.text) (on: \(task(event.task)))"
        case .taskEscalated(let event):
            "escalated to \(people(event.holders)): \(task(event.task)), because: \(event.reason)"
        case .taskReminded(let event): "reminded: \(task(event.task))"
        case .taskLate(let event): "late: \(task(event.task))"
        case .taskCompleted(let event):
            "did: \(task(event.task))\(outcome(event.outcome))\(event.reason.map { ", because: \($0)" } ?? "")"
        case .taskLapsed(let event): "time was up: \(task(event.task))"
        case .taskAnsweredLate(let event): late(event)
        case .effectRequested(let event): "requested: \(title(event.step, frame: event.frame))"
        case .effectFailed(let event): "try \(event.attempt) failed: \(event.message)"
        case .messageSent(let event): event.name.hasPrefix("@") ? nil : "sent: \(event.name)"
        case .messageReceived(let event): "received: \(event.name)\(event.from.map { " from \($0)" } ?? "")"
        case .childEnded(let event): "case \(event.caseID) ended"
        case .variablesSet(let event): "set: \(event.values.entriesMap.keys.map(\.printed).joined(separator: ", "))"
        case .incidentRaised(let event): "stopped at \(event.incident.step): \(event.incident.message)"
        case .incidentResolved(let event): "incident \(event.incident) \(event.how)"
        case .commandRefused(let event):
            "was refused to \(event.command)\(event.task.map { ": \(task($0))" } ?? ""), because: \(event.message)"
        case .branchEntered, .listMoved, .listEnded: nil
        }
    }

    private func late(_ event: TaskAnsweredLate) -> String {
        let what = "\(task(event.task))\(outcome(event.outcome))"
        guard event.isActedOn else { return "came late, kept and not acted on: \(what)" }
        return event.reopens.map { "came late, so back to \(title($0, frame: 0)): \(what)" }
            ?? "came late, in time to count: \(what)"
    }

    /// A step's title, with the item that it is done for when it stands in a loop.
    private func title(_ step: String, frame: Int) -> String {
        let title = definition.step(step)?.title ?? step
        return items[frame].map { "\(title) (\($0))" } ?? title
    }

    private func task(_ number: Int) -> String { tasks[number] ?? "task \(number)" }

    /// What people call an item: its title or name, or the text that it is.
    private static func name(_ item: Value) -> String? {
        (item["title"] ?? item["name"] ?? item["ccg_name"])?.text ?? item.text
    }

    /// Those who may act, by position and organisation, as a person would say it.
    private func people(_ holders: [String]) -> String {
        var positions: [(organisation: String, titles: [String])] = []
        for holder in holders {
            let parts = holder.split(separator: "/", maxSplits: 1).map(String.init)
            let name = (try? directory.organisation(parts[0]))?.name ?? parts[0]
            let title = parts.count > 1 ? directory.schema.positions[parts[1]]?.title ?? parts[1] : "anyone"
            if let place = positions.firstIndex(where: { $0.organisation == name }) {
                positions[place].titles.append(title)
            } else {
                positions.append((name, [title]))
            }
        }
        let named = positions.prefix(3).map { "\($0.titles.joined(separator: " or ")) of \($0.organisation)" }
        let rest = positions.count - named.count
        return named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }

    /// A decision of a table says which rows gave it.
    private func ended(_ event: StepDone) -> String {
        let title = title(event.step, frame: event.frame)
        if let because = event.outputs[DecisionTable.decidedField]?["because"]?.text {
            return "decided: \(title), by \(because)"
        }
        return "done: \(title)\(outcome(event.outcome))"
    }

    private func outcome(_ name: String) -> String { name == BuiltInOutcome.done ? "" : " (\(name))" }
}
