import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// A person adds what they know to what was gathered; what is missing is named, never invented (F2).
///
/// Only the presence of evidence is looked at, not its quality (R-63).
struct CollectTask: TaskKind {
    struct Parameters: Record {
        var gathered: [EvidenceItem] = []
        var expected: [String] = []
        var domains: [String] = []
        static let fields: [Field<Parameters>] = [
            Field("gathered", \.gathered, "What there is already.", isRequired: false),
            Field("expected", \.expected, "The types of which some evidence is expected.", isRequired: false),
            Field("domains", \.domains, "The domains that evidence may speak to; any if empty.", isRequired: false),
        ]
    }

    /// A piece of evidence as a person writes it down; its id is given to it.
    struct Entry: Record, Hashable {
        var type = ""
        var domain = ""
        var title = ""
        var source = ""
        var date: LocalDate?
        var finding = Finding.note
        var level: String?
        static let fields: [Field<Entry>] = [
            Field("type", \.type, "The type of evidence."),
            Field("domain", \.domain, "The domain that it speaks to."),
            Field("title", \.title, "What it is, in a few words."),
            Field("source", \.source, "Where it comes from."),
            Field("date", \.date, "Its day."),
            Field("finding", \.finding, "Whether it gives cause for concern."),
            Field("level", \.level, "National, partner, local or the CCG's own."),
        ]
    }

    struct Form: Record {
        var items: [Entry] = []
        static let fields: [Field<Form>] = [
            Field("items", \.items, "The evidence to add; none if there is nothing to add.", isRequired: false)
        ]
    }

    struct Outputs: Record {
        var items: [EvidenceItem] = []
        var added: [EvidenceItem] = []
        var concerns: [EvidenceItem] = []
        var missing: [String] = []
        var reason: String?
        static let fields: [Field<Outputs>] = [
            Field("items", \.items, "All evidence: what there was, then what was added."),
            Field("added", \.added, "What was added."),
            Field("concerns", \.concerns, "What of all of it gives cause for concern."),
            Field("missing", \.missing, "The types of which evidence was expected, and there is none."),
            Field("reason", \.reason, "Why the gaps are left."),
        ]
    }

    static let name = "evidence.collect"
    static let summary = "A person adds local evidence to what was gathered, and says why gaps are left."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [
            OutcomeSchema("complete", "There is evidence of every type expected."),
            OutcomeSchema("closed_with_gaps", "Some expected evidence is missing.", needsReason: true),
        ]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        let missing = Self.missing(from: parameters.gathered, expected: parameters.expected)
        return Brief(
            "Add what you know to the evidence; only what exists already, nothing needs to be written for this.",
            facts: [
                .init("Evidence so far", .list(parameters.gathered.map(\.recordValue))),
                .init("Still missing", .list(missing.map(Value.string))),
            ])
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        var faults = FormFaults()
        for (index, entry) in submission.form.items.enumerated() {
            check(entry, at: "items[\(index)]", parameters, on: context.today, into: &faults)
        }
        let outputs = outputs(adding: submission.form.items, to: parameters)
        let outcome = faults.outcome(
            of: submission, among: Self.outcomes(for: parameters),
            implied: outputs.missing.isEmpty ? "complete" : "closed_with_gaps")
        if !faults.isEmpty, !outputs.missing.isEmpty {
            faults.add(
                "items", "there is no evidence of: \(outputs.missing.joined(separator: ", "))",
                help: "add some, or choose closed_with_gaps with a reason")
        }
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        var taken = outputs
        taken.reason = submission.reason
        return StepResult(outcome, taken)
    }

    func lapse(_ parameters: Parameters, in context: StepContext) throws -> Outputs {
        outputs(adding: [], to: parameters)
    }

    private func check(
        _ entry: Entry, at path: String, _ parameters: Parameters, on today: LocalDate, into faults: inout FormFaults
    ) {
        faults.requireText(entry.type, at: "\(path).type", "expected the type of evidence")
        faults.requireText(entry.title, at: "\(path).title", "expected what it is")
        faults.requireText(entry.source, at: "\(path).source", "expected where it comes from")
        faults.requireDomain(entry.domain, among: parameters.domains, at: "\(path).domain")
        if let date = entry.date, date > today { faults.add("\(path).date", "\(date) is after today, \(today)") }
    }

    private func outputs(adding entries: [Entry], to parameters: Parameters) -> Outputs {
        let known = Set(parameters.gathered.map(\.id))
        var number = 0
        let added = entries.map { entry in
            repeat { number += 1 } while known.contains("local-\(number)")
            var item = EvidenceItem()
            item.id = "local-\(number)"
            item.type = entry.type
            item.domain = entry.domain
            item.title = entry.title
            item.source = entry.source
            item.date = entry.date
            item.finding = entry.finding
            item.level = entry.level
            return item
        }
        let items = parameters.gathered + added
        return Outputs(
            items: items, added: added, concerns: items.filter { $0.finding == .concern },
            missing: Self.missing(from: items, expected: parameters.expected))
    }

    private static func missing(from items: [EvidenceItem], expected: [String]) -> [String] {
        let present = Set(items.map(\.type))
        return expected.filter { !present.contains($0) }
    }
}
