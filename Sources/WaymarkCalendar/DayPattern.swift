/// The days of every year that a rule picks by what a calendar on the wall shows of them.
///
/// Such a choice depends only on how long the year is and on which weekday it begins, so fourteen lists answer for all
/// years, and even a rule that picks nothing is answered without walking the years.
struct DayPattern: Sendable {
    /// The days from 0 that are picked, by kind of year.
    private let daysByKind: [[Int]]

    init(picking isPicked: (PatternDay) -> Bool) {
        daysByKind = (0..<14).map { kind in
            let isLeap = kind >= 7
            return Self.days(isLeap: isLeap, firstWeekday: kind % 7).enumerated().compactMap { index, day in
                isPicked(day) ? index : nil
            }
        }
    }

    /// Whether no year has such a day.
    var isEmpty: Bool { daysByKind.allSatisfy(\.isEmpty) }

    /// The first picked day from a day on; nil when there is none to the end of the calendar.
    func first(onOrAfter date: LocalDate) -> LocalDate? {
        guard !isEmpty else { return nil }
        var year = date.year
        var newYear = LocalDate(validYear: year, month: 1, day: 1)
        var from = newYear.days(until: date)
        while true {
            let days = days(of: newYear)
            let index = Self.lowerBound(of: from, in: days)
            if index < days.count { return newYear.adding(days: days[index]) }
            guard year < LocalDate.latest.year else { return nil }
            year += 1
            newYear = LocalDate(validYear: year, month: 1, day: 1)
            from = 0
        }
    }

    /// The picked days from a day to another, both included.
    func days(from first: LocalDate, through last: LocalDate) -> [LocalDate] {
        var found: [LocalDate] = []
        for year in first.year...max(first.year, last.year) {
            let newYear = LocalDate(validYear: year, month: 1, day: 1)
            let days = days(of: newYear)
            var index = Self.lowerBound(of: newYear.days(until: first), in: days)
            while index < days.count {
                let day = newYear.adding(days: days[index])
                guard day <= last else { break }
                found.append(day)
                index += 1
            }
        }
        return found
    }

    private func days(of newYear: LocalDate) -> [Int] {
        let isLeap = Month.days(in: 2, of: newYear.year) == 29
        return daysByKind[(isLeap ? 7 : 0) + newYear.weekday.rawValue - 1]
    }

    private static func lowerBound(of value: Int, in days: [Int]) -> Int {
        var low = 0
        var high = days.count
        while low < high {
            let middle = (low + high) / 2
            if days[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Every day of a kind of year.
    private static func days(isLeap: Bool, firstWeekday: Int) -> [PatternDay] {
        let year = isLeap ? 2000 : 2001
        var days: [PatternDay] = []
        for month in 1...12 {
            let count = Month.days(in: month, of: year)
            for day in 1...count {
                days.append(
                    PatternDay(
                        month: month, day: day, daysInMonth: count, dayOfYear: days.count + 1,
                        daysInYear: isLeap ? 366 : 365,
                        weekday: Weekday.allCases[(firstWeekday + days.count) % 7]))
            }
        }
        return days
    }
}

/// A day as a calendar on the wall shows it, without its year.
struct PatternDay {
    let month: Int
    let day: Int
    let daysInMonth: Int
    let dayOfYear: Int
    let daysInYear: Int
    let weekday: Weekday

    /// Whether it is the n-th of its weekday in the month, counted from the end when negative.
    func isWeekday(_ ordinal: Int, inMonth: Bool) -> Bool {
        let place = inMonth ? day : dayOfYear
        let length = inMonth ? daysInMonth : daysInYear
        return ordinal > 0 ? (place - 1) / 7 + 1 == ordinal : (length - place) / 7 + 1 == -ordinal
    }
}
