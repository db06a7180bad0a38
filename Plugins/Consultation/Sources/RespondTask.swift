import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Every comment gets an answer; one that is not taken up in full gets a reason (F6, R-22).
struct RespondTask: TaskKind {
    struct Parameters: Record {
        var comments: [Comment] = []
        var document: Document?
        static let fields: [Field<Parameters>] = [
            Field("comments", \.comments, "The comments to answer."),
            Field("document", \.document, "The text that they are about."),
        ]
    }

    struct Form: Record {
        var answers: [CommentAnswer] = []
        static let fields: [Field<Form>] = [
            Field("answers", \.answers, "One answer for each comment.", isRequired: false)
        ]
    }

    struct Outputs: Record {
        var answers: [CommentAnswer] = []
        var hasChanges = false
        static let fields: [Field<Outputs>] = [
            Field("answers", \.answers, "The answers, in the order of the comments."),
            Field("changes", \.hasChanges, "Whether the text has to change for them."),
        ]
    }

    static let name = "consultation.respond"
    static let summary = "A person answers every comment: accepted, partly or declined with a reason."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("answered", "Every comment has its answer.")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = []
        if let document = parameters.document { facts.append(.init("Text", document.recordValue)) }
        facts.append(.init("Comments", .list(parameters.comments.map(\.recordValue))))
        return Brief("Answer each comment; say why when it is not taken up in full.", facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let answers = submission.form.answers
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        let order = Dictionary(
            parameters.comments.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var answered: Set<String> = []
        for (index, answer) in answers.enumerated() {
            if order[answer.comment] == nil {
                faults.add(
                    "answers[\(index)].comment", "there is no comment \"\(answer.comment)\"",
                    help: "there is: \(parameters.comments.map(\.id).joined(separator: ", "))")
            } else if !answered.insert(answer.comment).inserted {
                faults.add("answers[\(index)].comment", "\(answer.comment) is answered twice")
            }
            if answer.answer != .accepted {
                faults.requireText(
                    answer.reason, at: "answers[\(index)].reason",
                    "a comment that is \(answer.answer == .partly ? "taken up in part" : "declined") needs a reason")
            }
        }
        for comment in parameters.comments where !answered.contains(comment.id) {
            faults.add("answers", "\(comment.id) has no answer", help: "accept it, accept it partly, or decline it")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                answers: answers.sorted { order[$0.comment, default: 0] < order[$1.comment, default: 0] },
                hasChanges: answers.contains { $0.answer != .declined }))
    }
}
