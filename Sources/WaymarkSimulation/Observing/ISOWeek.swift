package import WaymarkCalendar

/// A week from Monday to Sunday, numbered as ISO 8601 does.
package struct ISOWeek: Hashable, Comparable, Sendable {
    /// Its Monday.
    package let monday: LocalDate

    /// The week that a day is in.
    package init(containing day: LocalDate) {
        // 1970-01-01 was a Thursday.
        let place = ((day.daysSinceEpoch + 3) % 7 + 7) % 7
        monday = day.adding(days: -place)
    }

    /// The week after.
    package var next: ISOWeek { ISOWeek(containing: monday.adding(days: 7)) }

    /// Its name, as `2013-W40`: the year is that of its Thursday.
    package var name: String {
        let thursday = monday.adding(days: 3)
        let first = LocalDate(year: thursday.year, month: 1, day: 1) ?? thursday
        let number = first.days(until: thursday) / 7 + 1
        return "\(thursday.year)-W" + (number < 10 ? "0" : "") + "\(number)"
    }

    package static func < (left: ISOWeek, right: ISOWeek) -> Bool { left.monday < right.monday }
}
