import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Deadlines that pass without anybody hearing of it.
extension WorkflowChecker {
    /// Warns of human steps whose deadline has no reminder, no ladder and no word on what happens when it passes.
    ///
    /// Only where nothing else is wrong: a key that is misspelt may be the very one that is missing.
    mutating func checkSilence(_ steps: [Step]) {
        guard !diagnostics.hasErrors else { return }
        for step in parsed.steps {
            guard let due = step["due"], case .uses(let use) = steps[step.index].construct, let human = use.human,
                human.due != nil, human.reminders.isEmpty, human.ladder.isEmpty, step["when_overdue"] == nil,
                step["timeout"] == nil
            else { continue }
            report(
                .silentDeadline, .warning, at: due.span,
                "nobody hears of it when `\(step.id)` is late: it has no reminder, no ladder, and no word on what happens then",
                help: "add remind: 1 working day before due, an escalate ladder, or when_overdue: stay_open")
        }
    }
}
