public import CEL
import WaymarkCalendar
public import WaymarkDefinition
public import WaymarkPluginKit

/// Runs the step kinds of a plugin without engine and store: parameters and forms are written as JSON.
///
/// ```swift
/// let harness = StepHarness(plugin: GreetingPlugin.plugin)
/// let result = try harness.compute("greeting.say", with: #"{"name": "Ada"}"#)
/// #expect(result.outputs["text"]?.text == "Hello, Ada")
/// ```
///
/// What a kind refuses comes as lines of `path: message`, so that a test says in one comparison where and why.
public struct StepHarness: Sendable {
    /// The plugin.
    public var plugin: Plugin
    /// The moment of the command.
    public var now: String
    /// The organisation that the case is about.
    public var subject: String
    /// The `one_of` types of the workflow.
    public var types: [String: [String]]
    /// The templates beside the workflow.
    public var templates: [String: String]
    /// The register.
    public var directory: any Directory

    /// A harness for a plugin; the defaults are a case about Alder Vale at noon on 31 October 2013.
    public init(
        plugin: Plugin, now: String = "2013-10-31T12:00:00Z", subject: String = "alder_vale",
        types: [String: [String]] = [:], templates: [String: String] = [:],
        directory: any Directory = FixtureDirectory()
    ) {
        self.plugin = plugin
        self.now = now
        self.subject = subject
        self.types = types
        self.templates = templates
        self.directory = directory
    }

    // MARK: - Computations

    /// Ends a computation.
    /// - Throws: what the kind throws, or ``HarnessError`` when there is no such computation.
    public func compute(_ kind: String, with parameters: String = "{}") throws -> AnyStepResult {
        guard case .computation(let body) = try find(kind).body else {
            throw HarnessError("\(kind) is not a computation")
        }
        return try body(try value(parameters), try context())
    }

    // MARK: - Tasks

    /// Hands in a form as a person, in time or after silence has ended the step.
    /// - Throws: `Refusal` when it is not taken, or ``HarnessError`` when there is no such task.
    public func submit(
        _ kind: String, with parameters: String = "{}", form: String = "{}", outcome: String? = nil,
        reason: String? = nil, as person: String = "amira.holt", isLate: Bool = false
    ) throws -> AnyStepResult {
        let submission = AnySubmission(
            form: try value(form), outcome: outcome, reason: reason, actor: Person(id: person, name: person),
            isLate: isLate)
        return try task(kind).submit(submission, try value(parameters), try context())
    }

    /// The faults for which a form is refused, each as `path: message`; empty when it is taken.
    public func refusal(
        _ kind: String, with parameters: String = "{}", form: String = "{}", outcome: String? = nil,
        reason: String? = nil, as person: String = "amira.holt"
    ) throws -> [String] {
        do {
            _ = try submit(kind, with: parameters, form: form, outcome: outcome, reason: reason, as: person)
            return []
        } catch let refusal as Refusal {
            return refusal.faults.map { "\($0.path): \($0.message)" }
        }
    }

    /// What a person is shown.
    public func brief(_ kind: String, with parameters: String = "{}") throws -> Brief {
        try task(kind).brief(try value(parameters), try context())
    }

    /// What silence records.
    public func lapse(_ kind: String, with parameters: String = "{}") throws -> Value {
        try task(kind).lapse(try value(parameters), try context())
    }

    // MARK: - Effects

    /// Performs an effect on the outside world of a test.
    /// - Parameters:
    ///   - kind: The kind's name.
    ///   - parameters: The parameters as JSON.
    ///   - fixture: Folders, kept documents and earlier cases.
    ///   - key: The idempotency key; the same on every try.
    ///   - attempt: Which try this is.
    /// - Returns: What the effect gave.
    /// - Throws: what the kind throws, or ``HarnessError`` when there is no such effect.
    public func perform(
        _ kind: String, with parameters: String = "{}", on fixture: EffectFixture, key: String = "key-1",
        attempt: Int = 1
    ) async throws -> AnyStepResult {
        try await perform(kind, with: try value(parameters), on: fixture, key: key, attempt: attempt)
    }

    /// Performs an effect whose parameters are values already.
    public func perform(
        _ kind: String, with parameters: Value, on fixture: EffectFixture, key: String = "key-1", attempt: Int = 1
    ) async throws -> AnyStepResult {
        guard case .effect(let body) = try find(kind).body else { throw HarnessError("\(kind) is not an effect") }
        let context = EffectContext(
            idempotencyKey: key, attempt: attempt, step: try context(), dataFolder: fixture.dataFolder,
            publicationFolder: fixture.publicationFolder, services: fixture)
        return try await body(parameters, context)
    }

    /// The failure of an effect; nil when it is done.
    public func failure(
        _ kind: String, with parameters: String = "{}", on fixture: EffectFixture, key: String = "key-1"
    ) async throws -> StepFailure? {
        do {
            _ = try await perform(kind, with: parameters, on: fixture, key: key)
            return nil
        } catch let failure as StepFailure {
            return failure
        }
    }

    // MARK: - Declarations

    /// What a kind may end with, given the constants of a file.
    public func outcomes(_ kind: String, with parameters: String = "{}") throws -> [OutcomeSchema] {
        try find(kind).outcomes(literals: try map(parameters))
    }

    /// What is wrong with the constants of a file, each as `path: message`.
    public func faults(_ kind: String, with parameters: String) throws -> [String] {
        try find(kind).faults(literals: try map(parameters)).map { "\($0.path): \($0.message)" }
    }

    /// Why parameters cannot be read, as `path: message`; nil when they can.
    public func misreading(_ kind: String, with parameters: String) throws -> String? {
        do {
            _ = try find(kind).rewritten(.parameters, try value(parameters))
            return nil
        } catch let failure as FieldFailure {
            return "\(failure.path): \(failure.message)"
        }
    }

    /// The surroundings of the step.
    public func context() throws -> StepContext {
        guard let instant = Instant(now) else { throw HarnessError("\"\(now)\" is not a moment") }
        let calendar = try WorkingCalendar(
            name: "england", zone: try ZoneTable(identifier: "Europe/London"), years: 2013...2015)
        return StepContext(
            caseID: "13Q2-ALV", step: "the_step", now: instant, subject: subject, directory: directory,
            calendar: calendar, definition: definition)
    }

    // MARK: - Looking up

    private var definition: CompiledDefinition {
        CompiledDefinition(
            hash: ContentHash("0123456789abcdef"), workflow: "assurance", version: "1", title: "Assurance", source: nil,
            subjectType: "ccg", caseID: nil, key: [], inputs: NoFields.schema, inputDefaults: [:], variables: [],
            outputs: [], roles: [:], duties: [],
            types: Dictionary(uniqueKeysWithValues: types.map { ($0, EnumerationType(name: $0, values: $1)) }),
            messages: [:], vocabularies: [:], templates: templates, steps: [], lists: [])
    }

    func find(_ name: String) throws -> AnyStepKind {
        guard let kind = plugin.kinds.first(where: { $0.name == name }) else {
            throw HarnessError("the plugin \(plugin.name) has no step kind \(name)")
        }
        return kind
    }

    func task(_ name: String) throws -> AnyStepKind.TaskBody {
        guard case .task(let body) = try find(name).body else { throw HarnessError("\(name) is not a task") }
        return body
    }

    func value(_ json: String) throws -> Value { try JSONParser.parse(Array(json.utf8), style: .plain) }

    private func map(_ json: String) throws -> MapValue {
        guard case .map(let map) = try value(json) else { throw HarnessError("\(json) is not a record") }
        return map
    }
}

/// What a test asked for and the harness has not.
public struct HarnessError: Error, CustomStringConvertible {
    /// What is missing, as a sentence.
    public var description: String

    init(_ description: String) { self.description = description }
}
