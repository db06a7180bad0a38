import CEL
import Testing
import WaymarkCommands
import WaymarkDefinition

/// The outcomes of a decision by their own names, on tasks that a demonstration left open.
@Suite struct DecidingTests {
    private static let quarter = SmallQuarter(
        groups: SmallQuarter.twoGroups.groups, leaving: ["ccg_agrees", "team_agrees"], until: "2013-11-08")

    @Test func `Both sides of an agenda approve or return it, in a pipe and at a terminal`() async throws {
        try await Office.open { office in
            let demo = try await office.run(["demo", "--behaviour", try Self.quarter.write(into: office.folder)])
            #expect(demo.status == .done, "\(demo.notes)")

            // In a pipe: one side agrees, the other does not, so the agenda is shaped again.
            let version = try await version(of: "13Q2-ALV", in: office)
            let silent = try await office.run(
                ["approve", task("ccg_agrees", "13Q2-ALV", office)], as: "aisha.eastwick")
            #expect(silent.status == .usage)
            #expect(silent.notes.contains("version: expected the version that is agreed"))
            let agreed = try await office.run(
                ["approve", task("ccg_agrees", "13Q2-ALV", office), "--set", "version=\(version)"],
                as: "aisha.eastwick")
            #expect(agreed.status == .done, "\(agreed.notes)")
            let unexplained = try await office.run(
                ["return", task("team_agrees", "13Q2-ALV", office)], as: "amira.holt")
            #expect(unexplained.status == .usage)
            #expect(unexplained.notes.contains("Expected a reason for not_agreed"), "\(unexplained.notes)")
            let returned = try await office.run(
                ["return", task("team_agrees", "13Q2-ALV", office), "--reason", "The winter is missing"],
                as: "amira.holt")
            #expect(returned.status == .done, "\(returned.notes)")
            #expect(try await task("shape_agenda", "13Q2-ALV", office).hasPrefix("13Q2-ALV-"))

            // At a terminal: the form is asked for, field by field.
            let other = try await self.version(of: "13Q2-ALC", in: office)
            let asked = try await office.run(
                ["approve", task("ccg_agrees", "13Q2-ALC", office)], as: "tomasz.rosetti",
                answers: [other, "", "", "", "", ""])
            #expect(asked.status == .done, "\(asked.notes)")
            #expect(asked.notes.contains("version"))
            let wrong = try await office.run(
                ["reject", task("team_agrees", "13Q2-ALC", office), "--reason", "No"], as: "nasreen.osei")
            #expect(wrong.status == .usage, "this decision cannot be refused, only returned: \(wrong.notes)")
        }
    }

    /// The open task of a step of a case.
    private func task(_ step: String, _ id: String, _ office: Office) async throws -> String {
        let view = try await office.run(["show", id, "-o", "json"]).json()
        let row = view["tasks"]?.items?.first { $0["step"]?.text == step }
        return row?["task"]?.text ?? "\(id) has no open task of \(step)"
    }

    private func version(of id: String, in office: Office) async throws -> String {
        try await office.run(["show", id, "-o", "json"]).json()["variables"]?["agenda_version"]?.text ?? ""
    }
}
