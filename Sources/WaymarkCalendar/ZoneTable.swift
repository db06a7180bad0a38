import Foundation

/// The offsets of one time zone from 1970 to 2100; before and after, the first and last of them hold.
package struct ZoneTable: Hashable, Sendable {
    /// The IANA name, as in `Europe/London`.
    package let identifier: String
    /// When each offset begins, in seconds since the epoch, ascending; the first is the distant past.
    private let starts: [Int64]
    /// Seconds east of Greenwich, one for each start.
    private let offsets: [Int64]

    /// Reads the zone from the system's rules.
    /// - Throws: `CalendarError` when there is no such zone.
    package init(identifier: String) throws {
        // Foundation also takes abbreviations and odd offsets; a calendar must name a place or UTC.
        guard identifier == "UTC" || identifier.contains("/"), let zone = TimeZone(identifier: identifier) else {
            throw CalendarError(
                .unknownZone, "there is no time zone \"\(identifier)\"; a zone is named as in Europe/London")
        }
        var moment = Date(timeIntervalSince1970: 0)
        let end = Date(timeIntervalSince1970: Self.lastSecond)
        var starts = [Int64.min]
        var offsets = [Int64(zone.secondsFromGMT(for: moment))]
        while let next = zone.nextDaylightSavingTimeTransition(after: moment), next > moment, next < end {
            let offset = Int64(zone.secondsFromGMT(for: next))
            if offset != offsets.last {
                starts.append(Int64(next.timeIntervalSince1970.rounded()))
                offsets.append(offset)
            }
            moment = next
        }
        self.identifier = identifier
        self.starts = starts
        self.offsets = offsets
    }

    /// Coordinated universal time, without any change.
    package static let utc = ZoneTable(identifier: "UTC", starts: [.min], offsets: [0])

    private init(identifier: String, starts: [Int64], offsets: [Int64]) {
        self.identifier = identifier
        self.starts = starts
        self.offsets = offsets
    }

    /// 2101-01-01T00:00:00Z.
    private static let lastSecond = 4_133_980_800.0

    /// Seconds that local time is ahead of UTC.
    package func utcOffset(at instant: Instant) -> Int {
        Int(offsets[index(at: instant.secondsSinceEpoch)])
    }

    /// What the clocks of the zone show; parts of a second are dropped.
    package func local(of instant: Instant) -> LocalDateTime {
        let seconds = instant.secondsSinceEpoch
        return LocalDateTime(secondsSinceEpoch: seconds + offsets[index(at: seconds)])
    }

    /// The moment at which the clocks of the zone show a date and time.
    ///
    /// A time that the clocks skip in spring is moved forward by the gap (01:30 becomes 02:30), since an obligation must
    /// not vanish; of a time that they show twice in autumn, the first is taken.
    package func instant(of date: LocalDate, _ time: LocalTime) -> Instant {
        let local = LocalDateTime(date: date, time: time).secondsSinceEpoch
        // No offset is as much as a day, so the answer lies in a span that overlaps the day before or after.
        var span = index(at: local - 86_400)
        while span + 1 < starts.count {
            let utc = local - offsets[span]
            if utc < starts[span + 1] { return Instant(millisecondsSinceEpoch: utc * 1000) }
            // Past the end of this span by its own reckoning and before the start of the next by that one's: a gap.
            if local - offsets[span + 1] < starts[span + 1] { return Instant(millisecondsSinceEpoch: utc * 1000) }
            span += 1
        }
        return Instant(millisecondsSinceEpoch: (local - offsets[span]) * 1000)
    }

    /// The moment at which the clocks of the zone show a date and time.
    package func instant(of local: LocalDateTime) -> Instant { instant(of: local.date, local.time) }

    /// The moment at which the offset changes next; nil when it never does again.
    package func nextChange(after instant: Instant) -> Instant? {
        let next = index(at: instant.secondsSinceEpoch) + 1
        return next < starts.count ? Instant(millisecondsSinceEpoch: starts[next] * 1000) : nil
    }

    /// The moment at which the offset in force began; nil when it always was.
    package func lastChange(through instant: Instant) -> Instant? {
        let current = index(at: instant.secondsSinceEpoch)
        return current > 0 ? Instant(millisecondsSinceEpoch: starts[current] * 1000) : nil
    }

    private func index(at seconds: Int64) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if starts[middle] <= seconds { low = middle } else { high = middle }
        }
        return low
    }
}
