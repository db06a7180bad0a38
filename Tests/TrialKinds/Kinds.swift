import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// A computation: adds up.
struct SumKind: ComputationKind {
    struct Parameters: Record {
        var scores: [Int64] = []
        var factor = 1.0
        var limit: Int64 = 100
        static let fields: [Field<Parameters>] = [
            Field("scores", \.scores, "What is added up."),
            Field("factor", \.factor, "What the sum is multiplied with.", isRequired: false),
            Field("limit", \.limit, "The largest sum.", isRequired: false, isLiteral: true),
        ]
    }

    struct Outputs: Record {
        var total = 0.0
        static let fields: [Field<Outputs>] = [Field("total", \.total, "The sum.")]
    }

    static let name = "figure.sum"
    static let summary = "Adds up."

    static func check(_ parameters: Parameters) -> [FieldFailure] {
        guard parameters.limit < 1 else { return [] }
        return [
            FieldFailure(
                path: "limit", message: "a limit of \(parameters.limit) lets no sum pass", help: "write a number from 1"
            )
        ]
    }

    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
        StepResult(BuiltInOutcome.done, Outputs())
    }
}

/// A task: a decision with a rating on a scale of the workflow.
struct ReviewKind: TaskKind {
    struct Topic: Record {
        var name = ""
        var weight: Int64 = 1
        static let fields: [Field<Topic>] = [
            Field("name", \.name, "What it is about."),
            Field("weight", \.weight, "How much it counts.", isRequired: false),
        ]
    }

    struct Parameters: Record {
        var scale = TypeName("")
        var question = ""
        var topics: [Topic] = []
        var template: String?
        static let fields: [Field<Parameters>] = [
            Field("scale", \.scale, "The type of the ratings.", isLiteral: true),
            Field("question", \.question, "What is asked."),
            Field("topics", \.topics, "What is reviewed.", isRequired: false),
            Field("template", \.template, "The text of the letter.", isLiteral: true),
        ]
    }

    struct Form: Record {
        var rating = ""
        static let fields: [Field<Form>] = [Field("rating", \.rating, "The rating.", typedBy: "scale")]
    }

    struct Outputs: Record {
        var rating = ""
        var comment: String?
        static let fields: [Field<Outputs>] = [
            Field("rating", \.rating, "The rating.", typedBy: "scale"), Field("comment", \.comment, "What was said."),
        ]
    }

    static let name = "paper.review"
    static let summary = "Asks a person."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("approved", "Yes.", verb: .approve),
            OutcomeSchema("returned", "Back.", verb: .return, needsReason: true),
            OutcomeSchema("rejected", "No.", verb: .reject, needsReason: true),
        ]
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        StepResult("approved", Outputs())
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

/// A task: a form whose fields are those of a type of the workflow, whatever shape that has.
struct FillKind: TaskKind {
    struct Parameters: Record {
        var asks = TypeName("")
        static let fields: [Field<Parameters>] = [Field("asks", \.asks, "The type that is filled in.", isLiteral: true)]
    }

    struct Answers: Record {
        var answers: Value?
        static let fields: [Field<Answers>] = [Field("answers", \.answers, "What was filled in.", typedBy: "asks")]
    }

    typealias Form = Answers
    typealias Outputs = Answers

    static let name = "sheet.fill"
    static let summary = "Asks for what a type says."

    func submit(
        _ submission: Submission<Answers>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Answers> {
        StepResult(BuiltInOutcome.done, submission.form)
    }
}
