import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// The one about whom a decision is proposed is heard before it is taken (H4).
///
/// Silence takes nothing away from them but the statement, and is no agreement.
struct RepresentTask: TaskKind {
    struct Parameters: Record {
        var proposal = ""
        var reasons: String?
        var evidence: [EvidenceItem] = []
        static let fields: [Field<Parameters>] = [
            Field("proposal", \.proposal, "What is proposed."),
            Field("reasons", \.reasons, "Why."),
            Field("evidence", \.evidence, "The evidence for it.", isRequired: false),
        ]
    }

    struct Form: Record {
        var statement: String?
        var disputed: [String] = []
        static let fields: [Field<Form>] = [
            Field("statement", \.statement, "What you want to be considered."),
            Field("disputed", \.disputed, "The evidence that you hold to be wrong, by id.", isRequired: false),
        ]
    }

    struct Outputs: Record {
        var isHeard = false
        var reply = Reply.noReply
        var statement: String?
        var disputed: [String] = []
        var representedOn: LocalDate?
        static let fields: [Field<Outputs>] = [
            Field("represented", \.isHeard, "Whether there is a statement."),
            Field("reply", \.reply, "What came of asking."),
            Field("statement", \.statement, "What should be considered."),
            Field("disputed", \.disputed, "The evidence that is held to be wrong, by id."),
            Field("represented_on", \.representedOn, "The day of the statement."),
        ]
    }

    static let name = "consultation.represent"
    static let summary = "The one about whom a decision is proposed makes a statement before it is taken."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("represented", "There is a statement to consider."),
            OutcomeSchema("no_representation", "They do not wish to make one."),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Proposal", .string(parameters.proposal))]
        if let reasons = parameters.reasons { facts.append(.init("Reasons", .string(reasons))) }
        if !parameters.evidence.isEmpty {
            facts.append(.init("Evidence", .list(parameters.evidence.map(\.recordValue))))
        }
        return Brief("Say what should be considered before this is decided.", facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let saysNothing = (form.statement?.isBlank ?? true) && form.disputed.isEmpty
        let outcome = faults.outcome(
            of: submission, among: Self.outcomes(for: parameters),
            implied: saysNothing ? "no_representation" : "represented")
        if !form.disputed.isEmpty {
            EvidenceCheck.run(form.disputed, of: parameters.evidence, at: "disputed", into: &faults)
            faults.requireText(form.statement, at: "statement", "expected what is wrong with the evidence disputed")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                isHeard: !saysNothing, reply: Reply(to: submission, saysNothing: saysNothing),
                statement: saysNothing ? nil : form.statement, disputed: form.disputed,
                representedOn: saysNothing ? nil : context.today))
    }
}
