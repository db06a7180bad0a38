package import WaymarkCalendar

/// When a receiver asks to be tried again: the header `Retry-After` of RFC 9110, section 10.2.3.
package enum RetryAfter: Hashable, Sendable {
    /// So many seconds from now.
    case seconds(Int64)
    /// At a moment.
    case date(Instant)

    /// Reads what a header says; nil when it says nothing that can be read.
    ///
    /// A date may have any of the three forms of RFC 9110, section 5.6.7; the century of a year of two digits is the one
    /// that does not put it more than 50 years ahead of `now`.
    package init?(_ text: String, now: Instant) {
        let words = text.split(separator: " ")
        if words.count == 1, words[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let seconds = Int64(words[0]) else { return nil }
            self = .seconds(seconds)
            return
        }
        guard let date = Self.date(text.split { " ,-".contains($0) }, now: now) else { return nil }
        self = .date(date)
    }

    /// How long to wait from now, in milliseconds; never less than nothing, and never more than a limit.
    package func milliseconds(from now: Instant) -> Int64 {
        let wanted: Int64 =
            switch self {
            case .seconds(let seconds): min(seconds, DeliveryLimits.retryAfterSecondsMax) * 1000
            case .date(let date): now.milliseconds(until: date)
            }
        return min(max(wanted, 0), DeliveryLimits.retryAfterSecondsMax * 1000)
    }

    // MARK: - Dates

    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`.
    private static func date(_ words: [Substring], now: Instant) -> Instant? {
        guard words.count == 6 || words.count == 5 else { return nil }
        let isOld = words.count == 5
        guard isOld || words[5] == "GMT" else { return nil }
        let (day, month, year, time) =
            isOld ? (words[2], words[1], words[4], words[3]) : (words[1], words[2], words[3], words[4])
        guard let number = (1...12).first(where: { Month.name($0).prefix(3) == month }), let day = Int(day),
            let year = Self.year(year, now: now), let date = LocalDate(year: year, month: number, day: day),
            let time = LocalTime(String(time))
        else { return nil }
        return ZoneTable.utc.instant(of: date, time)
    }

    private static func year(_ word: Substring, now: Instant) -> Int? {
        guard let year = Int(word), year >= 0 else { return nil }
        guard word.count == 2 else { return word.count == 4 ? year : nil }
        let present = ZoneTable.utc.local(of: now).date.year
        let near = present - present % 100 + year
        if near > present + 50 { return near - 100 }
        return near <= present - 50 ? near + 100 : near
    }
}
