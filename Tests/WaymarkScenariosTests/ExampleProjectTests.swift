import Foundation
import Testing
import WaymarkCommands

/// Processes of other programmes, each in a project of its own, kept as examples of the language.
@Suite("The projects in Workflows/examples")
struct ExampleProjectTests {
    private static let folder = TestOffice.root.appending(path: "Workflows/examples").path

    private static let examples = [
        "clinical-trial", "planning-permission", "procurement", "school-admission-appeal", "security-incident",
    ]

    @Test func `none is left out`() throws {
        let found = try FileManager.default.contentsOfDirectory(atPath: Self.folder).filter { !$0.hasPrefix(".") }
        #expect(found.sorted() == Self.examples)
    }

    @Test(arguments: examples)
    func `checks without a finding`(name: String) async throws {
        let outcome = try await TestOffice.run(["check"], in: "\(Self.folder)/\(name)")
        #expect(outcome.status == .done, "\(outcome.output)\(outcome.notes)")
        #expect("\(outcome.output)\(outcome.notes)".contains("1 workflow: nothing is wrong."))
        let register = try await TestOffice.run(["register", "check"], in: "\(Self.folder)/\(name)")
        #expect(register.status == .done, "\(register.output)\(register.notes)")
    }

    @Test(arguments: examples)
    func `keeps its scenarios, and these show all of it`(name: String) async throws {
        let outcome = try await TestOffice.run(["test", "--full-coverage"], in: "\(Self.folder)/\(name)")
        #expect(outcome.status == .done, "\(outcome.output)\(outcome.notes)")
        #expect(outcome.output.contains("scenarios, all passed"))
    }

    @Test(arguments: examples)
    func `is drawn`(name: String) async throws {
        for form in ["svg", "bpmn", "pnml"] {
            let outcome = try await TestOffice.run(["draw", name, "--as", form], in: "\(Self.folder)/\(name)")
            #expect(outcome.status == .done, "\(outcome.notes)")
            #expect(outcome.output.hasSuffix(">\n"))
        }
    }

    @Test func `the programme around them does not see them`() async throws {
        let root = TestOffice.root.path
        let outcome = try await TestOffice.run(["check", "Workflows"], in: root)
        #expect("\(outcome.output)\(outcome.notes)".contains("6 workflows: nothing is wrong."))
        for place in ["Workflows/examples/procurement", "Workflows/examples/procurement/Workflows/procurement"] {
            for command in ["check", "test"] {
                let refused = try await TestOffice.run([command, place], in: root)
                #expect(refused.status == .usage)
                #expect(refused.notes.contains("--project Workflows/examples/procurement"))
            }
        }
    }
}
