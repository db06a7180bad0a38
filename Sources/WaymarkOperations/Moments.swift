package import WaymarkCalendar

/// Moments as people of the calendar's zone read them.
package struct Moments: Sendable {
    private let calendar: WorkingCalendar

    /// Reads moments in a calendar's zone.
    package init(_ calendar: WorkingCalendar) {
        self.calendar = calendar
    }

    /// Day and time: `2013-10-31 17:00`.
    package func text(_ instant: Instant) -> String {
        let local = calendar.zone.local(of: instant)
        return "\(local.date) \(String(local.time.description.prefix(5)))"
    }

    /// The last day before a moment.
    package func lastDay(before instant: Instant) -> LocalDate {
        calendar.zone.local(of: Instant(millisecondsSinceEpoch: instant.millisecondsSinceEpoch - 1)).date
    }

    /// How far a deadline is: `due in 3 working days`.
    package func due(_ deadline: Instant, now: Instant) -> String {
        DeadlineWording(calendar: calendar).describe(deadline, now: now)
    }
}
