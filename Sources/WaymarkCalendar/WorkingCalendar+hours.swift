extension WorkingCalendar {
    /// The moment when business has been open for so many seconds since a start, or before it when negative.
    ///
    /// Hours count between opening and close of working days, as the clocks show them. An amount that ends with a day
    /// ends at its close; counted back, at its opening. None gives the start itself.
    /// - Throws: `CalendarError` when the start or the answer lies outside the calendar's years.
    package func adding(workingSeconds seconds: Int, to start: Instant) throws -> Instant {
        let local = zone.local(of: start)
        try requireCovered(local.date)
        guard seconds != 0 else { return start }
        let perDay = closingTime.secondsOfDay - openingTime.secondsOfDay
        let (target, overflow) = workingSeconds(before: local).addingReportingOverflow(seconds)
        // Counted forwards, the last second used decides the day, so that a full day ends at its close.
        let lastUsed = seconds > 0 ? 1 : 0
        guard !overflow, target - lastUsed >= 0, let date = index.day((target - lastUsed) / perDay) else {
            throw outside("\(seconds / 3600) working hours from \(local) lie")
        }
        let ofDay = (target - lastUsed) % perDay + lastUsed
        return zone.instant(of: date, LocalTime(secondsOfDay: openingTime.secondsOfDay + ofDay))
    }

    /// Seconds of business from the start of the calendar's years to a covered moment.
    private func workingSeconds(before local: LocalDateTime) -> Int {
        let perDay = closingTime.secondsOfDay - openingTime.secondsOfDay
        let earlierDays = index.count(before: local.date)
        guard index.count(through: local.date) > earlierDays else { return earlierDays * perDay }
        let today = local.time.secondsOfDay - openingTime.secondsOfDay
        return earlierDays * perDay + min(max(today, 0), perDay)
    }
}
