import Foundation
import Testing
import WaymarkCalendar

struct ZoneTableTests {
    @Test(arguments: [
        "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/St_Johns",
        "Pacific/Apia", "Africa/Casablanca", "UTC",
    ])
    func `offsets agree with Foundation, and local times come back`(identifier: String) throws {
        let table = try ZoneTable(identifier: identifier)
        let zone = try #require(TimeZone(identifier: identifier))
        for step: Int64 in 0..<8000 {
            // About every 3 days 22 hours of the years 1972 to 2058.
            let seconds = 70_000_000 + step * 339_331
            let instant = Instant(millisecondsSinceEpoch: seconds * 1000)
            let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
            guard table.utcOffset(at: instant) == expected else {
                Issue.record("\(identifier) is \(table.utcOffset(at: instant)), not \(expected), at \(instant)")
                return
            }
            let local = table.local(of: instant)
            let back = table.instant(of: local)
            // Only the second showing of a time comes back as the first.
            #expect(back == instant || (back < instant && table.local(of: back) == local), "\(identifier) \(instant)")
        }
    }

    @Test(arguments: [
        ("2026-03-29", "00:59", "2026-03-29T00:59:00Z"), ("2026-03-29", "01:00", "2026-03-29T01:00:00Z"),
        ("2026-03-29", "01:30", "2026-03-29T01:30:00Z"), ("2026-03-29", "02:00", "2026-03-29T01:00:00Z"),
        ("2026-10-25", "00:59", "2026-10-24T23:59:00Z"), ("2026-10-25", "01:00", "2026-10-25T00:00:00Z"),
        ("2026-10-25", "01:30", "2026-10-25T00:30:00Z"), ("2026-10-25", "02:00", "2026-10-25T02:00:00Z"),
        ("1900-06-01", "12:00", "1900-06-01T11:00:00Z"), ("2150-06-01", "12:00", "2150-06-01T12:00:00Z"),
    ])
    func `a skipped time moves forward, and of a repeated one the first is taken`(
        date: String, time: String, utc: String
    ) throws {
        let london = try ZoneTable(identifier: "Europe/London")
        let instant = london.instant(of: try EnglandCalendar.day(date), try #require(LocalTime(time)))
        #expect(instant.description == utc)
    }

    @Test func `a day that a zone left out moves forward by a day`() throws {
        let apia = try ZoneTable(identifier: "Pacific/Apia")
        let noon = try #require(LocalTime("12:00"))
        let instant = apia.instant(of: try EnglandCalendar.day("2011-12-30"), noon)
        #expect(apia.local(of: instant).description == "2011-12-31T12:00")
    }

    @Test(arguments: ["Europe/Londn", "London", "BST", "", "GMT+25"])
    func `what is no zone is refused by name`(identifier: String) {
        #expect(throws: CalendarError.self) { try ZoneTable(identifier: identifier) }
    }

    @Test func `UTC needs no rules`() throws {
        #expect(try ZoneTable(identifier: "UTC") == ZoneTable.utc)
    }

    @Test func `before 1970 and after 2100 the first and the last offset hold`() throws {
        let london = try ZoneTable(identifier: "Europe/London")
        // On 1 January 1970 London was an hour ahead, all year round.
        #expect(london.utcOffset(at: try #require(Instant("1950-01-01T00:00:00Z"))) == 3600)
        #expect(london.utcOffset(at: try #require(Instant("2100-07-01T00:00:00Z"))) == 3600)
        #expect(london.utcOffset(at: try #require(Instant("2150-07-01T00:00:00Z"))) == 0)
    }
}
