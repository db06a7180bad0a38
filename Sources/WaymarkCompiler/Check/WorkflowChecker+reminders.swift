import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Reminders, rungs and deadlines that can serve nobody.
extension WorkflowChecker {
    /// The reminders of a step that people do, in the order of the file.
    mutating func reminders(of step: ParsedStep, due: DeadlineTemplate?) -> [DeadlineTemplate] {
        guard let node = step["remind"] else { return [] }
        var reminders: [DeadlineTemplate] = []
        for item in node.items ?? [node] {
            guard let reminder = deadline(item, of: step) else { continue }
            requireDue(reminder, step, at: item.span, what: "the reminder")
            checkOpening(reminder, due: due, at: item.span, what: "the reminder")
            checkUse(of: reminder, beside: reminders, at: item.span)
            reminders.append(reminder)
        }
        return reminders
    }

    /// Checks that a moment that is counted back from the deadline does not come before its step opens.
    mutating func checkOpening(_ moment: DeadlineTemplate, due: DeadlineTemplate?, at span: SourceSpan, what: String) {
        guard let due, due.rule.anchor == .opened, moment.rule.anchor == .due, moment.rule.direction == .before,
            let length = due.rule.amount, let early = moment.rule.amount, early.isSurelyLonger(than: length)
        else { return }
        report(
            .deadlineTooEarly, at: span,
            "\(what) comes before the step opens: it is due after \(length), and this is \(early) before",
            help: "write less than \(length)")
    }

    /// Warns of a reminder that comes too late to be one, or that the step has already.
    private mutating func checkUse(
        of reminder: DeadlineTemplate, beside others: [DeadlineTemplate], at span: SourceSpan
    ) {
        if reminder.rule.anchor == .due, reminder.rule.direction == .after, let amount = reminder.rule.amount {
            report(
                .pointlessTime, .warning, at: span,
                "the reminder comes \(amount) after the deadline that it is about",
                help: "remind before due; who is to hear of it afterwards stands in `escalate`")
        }
        let sources = reminder.anchors.map(\.source)
        guard others.contains(where: { $0.rule == reminder.rule && $0.anchors.map(\.source) == sources }) else {
            return
        }
        report(.pointlessTime, .warning, at: span, "the step has this reminder already", help: "leave one of them out")
    }

    /// Warns of a deadline that leaves no time at all.
    mutating func checkLength(_ rule: DeadlineRule, _ key: String, at span: SourceSpan) {
        guard rule.anchor == .opened, let amount = rule.amount, amount.count == 0 else { return }
        report(
            .pointlessTime, .warning, at: span, "`\(key)` leaves no time: it is \(amount) from when the step opens",
            help: "write 1 working day, or 4 hours")
    }
}
