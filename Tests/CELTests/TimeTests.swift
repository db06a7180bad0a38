import CEL
import Testing

struct TimeTests {
    @Test(arguments: [
        "1970-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z", "2012-02-29T12:00:00.5Z",
        "1969-12-31T23:59:59.000000001Z",
    ])
    func `a moment is written as it was read`(text: String) {
        #expect(Timestamp(text)?.description == text)
    }

    @Test(arguments: [
        "", "2013-10-31", "2013-02-29T00:00:00Z", "2013-13-01T00:00:00Z", "2013-10-31T24:00:00Z",
        "2013-10-31T00:00:00", "2013-10-31T00:00:00+25:00", "2013-10-31 00:00:00Z", "2013-10-31T00:00:00.Z",
        "2013-10-31T00:00:00.1234567890Z", "0000-12-31T23:59:59Z", "0001-01-01T00:00:00+01:00", "10000-01-01T00:00:00Z",
        "2013-10-31T00:00:00Zx",
    ])
    func `what is not a moment is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func `an offset is taken off`() {
        #expect(Timestamp("2013-10-31T09:30:00+02:30") == Timestamp("2013-10-31T07:00:00Z"))
        #expect(Timestamp("1969-12-31T19:00:00-05:00")?.seconds == 0)
    }

    @Test func `every week of four centuries follows the last`() throws {
        var seconds: Int64 = Timestamp("1600-01-01T00:00:00Z")?.seconds ?? 0
        let end = Timestamp("2001-01-01T00:00:00Z")?.seconds ?? 0
        var last = ""
        while seconds < end {
            let text = Timestamp(seconds: seconds).description
            #expect(text > last)
            #expect(Timestamp(text)?.seconds == seconds)
            last = text
            seconds += 7 * 86_400
        }
        #expect(last == "2000-12-30T00:00:00Z")
    }

    @Test(arguments: [
        ("0", "0s"), ("1h30m", "5400s"), ("-1.5s", "-1.5s"), ("1ms", "0.001s"), ("1us1ns", "0.000001001s"),
        ("+2m", "120s"), (".5h", "1800s"), ("-1h1ns", "-3600.000000001s"), ("315576000000s", "315576000000s"),
    ])
    func `a span is read and written`(text: String, written: String) {
        #expect(TimeSpan(text)?.description == written)
    }

    @Test(arguments: ["", "1", "s", "1x", "1h-1m", "--1s", ".s", "315576000001s", "1.2.3s", "99999999999999999999s"])
    func `what is not a span is refused`(text: String) {
        #expect(TimeSpan(text) == nil)
    }

    @Test(arguments: [
        "timestamp('2013-10-31T12:00:00Z') + duration('12h') == timestamp('2013-11-01T00:00:00Z')",
        "timestamp('2013-10-31T12:00:00Z').getHours('+05:30') == 17",
        "timestamp('2013-10-31T23:00:00Z').getDate('02:00') == 1",
        "timestamp('2013-10-31T12:00:00Z').getMonth() == 9",
        "timestamp('2013-10-31T12:00:00.25Z').getMilliseconds() == 250",
        "duration('1.5s').getMilliseconds() == 500",
        "-duration('1h') == duration('-1h')",
        "timestamp(0) < timestamp('1970-01-01T00:00:00.000000001Z')",
    ])
    func `moments and spans are reckoned with`(expression: String) throws {
        #expect(try Expression.value(expression) == .bool(true))
    }
}
