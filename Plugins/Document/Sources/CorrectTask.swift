import AssuranceRecords
import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// A person corrects the wording of a document, or says that it must be done again (F16).
///
/// Nothing is changed here: the corrections are handed to a step that makes the document anew, as a version of its own
///
struct CorrectTask: TaskKind {
    struct Parameters: Record {
        var document = Document()
        var facts: Value?
        static let fields: [Field<Parameters>] = [
            Field("document", \.document, "The document as it stands."),
            Field("facts", \.facts, "What the corrections answer to, by name."),
        ]
    }

    struct Form: Record {
        var wording: [WordingCorrection] = []
        static let fields: [Field<Form>] = [
            Field("wording", \.wording, "Each correction of wording.", isRequired: false)
        ]
    }

    struct Outputs: Record {
        var corrections: [WordingCorrection] = []
        var reason: String?
        static let fields: [Field<Outputs>] = [
            Field("corrections", \.corrections, "The corrections of wording; none if it is done again."),
            Field("reason", \.reason, "The reason given."),
        ]
    }

    static let name = "document.correct"
    static let summary = "A person corrects the wording of a document, or says that it must be done again."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("wording_only", "Only words are corrected.", verb: .approve),
            OutcomeSchema("do_again", "The document must be done again.", verb: .return, needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        Brief(
            "Correct the wording letter by letter, or choose do_again when what is said must change.",
            facts: [.init("Document", parameters.document.recordValue)] + Brief.Fact.named(parameters.facts))
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let wording = submission.form.wording
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        for (index, correction) in wording.enumerated() {
            faults.requireText(correction.find, at: "wording[\(index)].find", "expected the words as they stand")
            if correction.find == correction.replace {
                faults.add("wording[\(index)].replace", "this is what stands there already")
            }
        }
        if outcome == "wording_only", wording.isEmpty {
            faults.add(
                "wording", "expected what is corrected, but nothing is", help: "or choose do_again with a reason")
        } else if outcome == "do_again", !wording.isEmpty {
            faults.add("wording", "do_again was chosen, but wording is corrected", help: "leave wording out")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        return StepResult(outcome, Outputs(corrections: wording, reason: submission.reason))
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        throw StepFailure(
            "nothing was corrected in time, and no correction can be made of silence",
            help: "leave `when_overdue` out, so that the step stays open", isPermanent: true)
    }
}
