public import CEL
public import WaymarkCalendar
public import WaymarkDefinition

/// What a step kind may know besides its parameters; the same for the same command, so that replay is exact.
public struct StepContext: Sendable {
    /// The id of the case.
    public var caseID: String
    /// The id of the step.
    public var step: String
    /// The time of the command.
    public var now: Instant
    /// The day of the command in the calendar's zone.
    public var today: LocalDate
    /// The id of the organisation that the case is about.
    public var subject: String
    /// The register.
    public var directory: any Directory
    /// The calendar of the programme.
    package var calendar: WorkingCalendar
    private let definition: CompiledDefinition

    /// Describes the surroundings of a step.
    package init(
        caseID: String, step: String, now: Instant, subject: String, directory: any Directory,
        calendar: WorkingCalendar, definition: CompiledDefinition
    ) {
        self.caseID = caseID
        self.step = step
        self.now = now
        self.today = calendar.zone.local(of: now).date
        self.subject = subject
        self.directory = directory
        self.calendar = calendar
        self.definition = definition
    }

    /// The values of a `one_of` type of the workflow, in their order.
    public func values(of type: TypeName) -> [String] {
        definition.types[type.description]?.values ?? []
    }

    /// The text of a template file beside the workflow.
    public func template(_ name: String) -> String? {
        definition.templates[name]
    }

    /// The workflow's name, version and the hash of its definition, for documents that must say what they rest on.
    public var definitionReference: String {
        "\(definition.workflow) \(definition.version) (\(definition.hash.description.prefix(12)))"
    }
}

/// What an effect may know and use.
public struct EffectContext: Sendable {
    /// The same on every try of this effect; hand it to systems that can refuse a repetition.
    public var idempotencyKey: String
    /// Which try this is, from 1.
    public var attempt: Int
    /// The surroundings of the step.
    public var step: StepContext
    /// The folder that data is read from.
    public var dataFolder: String
    /// The folder that publications are written to.
    public var publicationFolder: String
    /// Whether this is a simulation: an effect gives what it would give, and touches nothing outside.
    public var isRehearsal: Bool
    /// What else the runtime lends.
    public var services: any EffectServices

    /// Describes the surroundings of an effect.
    package init(
        idempotencyKey: String, attempt: Int, step: StepContext, dataFolder: String, publicationFolder: String,
        isRehearsal: Bool = false, services: any EffectServices
    ) {
        self.idempotencyKey = idempotencyKey
        self.attempt = attempt
        self.step = step
        self.dataFolder = dataFolder
        self.publicationFolder = publicationFolder
        self.isRehearsal = isRehearsal
        self.services = services
    }
}

/// What the runtime lends to effects; reading only.
public protocol EffectServices: Sendable {
    /// The bytes of a kept document.
    /// - Returns: nil when no such document is kept.
    func document(_ hash: String) throws -> [UInt8]?
    /// The outputs of the case of a workflow for a subject and key; while it is open, as they stand now.
    /// - Returns: nil when there is no such case.
    func outputs(workflow: String, subject: String, key: String) throws -> Value?
}
