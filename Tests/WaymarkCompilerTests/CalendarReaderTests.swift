import Testing
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDiagnostics

@Suite("Calendars in YAML")
struct CalendarReaderTests {
    private func read(_ holidays: String) -> (calendar: WorkingCalendar?, faults: [String]) {
        let text = """
            name: school
            zone: Europe/London
            weekend: [saturday, sunday]
            hours: { open: "08:30", close: "16:00" }
            years: { from: 2026, to: 2027 }
            holidays:
              - \(holidays)
            """
        let (calendar, diagnostics) = CalendarReader.read(text, file: "school.yaml")
        return (calendar, diagnostics.sorted.map { "\($0.span.start.line) \($0.message)" })
    }

    @Test func `takes a single day and every day of a stretch`() throws {
        let single = try #require(read("{ date: 2026-05-04, title: Early May bank holiday }").calendar)
        #expect(single.holidays.map(\.title) == ["Early May bank holiday"])
        let stretch = try #require(read("{ from: 2026-10-26, to: 2026-10-30, title: Half-term }").calendar)
        #expect(stretch.holidays.count == 5)
        #expect(stretch.holiday(on: try #require(LocalDate("2026-10-30")))?.title == "Half-term")
        #expect(stretch.holiday(on: try #require(LocalDate("2026-10-31"))) == nil)
    }

    @Test func `takes a stretch of a year and of one day, and none that is longer`() {
        #expect(read("{ from: 2026-01-01, to: 2027-01-01 }").calendar?.holidays.count == 366)
        #expect(read("{ from: 2026-01-01, to: 2026-01-01 }").calendar?.holidays.count == 1)
        #expect(read("{ from: 2026-01-01, to: 2027-01-02 }").faults == ["7 the holiday lasts longer than a year"])
    }

    @Test(
        arguments: [
            ("{ from: 2026-10-30, to: 2026-10-26 }", "7 the holiday ends on 2026-10-26, before it begins"),
            ("{ from: 2026-10-30 }", "7 a holiday needs a date, or the first and the last of its days"),
            ("{ date: 30 October }", "7 a holiday needs a date, or the first and the last of its days"),
            (
                "{ date: soon, from: 2026-10-26, to: 2026-10-30 }",
                "7 a holiday needs a date, or the first and the last of its days"
            ),
        ])
    func `says what is wrong with a stretch`(holidays: String, fault: String) {
        #expect(read(holidays).faults == [fault])
    }
}
