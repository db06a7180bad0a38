import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// One side agrees exactly the version of the agenda that it was shown and says whom it brings (F7, R-23, R-64).
///
/// Two such steps with the same version make an agreed agenda; silence makes none.
struct AgreeTask: TaskKind {
    /// So many first characters of a version suffice to name it.
    static let versionCharactersMin = 8

    struct Parameters: Record {
        var version = ""
        var party = ""
        var document: Document?
        var agenda: [AgendaItem] = []
        static let fields: [Field<Parameters>] = [
            Field("version", \.version, "The hash of the agenda, as the drafting step gave it."),
            Field("party", \.party, "Which side this is, as people call it."),
            Field("document", \.document, "The agenda as one text."),
            Field("agenda", \.agenda, "Its items.", isRequired: false),
        ]
    }

    struct Form: Record {
        var version: String?
        var attendees: [Attendee] = []
        var remark: String?
        static let fields: [Field<Form>] = [
            Field("version", \.version, "The version that is agreed; its first eight characters suffice."),
            Field("attendees", \.attendees, "Who comes for this side.", isRequired: false),
            Field("remark", \.remark, "Anything to say with it; it changes no item."),
        ]
    }

    struct Outputs: Record {
        var version = ""
        var party = ""
        var isAgreed = false
        var agreedOn: LocalDate?
        var attendees: [Attendee] = []
        var reason: String?
        var remark: String?
        static let fields: [Field<Outputs>] = [
            Field("version", \.version, "The version in question."),
            Field("party", \.party, "Which side was asked."),
            Field("agreed", \.isAgreed, "Whether it agrees that version."),
            Field("agreed_on", \.agreedOn, "The day on which it did."),
            Field("attendees", \.attendees, "Who comes for this side."),
            Field("reason", \.reason, "Why it does not agree."),
            Field("remark", \.remark, "What it said with it."),
        ]
    }

    static let name = "agenda.agree"
    static let summary = "One side agrees exactly one version of an agenda, or says why it does not."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("agreed", "This side agrees this version.", verb: .approve),
            OutcomeSchema("not_agreed", "This side wants it changed.", verb: .return, needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Version", .string(parameters.version))]
        if let document = parameters.document { facts.append(.init("Text", document.recordValue)) }
        if !parameters.agenda.isEmpty { facts.append(.init("Items", .list(parameters.agenda.map(\.recordValue)))) }
        return Brief(
            "\(parameters.party): agree this agenda, attendance and lay participation, or say what should change.",
            facts: facts, suggestion: Form(version: parameters.version).recordValue)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        checkVersion(form.version, inForce: parameters.version, isNeeded: outcome == "agreed", into: &faults)
        faults.requireNames(of: form.attendees, at: "attendees")
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        let isAgreed = outcome == "agreed"
        return StepResult(
            outcome,
            Outputs(
                version: parameters.version, party: parameters.party, isAgreed: isAgreed,
                agreedOn: isAgreed ? context.today : nil, attendees: form.attendees,
                reason: isAgreed ? nil : submission.reason, remark: form.remark))
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        Outputs(version: parameters.version, party: parameters.party)
    }

    private func checkVersion(
        _ named: String?, inForce version: String, isNeeded: Bool, into faults: inout FormFaults
    ) {
        let help = "read the agenda again and name its version, \(version.prefix(12))"
        guard let named else {
            if isNeeded {
                faults.add("version", "expected the version that is agreed, but none is named", help: help)
            }
            return
        }
        let isLongEnough = named.count >= min(Self.versionCharactersMin, version.count) && !named.isEmpty
        if !isLongEnough || !version.hasPrefix(named) {
            faults.add("version", "\"\(named)\" is not the version in force", help: help)
        }
    }
}
