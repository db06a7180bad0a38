public import CEL
public import WaymarkDefinition

/// What a step of a workflow can be: its parameters, what it gives and what it may end with, declared once.
///
/// Conform to one of ``ComputationKind``, ``TaskKind`` or ``EffectKind``, never to this alone. A kind holds no state.
public protocol StepKind: Sendable {
    /// What stands under `with` in the YAML.
    associatedtype Parameters: Record
    /// What `steps.<id>` gives to expressions after the step.
    associatedtype Outputs: Record
    /// The name in YAML: family, dot, verb or noun, as in `agenda.propose`.
    static var name: String { get }
    /// What it does, in one sentence.
    static var summary: String { get }
    /// What it may end with, in the order in which people are offered it.
    ///
    /// `parameters`: Only those declared literal are filled; the others stand at their defaults.
    static func outcomes(for parameters: Parameters) -> [OutcomeSchema]
    /// What is wrong with parameters that are known when the file is checked; reported at their line.
    static func check(_ parameters: Parameters) -> [FieldFailure]
    /// A kind ready for use.
    init()
}

extension StepKind {
    /// One outcome: done.
    public static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema(BuiltInOutcome.done, "Done.")]
    }

    /// Nothing is wrong with parameters that could be decoded.
    public static func check(_ parameters: Parameters) -> [FieldFailure] { [] }
}

/// A pure computation: it runs while a command is decided, and must give the same for the same parameters.
public protocol ComputationKind: StepKind {
    /// Computes the outputs.
    /// - Throws: ``StepFailure`` when it cannot; the case gets an incident, nothing is lost.
    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs>
}

/// Something that a person does: a form, the outcomes they may choose, and the rules for what they hand in.
public protocol TaskKind: StepKind {
    /// What the person fills in.
    associatedtype Form: Record
    /// What the person is shown before they answer; pure.
    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief
    /// Takes what a person handed in, or refuses it with every reason at once; pure.
    /// - Throws: ``Refusal`` naming each fault; the task stays open and what was handed in is given back.
    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs>
    /// What is recorded when the deadline passes and the definition says that silence ends the step.
    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs
}

extension TaskKind {
    /// Nothing beyond the step's title and summary.
    public func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief { Brief() }
    /// The outputs at their defaults.
    public func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs { Outputs() }
}

/// Something done to the outside world: at least once, with the same key on every try.
public protocol EffectKind: StepKind {
    /// Does it, or does nothing if the key shows that it is done.
    /// - Throws: ``StepFailure`` or any error; it is tried again as the step's policy says, then becomes an incident.
    func perform(_ parameters: Parameters, in context: EffectContext) async throws -> StepResult<Outputs>
}

/// What a step gives when it ends.
public struct StepResult<Outputs: Record>: Sendable {
    /// The outcome's name.
    public var outcome: String
    /// The outputs.
    public var outputs: Outputs
    /// Bytes to be kept with them.
    public var documents: [DocumentContent]

    /// Ends a step.
    public init(_ outcome: String = BuiltInOutcome.done, _ outputs: Outputs, documents: [DocumentContent] = []) {
        self.outcome = outcome
        self.outputs = outputs
        self.documents = documents
    }
}

/// What a person hands in.
public struct Submission<Form: Record>: Sendable {
    /// The form as filled in.
    public var form: Form
    /// The outcome that they chose, if they chose one.
    public var outcome: String?
    /// The reason that they gave; never empty text.
    public var reason: String?
    /// Who hands it in.
    public var actor: Person
    /// Whether silence had ended the step before; the definition says whether it is acted on then.
    public var isLate: Bool

    /// Describes what is handed in.
    public init(form: Form, outcome: String? = nil, reason: String? = nil, actor: Person, isLate: Bool = false) {
        self.form = form
        self.outcome = outcome
        self.reason = reason
        self.actor = actor
        self.isLate = isLate
    }
}

/// Why a person's hand-in is not taken: every fault, each with its place in the form.
public struct Refusal: Error, Hashable, Sendable {
    /// The faults; never empty.
    public var faults: [FieldFailure]

    /// Refuses for several reasons.
    public init(_ faults: [FieldFailure]) { self.faults = faults }

    /// Refuses for one reason.
    public init(_ message: String, at path: String = "", help: String? = nil) {
        faults = [FieldFailure(path: path, message: message, help: help)]
    }
}

/// Why a computation or an effect could not be done.
public struct StepFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened; safe to log.
    public var message: String
    /// What to do about it.
    public var help: String?
    /// Whether trying again is pointless.
    public var isPermanent: Bool
    /// Where the fault is, when it is one of a template.
    package var templateFault: TemplateFault?
    /// The message and the help.
    public var description: String { help.map { "\(message); \($0)" } ?? message }

    /// Describes a failure.
    public init(_ message: String, help: String? = nil, isPermanent: Bool = false) {
        self.message = message
        self.help = help
        self.isPermanent = isPermanent
    }
}

/// What a person is shown before they answer.
public struct Brief: Hashable, Sendable {
    /// A line of the brief: a label and its value.
    public struct Fact: Hashable, Sendable {
        /// The label.
        public var label: String
        /// The value; lists and records are shown as tables.
        public var value: Value

        /// Describes a line.
        public init(_ label: String, _ value: Value) {
            self.label = label
            self.value = value
        }
    }

    /// What is asked, in a sentence or two.
    public var text: String
    /// What the person needs to know, in order.
    public var facts: [Fact]
    /// A form filled in as far as it can be; a person may change all of it.
    public var suggestion: Value?

    /// Describes a brief.
    public init(_ text: String = "", facts: [Fact] = [], suggestion: Value? = nil) {
        self.text = text
        self.facts = facts
        self.suggestion = suggestion
    }
}
