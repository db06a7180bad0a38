import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// A computation: adds up.
struct SumKind: ComputationKind {
    struct Parameters: Record {
        var scores: [Int64] = []
        static let fields: [Field<Parameters>] = [Field("scores", \.scores, "What is added up.")]
    }

    struct Outputs: Record {
        var total = 0.0
        static let fields: [Field<Outputs>] = [Field("total", \.total, "The sum.")]
    }

    static let name = "figure.sum"
    static let summary = "Adds up."

    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
        StepResult(BuiltInOutcome.done, Outputs())
    }
}

/// A task: a decision that may be returned.
struct ReviewKind: TaskKind {
    struct Parameters: Record {
        var question = ""
        static let fields: [Field<Parameters>] = [Field("question", \.question, "What is asked.")]
    }

    typealias Outputs = NoFields
    typealias Form = NoFields

    static let name = "paper.review"
    static let summary = "Asks a person."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("approved", "Yes.", verb: .approve), OutcomeSchema("returned", "Back.", verb: .return),
            OutcomeSchema("rejected", "No.", verb: .reject),
        ]
    }

    func submit(
        _ submission: Submission<NoFields>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<NoFields> {
        StepResult("approved", NoFields())
    }
}

/// An effect: writes something.
struct PublishKind: EffectKind {
    struct Parameters: Record {
        var text = ""
        static let fields: [Field<Parameters>] = [Field("text", \.text, "What is published.")]
    }

    struct Outputs: Record {
        var place = ""
        static let fields: [Field<Outputs>] = [Field("place", \.place, "Where it stands.")]
    }

    static let name = "paper.publish"
    static let summary = "Publishes."

    func perform(_ parameters: Parameters, in context: EffectContext) async throws -> StepResult<Outputs> {
        StepResult(BuiltInOutcome.done, Outputs())
    }
}
