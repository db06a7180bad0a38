package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkDiagnostics
package import WaymarkEngine

/// One line of a scenario.
package struct ScenarioStep: Sendable {
    /// Where it stands.
    package var span: SourceSpan
    /// What happens or is expected.
    package var action: Action

    /// What can happen in a scenario.
    package enum Action: Sendable {
        /// A person does something with a task.
        case act(ScenarioAct)
        /// Time passes.
        case wait(ScenarioWait)
        /// A message comes from outside or from a case that is not played here.
        case message(ScenarioMessage)
        /// Another case begins.
        case start(ScenarioStart)
        /// A person mends a case.
        case mend(ScenarioMend)
        /// Something is expected to be so.
        case expect(CaseExpectation)
    }
}

/// Which case is meant.
package struct CaseReference: Sendable, Hashable {
    /// The cases that a scenario can name.
    package enum Target: Sendable, Hashable {
        /// The case that the scenario is about.
        case main
        /// One that it started and named.
        case named(String)
        /// The only one of a workflow, about an organisation if one is named.
        case only(subject: String?)
    }

    /// Which.
    package var target: Target
    /// Its workflow.
    package var workflow: String
}

/// A person does something with the task of a step.
package struct ScenarioAct: Sendable {
    /// What is done.
    package enum Deed: Sendable {
        /// The task is handed in.
        case complete(form: ValueTemplate, outcome: String?, verb: OutcomeSchema.Verb?, reason: String?)
        /// It is taken.
        case claim
        /// It is given back.
        case release
        /// Somebody else is let to do it.
        case delegate(to: ScenarioActor, until: LocalDate?, reason: String?)
        /// It is taken back from whoever was let to.
        case withdraw
        /// It is given to another of those who may do it.
        case reassign(to: ScenarioActor, reason: String)
        /// Something is said about it.
        case comment(String)
        /// Its ladder is climbed.
        case escalate(rung: Int?, reason: String)
    }

    /// The case.
    package var caseReference: CaseReference
    /// The step.
    package var step: String
    /// The items of the loops around it, each by its text or one of its fields.
    package var items: [String]
    /// Whether it is done with each open task of the step, one after the other.
    package var isEvery = false
    /// Who.
    package var actor: ScenarioActor
    /// What.
    package var deed: Deed
    /// How it is refused, if it is.
    package var refusal: ExpectedRefusal?
}

/// How something is expected to be refused.
package struct ExpectedRefusal: Sendable, Hashable {
    /// Where that is said.
    package var span: SourceSpan
    /// The rule that forbids it.
    package var code: Rejection.Code?
    /// Words of the reason.
    package var words: String?
    /// The field of the form that has the fault.
    package var path: String?
}

/// Time passes.
package enum ScenarioWait: Sendable {
    /// Until a moment.
    case until(Instant)
    /// As long as a deadline set now would leave.
    case after(DeadlineRule)
}

/// A message comes to a case.
package struct ScenarioMessage: Sendable {
    /// The case that it is for.
    package var caseReference: CaseReference
    /// Its name.
    package var name: String
    /// What it carries.
    package var data: ValueTemplate
    /// The id of the case that sends it, if one does.
    package var from: String?
    /// Who sends it from outside; nobody in particular when nil.
    package var sender: ScenarioActor?
    /// How that is refused, if it is.
    package var refusal: ExpectedRefusal?
}

/// Another case begins.
package struct ScenarioStart: Sendable {
    /// The workflow.
    package var workflow: String
    /// What the scenario calls the case.
    package var name: String?
    /// The id of the organisation that it is about.
    package var subject: String
    /// Its inputs.
    package var inputs: [NamedTemplate]
    /// Who begins it.
    package var starter: ScenarioActor?
    /// How that is refused, if it is.
    package var refusal: ExpectedRefusal?
}

/// A person mends a case.
package struct ScenarioMend: Sendable {
    /// How.
    package enum Deed: Sendable {
        /// What an incident stopped at a step is tried again.
        case retry(step: String)
        /// The case goes on without the step that an incident stopped.
        case skip(step: String, reason: String)
        /// A step is done again.
        case redo(step: String, reason: String)
        /// An item is put into a loop that is open for more.
        case add(step: String, item: ValueTemplate)
        /// The case is ended before its end.
        case cancel(reason: String)
        /// It stands still.
        case suspend(reason: String)
        /// It goes on.
        case resume
    }

    /// The case.
    package var caseReference: CaseReference
    /// How.
    package var deed: Deed
    /// Who.
    package var actor: ScenarioActor
    /// How it is refused, if it is.
    package var refusal: ExpectedRefusal?
}
