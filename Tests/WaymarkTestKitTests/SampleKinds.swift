import CEL
import Foundation
import Synchronization
import WaymarkDefinition
import WaymarkPluginKit

/// A computation that keeps the contract.
struct Greet: ComputationKind {
    static let name = "lab.greet"
    static let summary = "Greets."

    struct Parameters: Record {
        var name = ""
        var times: Int?
        static let fields: [Field<Parameters>] = [
            Field("name", \.name, "Whom."), Field("times", \.times, "How often."),
        ]
    }

    struct Outputs: Record {
        var text = ""
        static let fields: [Field<Outputs>] = [Field("text", \.text, "The greeting.")]
    }

    func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
        StepResult("done", Outputs(text: "Hello, \(parameters.name)"))
    }
}

/// A computation that breaks what a computation can break.
struct Guess: ComputationKind {
    typealias Parameters = NoFields
    static let name = "other.Guess"
    static let summary = "guesses"
    private static let count = Mutex(0)

    struct Outputs: Record {
        var number = 0
        static let fields: [Field<Outputs>] = [Field("Number", \.number)]
    }

    static func outcomes(for parameters: NoFields) -> [OutcomeSchema] {
        [OutcomeSchema("guessed", "Guessed.", verb: .approve), OutcomeSchema("overdue", "late", verb: .approve)]
    }

    func compute(_ parameters: NoFields, in context: StepContext) throws -> StepResult<Outputs> {
        StepResult(
            "done",
            Outputs(
                number: Self.count.withLock {
                    $0 += 1
                    return $0
                }))
    }
}

/// A task whose form is refused nowhere.
struct Sign: TaskKind {
    typealias Parameters = NoFields
    typealias Outputs = NoFields
    static let name = "lab.sign"
    static let summary = "Signs."

    struct Form: Record {
        var name = ""
        static let fields: [Field<Form>] = [Field("name", \.name, "Who signs.")]
    }

    static func outcomes(for parameters: NoFields) -> [OutcomeSchema] {
        [OutcomeSchema("signed", "Signed.", needsReason: true)]
    }

    func brief(_ parameters: NoFields, in context: StepContext) throws -> Brief {
        Brief("Sign.", suggestion: .map(["nom": .string("Ada")]))
    }

    func submit(
        _ submission: Submission<Form>, parameters: NoFields, in context: StepContext
    ) throws -> StepResult<NoFields> {
        StepResult("signed", NoFields())
    }

    func lapse(_ parameters: NoFields, in context: StepContext) throws -> NoFields {
        throw StepFailure("nobody signed")
    }
}

/// An effect that does not look at its key.
struct Post: EffectKind {
    typealias Parameters = NoFields
    static let name = "lab.post"
    static let summary = "Posts."

    struct Outputs: Record {
        var attempt = 0
        static let fields: [Field<Outputs>] = [Field("attempt", \.attempt, "Which try it was.")]
    }

    func perform(_ parameters: NoFields, in context: EffectContext) async throws -> StepResult<Outputs> {
        let file = "\(context.publicationFolder)/\(context.attempt)"
        try "posted".write(toFile: file, atomically: true, encoding: .utf8)
        return StepResult("done", Outputs(attempt: context.attempt))
    }
}
