/// A stretch of time that passes alike everywhere, such as the pause before another try.
package struct ElapsedSpan: Hashable, Comparable, Sendable {
    /// Its length.
    package let milliseconds: Int64

    /// Takes a length; less than none is none.
    package init(milliseconds: Int64) {
        self.milliseconds = max(0, milliseconds)
    }

    /// Reads `30 seconds`, `5 minutes`, `PT30S` and the like; a day is 24 hours here, and a week seven of them.
    /// - Throws: `DeadlineTextError` for anything else, also for working days, months and years.
    package init(parsing text: String) throws(DeadlineTextError) {
        var parser = try DeadlineParser([.text(text)])
        let amount = try parser.amountAlone()
        let seconds: Int64
        switch amount.unit {
        case .seconds: seconds = 1
        case .minutes: seconds = 60
        case .hours: seconds = 3600
        case .days: seconds = 86_400
        case .weeks: seconds = 604_800
        case .workingHours, .workingDays, .months, .years:
            throw DeadlineTextError(
                segment: 0, offset: 0, length: text.unicodeScalars.count,
                message: "\(amount) \(amount.count == 1 ? "is" : "are") not always the same length of time",
                help: "use seconds, minutes, hours or days")
        }
        milliseconds = Int64(amount.count) * seconds * 1000
    }

    /// Whether the left is shorter.
    package static func < (left: ElapsedSpan, right: ElapsedSpan) -> Bool { left.milliseconds < right.milliseconds }
}

extension ElapsedSpan: CustomStringConvertible {
    /// The length in its largest whole unit, as in `90 seconds` or `2 hours`.
    package var description: String {
        let units: [(Int64, String)] = [
            (86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1000, "second"),
        ]
        for (length, name) in units where milliseconds >= length && milliseconds.isMultiple(of: length) {
            let count = milliseconds / length
            return count == 1 ? "1 \(name)" : "\(count) \(name)s"
        }
        return milliseconds == 0 ? "0 seconds" : "\(milliseconds) milliseconds"
    }
}
