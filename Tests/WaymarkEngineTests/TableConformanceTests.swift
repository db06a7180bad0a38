import CEL
import Foundation
import Testing
import WaymarkCompiler
import WaymarkDefinition
import WaymarkEngine

/// Decision tables of the standard's own test kit; see `shared/conformance/README.md` for where they come from.
@Suite(.enabled(if: KitFile.place != nil, "no conformance suite: set WAYMARK_CONFORMANCE to its folder"))
struct TableConformanceTests {
    @Test func `Every table of the kit answers as it wants`() throws {
        let file = try #require(KitFile.place)
        var tests = 0
        for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
            let kit = try KitTable(try JSONParser.parse(Array(line.utf8)))
            for test in kit.tests {
                tests += 1
                guard !test.isFailure else {
                    #expect(throws: TrialFailure.self, "\(test.id)") { try kit.answer(to: test.inputs) }
                    continue
                }
                let found = try kit.answer(to: test.inputs)
                // No answers are nothing in the standard, and an empty list here.
                let isNothing = found == .list([]) && test.expected == .null
                #expect(
                    found.equals(test.expected) || isNothing,
                    "\(test.id): found \(JSONText.string(of: found, style: .plain))")
            }
        }
        #expect(tests > 0)
    }
}

/// Where the kit lies: in the folder that `WAYMARK_CONFORMANCE` names, or in one found above this file.
private enum KitFile {
    static let place: URL? = {
        let manager = FileManager.default
        if let named = ProcessInfo.processInfo.environment["WAYMARK_CONFORMANCE"] {
            let file = URL(filePath: named).appending(path: "dmn/simple.jsonl")
            return (try? String(contentsOf: file, encoding: .utf8))?.contains("\"tests\"") == true ? file : nil
        }
        var folder = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path() != "/" {
            for place in ["conformance/dmn/simple.jsonl", "shared/conformance/dmn/simple.jsonl"] {
                let found = folder.appending(path: place)
                if manager.fileExists(atPath: found.path()) { return found }
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()
}

/// One table of the kit, written as a table of the language.
private struct KitTable {
    let tests: [(id: String, inputs: Value, expected: Value, isFailure: Bool)]
    private let header: String
    private let inputNames: [String]
    private let outputNames: [String?]
    private let isList: Bool

    init(_ line: Value) throws {
        let inputs = line["inputs"]?.items ?? []
        let outputs = line["outputs"]?.items ?? []
        let rules = line["rules"]?.items ?? []
        inputNames = inputs.compactMap { $0["expr"]?.text }
        outputNames = outputs.map { $0["name"]?.text }
        let policy = (line["hitPolicy"]?.text ?? "").lowercased().replacing(" ", with: "_")
        let aggregation = line["aggregation"]?.text?.lowercased()
        isList = ["rule_order", "output_order"].contains(policy) || (policy == "collect" && aggregation == nil)
        let answersOne = !isList && aggregation != "sum" && aggregation != "count"
        var text = ["tables:", "  it:", "    inputs:"]
        for (index, input) in inputs.enumerated() {
            let cells = rules.compactMap { $0["when"]?.items?[index].text }
            text.append("      i\(index): { type: \(Self.inputType(input, cells)), required: false }")
        }
        text.append("    output:")
        for (index, output) in outputs.enumerated() {
            let cells = rules.compactMap { $0["then"]?.items?[index].text }
            text.append("      o\(index): { type: \(Self.outputType(output, cells)), required: \(!answersOne) }")
        }
        text.append("    hit: " + (aggregation.map { "{ \(policy): \($0) }" } ?? policy))
        text.append("    rows:")
        for rule in rules {
            let tests = (rule["when"]?.items ?? []).map { Self.quoted($0.text ?? "") }
            let answers = (rule["then"]?.items ?? []).map { $0.text ?? "" }
            text.append("      - [\((tests + answers).joined(separator: ", "))]")
        }
        // In the standard a table without a default answers null where no row fires; here that is said.
        if answersOne {
            let defaults = outputs.map { $0["default"]?.text ?? "null" }
            text.append("    default: [\(defaults.joined(separator: ", "))]")
        }
        header = text.joined(separator: "\n")
        tests = (line["tests"]?.items ?? []).map {
            (
                $0["id"]?.text ?? "", $0["inputs"] ?? .null, Self.plain($0["expected"] ?? .null),
                $0["errorResult"] == .bool(true)
            )
        }
    }

    private static func quoted(_ text: String) -> String { JSONText.string(of: .string(text), style: .plain) }

    /// Dates are objects in the kit, and text here.
    private static func plain(_ value: Value) -> Value {
        switch value {
        case .list(let items): .list(items.map(plain))
        case .map(let map):
            map["$date"] ?? .map(MapValue(map.entries.map { ($0.0, plain($0.1)) }))
        default: value
        }
    }

    private static func inputType(_ input: Value, _ cells: [String]) -> String {
        if let allowed = input["allowed"]?.text, allowed.hasPrefix("\"") { return "{ one_of: [\(allowed)] }" }
        switch input["type"]?.text {
        case "string": return "text"
        case "number", "boolean", "date": return input["type"]?.text ?? "any"
        default: break
        }
        let tests = cells.filter { $0 != "-" }
        if tests.contains(where: { $0.contains("date(") }) { return "date" }
        if tests.contains(where: { $0.contains("\"") }) { return "text" }
        return tests.allSatisfy { $0 == "true" || $0 == "false" } && !tests.isEmpty ? "boolean" : "number"
    }

    private static func outputType(_ output: Value, _ cells: [String]) -> String {
        if let values = output["values"]?.text { return "{ one_of: [\(values)] }" }
        if cells.allSatisfy({ $0.hasPrefix("\"") }) { return "text" }
        return cells.allSatisfy({ $0 == "true" || $0 == "false" }) ? "boolean" : "number"
    }

    func answer(to inputs: Value) throws -> Value {
        let given = inputNames.enumerated().map { index, name in
            let path = name.split(separator: ".").map(String.init)
            let value = Self.plain(inputs[name] ?? path.reduce(inputs) { $0[$1] ?? .null })
            return "i\(index): \(JSONText.string(of: value, style: .plain))"
        }
        let trial = try Trial(
            "  - { id: decision, decide: it, with: { \(given.joined(separator: ", ")) } }", header: header)
        guard case .stepDone(let done)? = trial.events.last(where: { if case .stepDone = $0 { true } else { false } })
        else { throw TrialFailure(trial.state?.incidents.values.map(\.message) ?? []) }
        let answers = outputNames.indices.map { done.outputs["o\($0)"] ?? .null }
        guard outputNames.count > 1 else { return answers[0] }
        func record(_ values: [Value]) -> Value {
            .map(MapValue(zip(outputNames, values).map { (.string($0.0 ?? ""), $0.1) }))
        }
        guard isList else { return record(answers) }
        let lists = answers.map { $0.items ?? [] }
        return .list((lists.first ?? []).indices.map { index in record(lists.map { $0[index] }) })
    }
}
