import CEL
import Foundation
import Testing
import WaymarkDiagnostics

/// The page on schedules has a line for every key that their reader takes, and its examples have nothing wrong.
@Suite struct ScheduleReferenceTests {
    private static let path = "Sources/waymark/Documentation.docc/Reference/Schedules.md"

    @Test func `Every example is without a fault`() throws {
        let bench = try Bench.shared.get()
        let blocks = try Page(Self.path).blocks.filter { $0.language == "yaml schedules" }
        #expect(!blocks.isEmpty)
        for block in blocks {
            #expect(bench.check(block).isEmpty, "\(bench.check(block).sorted.map(\.message))")
        }
    }

    @Test(arguments: [
        ("schedules:\n  - { schedule: a, zzzzzzzz: 1 }\n", 20), ("entries:\n  - { entry: a, zzzzzzzz: 1 }\n", 15),
    ]) func `Every key has its line`(text: String, atLeast count: Int) throws {
        let found = try Bench.shared.get().check(Page.Block(language: "yaml schedules", text: text)).sorted
        let help = try #require(found.first { $0.message.contains("zzzzzzzz") }?.help)
        let keys = help.replacing("there are: ", with: "").split(separator: ", ").map(String.init)
        #expect(keys.count >= count)
        let page = try Page(Self.path).text
        for key in keys { #expect(page.contains("`\(key)`"), "Reference/Schedules.md says nothing of \(key)") }
    }

    @Test func `The units for systemd run verbs that there are`() throws {
        let verbs = try Page("Sources/waymark/Documentation.docc/Reference/Commands.md").text
        for (unit, verb) in [("waymark.service", "serve"), ("waymark-tick.service", "tick")] {
            let text = try Page("Config/systemd/\(unit)").text
            #expect(text.contains("\nExecStart=/usr/local/bin/waymark \(verb) --project "))
            #expect(verbs.contains("\n## waymark \(verb)\n"))
            for section in ["[Unit]", "[Service]"] { #expect(text.contains("\n\(section)\n")) }
        }
        #expect(try Page("Config/systemd/waymark-tick.timer").text.contains("\nOnCalendar=*-*-* *:*:00\n"))
    }
}
