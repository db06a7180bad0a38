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
            ("{ title: nothing }", "7 a holiday needs a date, or the first and the last of its days"),
            ("{ date: 30 October }", "7 `date` is not a day of any year"),
            ("{ date: 2026-02-30 }", "7 `date` is not a day of any year"),
            ("{ from: 2026-10-26, to: 30/10/2026 }", "7 `to` is not a day of any year"),
            (
                "{ date: 2026-10-26, from: 2026-10-26, to: 2026-10-30 }",
                "7 a holiday has a date, or the first and the last of its days, and not both"
            ),
            (
                "{ date: 2028-10-26, title: x }",
                "7 the calendar \"school\" has the holiday 2028-10-26, outside its years 2026 to 2027"
            ),
            ("{ date: 2026-10-26, sorce: x }", "7 `sorce` has no meaning in a holiday"),
        ])
    func `says what is wrong with a stretch`(holidays: String, fault: String) {
        #expect(read(holidays).faults == [fault])
    }

    private func base() throws -> WorkingCalendar {
        try #require(
            read("{ date: 2026-05-04, title: Early May bank holiday }").calendar)
    }

    private func heir(_ rest: String) throws -> (calendar: WorkingCalendar?, faults: [String]) {
        let base = try base()
        let (calendar, diagnostics) = CalendarReader.read("name: board\ninherits: school\n" + rest, file: "board.yaml")
        {
            $0 == "school" ? base : nil
        }
        return (calendar, diagnostics.sorted.map { "\($0.span.start.line):\($0.span.start.column) \($0.message)" })
    }

    @Test func `a calendar inherits what it does not say itself`() throws {
        let same = try #require(try heir("").calendar)
        let base = try base()
        #expect(same.name == "board" && same.years == 2026...2027 && same.zone.identifier == "Europe/London")
        #expect(same.holidays == base.holidays && same.usualHours == base.usualHours)
        let own = try #require(
            try heir(
                """
                zone: Europe/Paris
                weekend: [friday]
                hours: { open: "10:00", close: "15:00" }
                years: { from: 2026, to: 2026 }
                holidays:
                  - { date: 2026-07-10, title: Board day, announced: 2026-01-05 }
                changes:
                  - { date: 2026-05-04, title: Worked here, day: worked }
                  - { date: 2026-12-24, title: Christmas Eve, hours: { open: "10:00", close: "12:00" } }
                  - { date: 2026-07-13, title: Bridge, day: free, announced: 2026-02-01 }
                """
            ).calendar)
        #expect(own.zone.identifier == "Europe/Paris" && own.weekend == [.friday] && own.years == 2026...2026)
        #expect(own.holidays.map(\.title) == ["Board day", "Bridge"])
        #expect(own.holidays.first?.announced == LocalDate("2026-01-05"))
        #expect(own.hours(on: try #require(LocalDate("2026-12-24"))).description == "10:00 to 12:00")
        #expect(own.usualHours.description == "10:00 to 15:00")
    }

    @Test(
        arguments: [
            ("changes: [{ title: x, day: free }]", "3:11 a change needs a date"),
            ("changes: [{ date: 2026-05-05, title: x }]", "3:11 it is not said what becomes of the day"),
            ("changes: [{ date: 2026-05-05, day: half }]", "3:36 this is not what a day can become"),
            (
                "changes: [{ date: 2026-05-05, day: free, hours: { open: \"09:00\", close: \"12:00\" } }]",
                "3:11 a change is of the day or of its hours, not of both"
            ),
            (
                "changes: [{ date: 2026-05-05, hours: { open: \"12:00\", close: \"09:00\" } }]",
                "3:38 it closes at 09:00, which is not after it opens at 12:00"
            ),
            ("changes: [{ date: 2026-05-05, hours: { open: \"12:00\" } }]", "3:38 `hours` needs `close`"),
            (
                "changes: [{ date: 2026-05-05, hours: { open: \"12:00\", close: \"24:00\" } }]",
                "3:62 `close` is a time of day from 00:00 to 23:59"
            ),
            (
                "holidays: [{ date: 2026-05-05, title: a }, { date: 2026-05-05, title: b }]",
                "3:44 the calendar \"board\" names 2026-05-05 twice, as \"a\" and \"b\""
            ),
            (
                "changes: [{ date: 2026-05-05, day: free }, { date: 2026-05-05, day: worked }]",
                "3:44 the calendar \"board\" changes 2026-05-05 twice, with nothing to say which came later"
            ),
            (
                "weekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]",
                "3:10 the calendar \"board\" leaves no working day in the week"
            ),
            ("changes: [{ date: 2026-05-05, day: free, announced: soon }]", "3:53 `announced` is a date"),
            ("changes: [{ date: 2026-05-05, dya: free, day: free }]", "3:31 `dya` has no meaning in a change"),
            ("zone: Europe/Lndon", "3:7 there is no time zone \"Europe/Lndon\"; a zone is named as in Europe/London"),
            ("inherit: school", "3:1 `inherit` has no meaning in a calendar"),
            (
                "years: { from: 2025, to: 2026 }",
                "3:8 the calendar \"board\" covers 2025 to 2026, but \"school\" that it inherits from only 2026 to 2027"
            ),
        ])
    func `what is wrong with a calendar has its place`(rest: String, fault: String) throws {
        #expect(try heir(rest).faults == [fault])
    }

    @Test func `a calendar to inherit from must be there`() {
        let (calendar, diagnostics) = CalendarReader.read("name: x\ninherits: nowhere", file: "x.yaml")
        #expect(calendar == nil)
        let fault = diagnostics.sorted.first
        #expect(fault?.message == "there is no calendar \"nowhere\" to inherit from")
        #expect(fault?.help?.contains("Config/calendars/nowhere.yaml") == true)
    }

    @Test func `a calendar says what its working days are called, and its heirs call them so too`() throws {
        let text = "name: x\nzone: UTC\nhours: { open: \"09:00\", close: \"17:00\" }\nyears: { from: 2026, to: 2026 }\n"
        let school = try #require(CalendarReader.read(text + "working_day: school day", file: "x.yaml").calendar)
        #expect(school.dayNoun == "school")
        #expect(CalendarReader.read(text, file: "x.yaml").calendar?.dayNoun == nil)
        let heir = CalendarReader.read("name: y\ninherits: x", file: "y.yaml") { $0 == "x" ? school : nil }
        #expect(heir.calendar?.dayNoun == "school")
        for wrong in ["school", "School day", "business day", "school days", "[school]"] {
            let read = CalendarReader.read(text + "working_day: \(wrong)", file: "x.yaml")
            #expect(read.calendar == nil && read.diagnostics.sorted.count == 1, "\(wrong)")
        }
    }
}
