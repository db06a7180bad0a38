import CEL
import Foundation
import TrialKinds
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit

/// The surroundings in which the files of the fixtures are compiled.
enum CompilerFixture {
    static let schema: RegisterSchema = {
        typealias Kind = RegisterSchema.OrganisationType
        let kinds = [
            Kind(name: "school", title: "School", relations: [.init(name: "district", type: "district")]),
            Kind(name: "district", title: "District"),
        ]
        let positions = [
            ("head", "school"), ("deputy", "school"), ("chair", "school"), ("bursar", "school"),
            ("inspector", "district"), ("clerk", "district"),
        ].map { name, type in
            RegisterSchema.Position(name: name, title: name.capitalized, organisationTypes: [type])
        }
        return RegisterSchema(
            organisationTypes: Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0) }),
            positions: Dictionary(uniqueKeysWithValues: positions.map { ($0.name, $0) }))
    }()

    /// Two schools of one district: both have a head, one a chair, none a bursar; Oak School's head is its deputy too.
    static let register: RegisterCensus = {
        func school(_ id: String, _ name: String) -> Organisation {
            Organisation(
                id: id, type: "school", name: name, short: id, relations: [(name: "district", id: "north_district")])
        }
        func person(_ id: String, _ held: [(String, String)]) -> Person {
            Person(id: id, name: id, appointments: held.map { Appointment(position: $0.0, organisation: $0.1) })
        }
        return RegisterCensus(
            organisations: [
                Organisation(id: "north_district", type: "district", name: "North District", short: "ND"),
                school("elm", "Elm School"), school("oak", "Oak School"),
            ],
            people: [
                person("ann", [("head", "elm")]), person("cat", [("deputy", "elm"), ("chair", "elm")]),
                person("ben", [("head", "oak"), ("deputy", "oak")]), person("ida", [("inspector", "north_district")]),
            ])
    }()

    /// Two years with a few holidays.
    static let calendar: WorkingCalendar? = {
        let days = [
            (2013, 3, 29, "Good Friday"), (2013, 4, 1, "Easter Monday"), (2013, 12, 25, "Christmas Day"),
            (2013, 12, 26, "Boxing Day"), (2014, 1, 1, "New Year's Day"), (2014, 4, 18, "Good Friday"),
            (2014, 4, 21, "Easter Monday"), (2014, 12, 25, "Christmas Day"), (2014, 12, 26, "Boxing Day"),
        ]
        let holidays = days.compactMap { year, month, day, title in
            LocalDate(year: year, month: month, day: day).map { Holiday(date: $0, title: title) }
        }
        return try? WorkingCalendar(name: "plain", zone: .utc, years: 2013...2014, holidays: holidays)
    }()

    /// Another workflow of the project: it takes a reason, gives a verdict, and waits for `proposal`.
    static let other = SourceBundle(
        file: "other.yaml",
        text: """
            workflow: appeal
            version: "1"
            title: Appeal
            subject: school
            inputs: { reason: text, urgent: { type: boolean, default: false } }
            outputs: { verdict: { type: text, value: "${inputs.reason}" } }
            messages: { proposal: { text: text } }
            steps:
              - id: hear
                wait: { message: proposal }
            """)

    static func compile(
        _ text: String, file: String, calendar: WorkingCalendar? = calendar, openings: [CaseOpening] = []
    ) throws -> CompileResult {
        let registry = try PluginRegistry(TrialKinds.plugins)
        let entry = Value.map(MapValue([(.string("code"), .string("reading")), (.string("weight"), .int(2))]))
        let bundle = SourceBundle(
            file: file, text: text, templates: ["letter.md": "Dear all"], vocabularies: ["areas": .list([entry])])
        var environment = CompilerEnvironment(
            registry: registry, registerSchema: schema, workflows: Compiler.interfaces(of: [other]), register: register,
            calendar: calendar)
        environment.openings = ["round": openings]
        return Compiler.compile(bundle, in: environment)
    }

    /// What is wrong with workflows that are checked together, with others beside them.
    static func check(
        _ files: [(file: String, text: String)], beside others: [(file: String, text: String)] = [],
        calendar: WorkingCalendar
    ) throws -> Diagnostics {
        let environment = CompilerEnvironment(
            registry: try PluginRegistry(TrialKinds.plugins), registerSchema: schema, register: register,
            calendar: calendar)
        func bundles(_ files: [(file: String, text: String)]) -> [SourceBundle] {
            files.map { SourceBundle(file: $0.file, text: $0.text) }
        }
        return Compiler.check(bundles(files), beside: bundles(others), in: environment)
    }

    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(
        path: "Fixtures/bad")

    /// The names of the files without their extension, sorted.
    static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }

    static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// One line for each diagnostic: `line:column CODE severity message | help`.
    static func lines(_ diagnostics: Diagnostics) -> String {
        diagnostics.sorted.map { diagnostic in
            let start = diagnostic.span.start
            let help = diagnostic.help.map { " | \($0)" } ?? ""
            return
                "\(start.line):\(start.column) \(diagnostic.code) \(diagnostic.severity.rawValue) \(diagnostic.message)\(help)\n"
        }.joined()
    }
}
