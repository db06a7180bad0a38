import CEL
import Foundation
import Testing
import WaymarkCommands
import WaymarkDefinition

@Suite struct EvaluatingTests {
    private func file(_ text: String, _ office: Office, named name: String = "values.yaml") throws -> String {
        let path = office.folder + "/" + name
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test func `An expression has a value, for people and for programs`() async throws {
        try await Office.open { office in
            #expect(try await office.run(["eval", "1 + 2 * 3"]).output == "7\n")
            #expect(try await office.run(["eval", "'a' + \"b\""]).output == "\"ab\"\n")
            let json = try await office.run(["eval", "[1, 2].map(x, x * 1.5 > 2.0)", "-o", "json"])
            #expect(json.status == .usage, "int and double cannot be multiplied")
            let list = try await office.run(["eval", "[1, 2].map(x, double(x) * 1.5 > 2.0)", "-o", "json"]).json()
            #expect(list["value"] == .list([.bool(false), .bool(true)]))
            #expect(list["type"]?.text == "list<bool>")
            #expect(try await office.run(["eval", "2 > 1", "-o", "csv"]).output == "value,type\nyes,bool\n")
        }
    }

    @Test func `It sees the names of a file in YAML or JSON`() async throws {
        try await Office.open { office in
            let yaml = try file("domains: [{code: a, weight: 2}, {code: b, weight: 3}]\nlimit: 4", office)
            let sum = "sum(domains.map(d, d.weight)) > limit"
            #expect(try await office.run(["eval", sum, "--with", yaml]).output == "true\n")
            let json = try file(#"{"name": "a\"b", "nested": {"n": [1.5, null, true]}}"#, office, named: "values.json")
            #expect(try await office.run(["eval", "nested.n[0]", "--with", json]).output == "1.5\n")
            #expect(try await office.run(["eval", "size(name)", "--with", json]).output == "3\n")
            let list = try await office.run(["eval", "1", "--with", try file("[1]", office, named: "list.yaml")])
            #expect(list.status == .usage && list.notes.contains("a file of values is a map"))
            let missing = try await office.run(["eval", "1", "--with", office.folder + "/none.yaml"])
            #expect(missing.status == .notFound)
        }
    }

    @Test func `A fault is shown with a mark under it`() async throws {
        try await Office.open { office in
            let name = try await office.run(["eval", "1 + nmae", "--with", try file("name: 1", office)])
            #expect(name.status == .usage && name.output.isEmpty)
            #expect(name.notes.contains("expression:1:5") && name.notes.contains("1 + nmae\n   |     ^^^^"))
            #expect(name.notes.contains("did you mean `name`?"))
            let division = try await office.run(["eval", "[1, 0].map(x, 10 / x)"])
            #expect(division.status == .findings)
            #expect(division.notes.contains("divide by zero") && division.notes.contains("^^^^^^"))
            let json = try await office.run(["eval", "1 +\n true", "-o", "json"])
            #expect(json.status == .usage && json.output.contains("WM1202"))
            #expect(try await office.run(["eval", "1", "--with", "a", "--case", "b"]).status == .usage)
        }
    }

    @Test func `It looks into a case as the case's own expressions do`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let title = try await office.run(["eval", "inputs.quarter.title", "--case", "13Q2-ALV"])
            #expect(title.output == "\"Q2 2013/14\"\n")
            let region = try await office.run(
                ["eval", "subject.area_team.region.id == org(subject.area_team.region.id).id", "--case", "13q2-alv"])
            #expect(region.output == "true\n")
            let steps = try await office.run(["eval", "has(steps.propose_headline.headline)", "--case", "13Q2-ALV"])
            #expect(steps.output == "false\n")
            let none = try await office.run(["eval", "1", "--case", "13Q2-XXX"])
            #expect(none.status == .notFound)
            // The register and the calendar, without a case.
            #expect(
                try await office.run(["eval", "add_working_days(date('2013-12-24'), 1)"]).output == "\"2013-12-27\"\n")
            #expect(try await office.run(["eval", "add_months(date('2013-10-31'), 4)"]).output == "\"2014-02-28\"\n")
            #expect(try await office.run(["eval", "today"]).output == "\"2013-11-20\"\n")
        }
    }
}
