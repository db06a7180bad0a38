import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// One party agrees exactly the version that it was shown, or does not and says why (F11, R-23).
///
/// Two such steps with the same version make an agreement; silence makes none.
struct SignTask: TaskKind {
    /// So many first characters of a version suffice to name it.
    static let versionCharactersMin = 8

    struct Parameters: Record {
        var version = ""
        var party = ""
        var document: Document?
        static let fields: [Field<Parameters>] = [
            Field("version", \.version, "The hash of the text to be agreed, as a drafting step gave it."),
            Field("party", \.party, "Who agrees, as people call them."),
            Field("document", \.document, "The text to be agreed."),
        ]
    }

    struct Form: Record {
        var version: String?
        var remark: String?
        static let fields: [Field<Form>] = [
            Field("version", \.version, "The version that is agreed; its first eight characters suffice."),
            Field("remark", \.remark, "Anything to say with it; it changes no term."),
        ]
    }

    struct Outputs: Record {
        var version = ""
        var party = ""
        var isAgreed = false
        var agreedOn: LocalDate?
        var reason: String?
        var remark: String?
        static let fields: [Field<Outputs>] = [
            Field("version", \.version, "The version in question."),
            Field("party", \.party, "Who was asked."),
            Field("agreed", \.isAgreed, "Whether they agree that version."),
            Field("agreed_on", \.agreedOn, "The day on which they did."),
            Field("reason", \.reason, "Why they do not."),
            Field("remark", \.remark, "What they said with it."),
        ]
    }

    static let name = "agreement.sign"
    static let summary = "A party agrees exactly one version of a text, or says why it does not."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("agreed", "This party agrees this version.", verb: .approve),
            OutcomeSchema("not_agreed", "This party does not agree it.", verb: .reject, needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Version", .string(parameters.version))]
        if let document = parameters.document { facts.append(.init("Text", document.recordValue)) }
        return Brief(
            "\(parameters.party): agree this version, or say why not.", facts: facts,
            suggestion: Form(version: parameters.version).recordValue)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        if let fault = versionFault(form.version, inForce: parameters.version, isNeeded: outcome == "agreed") {
            faults.add(
                "version", fault, help: "read the text again and name its version, \(parameters.version.prefix(12))")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        let isAgreed = outcome == "agreed"
        return StepResult(
            outcome,
            Outputs(
                version: parameters.version, party: parameters.party, isAgreed: isAgreed,
                agreedOn: isAgreed ? context.today : nil, reason: isAgreed ? nil : submission.reason,
                remark: form.remark))
    }

    private func versionFault(_ named: String?, inForce version: String, isNeeded: Bool) -> String? {
        guard let named else { return isNeeded ? "expected the version that is agreed, but none is named" : nil }
        let isLongEnough = named.count >= min(Self.versionCharactersMin, version.count) && !named.isEmpty
        return isLongEnough && version.hasPrefix(named) ? nil : "\"\(named)\" is not the version in force"
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        Outputs(version: parameters.version, party: parameters.party)
    }
}
