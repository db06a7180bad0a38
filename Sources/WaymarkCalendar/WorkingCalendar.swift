/// Which days of some years are working days, in which zone, and when business opens and closes.
package struct WorkingCalendar: Equatable, Sendable {
    /// The name that files use, as in `england`.
    package let name: String
    /// The zone whose clocks count.
    package let zone: ZoneTable
    /// The days of the week that are free.
    package let weekend: Set<Weekday>
    /// The holidays in order of date, after every change.
    package let holidays: [Holiday]
    /// The single days made different, in order of date, and of announcement for one day.
    package let changes: [CalendarChange]
    /// When business opens and closes on a working day that says nothing else.
    package let usualHours: OpeningHours
    /// The years whose holidays it knows.
    package let years: ClosedRange<Int>
    /// What its working days are called besides, as in `school` where they are school days.
    package var dayNoun: String?
    let index: WorkingDayIndex
    /// The holidays as they were before any change.
    let plannedHolidays: [Holiday]
    /// The hours of days that have their own.
    let ownHours: [LocalDate: OpeningHours]

    /// Describes a calendar.
    ///
    /// Of several changes to one day the one announced last counts.
    /// - Throws: `CalendarError` when the description contradicts itself, or is larger than `Limits` allow.
    package init(
        name: String, zone: ZoneTable, weekend: Set<Weekday> = [.saturday, .sunday],
        openingTime: LocalTime = LocalTime(secondsOfDay: 9 * 3600),
        closingTime: LocalTime = LocalTime(secondsOfDay: 17 * 3600),
        years: ClosedRange<Int>, holidays: [Holiday] = [], changes: [CalendarChange] = []
    ) throws {
        let planned = holidays.sorted { $0.date < $1.date }
        let changes = changes.sorted { ($0.date, $0.announced ?? .earliest) < ($1.date, $1.announced ?? .earliest) }
        let faults = CalendarFaults(name: name)
        let hours = try faults.hours(from: openingTime, to: closingTime)
        try faults.check(weekend: weekend, years: years, holidays: planned, changes: changes)
        let days = ChangedDays(holidays: planned, changes: changes)
        self.name = name
        self.zone = zone
        self.weekend = weekend
        usualHours = hours
        self.years = years
        self.holidays = days.holidays
        self.changes = changes
        plannedHolidays = planned
        ownHours = days.ownHours
        index = WorkingDayIndex(
            years: years, weekend: weekend, holidays: days.holidays, worked: days.worked, usualHours: hours,
            ownHours: days.ownHours)
    }

    /// When business opens on a working day that says nothing else.
    package var openingTime: LocalTime { usualHours.opening }

    /// When business closes on a working day that says nothing else.
    package var closingTime: LocalTime { usualHours.closing }

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

    /// When business opens and closes on a day; the usual hours on a free day.
    package func hours(on date: LocalDate) -> OpeningHours { ownHours[date] ?? usualHours }

    /// The moment at which business opens on a day, whether or not it is a working day.
    package func open(of date: LocalDate) -> Instant { zone.instant(of: date, hours(on: date).opening) }

    /// The moment at which business closes on a day, whether or not it is a working day.
    package func close(of date: LocalDate) -> Instant { zone.instant(of: date, hours(on: date).closing) }
}

/// The days of a calendar after the changes to them.
private struct ChangedDays {
    var holidays: [Holiday]
    var worked: Set<LocalDate> = []
    var ownHours: [LocalDate: OpeningHours] = [:]

    init(holidays planned: [Holiday], changes: [CalendarChange]) {
        let last = Dictionary(changes.map { ($0.date, $0) }) { _, later in later }
        holidays = planned.filter { last[$0.date] == nil }
        for change in changes where last[change.date] == change {
            switch change.effect {
            case .free:
                holidays.append(Holiday(date: change.date, title: change.title, announced: change.announced))
            case .worked: worked.insert(change.date)
            case .hours(let hours):
                worked.insert(change.date)
                ownHours[change.date] = hours
            }
        }
        holidays.sort { $0.date < $1.date }
    }
}
