import WaymarkDefinition
public import WaymarkPluginKit

/// Greets.
public enum GreetingPlugin: StepPlugin {
    /// The family.
    public static let plugin = Plugin("greeting", "Greetings.", kinds: [.computation(SayHello.self)])
}

struct SayHello: ComputationKind {
    static let name = "greeting.say"
    static let summary = "Greets somebody by name."

    struct Parameters: Record {
        var name = ""
        var loud: Bool?
        static let fields: [Field<Parameters>] = [
            Field("name", \.name, "Who is greeted."),
            Field("loud", \.loud, "Whether in capitals."),
        ]
    }

    struct Outputs: Record {
        var text = ""
        static let fields: [Field<Outputs>] = [Field("text", \.text, "The greeting.")]
    }

    func compute(_ parameters: Parameters, in context: StepContext) -> StepResult<Outputs> {
        var outputs = Outputs()
        outputs.text = "Hello, \(parameters.name)"
        if parameters.loud == true { outputs.text = outputs.text.uppercased() }
        return StepResult("done", outputs)
    }
}
