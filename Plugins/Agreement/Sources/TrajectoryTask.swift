import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// The way from where a domain stands to where it shall be: measure, baseline, target and dates (F11, R-47).
struct TrajectoryTask: TaskKind {
    struct Parameters: Record {
        var domains: [String] = []
        var measures: [SupportMeasure] = []
        var agreement: Document?
        static let fields: [Field<Parameters>] = [
            Field("domains", \.domains, "The domains that need a trajectory; each gets at least one."),
            Field("measures", \.measures, "The support that the trajectories go with.", isRequired: false),
            Field("agreement", \.agreement, "The terms that they belong to; the text then names their version."),
        ]
    }

    struct Form: Record {
        var trajectories: [Trajectory] = []
        static let fields: [Field<Form>] = [
            Field("trajectories", \.trajectories, "The trajectories, each with its milestones.")
        ]
    }

    struct Outputs: Record {
        var trajectories: [Trajectory] = []
        var document: Document?
        var version = ""
        static let fields: [Field<Outputs>] = [
            Field("trajectories", \.trajectories, "The trajectories."),
            Field("document", \.document, "The trajectories as one text."),
            Field("version", \.version, "The hash of that text: what the parties agree."),
        ]
    }

    static let name = "agreement.trajectory"
    static let summary = "Sets the measures, targets and milestones by which improvement is followed."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("set", "Every domain that needs one has a trajectory.")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Domains", .list(parameters.domains.map(Value.string)))]
        if !parameters.measures.isEmpty {
            facts.append(.init("Support", .list(parameters.measures.map(\.recordValue))))
        }
        if let agreement = parameters.agreement { facts.append(.init("Agreement", agreement.recordValue)) }
        let suggestion =
            parameters.measures.isEmpty ? nil : Form(trajectories: suggested(parameters.measures)).recordValue
        return Brief("Set a trajectory for each domain.", facts: facts, suggestion: suggestion)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let trajectories = submission.form.trajectories
        var check = TrajectoryCheck(domains: parameters.domains, today: context.today)
        let outcome = check.faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        check.run(trajectories)
        guard let outcome, check.faults.isEmpty else { throw check.faults.refusal }
        let content = try text(of: trajectories, agreement: parameters.agreement, in: context)
        return StepResult(
            outcome,
            Outputs(trajectories: trajectories, document: content.document, version: content.document.hash),
            documents: [content])
    }

    /// A trajectory for each measure that has a target, without milestones.
    private func suggested(_ measures: [SupportMeasure]) -> [Trajectory] {
        measures.enumerated().map { index, measure in
            var trajectory = Trajectory()
            trajectory.id = "t\(index + 1)"
            trajectory.domain = measure.domain
            trajectory.measure = measure.measure
            trajectory.baseline = measure.baseline
            trajectory.target = measure.target
            trajectory.by = measure.by
            return trajectory
        }
    }

    private func text(
        of trajectories: [Trajectory], agreement: Document?, in context: StepContext
    ) throws -> DocumentContent {
        var text = try AgreementText("Trajectories", in: context)
        if let agreement { text.add("They belong to \"\(agreement.title)\", version \(agreement.hash).") }
        text.add(heading: "Trajectories")
        for trajectory in trajectories {
            let milestones = trajectory.milestones.map { ("By \($0.by)", $0.target) }
            text.add(
                item: "\(trajectory.domain): \(trajectory.measure)",
                [("From", trajectory.baseline)] + milestones + [("To", "\(trajectory.target) by \(trajectory.by)")])
        }
        return text.content
    }
}
