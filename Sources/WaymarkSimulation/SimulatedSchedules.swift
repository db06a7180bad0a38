import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkRuntime
import WaymarkSchedules
import WaymarkStore

/// The schedules of a project, carried out on the clock of a run by what carries them out every day.
struct SimulatedSchedules {
    private let project: Project
    private let schedules: RunSchedules
    private let queues: Bool

    /// The schedules of a book; nil when it has none.
    init?(_ book: ScheduleBook, of project: Project, choosing choice: SubjectChoice, seed: UInt64) {
        guard !book.schedules.isEmpty else { return nil }
        let schema = project.registerSchema
        self.project = project
        schedules = RunSchedules(
            book, publishes: false,
            choosing: choice.choice(
                seed: seed, type: { schema.recordType(of: $0).map { .record($0) } ?? .dyn }, in: project.session))
        queues = book.schedules.contains { $0.overlap == .queue }
    }

    /// When one is next due.
    func nextMoment() throws -> Instant? { try RunSchedules.next(in: project.session) }

    /// Starts what is due; at the first call the schedules begin to count.
    ///
    /// - Returns: The cases that may have changed.
    /// - Throws: ``OperationFailure`` when a schedule cannot be carried out: a run without it would be another.
    @discardableResult
    func run(at now: Instant) async throws -> [String] {
        guard try isDue(at: now) else { return [] }
        let round = try await schedules.run(in: project.at(now))
        if let problem = round.problems.first {
            throw OperationFailure(
                .findings, "the schedule \(problem.schedule) cannot be run ahead: \(problem.message)",
                help: "mend the schedule, or list what is to start under `start`")
        }
        return round.cases
    }

    private func isDue(at now: Instant) throws -> Bool {
        try project.session.store.read { store in
            if try store.schedules().isEmpty { return true }
            if let next = try store.nextScheduleAt(), next <= now.millisecondsSinceEpoch { return true }
            return try queues && !store.queuedStarts(after: nil, limit: 1).isEmpty
        }
    }
}
