import Testing
import WaymarkCalendar

struct InstantTests {
    @Test(arguments: [
        ("2013-10-31T17:00:00Z", "2013-10-31T17:00:00Z"), ("2013-06-30T17:00:00+01:00", "2013-06-30T16:00:00Z"),
        ("2013-06-30t17:00:00-05:30", "2013-06-30T22:30:00Z"), ("2013-06-30T17:00:00.25Z", "2013-06-30T17:00:00.250Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("2013-01-01T00:00:00.1239Z", "2013-01-01T00:00:00.123Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"), ("2013-01-01T00:00:00.000000000000Z", "2013-01-01T00:00:00Z"),
    ])
    func `a moment is read and written in UTC`(text: String, written: String) throws {
        let instant = try #require(Instant(text))
        #expect(instant.description == written)
        #expect(Instant(written) == instant)
    }

    @Test(arguments: [
        "2013-10-31", "2013-10-31T17:00Z", "2013-10-31 17:00:00Z", "2013-10-31T24:00:00Z", "2013-10-31T23:59:60Z",
        "2013-10-31T17:00:00", "2013-10-31T17:00:00.Z", "2013-10-31T17:00:00+1:00", "2013-10-31T17:00:00Zx",
        "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "",
    ])
    func `what is no moment is refused`(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test func `every sampled moment comes back from its text`() {
        for step: Int64 in 0..<5000 {
            let instant = Instant(millisecondsSinceEpoch: (step - 2500) * 24_850_000_017)
            #expect(Instant(instant.description) == instant)
        }
    }

    @Test func `arithmetic stops at the first and last moment and never traps`() {
        let instant = Instant(millisecondsSinceEpoch: 0)
        #expect(instant.adding(milliseconds: .max) == .latest)
        #expect(instant.adding(seconds: .max) == .latest)
        #expect(instant.adding(seconds: .min) == .earliest)
        #expect(Instant.latest.adding(milliseconds: .max) == .latest)
        #expect(Instant.latest.description == "9999-12-31T23:59:59.999Z")
        #expect(Instant.earliest.description == "0001-01-01T00:00:00Z")
        #expect(instant.milliseconds(until: instant.adding(seconds: 3)) == 3000)
    }

    @Test func `times of day are read and written`() throws {
        #expect(LocalTime("17:00")?.description == "17:00")
        #expect(LocalTime("09:05:07")?.description == "09:05:07")
        #expect(LocalTime("17:00:00")?.description == "17:00")
        for text in ["24:00", "9:00", "17.00", "17:60", "17:00:60", "17:00:", "17", ""] {
            #expect(LocalTime(text) == nil, "\(text)")
        }
        let time = try #require(LocalTime(hour: 9, minute: 5, second: 7))
        #expect([time.hour, time.minute, time.second, time.secondsOfDay] == [9, 5, 7, 32_707])
    }
}
