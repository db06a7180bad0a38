import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// One direction to an organisation, with the day on which it is looked at again.
struct Direction: Record, Hashable {
    var id = ""
    var function = ""
    var text = ""
    var review = LocalDate(daysSinceEpoch: 0)

    static let fields: [Field<Direction>] = [
        Field("id", \.id, "The id, unique in the list."),
        Field("function", \.function, "The function that it is about."),
        Field("text", \.text, "What is to be done."),
        Field("review", \.review, "The day on which it is looked at again."),
    ]
}

/// The directions that follow an agreed intervention, each with a day of review (H7, R-46).
struct DirectTask: TaskKind {
    struct Parameters: Record {
        var concern = ""
        var functions: [String] = []
        static let fields: [Field<Parameters>] = [
            Field("concern", \.concern, "The concern that the intervention answers."),
            Field("functions", \.functions, "The functions in question.", isRequired: false),
        ]
    }

    struct Form: Record {
        var directions: [Direction] = []
        static let fields: [Field<Form>] = [Field("directions", \.directions, "The directions, at least one.")]
    }

    struct Outputs: Record {
        var directions: [Direction] = []
        var nextReview: LocalDate?
        var lastReview: LocalDate?
        static let fields: [Field<Outputs>] = [
            Field("directions", \.directions, "The directions."),
            Field("next_review", \.nextReview, "The first day of review."),
            Field("last_review", \.lastReview, "The last day of review."),
        ]
    }

    static let name = "escalation.direct"
    static let summary = "Records the directions of an intervention, each with a day of review."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("directed", "The directions are given.")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        Brief(
            "Give the directions that the committee agreed.",
            facts: [
                .init("Concern", .string(parameters.concern)),
                .init("Functions", .list(parameters.functions.map(Value.string))),
            ])
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let directions = submission.form.directions
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        if directions.isEmpty { faults.add("directions", "expected at least one direction, but there is none") }
        var ids: Set<String> = []
        for (index, direction) in directions.enumerated() {
            let path = "directions[\(index)]"
            if direction.id.isBlank {
                faults.add("\(path).id", "a direction needs an id", help: "for example d\(index + 1)")
            } else if !ids.insert(direction.id).inserted {
                faults.add("\(path).id", "two directions have the id \(direction.id)")
            }
            faults.requireText(direction.function, at: "\(path).function", "expected the function that it is about")
            faults.requireText(direction.text, at: "\(path).text", "expected what is to be done")
            if direction.review <= context.today {
                faults.add("\(path).review", "\(direction.review) is not after today, \(context.today)")
            }
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        let reviews = directions.map(\.review)
        return StepResult(
            outcome, Outputs(directions: directions, nextReview: reviews.min(), lastReview: reviews.max()))
    }
}
