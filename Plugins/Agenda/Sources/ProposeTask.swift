import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// A person makes an agenda of the areas proposed: takes them up, adds to them, sets them aside (F5, R-25).
///
/// With the items stand the day, who is invited and who speaks for patients, so that both sides can agree all of it as
/// one version.
struct ProposeTask: TaskKind {
    struct Parameters: Record {
        var areas: [DiscussionArea] = []
        var domains: [String] = []
        var previous: [AgendaItem] = []
        var comments: [Comment] = []
        var answers: [CommentAnswer] = []
        var objection: String?
        static let fields: [Field<Parameters>] = [
            Field("areas", \.areas, "The areas proposed."),
            Field("domains", \.domains, "The domains that there are; any if empty.", isRequired: false),
            Field("previous", \.previous, "The agenda to start from; that of the areas if empty.", isRequired: false),
            Field("comments", \.comments, "What was said about an earlier draft.", isRequired: false),
            Field("answers", \.answers, "What became of the comments.", isRequired: false),
            Field("objection", \.objection, "Why an earlier draft was not agreed."),
        ]
    }

    struct Form: Record {
        var items: [AreaEntry] = []
        var added: [AddedEntry] = []
        var setAside: [SetAside] = []
        var meetingOn = LocalDate(daysSinceEpoch: 0)
        var attendance: [Attendee] = []
        var layParticipation = LayParticipation.ccgLayMembers
        var layReason: String?
        static let fields: [Field<Form>] = [
            Field("items", \.items, "The areas that are taken up.", isRequired: false),
            Field("added", \.added, "Items that no area led to.", isRequired: false),
            Field("set_aside", \.setAside, "The areas that are not taken up, each with a reason.", isRequired: false),
            Field("meeting_on", \.meetingOn, "The day of the meeting."),
            Field("attendance", \.attendance, "Who is invited.", isRequired: false),
            Field("lay_participation", \.layParticipation, "Who brings the view of patients and the public."),
            Field("lay_reason", \.layReason, "Why nobody does."),
        ]
    }

    struct Outputs: Record {
        var agenda: [AgendaItem] = []
        var setAside: [SetAside] = []
        var leftOut: [String] = []
        var meetingOn = LocalDate(daysSinceEpoch: 0)
        var attendance: [Attendee] = []
        var layParticipation = LayParticipation.none
        var layReason: String?
        var document: Document?
        var version = ""
        static let fields: [Field<Outputs>] = [
            Field("agenda", \.agenda, "The items."),
            Field("set_aside", \.setAside, "The areas that were set aside, with reasons."),
            Field("left_out", \.leftOut, "The areas that were passed over; none of them mandatory."),
            Field("meeting_on", \.meetingOn, "The day of the meeting."),
            Field("attendance", \.attendance, "Who is invited."),
            Field("lay_participation", \.layParticipation, "Who brings the view of patients and the public."),
            Field("lay_reason", \.layReason, "Why nobody does."),
            Field("document", \.document, "The agenda as one text."),
            Field("version", \.version, "The hash of that text: what both sides agree."),
        ]
    }

    static let name = "agenda.propose"
    static let summary =
        "A person makes an agenda of the areas proposed, and sets aside with a reason what is not on it."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("drafted", "The agenda is ready to be shared.")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Areas proposed", .list(parameters.areas.map(\.recordValue)))]
        if !parameters.comments.isEmpty {
            facts.append(.init("Comments", .list(parameters.comments.map(\.recordValue))))
        }
        if !parameters.answers.isEmpty {
            facts.append(.init("Answers", .list(parameters.answers.map(\.recordValue))))
        }
        if let objection = parameters.objection {
            facts.append(.init("Why the last draft was not agreed", .string(objection)))
        }
        return Brief(
            "Take up the areas to discuss, add what is missing, and give a reason for each that is set aside.",
            facts: facts, suggestion: suggestion(parameters))
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        let draft = AgendaDraft(form, parameters, into: &faults)
        if form.meetingOn <= context.today {
            faults.add("meeting_on", "\(form.meetingOn) is not after today, \(context.today)")
        }
        faults.requireNames(of: form.attendance, at: "attendance")
        if form.layParticipation == .none {
            faults.requireText(
                form.layReason, at: "lay_reason", "a meeting without anybody who speaks for patients needs a reason")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        let content = try AgendaText(draft.items, form, in: context).content
        return StepResult(
            outcome,
            Outputs(
                agenda: draft.items, setAside: form.setAside, leftOut: draft.leftOut, meetingOn: form.meetingOn,
                attendance: form.attendance, layParticipation: form.layParticipation, layReason: form.layReason,
                document: content.document, version: content.document.hash),
            documents: [content])
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        throw StepFailure(
            "an agenda was not drafted in time, and none can be made of silence",
            help: "leave `when_overdue` out, so that the step stays open", isPermanent: true)
    }

    /// The form with everything taken up, or as it was the last time.
    private func suggestion(_ parameters: Parameters) -> Value {
        let areas = Set(parameters.areas.map(\.id))
        let previous = parameters.previous
        let taken =
            previous.isEmpty
            ? parameters.areas.map { AreaEntry(area: $0.id) }
            : previous.filter { areas.contains($0.id) }.map {
                AreaEntry(area: $0.id, title: $0.title, performance: $0.performance, development: $0.development)
            }
        let added = previous.filter { !areas.contains($0.id) }.map {
            AddedEntry(
                domain: $0.domain, title: $0.title, source: $0.source, performance: $0.performance,
                development: $0.development)
        }
        return .map(
            MapValue([
                (.string("items"), .list(taken.map(\.recordValue))),
                (.string("added"), .list(added.map(\.recordValue))),
            ]))
    }
}
