import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Runs the step kinds of a plugin without engine and store: parameters and forms are written as JSON.
struct StepHarness {
    /// The plugin.
    var plugin: Plugin
    /// The moment of the command.
    var now = "2013-10-31T12:00:00Z"
    /// The organisation that the case is about.
    var subject = "alder_vale"
    /// The `one_of` types of the workflow.
    var types: [String: [String]] = [:]
    /// The templates beside the workflow.
    var templates: [String: String] = [:]
    /// The register.
    var directory = FixtureDirectory()

    /// Ends a computation.
    func compute(_ kind: String, with parameters: String) throws -> AnyStepResult {
        guard case .computation(let body) = try find(kind).body else { throw HarnessError(kind) }
        return try body(try value(parameters), try context())
    }

    /// Hands in a form as a person.
    func submit(
        _ kind: String, with parameters: String = "{}", form: String = "{}", outcome: String? = nil,
        reason: String? = nil, as person: String = "amira.holt", isLate: Bool = false
    ) throws -> AnyStepResult {
        let submission = AnySubmission(
            form: try value(form), outcome: outcome, reason: reason, actor: Person(id: person, name: person),
            isLate: isLate)
        return try task(kind).submit(submission, try value(parameters), try context())
    }

    /// The faults for which a form is refused, each as `path: message`; empty when it is taken.
    func refusal(
        _ kind: String, with parameters: String = "{}", form: String = "{}", outcome: String? = nil,
        reason: String? = nil
    ) throws -> [String] {
        do {
            _ = try submit(kind, with: parameters, form: form, outcome: outcome, reason: reason)
            return []
        } catch let refusal as Refusal {
            return refusal.faults.map { "\($0.path): \($0.message)" }
        }
    }

    /// What a person is shown.
    func brief(_ kind: String, with parameters: String = "{}") throws -> Brief {
        try task(kind).brief(try value(parameters), try context())
    }

    /// What silence records.
    func lapse(_ kind: String, with parameters: String = "{}") throws -> Value {
        try task(kind).lapse(try value(parameters), try context())
    }

    /// What a kind may end with.
    func outcomes(_ kind: String, with parameters: String = "{}") throws -> [OutcomeSchema] {
        try find(kind).outcomes(literals: try map(parameters))
    }

    /// What is wrong with the constants of a file, each as `path: message`.
    func faults(_ kind: String, with parameters: String) throws -> [String] {
        try find(kind).faults(literals: try map(parameters)).map { "\($0.path): \($0.message)" }
    }

    /// What is wrong with the names and sentences of the plugin's kinds; empty when all is well.
    func schemaFaults() -> [String] {
        plugin.kinds.flatMap { kind -> [String] in
            var faults: [String] = []
            if !kind.name.hasPrefix(plugin.name + ".") { faults.append("\(kind.name) bears another family's name") }
            if !Self.isSentence(kind.summary) { faults.append("\(kind.name): the summary is no sentence") }
            let outcomes = kind.outcomes(literals: MapValue([])).map(\.name)
            if outcomes.isEmpty || Set(outcomes).count != outcomes.count { faults.append("\(kind.name): outcomes") }
            for (part, schema) in [("with", kind.parameters), ("form", kind.form), ("outputs", kind.outputs)] {
                faults += Self.faults(of: schema, at: "\(kind.name) \(part)")
            }
            return faults
        }
    }

    private static func faults(of schema: RecordSchema, at path: String) -> [String] {
        schema.fields.flatMap { field -> [String] in
            let place = "\(path).\(field.name)"
            var faults: [String] = []
            if field.name.contains(where: { !($0.isLowercase || $0.isNumber || $0 == "_") }) {
                faults.append("\(place): name")
            }
            if !isSentence(field.summary) { faults.append("\(place): the summary is no sentence") }
            if schema.fields.count(where: { $0.name == field.name }) > 1 { faults.append("\(place): twice") }
            switch field.type {
            case .record(let inner), .list(.record(let inner)): return faults + Self.faults(of: inner, at: place)
            default: return faults
            }
        }
    }

    private static func isSentence(_ text: String) -> Bool {
        text.first?.isUppercase == true && text.hasSuffix(".")
    }

    /// The surroundings of the step.
    func context() throws -> StepContext {
        guard let instant = Instant(now) else { throw HarnessError(now) }
        let calendar = try WorkingCalendar(
            name: "england", zone: try ZoneTable(identifier: "Europe/London"), years: 2013...2015)
        return StepContext(
            caseID: "13Q2-ALV", step: "the_step", now: instant, subject: subject, directory: directory,
            calendar: calendar, definition: definition)
    }

    private var definition: CompiledDefinition {
        CompiledDefinition(
            hash: ContentHash("0123456789abcdef"), workflow: "assurance", version: "1", title: "Assurance", source: nil,
            subjectType: "ccg", caseID: nil, key: [], inputs: NoFields.schema, inputDefaults: [:], variables: [],
            outputs: [], roles: [:], duties: [],
            types: Dictionary(uniqueKeysWithValues: types.map { ($0, EnumerationType(name: $0, values: $1)) }),
            messages: [:], vocabularies: [:], templates: templates, steps: [], lists: [])
    }

    private func find(_ name: String) throws -> AnyStepKind {
        guard let kind = plugin.kinds.first(where: { $0.name == name }) else { throw HarnessError(name) }
        return kind
    }

    private func task(_ name: String) throws -> AnyStepKind.TaskBody {
        guard case .task(let body) = try find(name).body else { throw HarnessError(name) }
        return body
    }

    private func value(_ json: String) throws -> Value { try JSONParser.parse(Array(json.utf8), style: .plain) }

    private func map(_ json: String) throws -> MapValue {
        guard case .map(let map) = try value(json) else { throw HarnessError(json) }
        return map
    }
}

/// What a test asked for and the harness has not.
struct HarnessError: Error {
    var wanted: String

    init(_ wanted: String) { self.wanted = wanted }
}

/// A register of a few organisations and a committee of seven.
struct FixtureDirectory: Directory {
    var schema = RegisterSchema()
    var organisations = [
        "alder_vale": "Alder Vale CCG", "birch_hill": "Birch Hill CCG", "cedar_moor": "Cedar Moor CCG",
        "north": "North", "south": "South", "committee": "The committee",
    ]
    var members = ["ada", "ben", "cleo", "dan", "eve", "finn", "gita"]

    func organisation(_ id: String) throws -> Organisation? {
        organisations[id].map { Organisation(id: id, type: "any", name: $0, short: String(id.prefix(3)).uppercased()) }
    }

    func person(_ id: String) throws -> Person? { members.contains(id) ? Person(id: id, name: id) : nil }

    func organisations(ofType type: String, within id: String) throws -> [Organisation] { [] }

    func people(holding position: String?, in organisation: String, on day: LocalDate) throws -> [Person] {
        guard organisation == "committee" else { return [] }
        switch position {
        case nil: return members.map { Person(id: $0, name: $0) }
        case "chair": return members.prefix(1).map { Person(id: $0, name: $0) }
        case "member": return members.dropFirst().map { Person(id: $0, name: $0) }
        default: return []
        }
    }
}
