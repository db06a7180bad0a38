import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// A workflow that was checked by itself: its text, its definition, and what is wrong with it.
struct CheckedWorkflow {
    let parsed: ParsedWorkflow
    /// The definition; nil when something makes it unusable.
    let definition: CompiledDefinition?
    private(set) var diagnostics: Diagnostics
    let effort: Int

    init(parsed: ParsedWorkflow, definition: CompiledDefinition?, diagnostics: Diagnostics, effort: Int) {
        self.parsed = parsed
        self.definition = definition
        self.diagnostics = diagnostics
        self.effort = effort
    }

    /// Warns of deadlines that the shortest way through the workflow cannot meet in some round of the calendar; only
    /// where a calendar is at hand.
    ///
    /// A deadline whose step says `tight`, and why, is known to be so.
    mutating func checkTiming(beside others: [String: CompiledDefinition], in environment: CompilerEnvironment) {
        guard let calendar = environment.calendar, let definition,
            let check = TimingCheck(
                definition, beside: others, openings: environment.openings[definition.workflow] ?? [],
                calendar: calendar)
        else { return }
        let report = check.report()
        noteGaps(report.coverage)
        for finding in report.findings {
            let step = parsed.steps[finding.call?.step ?? finding.deadline.step]
            guard step["tight"] == nil,
                let words = TimingWords(finding, step: step.id, workflow: definition.workflow, calendar: calendar)
            else { continue }
            diagnostics.add(
                Diagnostic(
                    finding.pace == .atOnce ? .impossibleDeadline : .tightDeadline, .warning,
                    at: finding.call == nil
                        ? Self.place(of: finding.deadline.kind, in: step) : step["call"]?.span ?? step.span,
                    words.message, help: words.help,
                    notes: words.notes))
        }
    }

    /// What is not looked at should not look as if all were well with it.
    private mutating func noteGaps(_ coverage: TimingCoverage) {
        let gaps = coverage.gaps
        guard let first = gaps.first, let place = parsed.header["workflow"]?.span ?? parsed.steps.first?.span else {
            return
        }
        diagnostics.add(
            Diagnostic(
                .timeNotChecked, .warning, at: place,
                "whether all deadlines can be met is not known: \(first)",
                help: "move a part of it into a workflow that it calls, so that each is looked at by itself",
                notes: gaps.dropFirst().map { Diagnostic.Note($0) }))
    }

    private static func place(of kind: TimedDeadline.Kind, in step: ParsedStep) -> SourceSpan {
        switch kind {
        case .due: step["due"]?.span ?? step.span
        case .timeLimit: step["timeout"]?.span ?? step.span
        case .release: step["hide_until"]?.span ?? step.span
        case .publication: (step["wait"]?["until"] ?? step["wait"]?["for"])?.span ?? step.span
        }
    }
}
