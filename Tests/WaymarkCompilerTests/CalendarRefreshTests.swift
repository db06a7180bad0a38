import Foundation
import Testing
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDiagnostics

struct CalendarRefreshTests {
    private static let text = """
        # Written by hand.
        name: england
        zone: Europe/London
        weekend: [saturday, sunday]
        hours: { open: "09:00", close: "17:00" }
        years: { from: 2012, to: 2013 }
        holidays:
          # 2012
          - { date: 2012-12-25, title: Christmas Day } # moved by nobody
          # 2013
          - { date: 2013-04-01, title: Easter Monday }
          - date: 2013-05-05
            title: A mistake
          - { date: 2013-12-25, title: Christmas }
        changes:
          - { date: 2013-07-12, title: Our own day, day: free }

        """

    private func published(_ events: [(date: String, title: String, notes: String)]) -> String {
        let items = events.map {
            #"{"title": "\#($0.title)", "date": "\#($0.date)", "notes": "\#($0.notes)", "bunting": true}"#
        }
        return #"{"england-and-wales": {"division": "england-and-wales", "events": ["#
            + items.joined(separator: ", ") + "]}, \"scotland\": {\"division\": \"scotland\", \"events\": []}}"
    }

    private func holidays(_ events: [(date: String, title: String, notes: String)]) throws -> [Holiday] {
        let (holidays, faults) = BankHolidayReader.read(
            published(events), file: "bank-holidays.json", division: "england-and-wales")
        #expect(faults.isEmpty)
        return holidays
    }

    private func refresh(
        _ events: [(date: String, title: String, notes: String)], in text: String = text, announced: String? = nil
    ) throws -> CalendarRefresh {
        let date = try announced.map { try #require(LocalDate($0)) }
        let (refresh, faults) = CalendarRefresh.compare(
            text, file: "england.yaml", with: try holidays(events), announced: date)
        #expect(faults.isEmpty, "\(faults)")
        return try #require(refresh)
    }

    @Test func `the official form is read, with what stands in for another day`() throws {
        let days = try holidays([
            ("2013-12-25", "Christmas Day", ""), ("2012-01-02", "New Year’s Day", "Substitute day"),
        ])
        #expect(days.map(\.title) == ["New Year's Day (substitute)", "Christmas Day"])
        func fault(_ text: String, _ division: String = "england-and-wales") -> String? {
            let (days, faults) = BankHolidayReader.read(text, file: "x.json", division: division)
            #expect(days.isEmpty || faults.hasErrors)
            return faults.sorted.first?.message
        }
        #expect(fault(published([]), "england") == "there is no division \"england\"")
        #expect(fault(#"{"scotland": {}}"#, "scotland") == "`scotland` has no events")
        #expect(fault(published([("soon", "x", "")])) == "an event has a title and a date")
        #expect(
            fault(published([("2013-01-01", "x", ""), ("2013-01-01", "y", "")])) == "2013-01-01 is there twice")
        #expect(fault("{") != nil)
    }

    @Test func `days are added, removed and renamed, and all else stays`() throws {
        let found = try refresh([
            ("2013-04-01", "Easter Monday", ""), ("2013-08-26", "Summer: bank holiday", ""),
            ("2013-12-25", "Christmas Day", ""), ("2014-01-01", "New Year’s Day", ""),
        ])
        #expect(found.added.map(\.date.description) == ["2013-08-26", "2014-01-01"])
        #expect(found.removed.map(\.title) == ["A mistake"])
        #expect(found.renamed.map(\.title) == ["Christmas Day"])
        #expect(
            found.text == """
                # Written by hand.
                name: england
                zone: Europe/London
                weekend: [saturday, sunday]
                hours: { open: "09:00", close: "17:00" }
                years: { from: 2012, to: 2014 }
                holidays:
                  # 2012
                  - { date: 2012-12-25, title: Christmas Day } # moved by nobody
                  # 2013
                  - { date: 2013-04-01, title: Easter Monday }
                  - { date: 2013-08-26, title: "Summer: bank holiday" }
                  - { date: 2013-12-25, title: Christmas Day }
                  # 2014
                  - { date: 2014-01-01, title: New Year's Day }
                changes:
                  - { date: 2013-07-12, title: Our own day, day: free }

                """)
        let (calendar, faults) = CalendarReader.read(found.text, file: "england.yaml")
        #expect(faults.isEmpty)
        #expect(calendar?.years == 2012...2014)
        let again = try refresh(
            [
                ("2013-04-01", "Easter Monday", ""), ("2013-08-26", "Summer: bank holiday", ""),
                ("2013-12-25", "Christmas Day", ""), ("2014-01-01", "New Year’s Day", ""),
            ], in: found.text)
        #expect(again.isEmpty)
        #expect(again.text == found.text)
    }

    @Test func `a new day stands under the heading of its year`() throws {
        let found = try refresh([
            ("2012-01-02", "New Year's Day", ""), ("2012-12-25", "Christmas Day", ""),
            ("2013-01-01", "New Year's Day", ""),
            ("2013-04-01", "Easter Monday", ""), ("2013-05-05", "A mistake", ""), ("2013-12-25", "Christmas", ""),
        ])
        #expect(
            found.text.contains(
                """
                  # 2012
                  - { date: 2012-01-02, title: New Year's Day }
                  - { date: 2012-12-25, title: Christmas Day } # moved by nobody
                  # 2013
                  - { date: 2013-01-01, title: New Year's Day }
                  - { date: 2013-04-01, title: Easter Monday }

                """), "\(found.text)")
    }

    @Test func `with a date of announcement nothing is struck out`() throws {
        let found = try refresh(
            [
                ("2013-04-01", "Easter Monday", ""), ("2013-05-06", "Early May", ""), ("2013-12-25", "Christmas", ""),
            ], announced: "2013-02-01")
        #expect(
            found.text.contains(
                "  - date: 2013-05-05\n    title: A mistake\n  - { date: 2013-05-06, title: Early May, announced: 2013-02-01 }\n"
            ))
        #expect(
            found.text.contains(
                "  - { date: 2013-05-05, title: \"A mistake, no longer\", day: worked, announced: 2013-02-01 }\n"))
        let calendar = try #require(CalendarReader.read(found.text, file: "england.yaml").calendar)
        let (old, new) = (try #require(LocalDate("2013-05-05")), try #require(LocalDate("2013-05-06")))
        #expect(calendar.holiday(on: old) == nil && calendar.holiday(on: new) != nil)
        let before = try calendar.known(on: try #require(LocalDate("2013-01-31")))
        #expect(before.holiday(on: old) != nil && before.holiday(on: new) == nil)
    }

    @Test func `a stretch and days of the file's own stay`() throws {
        let text = Self.text.replacing(
            "  - date: 2013-05-05\n    title: A mistake\n",
            with: "  - { from: 2013-07-22, to: 2013-07-26, title: Closed }\n")
        let found = try refresh([("2013-04-01", "Easter Monday", ""), ("2013-12-25", "Christmas", "")], in: text)
        #expect(found.isEmpty)
    }

    @Test func `what cannot be compared is said`() throws {
        func fault(_ text: String, _ events: [(date: String, title: String, notes: String)]) throws -> String? {
            let (refresh, faults) = CalendarRefresh.compare(text, file: "england.yaml", with: try holidays(events))
            #expect(refresh == nil)
            return faults.sorted.first?.message
        }
        #expect(try fault(Self.text, []) == "no holidays were published")
        #expect(
            try fault(Self.text, [("2020-01-01", "New Year", "")])
                == "the published years begin in 2020, and the calendar ends in 2013")
        #expect(
            try fault("name: heir\ninherits: england", [("2013-01-01", "New Year", "")])
                == "the calendar inherits its holidays from another")
    }
}

/// The calendar of England that is shipped, against what others publish.
@Suite(
    .enabled(
        if: CalendarSuites.file("bank_holidays_2012_2028.json") != nil, Comment(rawValue: CalendarSuites.missing)))
struct ShippedCalendarTests {
    private struct BankHolidays: Decodable {
        struct Day: Decodable {
            var date: String
            var name: String
        }
        var divisions: [String: [Day]]
    }

    private struct Change: Decodable {
        var published: String
        var division: String
        var year: Int
        var added: [String]
        var removed: [String]
    }

    private static func decoded<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
        let file = try #require(CalendarSuites.file(name))
        return try JSONDecoder().decode(Content.self, from: Data(contentsOf: file))
    }

    /// Days in the form of GOV.UK.
    private static func official(_ days: [Holiday]) -> String {
        let events = days.map { #"{"title": "\#($0.title)", "date": "\#($0.date)", "notes": "", "bunting": true}"# }
        return
            #"{"england-and-wales": {"division": "england-and-wales", "events": [\#(events.joined(separator: ","))]}}"#
    }

    private static func shipped() throws -> String {
        try String(contentsOf: CalendarSuites.root.appending(path: "Config/calendars/england.yaml"), encoding: .utf8)
    }

    private static func days() throws -> [Holiday] {
        let days = try decoded("bank_holidays_2012_2028.json", as: BankHolidays.self)
        return try #require(days.divisions["england-and-wales"]).map {
            Holiday(date: try #require(LocalDate($0.date)), title: $0.name)
        }
    }

    private static func changes() throws -> [Change] {
        try decoded("bank_holiday_changes.json", as: [Change].self).filter { $0.division == "england-and-wales" }
    }

    @Test func `it has the days that were published, no more and no fewer`() throws {
        let (holidays, faults) = BankHolidayReader.read(
            Self.official(try Self.days()), file: "bank-holidays.json", division: "england-and-wales")
        #expect(faults.isEmpty)
        let (found, _) = CalendarRefresh.compare(try Self.shipped(), file: "england.yaml", with: holidays)
        let refresh = try #require(found)
        #expect(refresh.added.isEmpty && refresh.removed.isEmpty, "\(refresh.added) \(refresh.removed)")
    }

    @Test(
        .enabled(
            if: CalendarSuites.file("bank_holiday_changes.json") != nil, Comment(rawValue: CalendarSuites.missing)))
    func `it tells what was known before each change`() throws {
        let calendar = try #require(CalendarReader.read(try Self.shipped(), file: "england.yaml").calendar)
        for change in try Self.changes() {
            let published = try #require(LocalDate(change.published))
            let before = try calendar.known(on: published.adding(days: -1))
            let after = try calendar.known(on: published)
            let unlike = Set(after.daysUnlike(before).filter { $0.year == change.year }.map(\.description))
            #expect(unlike == Set(change.added + change.removed))
            for day in change.added { #expect(after.holiday(on: try #require(LocalDate(day))) != nil) }
            for day in change.removed { #expect(before.holiday(on: try #require(LocalDate(day))) != nil) }
        }
    }

    @Test(
        .enabled(
            if: CalendarSuites.file("bank_holiday_changes.json") != nil, Comment(rawValue: CalendarSuites.missing)))
    func `played one after the other, the changes move what is to come and leave what was`() throws {
        let changes = try Self.changes().sorted { $0.published < $1.published }
        let (added, removed) = (Set(changes.flatMap(\.added)), changes.flatMap(\.removed))
        // As it was before the first: without what was added, and with what was removed.
        var known = try Self.days().filter { !added.contains($0.date.description) }
        known += try removed.map { Holiday(date: try #require(LocalDate($0)), title: "Bank holiday") }
        known.sort { $0.date < $1.date }
        let lines = known.map { "  - { date: \($0.date), title: \"\($0.title)\" }\n" }.joined()
        var text = """
            name: england
            zone: Europe/London
            weekend: [saturday, sunday]
            hours: { open: "09:00", close: "17:00" }
            years: { from: 2012, to: 2028 }
            holidays:

            """ + lines
        for change in changes {
            let before = try #require(CalendarReader.read(text, file: "england.yaml").calendar)
            known.removeAll { change.removed.contains($0.date.description) }
            known += try change.added.map { Holiday(date: try #require(LocalDate($0)), title: "Bank holiday") }
            known.sort { $0.date < $1.date }
            let announced = try #require(LocalDate(change.published))
            let (holidays, _) = BankHolidayReader.read(
                Self.official(known), file: "bank-holidays.json", division: "england-and-wales")
            let (found, faults) = CalendarRefresh.compare(
                text, file: "england.yaml", with: holidays, announced: announced)
            #expect(faults.isEmpty)
            let refresh = try #require(found)
            #expect(refresh.added.map(\.date.description) == change.added)
            #expect(refresh.removed.map(\.date.description) == change.removed)
            text = refresh.text
            let after = try #require(CalendarReader.read(text, file: "england.yaml").calendar)
            #expect(Set(after.daysUnlike(before).map(\.description)) == Set(change.added + change.removed))
            // A deadline over the new free days moves on; one that was over before the announcement does not.
            let rule = try DeadlineText.parse("10 working days")
            if change.removed.isEmpty, let firstNew = change.added.compactMap({ LocalDate($0) }).min() {
                let opened = before.zone.instant(of: firstNew.adding(days: -7), before.openingTime)
                #expect(
                    try rule.resolve(opened: opened, calendar: after) > rule.resolve(opened: opened, calendar: before))
            }
            let past = before.zone.instant(of: announced.adding(days: -60), before.openingTime)
            #expect(try rule.resolve(opened: past, calendar: after) == rule.resolve(opened: past, calendar: before))
            #expect(try after.known(on: announced.adding(days: -1)).daysUnlike(before).isEmpty)
        }
        let final = try #require(CalendarReader.read(text, file: "england.yaml").calendar)
        #expect(final.holidays.map(\.date) == (try Self.days().map(\.date)))
    }
}

/// Where the suites of others are, and the project.
enum CalendarSuites {
    static let missing = "no conformance suites here: set WAYMARK_CONFORMANCE to their folder"

    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// A file of the folder that `WAYMARK_CONFORMANCE` names, or of one found above this file; the holidays themselves are
    /// no suite, and so come from above where the folder has none.
    static func file(_ name: String) -> URL? {
        func found(_ folder: URL?) -> URL? {
            folder.map { $0.appending(path: name) }.flatMap {
                FileManager.default.fileExists(atPath: $0.path) ? $0 : nil
            }
        }
        guard let named = ProcessInfo.processInfo.environment["WAYMARK_CONFORMANCE"] else { return found(above) }
        let own = found(URL(filePath: named).appending(path: "calendar"))
        return own ?? (name.hasPrefix("bank_holidays") ? found(above) : nil)
    }

    private static let above: URL? = {
        var folder = root
        while folder.path != "/" {
            for place in ["conformance/calendar", "shared/conformance/calendar"] {
                let found = folder.appending(path: place)
                if FileManager.default.fileExists(atPath: found.path) { return found }
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()
}
