import WaymarkCalendar
import WaymarkDefinition

/// The moments that a step names, reckoned for one run of it.
///
/// Opening a step, moving a case to another version and correcting the calendar all reckon here, so that they agree.
struct StepMoments {
    private let step: Step
    private let opened: Instant
    private let scope: CaseScope
    private let calendar: WorkingCalendar

    /// Reckons for a run of a step that opened at a moment, as the case stands and the calendar says.
    init(_ step: Step, opened: Instant, scope: CaseScope, calendar: WorkingCalendar) {
        self.step = step
        self.opened = opened
        self.scope = scope
        self.calendar = calendar
    }

    /// When the step is due.
    func due() throws -> Instant? { try moment(human?.due, due: nil) }

    /// Until when its result is shown only to those who did it.
    func hiddenUntil(due: Instant?) throws -> Instant? { try moment(human?.hiddenUntil, due: due) }

    /// When a timer of the step is to fire; nil when the step names no such moment.
    func moment(of purpose: TimerState.Purpose, _ index: Int = 0, due: Instant? = nil) throws -> Instant? {
        switch purpose {
        case .due: return try self.due()
        case .remind:
            guard let reminders = human?.reminders, reminders.indices.contains(index) else { return nil }
            return try moment(reminders[index], due: due)
        case .rung:
            guard let ladder = human?.ladder, ladder.indices.contains(index) else { return nil }
            return try moment(ladder[index].after, due: due)
        case .timeout: return try moment(step.timeout, due: nil)
        case .wait:
            guard case .wait(.time(let rule)) = step.construct else { return nil }
            return try moment(rule, due: nil)
        case .close:
            guard case .forEach(let loop) = step.construct, case .time(let rule)? = loop.closing else { return nil }
            return try moment(rule, due: nil)
        // It is reckoned from the day, not from the step.
        case .day: return nil
        }
    }

    private var human: HumanPart? { if case .uses(let use) = step.construct { use.human } else { nil } }

    private func moment(_ rule: DeadlineTemplate?, due: Instant?) throws -> Instant? {
        try rule?.moment(opened: opened, due: due, in: scope, calendar: calendar)
    }
}
