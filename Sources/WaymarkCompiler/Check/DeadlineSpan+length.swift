import WaymarkCalendar

/// Amounts in different units, by the least and the most that they can come to.
extension DeadlineSpan {
    /// Whether counting back so far from a deadline surely leads to before the moment from which it was counted on.
    ///
    /// Whoever counts days counts dates, and both ends may have any time of day; so one in days is compared with another
    /// by the dates alone, and with hours by whole days.
    func isSurelyLonger(than other: DeadlineSpan) -> Bool {
        if unit == other.unit { return count > other.count }
        if let months, let others = other.months { return months > others }
        switch (days, other.days) {
        case (let days?, let others?): return days.least > others.most
        case (let days?, nil):
            guard let seconds = other.seconds else { return false }
            return days.least > (seconds + Self.secondsOfDay - 1) / Self.secondsOfDay
        case (nil, let others?):
            return (seconds ?? count * 3600) > (others.most + 1) * Self.secondsOfDay
        case (nil, nil):
            // So many working hours take as many hours at the least.
            guard let others = other.seconds else { return false }
            return (seconds ?? count * 3600) > others
        }
    }

    private static let secondsOfDay = 86_400

    /// How many seconds, for what passes alike whatever the calendar.
    private var seconds: Int? {
        switch unit {
        case .seconds: count
        case .minutes: count * 60
        case .hours: count * 3600
        case .workingHours, .days, .workingDays, .weeks, .months, .years: nil
        }
    }

    private var months: Int? {
        switch unit {
        case .months: count
        case .years: count * 12
        case .seconds, .minutes, .hours, .workingHours, .days, .workingDays, .weeks: nil
        }
    }

    /// How many days, for what is counted in days.
    private var days: (least: Int, most: Int)? {
        switch unit {
        case .days: (count, count)
        case .weeks: (count * 7, count * 7)
        // Nobody is free for half of the year, nor for a month in a row.
        case .workingDays: (count, count * 2 + 31)
        case .months: (count * 28, count * 31)
        case .years: (count * 365, count * 366)
        case .seconds, .minutes, .hours, .workingHours: nil
        }
    }
}
