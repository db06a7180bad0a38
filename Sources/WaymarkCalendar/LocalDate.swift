/// A day of the Gregorian calendar, in no particular time zone, from 0001-01-01 to 9999-12-31.
public struct LocalDate: Hashable, Comparable, Sendable {
    private let days: Int32

    /// Takes the day that is so many days after 1970-01-01; beyond `earliest` and `latest` it takes those.
    public init(daysSinceEpoch: Int) {
        days = Int32(min(max(daysSinceEpoch, Self.firstDay), Self.lastDay))
    }

    /// Takes a day by its numbers; nil when there is no such day, as for 30 February.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Month.days(in: month, of: year)
        else { return nil }
        self.init(validYear: year, month: month, day: day)
    }

    /// Takes numbers that are known to name a day.
    init(validYear year: Int, month: Int, day: Int) {
        days = Int32(Self.days(year: year, month: month, day: day))
    }

    /// The earliest day there is, 0001-01-01.
    public static let earliest = LocalDate(daysSinceEpoch: firstDay)
    /// The latest day there is, 9999-12-31.
    public static let latest = LocalDate(daysSinceEpoch: lastDay)

    private static let firstDay = -719_162
    private static let lastDay = 2_932_896

    /// Days since 1970-01-01, negative before it.
    public var daysSinceEpoch: Int { Int(days) }

    /// The day of the week.
    public var weekday: Weekday {
        // 1970-01-01 was a Thursday.
        let fromMonday = (Int(days) + 3) % 7
        return Weekday(rawValue: (fromMonday < 0 ? fromMonday + 7 : fromMonday) + 1) ?? .monday
    }

    /// Whether the left day comes first.
    public static func < (left: LocalDate, right: LocalDate) -> Bool { left.days < right.days }

    // MARK: - Reading the numbers

    /// The year, month and day, all from 1; cheaper than asking for them one by one.
    public var civil: (year: Int, month: Int, day: Int) {
        // Years run from March here, so that the leap day is the last of its year.
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The year, from 1 to 9999.
    public var year: Int { civil.year }
    /// The month, from 1 to 12.
    public var month: Int { civil.month }
    /// The day of the month, from 1.
    public var day: Int { civil.day }

    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
