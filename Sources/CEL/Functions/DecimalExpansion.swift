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
        let power = max(exponent, -1074)
        for done in stride(from: 0, to: power, by: Self.bitsAtOnce) {
            multiply(bits: min(power - done, Self.bitsAtOnce))
        }
        for done in stride(from: 0, to: -power, by: Self.bitsAtOnce) {
            divide(bits: min(-power - done, Self.bitsAtOnce))
        }
        trim()
    }

    private static let bitsAtOnce = 32

    private mutating func multiply(bits: Int) {
        var carry: UInt64 = 0
        for place in digits.indices.reversed() {
            carry += UInt64(digits[place]) << UInt64(bits)
            digits[place] = UInt8(carry % 10)
            carry /= 10
        }
        while carry > 0 {
            prepend(UInt8(carry % 10))
            carry /= 10
        }
    }

    private mutating func divide(bits: Int) {
        let mask: UInt64 = (1 << UInt64(bits)) - 1
        var quotient: [UInt8] = []
        quotient.reserveCapacity(digits.count + bits)
        var rest: UInt64 = 0
        for digit in digits {
            rest = rest * 10 + UInt64(digit)
            quotient.append(UInt8(rest >> UInt64(bits)))
            rest &= mask
        }
        while rest > 0 {
            rest *= 10
            quotient.append(UInt8(rest >> UInt64(bits)))
            rest &= mask
        }
        let zeros = quotient.prefix { $0 == 0 }.count
        digits = Array(quotient.dropFirst(zeros))
        point -= zeros
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
