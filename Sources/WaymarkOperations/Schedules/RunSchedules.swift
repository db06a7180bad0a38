package import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
package import WaymarkSchedules
import WaymarkStore

/// Carries out what is due of a project's schedules, the oldest first.
///
/// A schedule counts from the moment at which a store first sees it: what lies before is backfilled or left alone.
package struct RunSchedules: Sendable {
    /// Leaves out some of those for whom an occurrence would start cases, as when only a sample is run ahead.
    package typealias Choice = @Sendable (Schedule, [ScheduleCohort.Member]) throws -> [ScheduleCohort.Member]

    private let book: ScheduleBook
    private let publishes: Bool
    private let choice: Choice?

    /// Carries out the schedules of a book.
    /// - Parameters:
    ///   - book: The schedules.
    ///   - publishes: Whether workflows whose files have changed are published before the first start; a rehearsal has
    ///     published what it runs.
    ///   - choice: For whom of those who are meant; for all if nil.
    package init(_ book: ScheduleBook, publishes: Bool = true, choosing choice: Choice? = nil) {
        self.book = book
        self.publishes = publishes
        self.choice = choice
    }

    /// Does everything that is due now.
    package func run(in project: Project) async throws -> ScheduleRound {
        var round = ScheduleRound()
        try synchronise(with: project.session, &round)
        var failed: Set<String> = []
        var published: Set<String> = []
        while true {
            let due = try plans(in: project.session, without: &failed, &round)
            guard !due.isEmpty else { break }
            for plan in due { try recordMisses(of: plan, in: project.session, &round) }
            for start in Self.inOrder(due) where !failed.contains(start.schedule.name) {
                do {
                    if publishes, !published.contains(start.schedule.workflow) {
                        try project.publish(start.schedule.workflow)
                    }
                    published.insert(start.schedule.workflow)
                    let run = RunOccurrence(
                        schedule: start.schedule, occurrence: start.occurrence, outcome: .started,
                        nextAt: .some(start.nextAt), choice: choice)
                    // Another process may have been quicker: then what it did is not reported twice.
                    if let report = try run.run(in: project.session) {
                        round.cases += report.cases
                        round.reports.append(report)
                    }
                    round.cases += try await project.session.runtime.settle(now: project.session.now).cases
                } catch let failure as OperationFailure {
                    failed.insert(start.schedule.name)
                    round.problems.append(.init(schedule: start.schedule.name, message: failure.message))
                }
            }
        }
        try await releaseQueued(in: project.session, &round)
        return round
    }

    /// When a schedule is next due.
    package static func next(in session: Session) throws -> Instant? {
        try session.store.read { try $0.nextScheduleAt() }.map { Instant(millisecondsSinceEpoch: $0) }
    }

    // MARK: - Knowing the schedules

    /// Brings what the store knows of the schedules in line with the files; writes nothing when nothing has changed.
    private func synchronise(with session: Session, _ round: inout ScheduleRound) throws {
        let known = try session.store.read { try $0.schedules() }
        let byName = Dictionary(known.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var changes: [(from: ScheduleRecord?, to: ScheduleRecord)] = []
        for schedule in book.schedules {
            let record = byName[schedule.name]
            guard let next = try upcoming(of: schedule, record, now: session.now, &round) else { continue }
            var changed =
                record
                ?? ScheduleRecord(
                    id: schedule.name, changedBy: "@schedule", changedAt: session.now.millisecondsSinceEpoch)
            changed.nextAt = next.moment?.millisecondsSinceEpoch
            if changed != record { changes.append((record, changed)) }
        }
        for record in known where record.nextAt != nil && book.schedule(record.id) == nil {
            var ended = record
            ended.nextAt = nil
            changes.append((record, ended))
        }
        guard !changes.isEmpty else { return }
        try session.store.write { store in
            // What another process has changed meanwhile is newer.
            for change in changes {
                guard try store.schedule(id: change.to.id) == change.from else { continue }
                try store.putSchedule(change.to)
            }
        }
    }

    private struct Upcoming {
        var moment: Instant?
    }

    /// When a schedule is next; nil to leave what is known of it alone.
    ///
    /// What is due stays due. What lies ahead is reckoned anew, because the files or the calendar may have changed.
    private func upcoming(
        of schedule: Schedule, _ record: ScheduleRecord?, now: Instant, _ round: inout ScheduleRound
    ) throws -> Upcoming? {
        if let record {
            if record.isPaused { return nil }
            if let next = record.nextAt, next <= now.millisecondsSinceEpoch { return nil }
        }
        do {
            let first = record == nil ? now : now.adding(milliseconds: 1)
            return Upcoming(moment: try schedule.rules.next(from: first)?.instant)
        } catch let error as CalendarError {
            round.problems.append(.init(schedule: schedule.name, message: error.message))
            return Upcoming(moment: nil)
        }
    }

    // MARK: - What is due

    private struct DuePlan {
        var schedule: Schedule
        var plan: SchedulePlan
    }

    /// What is to be done about each schedule that is due.
    private func plans(
        in session: Session, without failed: inout Set<String>, _ round: inout ScheduleRound
    ) throws -> [DuePlan] {
        let now = session.now
        return try session.store.read { store in
            var plans: [DuePlan] = []
            for record in try store.schedules() {
                guard !record.isPaused, !failed.contains(record.id), let next = record.nextAt,
                    next <= now.millisecondsSinceEpoch, let schedule = book.schedule(record.id)
                else { continue }
                do {
                    let plan = try SchedulePlan(
                        of: schedule, from: Instant(millisecondsSinceEpoch: next), now: now
                    ) { try store.occurrence(schedule: record.id, dueAt: $0.instant.millisecondsSinceEpoch) != nil }
                    plans.append(DuePlan(schedule: schedule, plan: plan))
                } catch let error as CalendarError {
                    failed.insert(record.id)
                    round.problems.append(.init(schedule: record.id, message: error.message))
                }
            }
            return plans
        }
    }

    private struct DueStart {
        var schedule: Schedule
        var occurrence: ScheduleOccurrence
        /// Where the schedule goes on.
        var nextAt: Instant?
    }

    /// The starts of several schedules, the oldest first.
    private static func inOrder(_ due: [DuePlan]) -> [DueStart] {
        due.flatMap { due in
            due.plan.steps.indices.compactMap { index -> DueStart? in
                guard case .start(let occurrence) = due.plan.steps[index] else { return nil }
                let following = due.plan.steps[(index + 1)...].first {
                    if case .pass = $0 { false } else { true }
                }
                return DueStart(
                    schedule: due.schedule, occurrence: occurrence,
                    nextAt: following?.occurrence.instant ?? due.plan.nextAt)
            }
        }.sorted {
            ($0.occurrence.instant, $0.schedule.name) < ($1.occurrence.instant, $1.schedule.name)
        }
    }

    /// Records what is not made good, all before the first start in one transaction, and goes on there.
    private func recordMisses(of due: DuePlan, in session: Session, _ round: inout ScheduleRound) throws {
        var reports: [OccurrenceReport] = []
        var nextAt = due.plan.nextAt
        for step in due.plan.steps {
            switch step {
            case .pass: continue
            case .miss(let occurrence, let reason):
                var report = OccurrenceReport(due.schedule.name, occurrence, .missed)
                report.reason = Self.words(for: reason)
                reports.append(report)
                continue
            case .start(let occurrence): nextAt = occurrence.instant
            }
            break
        }
        let now = session.now
        try session.store.write { store in
            reports = try reports.filter { report in
                let row = report.record(at: now)
                guard try store.occurrence(schedule: row.schedule, dueAt: row.dueAt) == nil else { return false }
                try store.recordOccurrence(row)
                return true
            }
            try store.moveSchedule(due.schedule.name, to: nextAt)
        }
        round.reports += reports
    }

    private static func words(for reason: SchedulePlan.MissReason) -> String {
        switch reason {
        case .overtaken: "a later one had come due, and only the latest is made good"
        case .late: "nobody was there for it in time, and what is late is not made good"
        }
    }

    // MARK: - Those who wait

    /// Starts what waited for an earlier case that has ended by now.
    private func releaseQueued(in session: Session, _ round: inout ScheduleRound) async throws {
        var place: QueuedStartRecord.Place?
        let page = WaymarkRuntime.Limits.batchMax
        while true {
            let (queued, free) = try session.store.read { store in
                let queued = try store.queuedStarts(after: place, limit: page)
                let free = try queued.filter { start in
                    let last = try store.caseRecord(workflow: start.workflow, subject: start.subject, key: nil)
                    return last?.status != CaseState.Status.open.rawValue
                }
                return (queued, free)
            }
            for start in free {
                let principal = try RunOccurrence.principal(start.actor, of: start.schedule, in: session)
                let definition = try definition(of: start, in: session)
                guard let result = try session.runtime.start(start, on: definition, by: principal, now: session.now)
                else { continue }
                var release = ScheduleRound.Release(schedule: start.schedule, subject: start.subject)
                switch result {
                case .refused(let reason): release.refusal = reason
                case .started(let id), .found(let id): round.cases.append(id)
                case .skipped, .queued: break
                }
                round.releases.append(release)
            }
            if !free.isEmpty { round.cases += try await session.runtime.settle(now: session.now).cases }
            guard queued.count == page, let last = queued.last else { return }
            place = last.place
        }
    }

    /// The definition that a start which has waited is pinned to by the rule that it comes from.
    private func definition(of start: QueuedStartRecord, in session: Session) throws -> String? {
        guard let schedule = book.schedule(start.schedule) else { return nil }
        let due = Instant(millisecondsSinceEpoch: start.dueAt)
        return try schedule.rules.occurrences(in: due..<due.adding(milliseconds: 1)).first.flatMap {
            try session.definition(of: schedule, $0)
        }
    }
}
