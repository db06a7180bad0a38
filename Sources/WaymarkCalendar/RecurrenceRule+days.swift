extension RecurrenceRule {
    /// The parts that name days, with what the rule takes over from the day it starts on.
    func dayPattern(start: LocalDate) -> DayPattern {
        var months = Set(months)
        var monthDays = Set(monthDays)
        var days = days
        let namesDays = !yearDays.isEmpty || !monthDays.isEmpty || !days.isEmpty
        if !namesDays {
            switch frequency {
            case .yearly:
                if months.isEmpty { months = [start.month] }
                monthDays = [start.day]
            case .monthly: monthDays = [start.day]
            case .weekly: days = [Day(ordinal: nil, weekday: start.weekday)]
            case .secondly, .minutely, .hourly, .daily: break
            }
        }
        // The n-th weekday is counted in the month, but in the year for a yearly rule that names no month.
        let inMonth = frequency == .monthly || !months.isEmpty
        let yearDays = Set(yearDays)
        return DayPattern { day in
            (months.isEmpty || months.contains(day.month))
                && (monthDays.isEmpty || monthDays.contains(day.day)
                    || monthDays.contains(day.day - day.daysInMonth - 1))
                && (yearDays.isEmpty || yearDays.contains(day.dayOfYear)
                    || yearDays.contains(day.dayOfYear - day.daysInYear - 1))
                && (days.isEmpty
                    || days.contains { wanted in
                        guard wanted.weekday == day.weekday else { return false }
                        return wanted.ordinal.map { day.isWeekday($0, inMonth: inMonth) } ?? true
                    })
        }
    }

    /// The seconds of the day that a daily or rarer rule names, in order.
    func timesOfDay(start: LocalTime) -> [Int] {
        let hours = hours.isEmpty ? [start.hour] : hours
        return hours.flatMap { hour in secondsOfHour(start: start).map { hour * 3600 + $0 } }
    }

    /// The seconds of the hour that an hourly or rarer rule names, in order.
    func secondsOfHour(start: LocalTime) -> [Int] {
        let minutes = minutes.isEmpty ? [start.minute] : minutes
        return minutes.flatMap { minute in secondsOfMinute(start: start).map { minute * 60 + $0 } }
    }

    /// The seconds of the minute that a minutely or rarer rule names, in order.
    func secondsOfMinute(start: LocalTime) -> [Int] { seconds.isEmpty ? [start.second] : seconds }
}
