import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Whether support did what it was to do.
enum SupportResult: String, Choice {
    case met
    case partlyMet = "partly_met"
    case notMet = "not_met"
}

/// Support that was tried, and what came of it.
struct SupportTried: Record, Hashable {
    var trajectory: String?
    var support = ""
    var since: LocalDate?
    var result = SupportResult.notMet
    var note: String?

    static let fields: [Field<SupportTried>] = [
        Field("trajectory", \.trajectory, "The trajectory that it served, by id."),
        Field("support", \.support, "What was tried."),
        Field("since", \.since, "Since when."),
        Field("result", \.result, "Whether it did what it was to do."),
        Field("note", \.note, "What came of it."),
    ]
}

/// What was tried before, and why support is not enough (H3, R-47): every trajectory is accounted for.
struct HistoryTask: TaskKind {
    struct Parameters: Record {
        var concern = ""
        var trajectories: [Trajectory] = []
        var support: [SupportMeasure] = []
        static let fields: [Field<Parameters>] = [
            Field("concern", \.concern, "The concern."),
            Field("trajectories", \.trajectories, "The trajectories that were set.", isRequired: false),
            Field("support", \.support, "The support that was agreed.", isRequired: false),
        ]
    }

    struct Form: Record {
        var tried: [SupportTried] = []
        var whyNotEnough = ""
        static let fields: [Field<Form>] = [
            Field("tried", \.tried, "What was tried; each trajectory at least once.", isRequired: false),
            Field("why_not_enough", \.whyNotEnough, "Why support is not enough."),
        ]
    }

    struct Outputs: Record {
        var tried: [SupportTried] = []
        var missed = 0
        var whyNotEnough: String?
        static let fields: [Field<Outputs>] = [
            Field("tried", \.tried, "What was tried."),
            Field("missed", \.missed, "How many of them did not do what they were to do."),
            Field("why_not_enough", \.whyNotEnough, "Why support is not enough."),
        ]
    }

    static let name = "escalation.history"
    static let summary = "Records what support was tried and why it is not enough."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("recorded", "The history of support is recorded.")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Concern", .string(parameters.concern))]
        if !parameters.trajectories.isEmpty {
            facts.append(.init("Trajectories", .list(parameters.trajectories.map(\.recordValue))))
        }
        if !parameters.support.isEmpty { facts.append(.init("Support", .list(parameters.support.map(\.recordValue)))) }
        return Brief("Say what was tried, what came of it, and why support is not enough.", facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        let known = parameters.trajectories.map(\.id)
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        for (index, tried) in form.tried.enumerated() {
            faults.requireText(tried.support, at: "tried[\(index)].support", "expected what was tried")
            if let id = tried.trajectory, !known.contains(id) {
                faults.add(
                    "tried[\(index)].trajectory", "\(id) is not a trajectory of this case",
                    help: known.isEmpty ? "leave it out: there is none" : "there is: \(known.joined(separator: ", "))")
            }
        }
        let accounted = Set(form.tried.compactMap(\.trajectory))
        for id in known where !accounted.contains(id) {
            faults.add("tried", "nothing is said of trajectory \(id)", help: "add what came of it")
        }
        faults.requireText(form.whyNotEnough, at: "why_not_enough", "expected why support is not enough")
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                tried: form.tried, missed: form.tried.count { $0.result != .met }, whyNotEnough: form.whyNotEnough))
    }
}
