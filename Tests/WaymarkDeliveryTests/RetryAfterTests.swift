import Testing
import WaymarkCalendar
import WaymarkDelivery

/// How long a receiver asks to be left alone, as RFC 9110 has it say so.
@Suite struct RetryAfterTests {
    private static let now = Instant("1994-11-06T08:00:00Z") ?? Instant(millisecondsSinceEpoch: 0)

    @Test(arguments: [
        ("120", 120), (" 0 ", 0), ("86400", 86_400), ("86401", 86_400), ("9223372036854775807", 86_400),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 2977), ("Sunday, 06-Nov-94 08:49:37 GMT", 2977),
        ("Sun Nov  6 08:49:37 1994", 2977), ("Sun, 06 Nov 1994 07:59:59 GMT", 0), ("Sun, 06 Nov 1993 08:49:37 GMT", 0),
        ("Tue, 08 Nov 1994 08:00:00 GMT", 86_400), ("Sunday, 06-Nov-44 08:49:37 GMT", 86_400),
        ("Sunday, 06-Nov-45 08:49:37 GMT", 0),
    ])
    func `Seconds and the three forms of a date are read`(text: String, seconds: Int64) throws {
        let after = try #require(RetryAfter(text, now: Self.now))
        #expect(after.milliseconds(from: Self.now) == seconds * 1000)
    }

    @Test(arguments: [
        "", "soon", "-1", "1.5", "12 34", "%header{retry-after}", "Sun, 06 Nov 1994 08:49:37",
        "Sun, 31 Feb 1994 08:00:00 GMT",
        "Sun, 06 Nov 1994 25:00:00 GMT", "Sun, 06 Foo 1994 08:00:00 GMT", "Sun, 06 Nov 994 08:00:00 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET", "99999999999999999999",
    ])
    func `What says nothing that can be read is not followed`(text: String) {
        #expect(RetryAfter(text, now: Self.now) == nil)
    }
}
