import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// A need for which there is no support to offer.
struct SupportGap: Record, Hashable {
    var domain = ""
    var need = ""
    var missing = ""
    var ccgs: [OrganisationID] = []
    var suggestion: String?

    static let fields: [Field<SupportGap>] = [
        Field("domain", \.domain, "The domain."),
        Field("need", \.need, "What is needed."),
        Field("missing", \.missing, "What cannot be offered today."),
        Field("ccgs", \.ccgs, "The CCGs that need it.", isRequired: false),
        Field("suggestion", \.suggestion, "What could fill the gap, and who."),
    ]
}

/// The gaps that moderation found in the support on offer, for those who develop it (G6).
struct GapsTask: TaskKind {
    struct Parameters: Record {
        var proposals: [SupportProposal] = []
        static let fields: [Field<Parameters>] = [
            Field("proposals", \.proposals, "The proposals that were moderated.", isRequired: false)
        ]
    }

    struct Form: Record {
        var gaps: [SupportGap] = []
        static let fields: [Field<Form>] = [
            Field("gaps", \.gaps, "The gaps; none if every need can be met.", isRequired: false)
        ]
    }

    struct Outputs: Record {
        var gaps: [SupportGap] = []
        static let fields: [Field<Outputs>] = [Field("gaps", \.gaps, "The gaps.")]
    }

    static let name = "moderation.gaps"
    static let summary = "Records needs for which there is no support to offer."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("recorded", "There are gaps, and they are recorded."),
            OutcomeSchema("none_found", "Every need can be met."),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        guard !parameters.proposals.isEmpty else {
            return Brief("Which needs cannot be met with the support on offer?")
        }
        return Brief(
            "Which needs cannot be met with the support on offer?",
            facts: [.init("Proposals", .list(parameters.proposals.map(\.recordValue)))])
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let gaps = submission.form.gaps
        var faults = FormFaults()
        let outcome = faults.outcome(
            of: submission, among: Self.outcomes(for: parameters), implied: gaps.isEmpty ? "none_found" : "recorded")
        for (index, gap) in gaps.enumerated() {
            faults.requireText(gap.domain, at: "gaps[\(index)].domain", "expected the domain of the gap")
            faults.requireText(gap.need, at: "gaps[\(index)].need", "expected what is needed")
            faults.requireText(gap.missing, at: "gaps[\(index)].missing", "expected what cannot be offered")
            for (place, ccg) in gap.ccgs.enumerated()
            where try context.directory.organisation(ccg.description) == nil {
                faults.add("gaps[\(index)].ccgs[\(place)]", "the register has no organisation \(ccg)")
            }
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(outcome, Outputs(gaps: gaps))
    }
}
