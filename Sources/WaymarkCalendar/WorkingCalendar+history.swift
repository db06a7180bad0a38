extension WorkingCalendar {
    /// The calendar as people knew it on a day: without the holidays and changes that were announced later.
    package func known(on day: LocalDate) throws -> WorkingCalendar {
        try WorkingCalendar(
            name: name, zone: zone, weekend: weekend, openingTime: openingTime, closingTime: closingTime, years: years,
            holidays: plannedHolidays.filter { $0.announced.map { $0 <= day } ?? true },
            changes: changes.filter { $0.announced.map { $0 <= day } ?? true })
    }

    /// The days that are worked in one of two calendars and free in the other, among the years that both know.
    package func daysUnlike(_ other: WorkingCalendar) -> [LocalDate] {
        let first = max(firstDate, other.firstDate)
        let last = min(lastDate, other.lastDate)
        guard first <= last else { return [] }
        return (first.daysSinceEpoch...last.daysSinceEpoch).map { LocalDate(daysSinceEpoch: $0) }.filter {
            index.isWorkingDay($0) != other.index.isWorkingDay($0)
        }
    }
}
