import CEL
package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkEngine

/// Facts as sentences, for people who read a history from its beginning.
///
/// Facts name tasks and scopes by number; the wording remembers what the numbers stood for as the history goes on.
package struct EventWording: Sendable {
    private var definition: CompiledDefinition
    private let directory: any Directory
    /// Finds the definition of a hash, for a case that was on another before.
    private let versions: @Sendable (String) -> CompiledDefinition?
    /// What people call each task that was opened so far, by its number.
    private var tasks: [Int: String] = [:]
    /// What people call the item of each scope, by its number.
    private var items: [Int: String] = [:]

    /// Words the facts of one case of a definition, with the names that the register has.
    ///
    /// With `versions` each fact of a case that was migrated is worded as the version says that it was on then.
    package init(
        _ definition: CompiledDefinition, directory: any Directory,
        versions: @escaping @Sendable (String) -> CompiledDefinition? = { _ in nil }
    ) {
        self.definition = definition
        self.directory = directory
        self.versions = versions
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
        case .caseStarted(let event): turn(to: event.definition)
        case .caseMigrated(let event): turn(to: event.definition)
        default: break
        }
    }

    private mutating func turn(to hash: String) {
        if definition.hash.description != hash, let found = versions(hash) { definition = found }
    }

    private func words(for event: Event) -> String? {
        switch event {
        case .caseStarted(let event): "began: \(event.title), \(event.subjectName)"
        case .caseSuspended(let event): "suspended the case: \(event.suspension.reason)"
        case .caseResumed: "had the case go on"
        case .stepRedone(let event): "had \(title(event.step)) done again: \(event.reason)"
        case .caseMigrated(let event):
            "had the case go on under version \(event.version) instead of \(event.fromVersion): \(event.reason)"
        case .deadlinesRecomputed(let event):
            "reckoned \(event.moved.count == 1 ? "a moment" : "\(event.moved.count) moments") anew under the calendar \(event.calendar): \(event.reason)"
        case .caseCancelled(let event): "cancelled the case: \(event.cancellation.reason)"
        case .caseEnded(let event): "ended: \(event.outcome)"
        case .stepEntered(let event): entering(event)
        case .stepSkipped(let event): "skipped: \(title(event.step, frame: event.frame))"
        case .stepDone(let event): ended(event)
        case .activityWithdrawn(let event): "withdrawn: \(event.reason)"
        case .taskOpened(let event): "asked \(people(event.task.holders)): \(task(event.task.number))"
        case .taskOffered(let event): "offered again: \(task(event.task))"
        case .taskHeldBack(let event): "held back: \(task(event.task))"
        case .taskVoted(let event):
            "handed in: \(task(event.task)) (\(event.vote.outcome))\(event.vote.reason.map { ", because: \($0)" } ?? "")"
        case .loopClosed(let event): "takes no more: \(title(event.step, frame: event.frame))"
        case .itemAdded(let event): "added to \(title(event.step)): \(event.item.printed)"
        case .taskClaimed(let event): "claimed: \(task(event.task))"
        case .taskReleased(let event): "released: \(task(event.task))"
        case .taskDelegated(let event): delegated(event)
        case .delegationWithdrawn(let event): "took back from \(event.to): \(task(event.task))"
        case .taskReassigned(let event):
            "gave to \(event.to)\(event.from.map { " instead of \($0)" } ?? ""): \(task(event.task)), because: \(event.reason)"
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
        case .milestoneWatched(let event): "case \(event.watcher.caseID) waits for \(event.watcher.milestone)"
        case .watcherTold(let event):
            "told case \(event.watcher.caseID) that \(event.watcher.milestone) \(event.isReached ? "is reached" : "will not come")"
        case .childStarted(let event): "case \(event.caseID) began"
        case .childEnded(let event): "case \(event.caseID) ended"
        case .variablesSet(let event): "set: \(event.values.entriesMap.keys.map(\.printed).joined(separator: ", "))"
        case .incidentRaised(let event): "stopped at \(event.incident.step): \(event.incident.message)"
        case .incidentResolved(let event): "incident \(event.incident) \(event.how)"
        case .commandRefused(let event):
            "was refused to \(event.command)\(event.task.map { ": \(task($0))" } ?? ""), because: \(event.message)"
        case .raceDecided(let event): "went on with \(event.name): \(title(event.step))"
        case .failureCaught(let event):
            "caught at \(title(event.step)): \(title(event.failure.step)) failed, because \(event.failure.message)"
        case .undoBegan(let event): "undoes: \(title(event.step, frame: event.undo.frame))"
        case .branchEntered, .listMoved, .listEnded, .turnTaken, .turnEnded, .undoKept, .dayAwaited: nil
        }
    }

    private func delegated(_ event: TaskDelegated) -> String {
        let delegation = event.delegation
        let until = delegation.lastDay.map { " until \($0)" } ?? ""
        let reason = event.reason.map { ", because: \($0)" } ?? ""
        return "lets \(delegation.to) act for \(delegation.from)\(until): \(task(delegation.task))\(reason)"
    }

    private func late(_ event: TaskAnsweredLate) -> String {
        let what = "\(task(event.task))\(outcome(event.outcome))"
        guard event.isActedOn else { return "came late, kept and not acted on: \(what)" }
        return event.reopens.map { "came late, so back to \(title($0, frame: 0)): \(what)" }
            ?? "came late, in time to count: \(what)"
    }

    private func entering(_ event: StepEntered) -> String? {
        let title = title(event.step, frame: event.frame)
        if let name = event.branches?.exclusive { return "queues for \(name): \(title)" }
        if event.children != nil { return "called: \(title)" }
        if event.branches?.openUntil != nil { return "open for more: \(title)" }
        guard let wait = event.wait else { return nil }
        return "waits: \(title)\(wait.milestone.map { " (\($0))" } ?? "")"
    }

    /// The sentence of the next fact; while its result is not shown, that it happened and from when more is shown.
    package mutating func text(_ entry: History.Entry, in calendar: WorkingCalendar) -> String? {
        remember(entry.event)
        guard let until = entry.hiddenUntil else { return words(for: entry.event).map { $0 + reckoning(entry.event) } }
        let shown = "(its result is shown from \(Moments(calendar).text(until)))"
        switch entry.event {
        case .taskVoted(let event): return "handed in: \(task(event.task)) \(shown)"
        case .taskCompleted(let event): return "did: \(task(event.task)) \(shown)"
        case .taskLapsed(let event): return "time was up: \(task(event.task)) \(shown)"
        case .taskAnsweredLate(let event): return "handed in late: \(task(event.task)) \(shown)"
        default: return words(for: entry.event)
        }
    }

    /// Under which calendar a fact reckoned deadlines, so that it can be compared with what a calendar says.
    private func reckoning(_ event: Event) -> String {
        switch event {
        case .caseStarted(let event):
            guard let calendar = event.calendar, let hash = event.calendarHash else { return "" }
            return ", under the calendar \(calendar) (\(hash.prefix(12)))"
        case .deadlinesRecomputed(let event): return " (\(event.calendarHash.prefix(12)))"
        default: return ""
        }
    }

    private func title(_ step: String) -> String { definition.step(step)?.title ?? step }

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
