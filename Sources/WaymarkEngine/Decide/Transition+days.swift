import CEL
import WaymarkCalendar
import WaymarkDefinition

/// Conditions that read the date: nobody has to do anything for them to come to hold.
///
/// While such a condition is pending the case has a timer for the beginning of the next day, in the calendar's zone. A
/// case without one pays nothing for it, nor does one that stands still or where an incident keeps it from being asked.
extension Transition {
    /// Sets the timer of every condition that reads the date and has none yet.
    mutating func awaitDays() throws {
        guard state.suspension == nil else { return }
        let timed = Set(state.timers.values.lazy.filter { $0.purpose == .day }.map(\.activity))
        let waiting = state.activities.values.filter { !timed.contains($0.number) && readsDate($0) }
        for activity in waiting.sorted(by: { $0.number < $1.number }) {
            let timer = TimerState(number: number(), activity: activity.number, purpose: .day, at: nextDay)
            try emit(.dayAwaited(DayAwaited(step: try step(of: activity).id, timer: timer)))
        }
    }

    /// A day has begun: the condition is asked again, and another day is awaited in case that it is not the last.
    mutating func awaitDay(after timer: TimerState, at step: Step) throws {
        let next = TimerState(number: number(), activity: timer.activity, purpose: .day, at: nextDay)
        try emit(.dayAwaited(DayAwaited(step: step.id, timer: next)))
    }

    /// When the next day begins.
    private var nextDay: Instant { context.calendar.zone.instant(of: context.today.adding(days: 1), .midnight) }

    /// Whether an activity rests on a condition that reads the date.
    private func readsDate(_ activity: Activity) -> Bool {
        guard case .step(let index) = activity.node else { return false }
        let step = definition.steps[index]
        switch activity.work {
        case .task: return step.availableWhile?.readsDate ?? false
        case .wait, .branches:
            return activity.awaited?.isCondition == true && condition(of: step)?.readsDate == true
                && !isStopped(activity)
        case .list, .effect, .children, .failed: return false
        }
    }
}
