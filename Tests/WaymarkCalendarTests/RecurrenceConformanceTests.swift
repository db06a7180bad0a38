import Testing
import WaymarkCalendar

@Suite(.enabled(if: ConformanceFolder.calendar != nil, Comment(rawValue: ConformanceFolder.missing)))
struct RecurrenceConformanceTests {
    private struct RuleRow: Decodable {
        var id: String
        var rrule: String
        var dtstart: String
        var tz: String?
        var n: Int?
        var complete: Bool
        var expectedLocal: [String]
        var expectedUTC: [String]?
    }

    private struct CronRow: Decodable {
        var expr: String
        var after: String?
        var tz: String?
        var expectedUTC: [String]?
        var `class`: String
    }

    private static func series(_ row: RuleRow) throws -> RecurrenceSeries {
        let zone = row.tz.map { ";TZID=\($0)" } ?? ""
        return try RecurrenceSeries(parsing: "DTSTART\(zone):\(row.dtstart) RRULE:\(row.rrule)")
    }

    /// The moments as `20130402T080000Z`.
    private static func digits(_ moment: Instant) -> String {
        moment.description.filter { $0 != "-" && $0 != ":" }
    }

    private func check(_ row: RuleRow, against expected: [String]) throws {
        let series = try Self.series(row)
        let wanted = row.complete ? expected.count + 1 : expected.count
        let found = series.occurrences(zone: .utc).prefix(wanted).map(Self.digits)
        #expect(Array(found) == expected, "\(row.id): \(row.rrule) from \(row.dtstart)")
        let again = try RecurrenceSeries(parsing: series.description)
        #expect(again == series, "\(series)")
        // Asked from one of its moments on, it goes on as it would have.
        for index in Set([0, found.count / 2, found.count - 1]) where found.indices.contains(index) {
            let moment = found[index]
            let start = try #require(Instant(Self.rfc3339(moment)))
            let rest = series.occurrences(from: start, zone: .utc).prefix(3).map(Self.digits)
            #expect(
                Array(rest.prefix(found.count - index)) == Array(found[index...].prefix(3)), "\(row.id) from \(moment)")
        }
    }

    private static func rfc3339(_ digits: String) -> String {
        let text = Array(digits)
        func part(_ range: Range<Int>) -> String { String(text[range]) }
        return "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))Z"
    }

    /// The suites of rules that are there; those about which the judges fall out with each other bind nobody.
    private static let suites = ConformanceFolder.names(in: "rrule").filter { name in
        ["agreed", "empty", "policy"].contains { name.hasPrefix($0) }
    }

    @Test(
        .enabled(if: !Self.suites.isEmpty, Comment(rawValue: ConformanceFolder.missing("rrule"))),
        arguments: Self.suites)
    func `rules name the times that others agree on`(name: String) throws {
        let rows = try ConformanceFolder.lines("rrule/\(name).jsonl", as: RuleRow.self)
        for row in rows {
            if row.rrule.contains("BYWEEKNO") {
                let error = #expect(throws: RecurrenceTextError.self) { try Self.series(row) }
                #expect(error?.message.contains("BYWEEKNO is not supported") == true)
                continue
            }
            guard let utc = row.expectedUTC else {
                try check(row, against: row.expectedLocal.map { $0 + "Z" })
                continue
            }
            // The judges list a moment twice, or late, where a gap moves one time onto or past another.
            var expected: [String] = []
            for moment in utc.sorted() where moment != expected.last { expected.append(moment) }
            try check(row, against: expected)
        }
    }

    @Test(
        .enabled(if: ConformanceFolder.has("cron.jsonl"), Comment(rawValue: ConformanceFolder.missing("cron.jsonl"))))
    func `cron expressions name the times that others agree on`() throws {
        let rows = try ConformanceFolder.lines("cron.jsonl", as: CronRow.self)
        for row in rows where row.class != "disputed" {
            guard row.class == "agreed" else {
                #expect(throws: RecurrenceTextError.self, "\(row.expr)") { try CronExpression(parsing: row.expr) }
                continue
            }
            let zoneName = try #require(row.tz)
            let zone = try #require(ZoneTable.named(zoneName))
            let after = try #require(row.after)
            let local = LocalDateTime(
                date: try #require(LocalDate(String(after.prefix(10)))),
                time: try #require(LocalTime(String(after.dropFirst(11)))))
            let expected = try #require(row.expectedUTC)
            let start = zone.instant(of: local).adding(milliseconds: 1)
            let found = try CronExpression(parsing: row.expr).occurrences(from: start, zone: zone)
                .prefix(expected.count).map(\.description)
            #expect(Array(found) == expected, "\(row.expr) after \(after) in \(zone.identifier)")
        }
    }
}
