/// A moment in time to the millisecond, the same everywhere, from year 1 to year 9999.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z, negative before it.
    public let millisecondsSinceEpoch: Int64

    /// Takes a moment by its milliseconds; beyond `earliest` and `latest` it takes those.
    public init(millisecondsSinceEpoch: Int64) {
        self.millisecondsSinceEpoch = min(max(millisecondsSinceEpoch, Self.first), Self.last)
    }

    /// The earliest moment there is, 0001-01-01T00:00:00Z.
    public static let earliest = Instant(millisecondsSinceEpoch: first)
    /// The latest moment there is, 9999-12-31T23:59:59.999Z.
    public static let latest = Instant(millisecondsSinceEpoch: last)

    private static let first: Int64 = -62_135_596_800_000
    private static let last: Int64 = 253_402_300_799_999

    /// The moment so many milliseconds later, or earlier when negative; it stops at `earliest` and `latest`.
    public func adding(milliseconds: Int64) -> Instant {
        let (sum, overflow) = millisecondsSinceEpoch.addingReportingOverflow(milliseconds)
        guard !overflow else { return milliseconds > 0 ? .latest : .earliest }
        return Instant(millisecondsSinceEpoch: sum)
    }

    /// The moment so many seconds later, or earlier when negative; it stops at `earliest` and `latest`.
    public func adding(seconds: Int64) -> Instant {
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1000)
        guard !overflow else { return seconds > 0 ? .latest : .earliest }
        return adding(milliseconds: product)
    }

    /// How many milliseconds later the other moment is; negative when it is earlier.
    public func milliseconds(until other: Instant) -> Int64 {
        other.millisecondsSinceEpoch - millisecondsSinceEpoch
    }

    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    var secondsSinceEpoch: Int64 {
        let (quotient, remainder) = millisecondsSinceEpoch.quotientAndRemainder(dividingBy: 1000)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// Whether the left moment comes first.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.millisecondsSinceEpoch < right.millisecondsSinceEpoch
    }
}
