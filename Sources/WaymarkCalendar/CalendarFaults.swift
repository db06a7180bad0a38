/// What makes the description of a calendar unusable.
struct CalendarFaults {
    let name: String

    func hours(from opening: LocalTime, to closing: LocalTime) throws -> OpeningHours {
        guard let hours = OpeningHours(opening, closing) else {
            throw fault("closes at \(closing), which is not after it opens at \(opening)")
        }
        return hours
    }

    func check(
        weekend: Set<Weekday>, years: ClosedRange<Int>, holidays: [Holiday], changes: [CalendarChange]
    ) throws {
        if weekend.count == Weekday.allCases.count { throw fault("leaves no working day in the week", about: .weekend) }
        guard years.lowerBound >= 1, years.upperBound <= 9999 else {
            throw fault("has years outside 1 to 9999", about: .years)
        }
        guard years.count <= Limits.calendarYearsMax else {
            throw fault("covers \(years.count) years, more than \(Limits.calendarYearsMax)", about: .years)
        }
        guard holidays.count <= Limits.holidaysMax else {
            throw fault("names \(holidays.count) holidays, more than \(Limits.holidaysMax)")
        }
        guard changes.count <= Limits.holidaysMax else {
            throw fault("names \(changes.count) changes, more than \(Limits.holidaysMax)")
        }
        try check(holidays, in: years)
        try check(changes, in: years)
    }

    private func check(_ holidays: [Holiday], in years: ClosedRange<Int>) throws {
        for holiday in holidays where !years.contains(holiday.date.year) {
            throw fault(
                "has the holiday \(holiday.date), outside its years \(years.lowerBound) to \(years.upperBound)",
                about: .day(holiday.date))
        }
        for (holiday, next) in zip(holidays, holidays.dropFirst()) where holiday.date == next.date {
            throw fault(
                "names \(holiday.date) twice, as \"\(holiday.title)\" and \"\(next.title)\"", about: .day(next.date))
        }
    }

    private func check(_ changes: [CalendarChange], in years: ClosedRange<Int>) throws {
        for change in changes where !years.contains(change.date.year) {
            throw fault(
                "changes \(change.date), outside its years \(years.lowerBound) to \(years.upperBound)",
                about: .day(change.date))
        }
        for (change, next) in zip(changes, changes.dropFirst())
        where change.date == next.date && change.announced == next.announced {
            throw fault(
                "changes \(change.date) twice, with nothing to say which came later", about: .day(next.date))
        }
    }

    func check(years: ClosedRange<Int>, within base: WorkingCalendar) throws {
        guard years.lowerBound >= base.years.lowerBound, years.upperBound <= base.years.upperBound else {
            throw fault(
                "covers \(years.lowerBound) to \(years.upperBound), but \"\(base.name)\" that it inherits from only "
                    + "\(base.years.lowerBound) to \(base.years.upperBound)", about: .years)
        }
    }

    func check(removing: [LocalDate], adding: [Holiday], from base: WorkingCalendar) throws {
        for date in removing where base.holiday(on: date) == nil {
            throw fault("removes \(date), which is no holiday of \"\(base.name)\"")
        }
        for holiday in adding where removing.contains(holiday.date) {
            throw fault("both removes and adds \(holiday.date)")
        }
    }

    private func fault(_ words: String, about part: CalendarError.Part? = nil) -> CalendarError {
        CalendarError(.invalidCalendar, "the calendar \"\(name)\" \(words)", about: part)
    }
}
