import Foundation
import Testing
import WaymarkCommands

@Suite struct CalendarTests {
    /// A project with two calendars of its own.
    private func withProject(_ body: (Office, String) async throws -> Void) async throws {
        try await Office.open { office in
            let folder = office.folder + "/calendars-project"
            let calendars = folder + "/Config/calendars"
            try FileManager.default.createDirectory(atPath: calendars, withIntermediateDirectories: true)
            func write(_ text: String, _ path: String) throws {
                try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/" + path))
            }
            try write("calendar: england\n", "Config/waymark.yaml")
            try write(
                """
                name: england
                zone: Europe/London
                weekend: [saturday, sunday]
                hours: { open: "09:00", close: "17:00" }
                years: { from: 2013, to: 2013 }
                holidays:
                  - { date: 2013-04-01, title: Easter Monday }

                """, "Config/calendars/england.yaml")
            try write("name: board\ninherits: england\n", "Config/calendars/board.yaml")
            try write(
                """
                {"england-and-wales": {"division": "england-and-wales", "events": [
                  {"title": "Easter Monday", "date": "2013-04-01", "notes": "", "bunting": true},
                  {"title": "Christmas Day", "date": "2013-12-25", "notes": "", "bunting": true}]}}
                """, "bank-holidays.json")
            try await body(office, folder)
        }
    }

    @Test func `A calendar is compared, written when told to, and then agrees`() async throws {
        try await withProject { office, folder in
            let arguments = ["calendar", "refresh", "--project", folder, "--from", folder + "/bank-holidays.json"]
            let file = folder + "/Config/calendars/england.yaml"
            let before = try String(contentsOfFile: file, encoding: .utf8)
            let dry = try await office.run(arguments + ["-o", "csv"])
            #expect(dry.status == .findings)
            #expect(dry.output == "change,date,title,was\nadded,2013-12-25,Christmas Day,\n")
            #expect(dry.notes.contains("Nothing is written"))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == before)
            let written = try await office.run(arguments + ["--write", "--announced", "2013-01-05"])
            #expect(written.status == .done)
            #expect(
                try String(contentsOfFile: file, encoding: .utf8)
                    == before + "  - { date: 2013-12-25, title: Christmas Day, announced: 2013-01-05 }\n")
            let again = try await office.run(arguments)
            #expect(again.status == .done)
            #expect(again.notes.contains("agrees with what was published"))
        }
    }

    @Test func `What cannot be compared is refused with a reason`() async throws {
        try await withProject { office, folder in
            let arguments = ["calendar", "refresh", "--project", folder, "--from", folder + "/bank-holidays.json"]
            let other = try await office.run(arguments + ["--calendar", "nowhere"])
            #expect(other.status == .notFound && other.notes.contains("there are: board, england"))
            let division = try await office.run(arguments + ["--division", "england"])
            #expect(division.status == .findings && division.notes.contains("there is no division"))
            let heir = try await office.run(arguments + ["--calendar", "board"])
            #expect(heir.status == .findings && heir.notes.contains("inherits"))
            #expect(try await office.run(arguments + ["--announced", "soon"]).status == .usage)
            #expect(
                try await office.run(["calendar", "refresh", "--project", folder, "--from", "none"]).status == .notFound
            )
        }
    }
}
