import CEL
import Foundation
import Testing
import WaymarkCommands
import WaymarkDefinition

/// `waymark draw`: every shipped workflow in every form, and where a case stands.
@Suite struct DrawingTests {
    private static var workflows: [String] {
        let folder = Office.root + "/Workflows"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/workflow.yaml") }.sorted()
    }

    @Test(arguments: ["mermaid", "dot", "svg", "bpmn", "pnml"])
    func `Every shipped workflow is drawn`(form: String) async throws {
        try await Office.open { office in
            #expect(Self.workflows.count >= 4)
            for workflow in Self.workflows {
                let drawing = try await office.run(["draw", workflow, "--as", form])
                #expect(drawing.status == .done, "\(drawing.notes)")
                #expect(drawing.output.utf8.count > 300)
            }
            // Drawing makes no store.
            #expect(!FileManager.default.fileExists(atPath: office.store))
        }
    }

    @Test func `A case is drawn with where it stands`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let cases = try await office.run(["cases", "-o", "json"]).json()
            let id = try #require(cases.items?.first?["case"]?.text)
            let drawing = try await office.run(["draw", "--case", id, "--as", "svg"])
            #expect(drawing.status == .done, "\(drawing.notes)")
            #expect(drawing.output.contains("here now"))
            #expect(drawing.output.contains("Case \(id)"))
            let other = try await office.run(["draw", "intervention", "--case", id])
            #expect(other.status == .usage)
        }
    }

    @Test func `The schema of the language names every step kind of the build`() async throws {
        try await Office.open { office in
            let schema = try await office.run(["schema"])
            #expect(schema.status == .done, "\(schema.notes)")
            let kinds = try schema.json()["$defs"]?["step"]?["properties"]?["uses"]?["enum"]?.items?.compactMap(\.text)
            #expect(kinds?.contains("assessment.rate") ?? false)
            #expect(kinds?.count ?? 0 >= 35)
        }
    }

    @Test func `What cannot be drawn is said`() async throws {
        try await Office.open { office in
            #expect(try await office.run(["draw"]).status == .usage)
            let missing = try await office.run(["draw", "interventoin"])
            #expect(missing.status == .notFound)
            #expect(missing.notes.contains("intervention"))
        }
    }
}
