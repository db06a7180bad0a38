import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// A partner says what it knows of an organisation, or that it has nothing to add (F3, R-19).
///
/// With `when_overdue: continue` silence is recorded as `no_reply`, never as agreement; what comes afterwards is `late`
/// and the definition says whether it is acted on.
struct ReplyTask: TaskKind {
    struct Parameters: Record {
        var partner = ""
        var partnerName: String?
        var question: String?
        var domains: [String] = []
        var evidenceType: String?
        static let fields: [Field<Parameters>] = [
            Field("partner", \.partner, "Who is asked, by code; ids of evidence begin with it."),
            Field("partner_name", \.partnerName, "What people call them."),
            Field("question", \.question, "What they are asked."),
            Field("domains", \.domains, "The domains that they may speak to; any if empty.", isRequired: false),
            Field("evidence_type", \.evidenceType, "The type of evidence that a reply is; the partner if left out."),
        ]
    }

    /// One matter that a partner raises.
    struct Matter: Record, Hashable {
        var domain = ""
        var title = ""
        var finding = Finding.concern
        static let fields: [Field<Matter>] = [
            Field("domain", \.domain, "The domain that it belongs to."),
            Field("title", \.title, "What it is, in a few words."),
            Field("finding", \.finding, "Whether it gives cause for concern; it does if left out.", isRequired: false),
        ]
    }

    struct Form: Record {
        var text: String?
        var matters: [Matter] = []
        static let fields: [Field<Form>] = [
            Field("text", \.text, "What you know, in a few sentences."),
            Field("matters", \.matters, "Each matter that should be considered.", isRequired: false),
        ]
    }

    struct Outputs: Record {
        var partner = ""
        var reply = Reply.noReply
        var text: String?
        var evidence: [EvidenceItem] = []
        var repliedOn: LocalDate?
        static let fields: [Field<Outputs>] = [
            Field("partner", \.partner, "Who was asked."),
            Field("reply", \.reply, "What came of it."),
            Field("text", \.text, "What they said."),
            Field("evidence", \.evidence, "The matters that they raised, as evidence."),
            Field("replied_on", \.repliedOn, "The day of the reply."),
        ]
    }

    static let name = "consultation.reply"
    static let summary = "A partner says what it knows, or that it has nothing to add."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("replied", "The partner has something to say."),
            OutcomeSchema("nothing_to_add", "The partner has nothing to add."),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        let subject = try context.directory.organisation(context.subject)?.name ?? context.subject
        var facts: [Brief.Fact] = [.init("About", .string(subject))]
        if !parameters.domains.isEmpty {
            facts.append(.init("Domains", .list(parameters.domains.map(Value.string))))
        }
        return Brief(
            parameters.question ?? "Say what you know of \(subject), or that you have nothing to add.", facts: facts)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        for (index, matter) in form.matters.enumerated() {
            faults.requireText(matter.title, at: "matters[\(index)].title", "expected what it is")
            faults.requireDomain(matter.domain, among: parameters.domains, at: "matters[\(index)].domain")
        }
        let saysNothing = form.matters.isEmpty && (form.text?.isBlank ?? true)
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        if outcome == "replied", saysNothing {
            faults.add("text", "expected what you know, but nothing is said", help: "or choose nothing_to_add")
        } else if outcome == "nothing_to_add", !saysNothing {
            faults.add("outcome", "nothing_to_add was chosen, but something is said", help: "choose replied")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(
            outcome,
            Outputs(
                partner: parameters.partner, reply: Reply(to: submission, saysNothing: saysNothing), text: form.text,
                evidence: evidence(form.matters, parameters, on: context.today), repliedOn: context.today))
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        Outputs(partner: parameters.partner)
    }

    private func evidence(_ matters: [Matter], _ parameters: Parameters, on day: LocalDate) -> [EvidenceItem] {
        matters.enumerated().map { index, matter in
            var item = EvidenceItem()
            item.id = "reply-\(parameters.partner)-\(index + 1)"
            item.type = parameters.evidenceType ?? parameters.partner
            item.domain = matter.domain
            item.title = matter.title
            item.source = parameters.partnerName ?? parameters.partner
            item.date = day
            item.finding = matter.finding
            item.level = "partner"
            return item
        }
    }
}
