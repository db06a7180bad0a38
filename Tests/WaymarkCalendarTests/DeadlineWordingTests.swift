import Testing
import WaymarkCalendar

struct DeadlineWordingTests {
    @Test(arguments: [
        ("2013-06-12T16:00:00Z", "2013-06-12T08:00:00Z", "due today at 17:00"),
        ("2013-06-12T16:00:00Z", "2013-06-12T16:00:00Z", "due today at 17:00"),
        ("2013-06-12T16:00:00Z", "2013-06-11T08:00:00Z", "due tomorrow at 17:00"),
        ("2013-06-12T16:00:00Z", "2013-06-07T08:00:00Z", "due in 3 working days"),
        ("2013-06-10T16:00:00Z", "2013-06-07T08:00:00Z", "due in 1 working day"),
        ("2013-06-09T16:00:00Z", "2013-06-06T08:00:00Z", "due on Sunday 9 June 2013"),
        ("2013-06-12T16:00:00Z", "2013-06-12T17:00:00Z", "late since 17:00 today"),
        ("2013-06-12T16:00:00Z", "2013-06-14T08:00:00Z", "2 working days late"),
        ("2013-06-07T16:00:00Z", "2013-06-10T08:00:00Z", "1 working day late"),
        ("2013-06-07T16:00:00Z", "2013-06-09T08:00:00Z", "late since Friday 7 June 2013"),
        ("2016-02-01T16:00:00Z", "2015-12-31T08:00:00Z", "due in 32 days"),
        ("2011-12-30T16:00:00Z", "2012-01-02T18:00:00Z", "3 days late"),
    ])
    func `a deadline is told as people would`(deadline: String, now: String, words: String) throws {
        let wording = DeadlineWording(calendar: try EnglandCalendar.make())
        let told = wording.describe(try EnglandCalendar.moment(deadline), now: try EnglandCalendar.moment(now))
        #expect(told == words)
    }
}
