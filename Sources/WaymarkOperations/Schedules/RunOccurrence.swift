import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkSchedules
import WaymarkStore

/// Starts the cases of one occurrence, in batches, and records it together with the last of them.
///
/// Each start counts once by its key, so a run that was cut off is simply done again: what it had started is found, and
/// the rest is started.
struct RunOccurrence {
    let schedule: Schedule
    let occurrence: ScheduleOccurrence
    let outcome: OccurrenceReport.Outcome
    /// Who has it run; nil when it runs by itself.
    var person: Person?
    var reason: String?
    /// Where the schedule goes on afterwards, written with the last start; nil to leave that alone.
    var nextAt: Instant??
    /// For whom of those who are meant; for all if nil.
    var choice: RunSchedules.Choice?

    /// What became of it; nil when it has had its run.
    func run(in session: Session) throws -> OccurrenceReport? {
        var report = OccurrenceReport(schedule.name, occurrence, outcome)
        report.actor = person?.id
        report.reason = reason
        let principal = try principal(in: session)
        let definition = try session.definition(of: schedule, occurrence)
        var starts: [ScheduledStart] = []
        let meant = try ScheduleCohort(schedule, in: session).members(at: occurrence)
        for member in try choice?(schedule, meant) ?? meant {
            if let reason = member.skipReason {
                report.skipped.append(.init(subject: member.organisation.id, reason: reason))
            } else {
                starts.append(start(member, on: definition, by: principal))
            }
        }
        let size = WaymarkRuntime.Limits.batchMax
        let batches = stride(from: 0, to: max(starts.count, 1), by: size).map {
            Array(starts[$0..<min($0 + size, starts.count)])
        }
        for (index, batch) in batches.enumerated() {
            let isLast = index == batches.count - 1
            guard try run(batch, isLast: isLast, &report, in: session) else { return nil }
        }
        return report
    }

    private func run(
        _ starts: [ScheduledStart], isLast: Bool, _ report: inout OccurrenceReport, in session: Session
    ) throws -> Bool {
        let batch = ScheduledBatch(
            schedule: schedule.name, dueAt: occurrence.instant.millisecondsSinceEpoch, starts: starts,
            condition: person == nil ? .hasNotRun : .hasStartedNothing)
        let now = session.now
        var counted = report
        let results = try session.runtime.start(batch, now: now) { transaction, results in
            counted.add(results, of: starts)
            guard isLast else { return }
            try record(counted, in: transaction, now: now)
        }
        report = counted
        return results != nil
    }

    private func record(_ report: OccurrenceReport, in transaction: any StoreWriting, now: Instant) throws {
        let row = report.record(at: now)
        if try transaction.occurrence(schedule: row.schedule, dueAt: row.dueAt) == nil {
            try transaction.recordOccurrence(row)
        } else {
            try transaction.reviseOccurrence(row)
        }
        if let nextAt { try transaction.moveSchedule(schedule.name, to: nextAt) }
    }

    private func start(
        _ member: ScheduleCohort.Member, on definition: String?, by principal: Principal
    ) -> ScheduledStart {
        ScheduledStart(
            place: .init(
                dueAt: occurrence.instant.millisecondsSinceEpoch, schedule: schedule.name,
                subject: member.organisation.id),
            workflow: schedule.workflow, inputs: member.inputs, overlap: schedule.overlap, principal: principal,
            definition: definition)
    }

    /// In whose name the cases start: who has it run, who the schedule names, or the schedule itself.
    private func principal(in session: Session) throws -> Principal {
        if let person { return .person(person) }
        return try Self.principal(schedule.actor, of: schedule.name, in: session)
    }

    static func principal(_ actor: String?, of schedule: String, in session: Session) throws -> Principal {
        guard let actor, !actor.isEmpty else { return .system("schedule/\(schedule)") }
        guard let person = try session.directory.person(actor) else {
            throw OperationFailure(
                .notFound, "Expected the register to have \"\(actor)\", in whose name \(schedule) starts cases",
                help: "change `as` in the schedule, or add the person to the register")
        }
        return .person(person)
    }
}

extension Session {
    /// The hash of the definition that an occurrence is pinned to; nil when it is the one that was published last.
    /// - Throws: ``OperationFailure`` when there is no such version.
    func definition(of schedule: Schedule, _ occurrence: ScheduleOccurrence) throws -> String? {
        try occurrence.version.map { version in
            try store.read {
                try DefinitionReference(workflow: schedule.workflow, version: version).record(in: $0).hash
            }
        }
    }
}

extension StoreWriting {
    /// Says where a schedule goes on; it never goes back behind what another process has done.
    func moveSchedule(_ name: String, to nextAt: Instant?) throws {
        guard var record = try schedule(id: name) else { return }
        if let nextAt, let known = record.nextAt, known > nextAt.millisecondsSinceEpoch { return }
        guard record.nextAt != nextAt?.millisecondsSinceEpoch else { return }
        record.nextAt = nextAt?.millisecondsSinceEpoch
        try putSchedule(record)
    }
}
