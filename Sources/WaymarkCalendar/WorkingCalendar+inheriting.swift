extension WorkingCalendar {
    /// Takes over another calendar and changes part of it, as a board with a holiday of its own does.
    ///
    /// Its years must be among those of the base; nil keeps them all. An added holiday on the day of one of the base
    /// renames it; a removed one is worked. The changes of the base hold too; one of its own to the same day goes before.
    /// - Throws: `CalendarError` when a removed day is no holiday of the base, or its years do not cover those asked for.
    package init(
        name: String, inheriting base: WorkingCalendar, zone: ZoneTable? = nil, weekend: Set<Weekday>? = nil,
        openingTime: LocalTime? = nil, closingTime: LocalTime? = nil, years: ClosedRange<Int>? = nil,
        adding: [Holiday] = [], removing: [LocalDate] = [], changes: [CalendarChange] = []
    ) throws {
        let faults = CalendarFaults(name: name)
        let years = years ?? base.years
        try faults.check(years: years, within: base)
        try faults.check(removing: removing, adding: adding, from: base)
        let replaced = Set(removing).union(adding.map(\.date))
        let kept = base.plannedHolidays.filter { years.contains($0.date.year) && !replaced.contains($0.date) }
        let changed = replaced.union(changes.map(\.date))
        let keptChanges = base.changes.filter { years.contains($0.date.year) && !changed.contains($0.date) }
        try self.init(
            name: name, zone: zone ?? base.zone, weekend: weekend ?? base.weekend,
            openingTime: openingTime ?? base.openingTime, closingTime: closingTime ?? base.closingTime,
            years: years, holidays: kept + adding, changes: keptChanges + changes)
        dayNoun = base.dayNoun
    }
}
