/// What makes the description of a calendar unusable.
struct CalendarFaults {
    let name: String

    func check(
        weekend: Set<Weekday>, opening: LocalTime, closing: LocalTime, years: ClosedRange<Int>, holidays: [Holiday]
    ) throws {
        if weekend.count == Weekday.allCases.count { throw fault("leaves no working day in the week") }
        guard opening < closing else { throw fault("closes at \(closing), which is not after it opens at \(opening)") }
        guard years.lowerBound >= 1, years.upperBound <= 9999 else { throw fault("has years outside 1 to 9999") }
        guard years.count <= Limits.calendarYearsMax else {
            throw fault("covers \(years.count) years, more than \(Limits.calendarYearsMax)")
        }
        guard holidays.count <= Limits.holidaysMax else {
            throw fault("names \(holidays.count) holidays, more than \(Limits.holidaysMax)")
        }
        for holiday in holidays where !years.contains(holiday.date.year) {
            throw fault("has the holiday \(holiday.date), outside its years \(years.lowerBound) to \(years.upperBound)")
        }
        for (holiday, next) in zip(holidays, holidays.dropFirst()) where holiday.date == next.date {
            throw fault("names \(holiday.date) twice, as \"\(holiday.title)\" and \"\(next.title)\"")
        }
    }

    func check(years: ClosedRange<Int>, within base: WorkingCalendar) throws {
        guard years.lowerBound >= base.years.lowerBound, years.upperBound <= base.years.upperBound else {
            throw fault(
                "covers \(years.lowerBound) to \(years.upperBound), but \"\(base.name)\" that it inherits from only "
                    + "\(base.years.lowerBound) to \(base.years.upperBound)")
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

    private func fault(_ words: String) -> CalendarError {
        CalendarError(.invalidCalendar, "the calendar \"\(name)\" \(words)")
    }
}
