extension WorkingCalendar {
    /// The moment when business has been open for so many seconds since a start, or before it when negative.
    ///
    /// Hours count between opening and close of working days, as the clocks show them; a half day counts for what it is.
    /// An amount that ends with a day ends at its close; counted back, at its opening. None gives the start itself.
    /// - Throws: `CalendarError` when the start or the answer lies outside the calendar's years.
    package func adding(workingSeconds seconds: Int, to start: Instant) throws -> Instant {
        let local = zone.local(of: start)
        try requireCovered(local.date)
        guard seconds != 0 else { return start }
        let (target, overflow) = workingSeconds(before: local).addingReportingOverflow(seconds)
        // Counted forwards, the last second used decides the day, so that a full day ends at its close.
        let lastUsed = seconds > 0 ? 1 : 0
        guard !overflow, let (date, secondsIn) = index.day(ofSecond: target - lastUsed) else {
            throw outside("\(seconds / 3600) working hours from \(local) lie")
        }
        let opening = hours(on: date).opening.secondsOfDay
        return zone.instant(of: date, LocalTime(secondsOfDay: opening + secondsIn + lastUsed))
    }

    /// How many seconds business is open from a moment to another; negative when that is earlier.
    /// - Throws: `CalendarError` when either lies outside the calendar's years.
    package func workingSeconds(from first: Instant, to last: Instant) throws -> Int {
        let (start, end) = (zone.local(of: first), zone.local(of: last))
        try requireCovered(start.date)
        try requireCovered(end.date)
        return workingSeconds(before: end) - workingSeconds(before: start)
    }

    /// Seconds of business from the start of the calendar's years to a covered moment.
    private func workingSeconds(before local: LocalDateTime) -> Int {
        let earlier = index.seconds(before: index.count(before: local.date))
        guard index.isWorkingDay(local.date) else { return earlier }
        let hours = hours(on: local.date)
        let today = local.time.secondsOfDay - hours.opening.secondsOfDay
        return earlier + min(max(today, 0), hours.seconds)
    }
}
