package import WaymarkCalendar
package import WaymarkDefinition

/// Works out which due dates and timers of a case come out differently under the calendar of now; changes nothing.
///
/// Only what has still to come is looked at. A timer that has fired stays fired: what it caused is history. There is one
/// exception, for the deadline of a task that is late and still open: when it now lies ahead, the task is late no more.
package struct DeadlineRecomputation {
    private let state: CaseState
    private let definition: CompiledDefinition
    private let openedAt: [Int: Instant]
    private let context: DecisionContext
    private var lastNumber: Int

    /// What comes out differently, by activity.
    package private(set) var moved: [MovedMoment] = []
    /// What could not be reckoned and stays as it is, in words.
    package private(set) var kept: [String] = []

    /// Prepares to reckon; `openedAt` says when what is open began, by activity, where a task does not say so itself.
    package init(
        _ state: CaseState, of definition: CompiledDefinition, openedAt: [Int: Instant], in context: DecisionContext
    ) {
        self.state = state
        self.definition = definition
        self.openedAt = openedAt
        self.context = context
        lastNumber = state.nextNumber - 1
    }

    /// Reckons.
    package mutating func run() {
        guard state.status == .open else { return }
        let timers = Dictionary(grouping: state.timers.values, by: \.activity)
        for activity in state.activities.values.sorted(by: { $0.number < $1.number }) {
            guard case .step(let index) = activity.node else { continue }
            let step = definition.steps[index]
            let pending = timers[activity.number, default: []].sorted { $0.number < $1.number }
            let count = moved.count
            do {
                try reckon(activity, step, pending)
            } catch {
                moved.removeSubrange(count...)
                kept.append("\"\(step.title)\" stays as it is: \(describe(error))")
            }
        }
    }

    private mutating func reckon(_ activity: Activity, _ step: Step, _ pending: [TimerState]) throws {
        guard case .task(let task) = activity.work else {
            guard !pending.isEmpty, let opened = openedAt[activity.number] else { return }
            return try reckon(pending, of: activity, step, due: nil, moments(step, activity, opened: opened))
        }
        let moments = moments(step, activity, opened: task.openedAt)
        let due = try moments.due()
        if due != task.dueAt { move(task, activity, step, to: due, pending) }
        let hidden = try moments.hiddenUntil(due: due)
        if hidden != task.hiddenUntil {
            moved.append(
                MovedMoment(
                    activity: activity.number, step: step.id, kind: .hide, task: task.number, from: task.hiddenUntil,
                    to: hidden))
        }
        try reckon(pending.filter { $0.purpose != .due }, of: activity, step, due: due, moments)
    }

    private func moments(_ step: Step, _ activity: Activity, opened: Instant) -> StepMoments {
        StepMoments(
            step, opened: opened,
            scope: CaseScope(state, frame: activity.frame, definition: definition, context: context),
            calendar: context.calendar)
    }

    /// A deadline with its timer: the one that is set, or a new one where the task was late and is no more.
    private mutating func move(
        _ task: TaskState, _ activity: Activity, _ step: Step, to due: Instant?, _ pending: [TimerState]
    ) {
        var timer = pending.first { $0.purpose == .due }?.number
        if timer == nil, let due, due > context.now {
            lastNumber += 1
            timer = lastNumber
        }
        moved.append(
            MovedMoment(
                activity: activity.number, step: step.id, kind: .due, task: task.number, timer: timer,
                from: task.dueAt, to: due))
    }

    private mutating func reckon(
        _ pending: [TimerState], of activity: Activity, _ step: Step, due: Instant?, _ moments: StepMoments
    ) throws {
        let task: Int? = if case .task(let task) = activity.work { task.number } else { nil }
        for timer in pending {
            guard let at = try moments.moment(of: timer.purpose, timer.index, due: due), at != timer.at,
                let kind = MovedMoment.Kind(timer.purpose)
            else { continue }
            moved.append(
                MovedMoment(
                    activity: activity.number, step: step.id, kind: kind, task: task,
                    index: timer.index, timer: timer.number, from: timer.at, to: at))
        }
    }
}
