import Testing
import WaymarkCalendar
import WaymarkCompiler
import WaymarkNotices

/// Nobody is written to at night or on days off, whatever the clocks do.
@Suite struct QuietHoursTests {
    private static let night = "quiet: { from: \"19:00\", until: \"07:00\", free_days: true }"

    @Test(arguments: [
        // An ordinary Wednesday, with its edges.
        ("2013-11-20T10:00:00Z", "2013-11-20T10:00:00Z"), ("2013-11-20T18:59:59Z", "2013-11-20T18:59:59Z"),
        ("2013-11-20T19:00:00Z", "2013-11-21T07:00:00Z"), ("2013-11-20T23:30:00Z", "2013-11-21T07:00:00Z"),
        ("2013-11-21T06:59:59Z", "2013-11-21T07:00:00Z"), ("2013-11-21T07:00:00Z", "2013-11-21T07:00:00Z"),
        // A weekend, from its Friday evening and its Sunday.
        ("2013-11-22T20:00:00Z", "2013-11-25T07:00:00Z"), ("2013-11-24T10:00:00Z", "2013-11-25T07:00:00Z"),
        // Christmas on a Wednesday and Thursday.
        ("2013-12-24T21:00:00Z", "2013-12-27T07:00:00Z"), ("2013-12-25T12:00:00Z", "2013-12-27T07:00:00Z"),
        // Easter, with the clocks put forward on its Sunday: seven in the morning is six in Greenwich.
        ("2013-03-28T20:00:00Z", "2013-04-02T06:00:00Z"), ("2013-03-31T00:30:00Z", "2013-04-02T06:00:00Z"),
        // The clocks go back on Sunday 27 October.
        ("2013-10-25T18:30:00Z", "2013-10-28T07:00:00Z"), ("2013-10-27T00:30:00Z", "2013-10-28T07:00:00Z"),
    ])
    func `What falls into the quiet waits for its end`(moment: String, allowed: String) throws {
        #expect(settings(Self.night).allowed(from: at(moment), in: try london()) == at(allowed))
    }

    @Test(arguments: [
        // The hour from one to two that 31 March does not have: what ends in it ends with it.
        ("quiet: { from: \"19:00\", until: \"01:30\" }", "2013-03-31T00:45:00Z", "2013-03-31T01:30:00Z"),
        // The hour from one to two that 27 October has twice: the quiet ends the first time, and does not come back.
        ("quiet: { from: \"19:00\", until: \"01:30\" }", "2013-10-27T00:10:00Z", "2013-10-27T00:30:00Z"),
        ("quiet: { from: \"19:00\", until: \"01:30\" }", "2013-10-27T01:10:00Z", "2013-10-27T01:10:00Z"),
        // Quiet hours within one day.
        ("quiet: { from: \"12:00\", until: \"13:00\" }", "2013-11-20T12:30:00Z", "2013-11-20T13:00:00Z"),
        ("quiet: { from: \"12:00\", until: \"13:00\" }", "2013-11-20T13:00:00Z", "2013-11-20T13:00:00Z"),
        (
            "quiet: { from: \"12:00\", until: \"13:00\", free_days: true }", "2013-11-24T12:30:00Z",
            "2013-11-25T00:00:00Z"
        ),
        // Years that the calendar does not know have weekends all the same.
        (
            "quiet: { from: \"19:00\", until: \"07:00\", free_days: true }", "2031-11-22T10:00:00Z",
            "2031-11-24T07:00:00Z"
        ),
        // None are asked for.
        ("keep: 90 days", "2013-11-24T03:00:00Z", "2013-11-24T03:00:00Z"),
    ])
    func `Clocks that jump, and quiet of other shapes`(text: String, moment: String, allowed: String) throws {
        let settings = settings(text)
        let answer = settings.allowed(from: at(moment), in: try london())
        #expect(answer == at(allowed), "\(answer)")
        #expect(settings.allowed(from: answer, in: try london()) == answer, "it would wait again")
    }

    @Test(arguments: [
        ("2013-11-20T07:59:00Z", "2013-11-20T08:00:00Z"), ("2013-11-20T08:00:00Z", "2013-11-21T08:00:00Z"),
        ("2013-11-22T09:00:00Z", "2013-11-25T08:00:00Z"), ("2013-10-25T12:00:00Z", "2013-10-28T08:00:00Z"),
        ("2013-03-28T12:00:00Z", "2013-04-02T07:00:00Z"),
    ])
    func `The digest goes out on the next morning on which people work`(moment: String, next: String) throws {
        #expect(settings(Self.night).nextDigest(after: at(moment), in: try london()) == at(next))
    }

    @Test func `Pauses double until the longest, however many tries there were`() {
        var retry = NoticeSettings.Retry()
        (retry.first, retry.longest) = (ElapsedSpan(milliseconds: 60_000), ElapsedSpan(milliseconds: 600_000))
        #expect(
            [1, 2, 3, 4, 5, 6, 100, .max].map { retry.pause(after: $0).milliseconds / 60_000 }
                == [1, 2, 4, 8, 10, 10, 10, 10])
    }
}
