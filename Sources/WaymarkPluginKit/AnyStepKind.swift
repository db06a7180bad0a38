public import CEL
public import WaymarkDefinition

/// A step kind with its types erased: what the checker, the engine and the runtime use.
public struct AnyStepKind: Sendable {
    /// The name in YAML.
    public let name: String
    /// What it does.
    public let summary: String
    /// What stands under `with`.
    public let parameters: RecordSchema
    /// What it gives.
    public let outputs: RecordSchema
    /// What people fill in; empty unless a task.
    public let form: RecordSchema
    /// The sort of kind, with what only that sort can do.
    package private(set) var body: Body
    private let outcomesFor: @Sendable (MapValue) -> [OutcomeSchema]
    private let faultsOf: @Sendable (MapValue) -> [FieldFailure]
    private let rewrite: @Sendable (RecordPart, Value) throws(FieldFailure) -> Value

    /// What each sort of kind can do.
    package enum Body: Sendable {
        /// See ``ComputationKind``.
        case computation(@Sendable (Value, StepContext) throws -> AnyStepResult)
        /// See ``TaskKind``.
        case task(TaskBody)
        /// See ``EffectKind``.
        case effect(@Sendable (Value, EffectContext) async throws -> AnyStepResult)
    }

    /// The records that a kind declares.
    package enum RecordPart: String, CaseIterable, Sendable {
        /// What stands under `with`.
        case parameters
        /// What people fill in.
        case form
        /// What it gives.
        case outputs
    }

    /// What a task kind can do.
    package struct TaskBody: Sendable {
        package let brief: @Sendable (Value, StepContext) throws -> Brief
        package let submit: @Sendable (AnySubmission, Value, StepContext) throws -> AnyStepResult
        package let lapse: @Sendable (Value, StepContext) throws -> Value
    }

    /// Erases a computation.
    public static func computation<Kind: ComputationKind>(_ kind: Kind.Type) -> AnyStepKind {
        AnyStepKind(
            kind, form: NoFields.self,
            body: .computation { parameters, context in
                AnyStepResult(try Kind().compute(try Kind.Parameters(fieldValue: parameters), in: context))
            })
    }

    /// Erases a task.
    public static func task<Kind: TaskKind>(_ kind: Kind.Type) -> AnyStepKind {
        AnyStepKind(
            kind, form: Kind.Form.self,
            body: .task(
                TaskBody(
                    brief: { parameters, context in
                        try Kind().brief(try Kind.Parameters(fieldValue: parameters), in: context)
                    },
                    submit: { submission, parameters, context in
                        let form: Kind.Form
                        do throws(FieldFailure) {
                            form = try Kind.Form(fieldValue: submission.form)
                        } catch {
                            throw Refusal([error])
                        }
                        return AnyStepResult(
                            try Kind().submit(
                                Submission(
                                    form: form, outcome: submission.outcome, reason: submission.reason,
                                    actor: submission.actor, isLate: submission.isLate),
                                parameters: try Kind.Parameters(fieldValue: parameters), in: context))
                    },
                    lapse: { parameters, context in
                        try Kind().lapse(try Kind.Parameters(fieldValue: parameters), in: context).recordValue
                    })))
    }

    /// Erases an effect.
    public static func effect<Kind: EffectKind>(_ kind: Kind.Type) -> AnyStepKind {
        AnyStepKind(
            kind, form: NoFields.self,
            body: .effect { parameters, context in
                AnyStepResult(try await Kind().perform(try Kind.Parameters(fieldValue: parameters), in: context))
            })
    }

    private init<Kind: StepKind, Form: Record>(_ kind: Kind.Type, form: Form.Type, body: Body) {
        name = Kind.name
        summary = Kind.summary
        parameters = Kind.Parameters.schema
        outputs = Kind.Outputs.schema
        self.form = Form.schema
        self.body = body
        outcomesFor = { Kind.outcomes(for: Kind.Parameters.partial($0)) }
        faultsOf = { Kind.check(Kind.Parameters.partial($0)) }
        rewrite = { (part: RecordPart, value: Value) throws(FieldFailure) -> Value in
            switch part {
            case .parameters: try Kind.Parameters(fieldValue: value).recordValue
            case .form: try Form(fieldValue: value).recordValue
            case .outputs: try Kind.Outputs(fieldValue: value).recordValue
            }
        }
    }

    /// The same kind with its effect done another way: for scenarios, which say what the outside world answers.
    package func performed(
        by perform: @escaping @Sendable (Value, EffectContext) async throws -> AnyStepResult
    ) -> AnyStepKind {
        var kind = self
        kind.body = .effect(perform)
        return kind
    }

    /// The sort of kind.
    package var sort: UsesStep.Sort {
        switch body {
        case .computation: .computation
        case .task: .task
        case .effect: .effect
        }
    }

    /// What the kind may end with, given the parameters that are constants in the file.
    package func outcomes(literals: MapValue) -> [OutcomeSchema] { outcomesFor(literals) }

    /// What is wrong with the parameters that are constants in the file.
    package func faults(literals: MapValue) -> [FieldFailure] { faultsOf(literals) }

    /// The fields of one of the records.
    package func schema(of part: RecordPart) -> RecordSchema {
        switch part {
        case .parameters: parameters
        case .form: form
        case .outputs: outputs
        }
    }

    /// A record as the kind reads it and writes it again: what is kept of it in events and stores.
    /// - Throws: what the kind cannot read, with its path.
    package func rewritten(_ part: RecordPart, _ value: Value) throws(FieldFailure) -> Value {
        try rewrite(part, value)
    }
}

/// What a step gives when it ends, with its types erased.
public struct AnyStepResult: Hashable, Sendable {
    /// The outcome's name.
    public var outcome: String
    /// The outputs: a map.
    public var outputs: Value
    /// Bytes to be kept.
    public var documents: [DocumentContent]

    /// Describes a result whose types are not known.
    package init(outcome: String, outputs: Value, documents: [DocumentContent] = []) {
        self.outcome = outcome
        self.outputs = outputs
        self.documents = documents
    }

    /// Erases a result.
    package init<Outputs: Record>(_ result: StepResult<Outputs>) {
        outcome = result.outcome
        outputs = result.outputs.recordValue
        documents = result.documents
    }
}

/// What a person hands in, before it is decoded.
package struct AnySubmission: Sendable {
    /// The form: a map.
    package var form: Value
    /// The outcome chosen.
    package var outcome: String?
    /// The reason given.
    package var reason: String?
    /// Who hands it in.
    package var actor: Person
    /// Whether silence had ended the step before.
    package var isLate: Bool

    /// Describes what is handed in.
    package init(form: Value, outcome: String?, reason: String?, actor: Person, isLate: Bool = false) {
        self.form = form
        self.outcome = outcome
        self.reason = reason
        self.actor = actor
        self.isLate = isLate
    }
}
