/// A month, or a quarter, half or whole of an English financial year, which begins on 1 April; or a calendar year.
public struct Period: Hashable, Sendable {
    /// How long a period is, and in which year it is counted.
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// A month of a calendar year.
        case month
        /// Three months of a financial year; the first begins in April.
        case quarter
        /// Six months of a financial year; the first begins in April.
        case half
        /// A financial year, April to March.
        case year
        /// A calendar year, January to December.
        case calendarYear

        /// How many of the kind a year has.
        public var countPerYear: Int {
            switch self {
            case .month: 12
            case .quarter: 4
            case .half: 2
            case .year, .calendarYear: 1
            }
        }

        /// The month in which the year of the kind begins.
        var firstMonth: Int {
            switch self {
            case .month, .calendarYear: 1
            case .quarter, .half, .year: 4
            }
        }
    }

    /// The kind.
    public let kind: Kind
    /// The year it is counted in: 2013 for any part of the financial year 2013/14.
    public let year: Int
    /// Which of its kind in the year, from 1.
    public let number: Int

    static let years = 1...9998

    /// Takes a period by its numbers; nil when there is no such period, as for a fifth quarter.
    public init?(_ kind: Kind, year: Int, number: Int = 1) {
        guard Self.years.contains(year), (1...kind.countPerYear).contains(number) else { return nil }
        self.kind = kind
        self.year = year
        self.number = number
    }

    /// The period of the kind that a day lies in; days outside the years 1 to 9998 take the nearest period.
    public init(_ kind: Kind, containing day: LocalDate) {
        let monthIndex = day.year * 12 + day.month - kind.firstMonth
        let perYear = kind.countPerYear
        self.init(kind, ordinal: monthIndex / 12 * perYear + monthIndex % 12 / (12 / perYear))
    }

    /// Takes a period by counting those of its kind since the year 0.
    init(_ kind: Kind, ordinal: Int) {
        let perYear = kind.countPerYear
        let within = min(max(ordinal, Self.years.lowerBound * perYear), (Self.years.upperBound + 1) * perYear - 1)
        self.kind = kind
        year = within / perYear
        number = within % perYear + 1
    }

    /// How many of its kind there are since the year 0.
    var ordinal: Int { year * kind.countPerYear + number - 1 }

    // MARK: - Days

    /// The first day.
    public var start: LocalDate {
        LocalDate(validYear: year, month: kind.firstMonth, day: 1).adding(months: (number - 1) * monthCount)
    }

    /// The last day.
    public var end: LocalDate { start.adding(months: monthCount).adding(days: -1) }

    /// Whether the day lies in the period.
    public func contains(_ day: LocalDate) -> Bool { day >= start && day <= end }

    private var monthCount: Int { 12 / kind.countPerYear }

    // MARK: - Neighbours

    /// The period of the same kind that follows; the last there is follows itself.
    public var next: Period { Period(kind, ordinal: ordinal + 1) }

    /// The period of the same kind that comes before; the first there is precedes itself.
    public var previous: Period { Period(kind, ordinal: ordinal - 1) }

    /// The period in which the round about this one is held: the one that follows.
    public var heldPeriod: Period { next }

    /// The period that a round held in this one covers: the one before.
    public var coveredPeriod: Period { previous }

    // MARK: - Calendar years

    /// The quarter of a calendar year, the first of which begins in January; nil when there is no such quarter.
    public init?(calendarQuarter number: Int, of year: Int) {
        guard Self.years.contains(year), (1...4).contains(number) else { return nil }
        self.init(.quarter, containing: LocalDate(validYear: year, month: number * 3 - 2, day: 1))
    }

    /// The calendar year of a quarter and its number there, from 1; nil for what is no quarter.
    public var calendarQuarter: (year: Int, number: Int)? {
        guard kind == .quarter else { return nil }
        return number == 4 ? (year + 1, 1) : (year, number + 1)
    }
}

extension Period: Comparable {
    /// Whether the left begins first; of two that begin together the shorter comes first.
    public static func < (left: Period, right: Period) -> Bool {
        let (leftStart, rightStart) = (left.start, right.start)
        guard leftStart == rightStart else { return leftStart < rightStart }
        return left.end < right.end
    }
}
