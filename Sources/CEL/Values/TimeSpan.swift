/// A length of time to the nanosecond: the language's `duration`.
public struct TimeSpan: Hashable, Sendable {
    /// Whole seconds; negative for a span backwards.
    public var seconds: Int64
    /// Nanoseconds with the sign of the seconds, -999,999,999 to 999,999,999.
    public var nanoseconds: Int32

    /// Describes a span.
    public init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// The longest span in seconds, about 10,000 years.
    static let secondsMax: Int64 = 315_576_000_000

    /// Takes a number of nanoseconds that may exceed 64 bits of them; nil when the span is too long.
    init?(totalNanoseconds total: Int128) {
        let (seconds, rest) = total.quotientAndRemainder(dividingBy: 1_000_000_000)
        guard abs(seconds) <= Int128(Self.secondsMax) else { return nil }
        self.init(seconds: Int64(seconds), nanoseconds: Int32(rest))
    }

    var totalNanoseconds: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) }
}

extension TimeSpan: Comparable {
    /// The shorter span first; one backwards before one forwards.
    public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }
}

extension TimeSpan: CustomStringConvertible {
    /// Seconds with a fraction and an `s`, as in `90s` and `-1.5s`.
    public var description: String {
        let sign = seconds < 0 || nanoseconds < 0 ? "-" : ""
        return "\(sign)\(seconds.magnitude)\(Digits.fraction(Int32(nanoseconds.magnitude)))s"
    }

    /// Reads numbers with the units h, m, s, ms, us and ns, as in `1h30m` and `-1.5s`; nil when it is not of that form.
    public init?(_ text: String) {
        var rest = Substring(text)
        var isNegative = false
        if rest.hasPrefix("-") || rest.hasPrefix("+") {
            isNegative = rest.hasPrefix("-")
            rest = rest.dropFirst()
        }
        if rest == "0" {
            self.init(seconds: 0)
            return
        }
        guard !rest.isEmpty else { return nil }
        var total: Int128 = 0
        while !rest.isEmpty {
            let whole = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(whole.count)
            var fraction: Substring = ""
            if rest.hasPrefix(".") {
                fraction = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
                rest = rest.dropFirst(fraction.count + 1)
            }
            guard !(whole.isEmpty && fraction.isEmpty), whole.count <= 18 else { return nil }
            guard let unit = Self.units.first(where: { rest.hasPrefix($0.name) }) else { return nil }
            rest = rest.dropFirst(unit.name.count)
            total += Int128(whole.isEmpty ? 0 : Int64(whole) ?? 0) * unit.nanoseconds
            var scale = unit.nanoseconds
            for digit in fraction {
                scale /= 10
                total += Int128(digit.wholeNumberValue ?? 0) * scale
            }
        }
        self.init(totalNanoseconds: isNegative ? -total : total)
    }

    private static let units: [(name: String, nanoseconds: Int128)] = [
        ("ms", 1_000_000), ("us", 1000), ("µs", 1000), ("ns", 1), ("h", 3_600_000_000_000), ("m", 60_000_000_000),
        ("s", 1_000_000_000),
    ]
}
