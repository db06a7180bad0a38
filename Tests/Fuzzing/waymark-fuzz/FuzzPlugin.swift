import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Step kinds for the definitions that are tried.
enum FuzzPlugin {
    static let plugin = Plugin(
        "lab", "For trials.", kinds: [.computation(EchoKind.self), .task(AskKind.self)])

    struct EchoKind: ComputationKind {
        static let name = "lab.echo"
        static let summary = "Gives back a number."
        struct Parameters: Record {
            var number = 0
            static let fields: [Field<Parameters>] = [Field("number", \.number, "The number.")]
        }
        struct Outputs: Record {
            var number = 0
            static let fields: [Field<Outputs>] = [Field("number", \.number, "The number.")]
        }
        func compute(_ parameters: Parameters, in context: StepContext) throws -> StepResult<Outputs> {
            var outputs = Outputs()
            outputs.number = parameters.number
            return StepResult("done", outputs)
        }
    }

    struct AskKind: TaskKind {
        static let name = "lab.ask"
        static let summary = "Asks a person."
        typealias Parameters = NoFields
        typealias Outputs = Answer
        typealias Form = Answer
        struct Answer: Record {
            var text = ""
            static let fields: [Field<Answer>] = [Field("text", \.text, "What was said.")]
        }
        static func outcomes(for parameters: NoFields) -> [OutcomeSchema] { [OutcomeSchema("approved", "Yes.")] }
        func submit(
            _ submission: Submission<Answer>, parameters: NoFields, in context: StepContext
        ) throws -> StepResult<Answer> {
            StepResult("approved", submission.form)
        }
    }
}
