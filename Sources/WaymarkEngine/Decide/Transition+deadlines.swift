import WaymarkCalendar
import WaymarkDefinition

extension Transition {
    /// Reckons what is open anew under the calendar of now; nothing happens where all comes out as it was.
    mutating func recomputeDeadlines(_ command: RecomputeDeadlines) throws {
        guard state.status == .open else {
            throw Rejection(
                .notOpen,
                "Expected to reckon the deadlines of case \(state.id), but it has ended: \(state.outcome ?? "")"
            )
        }
        let reason = try checkedReason(command.reason, for: "reckon the deadlines anew")
        guard command.revision == state.revision else {
            throw Rejection(
                .wrongState,
                "Expected case \(state.id) to stand as it was previewed, but something has happened in it since",
                help: "apply the calendar again")
        }
        var recomputation = DeadlineRecomputation(state, of: definition, openedAt: command.openedAt, in: context)
        recomputation.run()
        guard !recomputation.moved.isEmpty else { return }
        try emit(
            .deadlinesRecomputed(
                DeadlinesRecomputed(
                    by: context.principal.name, at: context.now, reason: reason, calendar: context.calendar.name,
                    calendarHash: command.calendarHash, moved: recomputation.moved)))
    }
}
