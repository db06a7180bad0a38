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
        for activity in state.untimedDays(of: definition) {
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
}
