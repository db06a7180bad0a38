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
