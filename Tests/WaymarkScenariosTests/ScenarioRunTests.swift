import CEL
import Foundation
import Testing
import WaymarkCommands
import WaymarkDefinition

@Suite("waymark test")
struct ScenarioRunTests {
    @Test func `plays scenarios and prints what they cover`() async throws {
        let outcome = try await TestOffice.run(["test"])
        #expect(outcome.status == .done, "\(outcome.output)\(outcome.notes)")
        let passed = outcome.output.split(separator: "\n").filter { $0.hasPrefix("passed  request  ") }
        #expect(passed.count == 8)
        #expect(outcome.output.contains("19 scenarios, all passed\n"))
    }

    @Test func `fails when something is not covered and that is asked for`() async throws {
        let outcome = try await TestOffice.run(["test", "--full-coverage"])
        #expect(outcome.status == .done, "\(outcome.output)")
        let partly = try await TestOffice.run(["test", "--full-coverage", "failing/scenarios/failing.yaml"])
        #expect(partly.status == .findings)
    }

    @Test func `names the votes and waits that no scenario shows`() async throws {
        let outcome = try await TestOffice.run(["test", "Workflows/panel/scenarios/silence.yaml"])
        #expect(outcome.status == .done, "\(outcome.output)")
        for route in ["approved", "refused", "undecided", "votes count when time is up"] {
            #expect(outcome.output.contains("  judge: \(route)\n"), "\(route) is not shown")
        }
        #expect(!outcome.output.contains("  judge: overdue\n"))
        #expect(!outcome.output.contains("  await_judgement: reached\n"), "the milestone is that the step is done")
    }

    @Test func `shows the difference, the place and the last events of a scenario that failed`() async throws {
        let outcome = try await TestOffice.run(["test", "failing"])
        #expect(outcome.status == .findings)
        guard !TestOffice.isRecording else {
            try TestOffice.record(outcome.output, as: "failing/failing.expected")
            Issue.record("recorded failing.expected; run again without WAYMARK_RECORD")
            return
        }
        #expect(try outcome.output == TestOffice.text("failing/failing.expected"))
    }

    @Test func `says the same twice`() async throws {
        let first = try await TestOffice.run(["test", "-o", "json"])
        let second = try await TestOffice.run(["test", "-o", "json"])
        #expect(first.output == second.output)
    }

    @Test func `gives programs each scenario, its failures and the coverage`() async throws {
        let outcome = try await TestOffice.run(["test", "failing", "-o", "json"])
        let value = try JSONParser.parse(Array(outcome.output.utf8), style: .plain)
        #expect(value["passed"] == .bool(false))
        let first = try #require(value["scenarios"]?.items?.first)
        #expect(first["passed"] == .bool(false))
        let failure = try #require(first["failures"]?.items?.first)
        #expect(failure["line"] == .int(12))
        #expect(failure["expected"]?.items?.count == 1)
        let coverage = try #require(value["coverage"]?.items?.first)
        #expect(coverage["workflow"]?.text == "request")
        #expect(coverage["complete"] == .bool(false))
        #expect(coverage["deadlines"]?["missing"]?.items?.isEmpty == false)
    }

    @Test func `writes JUnit for build servers`() async throws {
        let file = NSTemporaryDirectory() + "waymark-junit-\(UUID().uuidString).xml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        _ = try await TestOffice.run(["test", "failing", "--junit", file])
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains(#"<testsuite name="request" tests="9" failures="9">"#))
        #expect(text.contains(#"name="It ends another way""#))
        #expect(text.contains("<failure message=\"how the case ended is not as expected\">"))
    }

    @Test(arguments: [(["test", "nowhere"], WaymarkCommands.ExitStatus.notFound), (["test", "--junit"], .usage)])
    func `says what it does not find`(arguments: [String], status: WaymarkCommands.ExitStatus) async throws {
        #expect(try await TestOffice.run(arguments).status == status)
    }

    private static let shipped = [
        "ccg-quarterly-assurance", "intervention", "national-comparison", "regional-moderation", "support-agreement",
        "urgent-action",
    ]

    @Test(arguments: shipped)
    func `the shipped workflows keep their scenarios, and these show all of them`(workflow: String) async throws {
        let outcome = try await TestOffice.run(
            ["test", "--full-coverage", "Workflows/\(workflow)"], in: TestOffice.root.path)
        #expect(outcome.status == .done, "\(outcome.output)\(outcome.notes)")
    }
}
