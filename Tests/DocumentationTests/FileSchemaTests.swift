import CEL
import Foundation
import Testing
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkScenarios
import WaymarkSimulation
import WaymarkYAML

/// The JSON Schemas of files besides workflows: what is shipped fits them, and they know the keys that readers know.
@Suite struct FileSchemaTests {
    /// The sorts of file that have a schema.
    enum Sort: String, CaseIterable, CustomTestStringConvertible {
        case schedule, calendar, simulation, scenario, register

        var testDescription: String { rawValue }

        var schema: String {
            switch self {
            case .schedule: ScheduleForms.schema
            case .calendar: CalendarForms.schema
            case .simulation: BehaviourForms.schema
            case .scenario: ScenarioForms.schema
            case .register: RegisterForms.schema
            }
        }

        /// How the bench names examples of the sort.
        var language: String {
            switch self {
            case .schedule: "yaml schedules"
            case .calendar: "yaml calendar"
            case .simulation: "yaml behaviour"
            case .scenario: "yaml scenario"
            case .register: "yaml register"
            }
        }

        /// The folder that its files stand in, and those that stand elsewhere.
        private var place: (folder: String, others: [String]) {
            switch self {
            case .schedule: ("Config/schedules", ["Tests/Fixtures/schedules/good.yaml"])
            case .calendar: ("Config/calendars", [])
            case .simulation: ("Config/simulation", ["Tests/Fixtures/behaviours/good.yaml"])
            case .scenario: ("scenarios", [])
            case .register: ("Config/register", [])
            }
        }

        /// The files of the sort that are shipped, or that tests take as right.
        var files: [String] {
            let (folder, others) = place
            let found = ["Config", "Workflows", "Tests/Fixtures"].flatMap { root in
                let names = FileManager.default.enumerator(atPath: Page.root.appending(path: root).path())
                return (names?.compactMap { $0 as? String } ?? []).map { "\(root)/\($0)" }
            }
            return found.filter { path in
                path.hasSuffix(".yaml") && ((path as NSString).deletingLastPathComponent).hasSuffix(folder)
                    && !path.hasPrefix("Tests/Fixtures/scenarios/")
            }.sorted() + others
        }
    }

    private static func judge(_ sort: Sort) throws -> SchemaJudge {
        SchemaJudge(root: try JSONParser.parse(Array(sort.schema.utf8), style: .plain))
    }

    private static func value(_ path: String) throws -> Value {
        let text = try String(contentsOf: Page.root.appending(path: path), encoding: .utf8)
        return Value(of: try #require(YAMLReader.read(text, file: path, limits: .data).document, "\(path)"))
    }

    /// A file as it can be read by itself; nil when it belongs to another project.
    private static func valueInProject(_ path: String, _ sort: Sort) throws -> Value? {
        let value = try value(path)
        guard sort == .scenario else { return value }
        guard !path.hasPrefix("Workflows/examples/") else { return nil }
        let workflow = Value.string(path.split(separator: "/").map(String.init)[1])
        return .map(MapValue([(.string("workflow"), workflow)] + value.entriesMap.entries.map { ($0, $1) }))
    }

    @Test(arguments: Sort.allCases) func `Every file that is shipped fits the schema of its sort`(sort: Sort) throws {
        let judge = try Self.judge(sort)
        #expect(judge.unknownWords == [])
        #expect(judge.root["$schema"]?.text == "https://json-schema.org/draft/2020-12/schema")
        #expect(!sort.files.isEmpty)
        for path in sort.files { #expect(judge.faults(try Self.value(path)) == [], "\(path)") }
    }

    @Test(arguments: Sort.allCases) func `An editor knows each key that the reader takes, and no other`(
        sort: Sort
    ) throws {
        let (judge, bench) = (try Self.judge(sort), try Bench.shared.get())
        var seen: Set<[String]> = []
        for path in sort.files where sort != .scenario || path.hasPrefix("Workflows/") {
            guard let value = try Self.valueInProject(path, sort) else { continue }
            for map in judge.knownMaps(in: value) where seen.insert(map.names).inserted {
                func complaints(_ names: [String]) -> [String] {
                    let text = JSONText.string(of: value.adding(names, at: map.path[...]), style: .plain)
                    // The bench takes it as a whole scenario that has what is given.
                    let block = Page.Block(language: sort.language, text: "# given: as it is\n" + text)
                    return bench.check(block).sorted.map(\.message).filter { $0.contains("has no meaning") }
                }
                #expect(complaints(map.names) == [], "\(path) \(map.path)")
                let unknown = complaints(["zzz"])
                #expect(
                    unknown.count == 1 && unknown.first?.hasPrefix("`zzz` has no meaning") == true,
                    "\(path) \(map.path)")
                #expect(judge.faults(value.adding(["zzz"], at: map.path[...])) != [])
            }
        }
        #expect(seen.count >= 3, "\(seen)")
    }

    @Test(arguments: [
        (Sort.simulation, "behaviours/keys"), (.simulation, "behaviours/chance"), (.schedule, "schedules/names"),
        (.schedule, "schedules/entries"), (.schedule, "schedules/types"),
    ]) func `A file with a fault of its form does not fit`(sort: Sort, name: String) throws {
        #expect(try Self.judge(sort).faults(try Self.value("Tests/Fixtures/\(name).yaml")) != [])
    }
}
