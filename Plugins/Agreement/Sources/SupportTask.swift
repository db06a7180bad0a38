import AssuranceRecords
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// The terms of support for the domains that need it, ready to be agreed by both sides (F11, R-23).
///
/// Both sides answer for agreed improvement, so what each undertakes is part of the text.
struct SupportTask: TaskKind {
    struct Parameters: Record {
        var domains: [String] = []
        var ratings: [DomainRating] = []
        var previous: [SupportMeasure] = []
        var objection: String?
        static let fields: [Field<Parameters>] = [
            Field("domains", \.domains, "The domains that need support; each gets at least one measure."),
            Field("ratings", \.ratings, "The ratings that the support answers to.", isRequired: false),
            Field("previous", \.previous, "The measures to start from.", isRequired: false),
            Field("objection", \.objection, "Why an earlier draft was not agreed."),
        ]
    }

    struct Form: Record {
        var measures: [SupportMeasure] = []
        var ccgUndertakes = ""
        var nhsEnglandUndertakes = ""
        static let fields: [Field<Form>] = [
            Field("measures", \.measures, "What support is given, measure by measure."),
            Field("ccg_undertakes", \.ccgUndertakes, "What the CCG answers for."),
            Field("nhs_england_undertakes", \.nhsEnglandUndertakes, "What NHS England answers for."),
        ]
    }

    struct Outputs: Record {
        var measures: [SupportMeasure] = []
        var document: Document?
        var version = ""
        static let fields: [Field<Outputs>] = [
            Field("measures", \.measures, "The support, measure by measure."),
            Field("document", \.document, "The terms as one text."),
            Field("version", \.version, "The hash of that text: what the parties agree."),
        ]
    }

    static let name = "agreement.support"
    static let summary = "Drafts the terms of support for the domains that need it."

    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("drafted", "The terms are ready to be agreed.")]
    }

    func brief(_ parameters: Parameters, in context: StepContext) throws -> Brief {
        var facts: [Brief.Fact] = [.init("Domains that need support", .list(parameters.domains.map(Value.string)))]
        if let objection = parameters.objection {
            facts.append(.init("Why the last draft was not agreed", .string(objection)))
        }
        if !parameters.ratings.isEmpty { facts.append(.init("Ratings", .list(parameters.ratings.map(\.recordValue)))) }
        let suggestion = parameters.previous.isEmpty ? nil : Form(measures: parameters.previous).recordValue
        return Brief(
            "Write down the support for each domain, and what each side answers for.", facts: facts,
            suggestion: suggestion)
    }

    func submit(
        _ submission: Submission<Form>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Outputs> {
        let form = submission.form
        var faults = FormFaults()
        let outcome = faults.outcome(of: submission, among: Self.outcomes(for: parameters))
        SupportCheck.run(form.measures, domains: parameters.domains, at: "measures", on: context.today, into: &faults)
        faults.requireText(
            form.ccgUndertakes, at: "ccg_undertakes", "expected what the CCG answers for, but nothing is said")
        faults.requireText(
            form.nhsEnglandUndertakes, at: "nhs_england_undertakes",
            "expected what NHS England answers for, but nothing is said",
            help: "support makes both sides answerable for the improvement")
        guard let outcome, faults.isEmpty else { throw faults.refusal }
        let content = try text(of: form, in: context)
        return StepResult(
            outcome,
            Outputs(measures: form.measures, document: content.document, version: content.document.hash),
            documents: [content])
    }

    private func text(of form: Form, in context: StepContext) throws -> DocumentContent {
        var text = try AgreementText("Support agreement", in: context)
        text.add(heading: "Support")
        for measure in form.measures {
            text.add(
                item: "\(measure.domain): \(measure.need)",
                [
                    ("Kind of support", measure.kind.rawValue), ("Provided by", measure.provider),
                    ("Measure", measure.measure), ("From", measure.baseline), ("To", measure.target),
                    ("By", measure.by.description),
                ])
        }
        text.add(heading: "What the CCG answers for")
        text.add(form.ccgUndertakes)
        text.add(heading: "What NHS England answers for")
        text.add(form.nhsEnglandUndertakes)
        return text.content
    }
}
