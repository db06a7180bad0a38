import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// A party says what it thinks of a text that was shared with it, within a window (F6, R-22).
struct CommentTask: TaskKind {
    /// What a comment on the whole is about.
    static let whole = "whole"

    struct Parameters: Record {
        var document: Document?
        var version: String?
        var items: [AgendaItem] = []
        var about: [String] = []
        var purpose: String?
        static let fields: [Field<Parameters>] = [
            Field("document", \.document, "The text that is shared."),
            Field("version", \.version, "Its hash; that of the document if left out."),
            Field("items", \.items, "The items that may be commented on, by id.", isRequired: false),
            Field("about", \.about, "Further things that may be commented on.", isRequired: false),
            Field("purpose", \.purpose, "What is asked."),
        ]

        /// What a comment may be about; anything when empty.
        var places: [String] {
            let named = items.map(\.id) + about
            return named.isEmpty ? [] : named + [CommentTask.whole]
        }
    }

    /// A comment as a person writes it down; its id is given to it.
    struct Entry: Record, Hashable {
        var about: String?
        var text = ""
        var suggestion: String?
        static let fields: [Field<Entry>] = [
            Field("about", \.about, "What it is about, by id; the whole if left out."),
            Field("text", \.text, "What you think."),
            Field("suggestion", \.suggestion, "What should be changed."),
        ]
    }

    struct Form: Record {
        var comments: [Entry] = []
        static let fields: [Field<Form>] = [
            Field("comments", \.comments, "Your comments; none if you have none.", isRequired: false)
        ]
    }

    struct Outputs: Record {
        var comments: [Comment] = []
        var reply = Reply.noReply
        var version: String?
        static let fields: [Field<Outputs>] = [
            Field("comments", \.comments, "The comments, each with an id by which it is answered."),
            Field("reply", \.reply, "What came of asking."),
            Field("version", \.version, "The version that they are about."),
        ]
    }

    static let name = "consultation.comment"
    static let summary = "A party comments on a text that was shared with it, or has no comment."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("commented", "There are comments to answer."),
            OutcomeSchema("no_comment", "There is nothing to say."),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = []
        if let document = parameters.document { facts.append(.init("Text", document.recordValue)) }
        if !parameters.items.isEmpty { facts.append(.init("Items", .list(parameters.items.map(\.recordValue)))) }
        let places = parameters.places
        if !places.isEmpty { facts.append(.init("A comment may be about", .list(places.map(Value.string)))) }
        return Brief(parameters.purpose ?? "Comment on what is shared with you, and suggest changes.", facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let entries = submission.form.comments
        var faults = FormFaults()
        let places = parameters.places
        for (index, entry) in entries.enumerated() {
            faults.requireText(entry.text, at: "comments[\(index)].text", "expected what you think")
            if let about = entry.about, !places.isEmpty, !places.contains(about) {
                faults.add(
                    "comments[\(index)].about", "\"\(about)\" is not something that is shared here",
                    help: "it is one of: \(places.joined(separator: ", "))")
            }
        }
        let outcome = faults.outcome(
            of: submission, among: Self.outcomes(for: parameters), implied: entries.isEmpty ? "no_comment" : "commented"
        )
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                comments: comments(entries, by: submission.actor.id),
                reply: Reply(to: submission, saysNothing: entries.isEmpty), version: version(parameters)))
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        Outputs(version: version(parameters))
    }

    private func version(_ parameters: Parameters) -> String? { parameters.version ?? parameters.document?.hash }

    private func comments(_ entries: [Entry], by person: String) -> [Comment] {
        entries.enumerated().map { index, entry in
            var comment = Comment()
            comment.id = "comment-\(index + 1)"
            comment.about = entry.about ?? Self.whole
            comment.text = entry.text
            comment.suggestion = entry.suggestion
            comment.by = PersonID(person)
            return comment
        }
    }
}
