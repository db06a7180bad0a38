import Testing
import WaymarkCalendar

/// Feeds for calendar programs, read back by a reader of the tests' own.
@Suite struct CalendarFeedTests {
    private static let moment = Instant(millisecondsSinceEpoch: 1_383_238_800_000)  // 2013-10-31 17:00 UTC

    private static func entry(_ title: String, details: [String] = []) -> FeedEntry {
        FeedEntry(
            uid: "T-1-7", revision: 4, changedAt: moment.adding(seconds: -86_400), when: .moment(moment), title: title,
            details: details)
    }

    /// What stands in a property of the first event: unfolded, and with its escapes taken back.
    ///
    /// Scalar by scalar, since a mark at the start of a folded line is one character with the blank before it.
    private static func value(of name: String, in feed: String) -> String? {
        var lines: [[Unicode.Scalar]] = [[]]
        for scalar in feed.unicodeScalars {
            switch (scalar, lines[lines.count - 1].isEmpty) {
            case ("\r", _): continue
            case ("\n", _): lines.append([])
            case (" ", true) where lines.count > 1:
                lines.removeLast()
            default: lines[lines.count - 1].append(scalar)
            }
        }
        let marker = Array("BEGIN:VEVENT".unicodeScalars)
        let start = Array("\(name):".unicodeScalars)
        guard let line = lines.drop(while: { $0 != marker }).first(where: { $0.starts(with: start) }) else {
            return nil
        }
        var value = String.UnicodeScalarView()
        var isEscaped = false
        for scalar in line.dropFirst(start.count) {
            if isEscaped {
                value.append(scalar == "n" || scalar == "N" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                value.append(scalar)
            }
        }
        return String(value)
    }

    @Test func `A feed is written as RFC 5545 asks`() {
        var deadline = Self.entry("Agree, the plan; now", details: ["First \\ line", "Second"])
        deadline.categories = ["round", "a,b"]
        deadline.reminders = [Self.moment.adding(seconds: -7200)]
        var meeting = Self.entry("Meet")
        meeting.uid = "T-1-9"
        meeting.when = .day(LocalDate(daysSinceEpoch: 16_008))
        let feed = CalendarFeed(name: "Mine", entries: [deadline, meeting])
        #expect(
            feed.text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init) == [
                "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Waymark//Waymark//EN", "CALSCALE:GREGORIAN",
                "NAME:Mine", "X-WR-CALNAME:Mine",
                "BEGIN:VEVENT", "UID:T-1-7", "DTSTAMP:20131030T170000Z", "LAST-MODIFIED:20131030T170000Z",
                "SEQUENCE:4", "DTSTART:20131031T170000Z", "SUMMARY:Agree\\, the plan\\; now",
                "DESCRIPTION:First \\\\ line\\nSecond", "CATEGORIES:round,a\\,b", "TRANSP:TRANSPARENT",
                "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER;VALUE=DATE-TIME:20131031T150000Z",
                "DESCRIPTION:Agree\\, the plan\\; now", "END:VALARM",
                "END:VEVENT",
                "BEGIN:VEVENT", "UID:T-1-9", "DTSTAMP:20131030T170000Z", "LAST-MODIFIED:20131030T170000Z",
                "SEQUENCE:4", "DTSTART;VALUE=DATE:20131030", "SUMMARY:Meet", "TRANSP:TRANSPARENT", "END:VEVENT",
                "END:VCALENDAR", "",
            ])
        #expect(CalendarFeed(name: "Mine", entries: [deadline, meeting]).text == feed.text)
    }

    @Test func `An entry whose changes nothing counts has a stamp and claims no revision`() {
        var entry = Self.entry("Meet")
        entry.revision = nil
        let text = CalendarFeed(name: "", entries: [entry]).text
        #expect(text.contains("DTSTAMP:20131030T170000Z\r\nDTSTART:"))
        #expect(!text.contains("SEQUENCE") && !text.contains("LAST-MODIFIED"))
    }

    @Test(arguments: [60, 66, 67, 68, 74, 75, 76, 140, 141, 142, 300])
    func `A line has at most 75 octets, at the limit and beyond`(length: Int) {
        let title = String(repeating: "x", count: length)
        let feed = CalendarFeed(name: "", entries: [Self.entry(title)]).text
        let lines = feed.split(separator: "\r\n").map { $0.utf8.count }
        #expect(lines.max() ?? 0 <= 75)
        // "SUMMARY:" takes eight octets; a line that goes on begins with a blank.
        let expected = length <= 67 ? 1 : 1 + (length - 67 + 73) / 74
        let folded = feed.components("\r\n").drop { !$0.hasPrefix("SUMMARY:") }.prefix {
            $0.hasPrefix("SUMMARY:") || $0.hasPrefix(" ")
        }
        #expect(folded.count == expected)
        #expect(Self.value(of: "SUMMARY", in: feed) == title)
    }

    /// Text of every sort comes back as it was, folded between characters and never within one.
    @Test(arguments: 0..<200) func `Whatever people wrote is read back as they wrote it`(seed: Int) {
        let alphabet: [Unicode.Scalar] = [
            "a", "b", " ", ",", ";", ":", "\\", "\"", "\n", "\t", "é", "ß", "Ω", "☂", "漢", "👩", "\u{1F3FD}", "n", "N",
            "\u{301}", "-", "0",
        ]
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        var text = String.UnicodeScalarView()
        for _ in 0..<next(300) { text.append(alphabet[next(alphabet.count)]) }
        let title = String(text)
        let feed = CalendarFeed(name: title, entries: [Self.entry(title, details: [title])]).text
        for line in feed.components("\r\n") {
            #expect(line.utf8.count <= 75)
            #expect(!line.contains("\n") && !line.contains("\r"))
        }
        #expect(feed.hasSuffix("END:VCALENDAR\r\n"))
        for name in ["SUMMARY", "DESCRIPTION"] {
            #expect(Self.value(of: name, in: feed).map { Array($0.unicodeScalars) } == Array(title.unicodeScalars))
        }
    }

    @Test func `What would end a line ends none, and what the format has no place for is left out`() {
        let title = "one\r\ntwo\rthree\u{2028}four\u{85}five\u{0}\u{7}\u{7F}."
        let feed = CalendarFeed(name: "", entries: [Self.entry(title)]).text
        #expect(feed.contains("SUMMARY:one\\ntwo\\nthree\\nfour\\nfive.\r\n"))
    }
}

extension String {
    /// The parts between a separator, the empty ones too.
    fileprivate func components(_ separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
