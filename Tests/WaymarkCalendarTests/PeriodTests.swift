import Testing
import WaymarkCalendar

struct PeriodTests {
    @Test(arguments: [
        ("2013-14-Q2", "2013-07-01", "2013-09-30", "Q2 2013/14", "13Q2", "2013-14-Q3", "2013-14-Q1"),
        ("2013-14-Q1", "2013-04-01", "2013-06-30", "Q1 2013/14", "13Q1", "2013-14-Q2", "2012-13-Q4"),
        ("2013-14-Q4", "2014-01-01", "2014-03-31", "Q4 2013/14", "13Q4", "2014-15-Q1", "2013-14-Q3"),
        ("2013-14-H1", "2013-04-01", "2013-09-30", "H1 2013/14", "13H1", "2013-14-H2", "2012-13-H2"),
        ("2013-14-H2", "2013-10-01", "2014-03-31", "H2 2013/14", "13H2", "2014-15-H1", "2013-14-H1"),
        ("2013-14", "2013-04-01", "2014-03-31", "2013/14", "13FY", "2014-15", "2012-13"),
        ("1999-00", "1999-04-01", "2000-03-31", "1999/00", "99FY", "2000-01", "1998-99"),
        ("2011-12", "2011-04-01", "2012-03-31", "2011/12", "11FY", "2012-13", "2010-11"),
        ("2011-M12", "2011-12-01", "2011-12-31", "December 2011", "11M12", "2012-01", "2011-11"),
        ("2013-10", "2013-10-01", "2013-10-31", "October 2013", "13M10", "2013-11", "2013-09"),
        ("2012-02", "2012-02-01", "2012-02-29", "February 2012", "12M02", "2012-03", "2012-01"),
        ("2013", "2013-01-01", "2013-12-31", "2013", "13CY", "2014", "2012"),
    ])
    func `a label names a period, its days, titles and neighbours`(
        label: String, start: String, end: String, title: String, short: String, next: String, previous: String
    ) throws {
        let period = try #require(Period(label))
        #expect(period.label == label)
        #expect(period.start.description == start)
        #expect(period.end.description == end)
        #expect(period.title == title)
        #expect(period.short == short)
        #expect(period.next.label == next)
        #expect(period.previous.label == previous)
        #expect(period.heldPeriod == period.next)
        #expect(period.contains(period.start) && period.contains(period.end))
        #expect(!period.contains(period.start.adding(days: -1)) && !period.contains(period.end.adding(days: 1)))
    }

    @Test(arguments: [
        "2013-Q2", "2013-14-Q5", "2013-14-Q0", "2013-15-Q1", "2013-14-H3", "2013-15", "2013-13", "2013-00", "13-14",
        "2013-14-", "2013-14-Q", "2013-14-Q22", "2013/14", "", "2013-M13", "2013-14-q2", "2013-10-31", "9999",
    ])
    func `what is no label is refused`(label: String) {
        #expect(Period(label) == nil)
    }

    @Test func `a month that shares the form of a financial year has a label of its own`() {
        #expect(Period("2013-M10") == Period("2013-10"))
        #expect(Period("2011-12")?.kind == .year)
        #expect(Period("2011-M12")?.kind == .month)
    }

    @Test func `every day lies in one period of each kind, whose label reads back`() throws {
        let first = try EnglandCalendar.day("1998-01-01").daysSinceEpoch
        for number in first..<(first + 366 * 30) {
            let day = LocalDate(daysSinceEpoch: number)
            for kind in Period.Kind.allCases {
                let period = Period(kind, containing: day)
                guard period.contains(day), Period(period.label) == period, period.next.previous == period,
                    period.next.start == period.end.adding(days: 1), period < period.next
                else {
                    Issue.record("\(day) is not in \(period)")
                    return
                }
            }
        }
    }

    @Test func `the first and last periods are their own neighbours`() throws {
        let last = try #require(Period(.quarter, year: 9998, number: 4))
        #expect(last.next == last)
        let first = try #require(Period(.year, year: 1))
        #expect(first.previous == first)
        #expect(Period(.year, containing: .earliest) == first)
        #expect(Period(.month, containing: .latest).year == 9998)
        #expect(Period(.quarter, year: 9999) == nil)
        #expect(Period(.quarter, year: 2013, number: 5) == nil)
    }
}
