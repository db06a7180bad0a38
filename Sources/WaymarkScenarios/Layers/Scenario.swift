package import CEL
package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkDiagnostics

/// The scenarios of one file, read and checked against the workflows that they are about.
package struct ScenarioFile: Sendable {
    /// The file, as people name it.
    package var file: String
    /// The scenarios, in the order of the file.
    package var scenarios: [Scenario] = []
    /// Routes that the process has and that can never be taken, each with its reason.
    package var impossibleRoutes: [ImpossibleRoute] = []
}

/// A route that a step kind offers and that its place in the process never lets happen.
package struct ImpossibleRoute: Sendable, Hashable {
    /// The workflow.
    package var workflow: String
    /// The step.
    package var step: String
    /// The outcome.
    package var outcome: String
    /// Why it cannot happen.
    package var reason: String
    /// Where it is said.
    package var span: SourceSpan
}

/// What is given, who does what, and how it ends; checked, ready to be run as often as needed.
package struct Scenario: Sendable {
    /// The title, as people name it.
    package var title: String
    /// Where the title stands.
    package var span: SourceSpan
    /// The workflow of the case that it is about.
    package var workflow: String
    /// What is so at the beginning.
    package var given: ScenarioGiven
    /// What happens, in order.
    package var steps: [ScenarioStep]
    /// How the case ends, if that is said.
    package var ending: CaseExpectation?
}

/// What is so when a scenario begins.
package struct ScenarioGiven: Sendable {
    /// The id of the organisation that the case is about.
    package var subject = ""
    /// The inputs of the case.
    package var inputs: [NamedTemplate] = []
    /// When the case begins.
    package var at = Instant(millisecondsSinceEpoch: 0)
    /// Who begins it; the programme itself when nobody is named.
    package var starter: ScenarioActor?
    /// Organisations besides those of the register.
    package var organisations: [Organisation] = []
    /// People besides those of the register, and those of it that hold something else.
    package var people: [Person] = []
    /// What the outside world answers to effects, by workflow and step; the others are done by their plugins.
    package var effects: [String: [EffectAnswer]] = [:]

    /// The key of ``effects``.
    package static func effectKey(workflow: String, step: String) -> String { "\(workflow)/\(step)" }
}

/// Who acts.
package enum ScenarioActor: Sendable, Hashable {
    /// A person by id.
    case person(String)
    /// The first who holds a role and may act.
    case role(String)
}

/// What the outside world answers to one try of an effect.
package enum EffectAnswer: Sendable, Hashable {
    /// It is done.
    case done(outcome: String, outputs: Value)
    /// It fails, for good or for now.
    case fails(message: String, isPermanent: Bool)
}
