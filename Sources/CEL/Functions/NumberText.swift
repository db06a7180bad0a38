/// Floating-point numbers as text.
enum NumberText {
    /// The fewest digits that give the number back; an exponent for very large and very small ones.
    static func shortest(_ number: Double) -> String {
        guard number.isFinite else { return notFinite(number) }
        if number == 0 { return number.sign == .minus ? "-0" : "0" }
        let (digits, exponent) = shortestDigits(number.magnitude)
        let sign = number < 0 ? "-" : ""
        guard exponent >= -4, exponent < 21 else { return sign + scientific(digits, exponent) }
        if exponent < 0 { return sign + "0." + String(repeating: "0", count: -exponent - 1) + digits }
        guard digits.count > exponent + 1 else {
            return sign + digits + String(repeating: "0", count: exponent + 1 - digits.count)
        }
        return sign + digits.prefix(exponent + 1) + "." + digits.dropFirst(exponent + 1)
    }

    /// So many digits after the point, rounded half to even.
    static func fixed(_ number: Double, precision: Int) -> String {
        guard number.isFinite else { return notFinite(number) }
        var expansion = DecimalExpansion(number.magnitude)
        expansion.round(toPlaces: precision)
        let sign = number.sign == .minus ? "-" : ""
        return sign + expansion.whole + (precision > 0 ? "." + expansion.fraction(precision) : "")
    }

    /// One digit before the point, so many after it, and an exponent.
    static func scientific(_ number: Double, precision: Int) -> String {
        guard number.isFinite else { return notFinite(number) }
        let sign = number.sign == .minus ? "-" : ""
        guard number != 0 else {
            return sign + scientific("0" + String(repeating: "0", count: precision), 0)
        }
        var expansion = DecimalExpansion(number.magnitude)
        expansion.round(toPlaces: precision + 1 - expansion.point)
        return sign + scientific(expansion.leading(precision + 1), expansion.point - 1)
    }

    private static func notFinite(_ number: Double) -> String {
        number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let size = String(exponent.magnitude)
        let tail = "e" + (exponent < 0 ? "-" : "+") + (size.count < 2 ? "0" + size : size)
        return digits.prefix(1) + (digits.count > 1 ? "." + digits.dropFirst() : "") + tail
    }

    /// The digits of Swift's own shortest form, and the power of ten of the first.
    private static func shortestDigits(_ number: Double) -> (digits: String, exponent: Int) {
        let parts = "\(number)".split(separator: "e")
        let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let whole = mantissa[0]
        let fraction = mantissa.count > 1 && mantissa[1] != "0" ? mantissa[1] : ""
        var exponent = whole.count - 1 + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
        var digits = Substring(String(whole) + fraction)
        while digits.hasPrefix("0"), digits.count > 1 {
            digits = digits.dropFirst()
            exponent -= 1
        }
        while digits.hasSuffix("0"), digits.count > 1 { digits = digits.dropLast() }
        return (String(digits), exponent)
    }
}

/// All the decimal digits of a number, of which a binary fraction has finitely many.
struct DecimalExpansion {
    private var digits: [UInt8]
    /// How many of the digits stand before the point; negative when zeros follow the point first.
    private(set) var point: Int

    /// Expands a number that is not negative and finite.
    init(_ number: Double) {
        guard number > 0 else {
            digits = []
            point = 0
            return
        }
        let exponent = Int(number.exponent) - Double.significandBitCount
        let significand = number / Double(sign: .plus, exponent: max(exponent, -1074), significand: 1)
        digits = String(UInt64(significand)).utf8.map { $0 - 48 }
        point = digits.count
        if exponent > 0 { for _ in 0..<exponent { double() } }
        let halvings = -max(exponent, -1074)
        if halvings > 0 { for _ in 0..<halvings { halve() } }
        trim()
    }

    private mutating func double() {
        var carry: UInt8 = 0
        for place in digits.indices.reversed() {
            let sum = digits[place] * 2 + carry
            digits[place] = sum % 10
            carry = sum / 10
        }
        if carry > 0 { prepend(carry) }
    }

    private mutating func halve() {
        var rest: UInt8 = 0
        for place in digits.indices {
            let sum = rest * 10 + digits[place]
            digits[place] = sum / 2
            rest = sum % 2
        }
        if rest > 0 { digits.append(5) }
        if digits.first == 0 {
            digits.removeFirst()
            point -= 1
        }
    }

    private mutating func prepend(_ digit: UInt8) {
        digits.insert(digit, at: 0)
        point += 1
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
    }

    /// Keeps so many digits after the point (before it when negative), rounding half to even.
    mutating func round(toPlaces places: Int) {
        let kept = point + places
        guard kept < digits.count else { return }
        guard kept >= 0 else {
            digits = []
            return
        }
        let isAbove = digits[kept] > 5 || (digits[kept] == 5 && digits.count > kept + 1)
        let isHalf = digits[kept] == 5 && digits.count == kept + 1
        let isOdd = kept > 0 && !digits[kept - 1].isMultiple(of: 2)
        digits.removeSubrange(kept...)
        if isAbove || (isHalf && isOdd) { increment() }
    }

    private mutating func increment() {
        for place in digits.indices.reversed() {
            if digits[place] < 9 {
                digits[place] += 1
                return
            }
            digits[place] = 0
        }
        prepend(1)
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: range.map { digits.indices.contains($0) ? digits[$0] + 48 : 48 }, as: UTF8.self)
    }

    /// The digits before the point.
    var whole: String { point > 0 ? text(0..<point) : "0" }

    /// So many digits after the point.
    func fraction(_ count: Int) -> String { text(point..<point + count) }

    /// So many digits from the first.
    func leading(_ count: Int) -> String { text(0..<count) }
}
