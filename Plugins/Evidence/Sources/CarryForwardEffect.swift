import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Takes up what the round before left open: its areas, actions and trajectories (F18, R-38, R-48).
///
/// The case of that round is only read. It says what it leaves in its outputs `open_areas`, `actions` and
/// `trajectories`; each may be missing.
struct CarryForwardEffect: EffectKind {
    struct Parameters: Record {
        var workflow = ""
        var key = ""
        var organisation: OrganisationID?
        static let fields: [Field<Parameters>] = [
            Field("workflow", \.workflow, "The workflow of the round before."),
            Field("key", \.key, "The key of its case, as in 2013-14-Q1."),
            Field("organisation", \.organisation, "Whom it is about; the subject of the case if left out."),
        ]
    }

    struct Outputs: Record {
        var areas: [DiscussionArea] = []
        var actions: [ActionItem] = []
        var trajectories: [Trajectory] = []
        var evidence: [EvidenceItem] = []
        static let fields: [Field<Outputs>] = [
            Field("areas", \.areas, "What should be discussed again: open areas, actions and trajectories."),
            Field("actions", \.actions, "The actions that are still open."),
            Field("trajectories", \.trajectories, "The trajectories that were agreed."),
            Field("evidence", \.evidence, "The same as evidence, so that a rating can cite it."),
        ]
    }

    static let name = "evidence.carry_forward"
    static let summary = "Takes up open areas, actions and trajectories of the round before."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("carried", "The round before left something open."),
            OutcomeSchema("nothing_open", "It left nothing open, or there was no such round."),
        ]
    }

    func perform(_ parameters: Parameters, in context: EffectContext) async throws -> StepResult<Outputs> {
        let subject = parameters.organisation?.description ?? context.step.subject
        guard
            let before = try context.services.outputs(
                workflow: parameters.workflow, subject: subject, key: parameters.key)
        else { return StepResult("nothing_open", Outputs()) }
        let actions = try read([ActionItem].self, "actions", of: before, parameters).filter(\.state.isOpen)
        let trajectories = try read([Trajectory].self, "trajectories", of: before, parameters)
        let open = try read([DiscussionArea].self, "open_areas", of: before, parameters)
        let carried = CarriedItems(from: parameters.key, type: "trajectory")
        let evidence =
            open.map(carried.evidence(of:)) + trajectories.map(carried.evidence(of:))
            + actions.map { carried.evidence(of: $0, on: context.step.today) }
        return StepResult(
            evidence.isEmpty ? "nothing_open" : "carried",
            Outputs(
                areas: evidence.map(carried.area(of:)), actions: actions, trajectories: trajectories,
                evidence: evidence))
    }

    private func read<Item: FieldValue>(
        _ type: [Item].Type, _ name: String, of outputs: Value, _ parameters: Parameters
    ) throws -> [Item] {
        guard let value = outputs[name], value != .null else { return [] }
        do throws(FieldFailure) {
            return try [Item](fieldValue: value)
        } catch {
            throw StepFailure(
                "the output \(name)\(error.path) of \(parameters.workflow) \(parameters.key) cannot be carried "
                    + "forward: \(error.message)",
                help: error.help, isPermanent: true)
        }
    }
}
