import Testing
import WaymarkCalendar
import WaymarkSimulation

@Suite("What a simulation counts with")
struct CountingTests {
    @Test(arguments: [
        ("2013-01-01", "2013-W01"), ("2012-12-31", "2013-W01"), ("2012-12-30", "2012-W52"), ("2014-12-29", "2015-W01"),
        ("2016-01-03", "2015-W53"), ("1969-12-28", "1969-W52"), ("1969-12-29", "1970-W01"),
    ])
    func `a week has the year of its Thursday`(day: String, name: String) throws {
        #expect(ISOWeek(containing: try #require(LocalDate(day))).name == name)
    }

    @Test func `the week after a week begins on the next Monday`() throws {
        let week = ISOWeek(containing: try #require(LocalDate("2013-12-31")))
        #expect(week.next.monday == LocalDate("2014-01-06"))
        #expect(week < week.next)
    }

    // The figures are those of Newcombe (1998), table I, Wilson's score without correction.
    @Test(arguments: [
        (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0, 0.1611), (1, 29, 0.0061, 0.1718),
    ])
    func `a share has Wilson's interval`(part: Int, whole: Int, low: Double, high: Double) {
        let interval = Share(part, of: whole).interval
        #expect(abs(interval.low - low) < 0.000_06)
        #expect(abs(interval.high - high) < 0.000_06)
    }

    @Test func `a share of nothing says nothing, and one of all reaches the end`() {
        #expect(Share(0, of: 0).value == nil)
        #expect(Share(0, of: 0).interval.low == 0)
        #expect(Share(0, of: 0).interval.high == 1)
        #expect(Share(5, of: 5).interval.high == 1)
        #expect(Share(0, of: 5).interval.low == 0)
    }

    @Test func `a spread has the number that a share of all does not exceed`() {
        let spread = Spread([1: 5, 3: 4, 20: 1])
        #expect(spread.count == 10)
        #expect(spread.sum == 37)
        #expect(spread.mean == 3.7)
        #expect(spread.percentile(0.5) == 1)
        #expect(spread.percentile(0.51) == 3)
        #expect(spread.percentile(0.9) == 3)
        #expect(spread.percentile(1) == 20)
        #expect(Spread([:]).percentile(0.5) == nil)
        #expect(Spread([:]).mean == 0)
    }

    @Test func `the critical path goes back from the end through what let each wait begin`() {
        var trail = CaseTrail()
        func leg(_ step: String, _ from: Int64, _ to: Int64) -> CaseTrail.Leg {
            CaseTrail.Leg(step: step, title: step, from: from, to: to)
        }
        trail.append(leg("short", 0, 3))
        trail.append(leg("instant", 3, 3))
        trail.append(leg("long", 0, 7))
        trail.append(leg("beside", 7, 8))
        trail.append(leg("last", 7, 12))
        #expect(trail.criticalPath(endingAt: 12).map(\.step) == ["last", "long"])
        #expect(trail.criticalPath(endingAt: 3).map(\.step) == ["short"])
        #expect(trail.criticalPath(endingAt: 11).isEmpty)
    }
}
