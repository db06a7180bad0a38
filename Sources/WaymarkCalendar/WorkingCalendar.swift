/// Which days of some years are working days, in which zone, and when business opens and closes.
package struct WorkingCalendar: Equatable, Sendable {
    /// The name that files use, as in `england`.
    package let name: String
    /// The zone whose clocks count.
    package let zone: ZoneTable
    /// The days of the week that are free.
    package let weekend: Set<Weekday>
    /// The holidays in order of date.
    package let holidays: [Holiday]
    /// When business opens on a working day.
    package let openingTime: LocalTime
    /// When business closes on a working day, and a deadline in days ends on any day.
    package let closingTime: LocalTime
    /// The years whose holidays it knows.
    package let years: ClosedRange<Int>
    let index: WorkingDayIndex

    /// Describes a calendar.
    /// - Throws: `CalendarError` when the description contradicts itself, or is larger than `Limits` allow.
    package init(
        name: String, zone: ZoneTable, weekend: Set<Weekday> = [.saturday, .sunday],
        openingTime: LocalTime = LocalTime(secondsOfDay: 9 * 3600),
        closingTime: LocalTime = LocalTime(secondsOfDay: 17 * 3600),
        years: ClosedRange<Int>, holidays: [Holiday] = []
    ) throws {
        let sorted = holidays.sorted { $0.date < $1.date }
        try CalendarFaults(name: name).check(
            weekend: weekend, opening: openingTime, closing: closingTime, years: years, holidays: sorted)
        self.name = name
        self.zone = zone
        self.weekend = weekend
        self.openingTime = openingTime
        self.closingTime = closingTime
        self.years = years
        self.holidays = sorted
        index = WorkingDayIndex(years: years, weekend: weekend, holidays: sorted)
    }

    /// The first day that the calendar knows.
    package var firstDate: LocalDate { index.firstDate }

    /// The last day that the calendar knows.
    package var lastDate: LocalDate { index.lastDate }

    /// The holiday on a day, if it is one.
    package func holiday(on date: LocalDate) -> Holiday? {
        var low = 0
        var high = holidays.count
        while low < high {
            let middle = (low + high) / 2
            if holidays[middle].date < date { low = middle + 1 } else { high = middle }
        }
        guard low < holidays.count, holidays[low].date == date else { return nil }
        return holidays[low]
    }

    /// The moment at which business closes on a day, whether or not it is a working day.
    package func close(of date: LocalDate) -> Instant { zone.instant(of: date, closingTime) }
}

extension WorkingCalendar {
    /// Takes over another calendar and changes part of it, as a board with a holiday of its own does.
    ///
    /// Its years must be among those of the base; nil keeps them all. An added holiday on the day of one of the base
    /// renames it; a removed one is worked.
    /// - Throws: `CalendarError` when a removed day is no holiday of the base, or its years do not cover those asked for.
    package init(
        name: String, inheriting base: WorkingCalendar, zone: ZoneTable? = nil, weekend: Set<Weekday>? = nil,
        openingTime: LocalTime? = nil, closingTime: LocalTime? = nil, years: ClosedRange<Int>? = nil,
        adding: [Holiday] = [], removing: [LocalDate] = []
    ) throws {
        let faults = CalendarFaults(name: name)
        let years = years ?? base.years
        try faults.check(years: years, within: base)
        try faults.check(removing: removing, adding: adding, from: base)
        let replaced = Set(removing).union(adding.map(\.date))
        let kept = base.holidays.filter { years.contains($0.date.year) && !replaced.contains($0.date) }
        try self.init(
            name: name, zone: zone ?? base.zone, weekend: weekend ?? base.weekend,
            openingTime: openingTime ?? base.openingTime, closingTime: closingTime ?? base.closingTime,
            years: years, holidays: kept + adding)
    }
}
