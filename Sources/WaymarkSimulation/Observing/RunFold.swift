package import WaymarkCalendar
package import WaymarkDefinition
import WaymarkEngine
package import WaymarkRuntime
import WaymarkStore

/// Counts a run while it goes on: a fold over its commits.
package struct RunFold: Sendable {
    private struct OpenTask {
        var key: Tally.StepKey
        var role: String
        var due: Int64?
        var holders: [String]
    }

    private struct OpenWait {
        var step: Int
        var from: Int64
        var waiting: Tally.Waiting
        var whom: String
    }

    private struct OpenCase {
        var workflow: String
        var from: Int64
        var waits: [Int: OpenWait] = [:]
        var trail = CaseTrail()
    }

    private struct Arrival {
        var from: String
        var day: LocalDate
    }

    private let calendar: WorkingCalendar
    private var tally = Tally()
    private var cases: [String: OpenCase] = [:]
    private var names: [String: String] = [:]
    private var tasks: [String: OpenTask] = [:]
    private var burdens: [Tally.StepKey: [String: Int]] = [:]
    private var arrivals: [String: [String: [Arrival]]] = [:]
    private var workflows: [String: String] = [:]

    /// Counts with the working days of a calendar.
    package init(calendar: WorkingCalendar) {
        self.calendar = calendar
    }

    /// Takes note of a commit.
    package mutating func add(_ commit: ObservedCommit) {
        tally.events += commit.events.count
        let id = commit.state.id
        for event in commit.events { note(event, in: id, commit) }
        for change in commit.changes { note(change, in: commit) }
        drop(id, commit.state)
    }

    // MARK: - Waiting

    private mutating func note(_ event: Event, in id: String, _ commit: ObservedCommit) {
        switch event {
        case .caseStarted(let event):
            cases[id] = OpenCase(workflow: event.workflow, from: commit.at)
            names[id] = event.subjectName
            workflows[id] = event.workflow
        case .taskOpened(let event):
            begin(
                event.activity, OpenWait(step: event.index, from: commit.at, waiting: .role, whom: event.task.role), id)
        case .effectRequested(let event):
            begin(
                event.activity, OpenWait(step: event.index, from: commit.at, waiting: .effect, whom: event.effect.kind),
                id)
        case .stepEntered(let event):
            if let (waiting, whom) = Self.sort(of: event) {
                begin(event.activity, OpenWait(step: event.index, from: commit.at, waiting: waiting, whom: whom), id)
            }
        case .taskCompleted(let event): end(event.activity, in: id, commit)
        case .taskLapsed(let event): end(event.activity, in: id, commit)
        case .stepDone(let event):
            if let activity = event.activity { end(activity, in: id, commit) }
        case .loopClosed(let event): end(event.activity, in: id, commit)
        case .messageReceived(let event):
            guard let sender = event.from, !event.name.hasPrefix("@") else { return }
            arrivals[id, default: [:]][event.name, default: []].append(Arrival(from: sender, day: day(commit.at)))
        case .caseEnded(let event): close(id, outcome: event.outcome, at: commit.at)
        case .commandRefused(let event): trouble(commit.state.workflow, "refused: \(event.message)")
        default: break
        }
    }

    private static func sort(of event: StepEntered) -> (Tally.Waiting, String)? {
        if event.children != nil { return (.cases, "") }
        guard let wait = event.wait ?? event.branches?.openUntil else { return nil }
        if let message = wait.message { return (.message, message) }
        if let milestone = wait.milestone { return (.milestone, milestone) }
        return wait.isCondition ? (.condition, "") : (.timer, "")
    }

    private mutating func begin(_ activity: Int, _ wait: OpenWait, _ id: String) {
        cases[id]?.waits[activity] = wait
    }

    private mutating func end(_ activity: Int, in id: String, _ commit: ObservedCommit) {
        guard let wait = cases[id]?.waits.removeValue(forKey: activity) else { return }
        let step = commit.definition.steps[wait.step]
        let key = Tally.StepKey(workflow: commit.definition.workflow, name: step.id)
        if wait.waiting != .effect || commit.at > wait.from {
            let length = days(wait.from, commit.at)
            count(wait, at: key, title: step.title) { $0.days[length, default: 0] += 1 }
        }
        cases[id]?.trail.append(.init(step: step.id, title: step.title, from: wait.from, to: commit.at))
    }

    private mutating func count(
        _ wait: OpenWait, at key: Tally.StepKey, title: String, _ change: (inout Tally.Wait) -> Void
    ) {
        var counted = tally.waits[key] ?? Tally.Wait(title: title, waiting: wait.waiting, whom: wait.whom)
        change(&counted)
        tally.waits[key] = counted
    }

    /// Forgets waits that were withdrawn.
    private mutating func drop(_ id: String, _ state: CaseState) {
        guard let waits = cases[id]?.waits else { return }
        for activity in waits.keys where state.activities[activity] == nil { cases[id]?.waits[activity] = nil }
    }

    // MARK: - Cases

    private mutating func close(_ id: String, outcome: String, at end: Int64) {
        guard let ended = cases.removeValue(forKey: id) else { return }
        tally.cases[.init(workflow: ended.workflow, name: outcome), default: 0] += 1
        var path = tally.paths[ended.workflow] ?? Tally.Path()
        path.cases += 1
        path.days[days(ended.from, end), default: 0] += 1
        path.calendarDays[day(ended.from).days(until: day(end)), default: 0] += 1
        var seen: Set<String> = []
        for leg in ended.trail.criticalPath(endingAt: end) {
            var step = path.steps[leg.step] ?? Tally.PathStep(title: leg.title)
            step.days += days(leg.from, leg.to)
            if seen.insert(leg.step).inserted {
                step.cases += 1
                step.offset += days(ended.from, leg.from)
            }
            path.steps[leg.step] = step
        }
        tally.paths[ended.workflow] = path
    }

    // MARK: - Tasks

    private mutating func note(_ change: ProjectionChange, in commit: ObservedCommit) {
        switch change {
        case .putTask(let task): put(task, in: commit)
        case .endTask(let id, let state, _, _, let at): end(id, state, at)
        case .raiseIncident(let incident):
            trouble(commit.state.workflow, "stopped: \(incident.step): \(incident.message)")
        default: break
        }
    }

    private mutating func trouble(_ workflow: String, _ what: String) {
        tally.troubles[.init(workflow: workflow, name: what), default: 0] += 1
    }

    private mutating func put(_ task: TaskRecord, in commit: ObservedCommit) {
        let role = Tally.StepKey(workflow: task.workflow, name: task.role)
        if let known = tasks[task.id] {
            if known.holders != task.holders { burden(role, known.holders, -1) }
        } else {
            guard task.state == .open else { return }
            tally.loads[role, default: Tally.Load()].opened[week(commit.at), default: 0] += 1
        }
        if tasks[task.id]?.holders != task.holders { burden(role, task.holders, 1) }
        let key = Tally.StepKey(workflow: task.workflow, name: task.step)
        if tally.deadlines[key] == nil, task.dueAt != nil {
            let title = commit.definition.steps.first { $0.id == task.step }?.title
            tally.deadlines[key] = Tally.Deadline(title: title ?? task.stepTitle)
        }
        tasks[task.id] = OpenTask(key: key, role: task.role, due: task.dueAt, holders: task.holders)
    }

    private mutating func burden(_ role: Tally.StepKey, _ holders: [String], _ change: Int) {
        for holder in holders {
            let burden = burdens[role, default: [:]][holder, default: 0] + change
            burdens[role, default: [:]][holder] = burden
            var load = tally.loads[role] ?? Tally.Load()
            if burden > load.peak {
                load.peak = burden
                load.peakHolder = holder
                tally.loads[role] = load
            }
        }
    }

    private mutating func end(_ id: String, _ state: TaskRecord.State, _ at: Int64) {
        guard let task = tasks.removeValue(forKey: id) else { return }
        let role = Tally.StepKey(workflow: task.key.workflow, name: task.role)
        burden(role, task.holders, -1)
        tally.loads[role, default: Tally.Load()].ended[week(at), default: 0] += 1
        guard let due = task.due else { return }
        let lateness = days(due, at)
        switch state {
        case .completed where at <= due: tally.deadlines[task.key]?.inTime += 1
        case .completed: tally.deadlines[task.key]?.late[lateness, default: 0] += 1
        case .lapsed: tally.deadlines[task.key]?.silent += 1
        default: break
        }
    }

    // MARK: - Ending

    /// What was counted, when the run ends at a moment.
    package func finished(at end: Instant, definitions: [String: CompiledDefinition]) -> Tally {
        var fold = self
        fold.tally.runs = 1
        for task in tasks.values {
            if let due = task.due, due < end.millisecondsSinceEpoch { fold.tally.deadlines[task.key]?.open += 1 }
        }
        for open in cases.values {
            fold.tally.cases[.init(workflow: open.workflow, name: "open"), default: 0] += 1
            for wait in open.waits.values {
                guard let step = definitions[open.workflow]?.steps[wait.step] else { continue }
                fold.count(wait, at: .init(workflow: open.workflow, name: step.id), title: step.title) { $0.open += 1 }
            }
        }
        for (id, messages) in arrivals {
            for (message, arrivals) in messages { fold.meet(arrivals, of: message, in: id) }
        }
        return fold.tally
    }

    /// A case that several others wrote to is a barrier: whoever came first waited for the last.
    private mutating func meet(_ arrivals: [Arrival], of message: String, in id: String) {
        var seen: Set<String> = []
        let first = arrivals.filter { seen.insert($0.from).inserted }
        guard first.count > 1, let workflow = workflows[id] else { return }
        let last = first[first.count - 1]
        var barrier = tally.barriers[.init(workflow: workflow, name: message)] ?? Tally.Barrier()
        barrier.groups += 1
        barrier.members += first.count
        barrier.waited += first.dropLast().reduce(0) { $0 + workingDays($1.day, last.day) }
        let alone = workingDays(first[first.count - 2].day, last.day)
        barrier.last[alone, default: 0] += 1
        if alone > 0 { barrier.names[names[last.from] ?? last.from, default: 0] += 1 }
        tally.barriers[.init(workflow: workflow, name: message)] = barrier
    }

    // MARK: - Days

    private func day(_ moment: Int64) -> LocalDate {
        calendar.zone.local(of: Instant(millisecondsSinceEpoch: moment)).date
    }

    private func week(_ moment: Int64) -> LocalDate { ISOWeek(containing: day(moment)).monday }

    private func days(_ from: Int64, _ to: Int64) -> Int { workingDays(day(from), day(to)) }

    /// Working days from a day to another; beyond the years of the calendar all days count.
    private func workingDays(_ from: LocalDate, _ to: LocalDate) -> Int {
        (try? calendar.workingDays(from: from, upTo: to)) ?? from.days(until: to)
    }
}
