import WaymarkCalendar
import WaymarkDefinition
import WaymarkRuntime
import WaymarkSchedules
import WaymarkStore

/// Stops a schedule, or has it go on; who did it, when and why is recorded.
package struct PauseSchedule: Sendable {
    private let name: String
    private let reason: String

    /// Names a schedule, and why it is stopped.
    package init(_ name: String, reason: String) {
        self.name = name
        self.reason = reason
    }

    /// Stops it.
    package func run(in project: Project) throws {
        let schedule = try project.schedule(name)
        let person = try project.session.actor()
        guard !reason.allSatisfy(\.isWhitespace) else {
            throw OperationFailure(
                .usage, "Expected a reason for the pause, but it is empty", help: "use --reason TEXT")
        }
        let now = project.session.now
        try project.session.store.write { store in
            var record = try store.schedule(id: name) ?? ScheduleRecord.new(schedule, now: now)
            guard !record.isPaused else {
                throw OperationFailure(
                    .conflict, "Expected \(name) to run, but \(record.changedBy) has paused it",
                    help: "see `waymark schedule list`")
            }
            record.isPaused = true
            record.changedBy = person.id
            record.changedAt = now.millisecondsSinceEpoch
            try store.putSchedule(record)
            try store.noteSchedule(.init(name, now, person.id, "paused", reason))
        }
    }
}

/// Has a paused schedule go on: what fell due during the pause is recorded as skipped, with the reason of the pause.
package struct ResumeSchedule: Sendable {
    private let name: String

    /// Names a schedule.
    package init(_ name: String) {
        self.name = name
    }

    /// Has it go on.
    /// - Returns: The occurrences that the pause has skipped.
    package func run(in project: Project) throws -> [OccurrenceReport] {
        let schedule = try project.schedule(name)
        let person = try project.session.actor()
        let now = project.session.now
        return try project.session.store.write { store in
            guard var record = try store.schedule(id: name), record.isPaused else {
                throw OperationFailure(.conflict, "Expected \(name) to be paused, but it runs")
            }
            let reports = try skipped(by: record, of: schedule, now: now, in: store)
            for report in reports { try store.recordOccurrence(report.record(at: now)) }
            // What was due before the pause is still made good; otherwise it goes on from now.
            if record.nextAt.map({ $0 >= record.changedAt }) ?? true {
                record.nextAt = try schedule.rules.next(from: now)?.instant.millisecondsSinceEpoch
            }
            record.isPaused = false
            record.changedBy = person.id
            record.changedAt = now.millisecondsSinceEpoch
            try store.putSchedule(record)
            try store.noteSchedule(.init(name, now, person.id, "resumed", ""))
            return reports
        }
    }

    private func skipped(
        by record: ScheduleRecord, of schedule: Schedule, now: Instant, in store: any StoreWriting
    ) throws -> [OccurrenceReport] {
        let paused = Instant(millisecondsSinceEpoch: record.changedAt)
        guard paused < now else { return [] }
        let why = try store.scheduleNotes(schedule: name, action: "paused", limit: 1).first?.reason ?? ""
        return try schedule.rules.occurrences(in: paused..<now).compactMap { occurrence in
            guard try store.occurrence(schedule: name, dueAt: occurrence.instant.millisecondsSinceEpoch) == nil else {
                return nil
            }
            var report = OccurrenceReport(name, occurrence, .skipped)
            report.reason = "paused by \(record.changedBy): \(why)"
            report.actor = record.changedBy
            return report
        }
    }
}

extension ScheduleRecord {
    /// A schedule that the store has not seen: it counts from now.
    static func new(_ schedule: Schedule, now: Instant) throws -> ScheduleRecord {
        ScheduleRecord(
            id: schedule.name, changedBy: "@schedule", changedAt: now.millisecondsSinceEpoch,
            nextAt: try schedule.rules.next(from: now)?.instant.millisecondsSinceEpoch)
    }
}

extension ScheduleNoteRecord {
    init(_ schedule: String, _ now: Instant, _ actor: String, _ action: String, _ reason: String) {
        self.init(
            schedule: schedule, at: now.millisecondsSinceEpoch, actor: actor, action: action, reason: reason)
    }
}
