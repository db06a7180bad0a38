/// Says how a deadline stands, as people would: `due in 3 working days`, `2 working days late`.
package struct DeadlineWording: Sendable {
    private let calendar: WorkingCalendar

    /// Speaks by a calendar.
    package init(calendar: WorkingCalendar) {
        self.calendar = calendar
    }

    /// How a deadline stands now, counted in working days, or in days outside the calendar's years.
    package func describe(_ deadline: Instant, now: Instant) -> String {
        let due = calendar.zone.local(of: deadline)
        let today = calendar.zone.local(of: now)
        return now <= deadline ? ahead(due, from: today) : late(due, on: today)
    }

    private func ahead(_ due: LocalDateTime, from today: LocalDateTime) -> String {
        if due.date == today.date { return "due today at \(minutes(due.time))" }
        if due.date == today.date.adding(days: 1) { return "due tomorrow at \(minutes(due.time))" }
        // A deadline on a free day is nearer in days than in working days, so it is named.
        if let isWorking = try? calendar.isWorkingDay(due.date), !isWorking { return "due on \(named(due.date))" }
        return "due in \(count(after: today.date, through: due.date))"
    }

    private func late(_ due: LocalDateTime, on today: LocalDateTime) -> String {
        if due.date == today.date { return "late since \(minutes(due.time)) today" }
        if let count = try? workingDays(after: due.date, through: today.date), count == 0 {
            return "late since \(named(due.date))"
        }
        return "\(count(after: due.date, through: today.date)) late"
    }

    private func count(after first: LocalDate, through last: LocalDate) -> String {
        if let working = try? workingDays(after: first, through: last) {
            return Self.number(working, "\(calendar.dayNoun ?? "working") day")
        }
        return Self.number(first.days(until: last), "day")
    }

    private func workingDays(after first: LocalDate, through last: LocalDate) throws -> Int {
        try calendar.workingDays(from: first.adding(days: 1), through: last)
    }

    private func named(_ date: LocalDate) -> String { "\(date.weekday) \(date.spelledOut)" }

    /// The time without its seconds.
    private func minutes(_ time: LocalTime) -> LocalTime {
        LocalTime(secondsOfDay: time.secondsOfDay / 60 * 60)
    }

    private static func number(_ number: Int, _ noun: String) -> String {
        number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
}
