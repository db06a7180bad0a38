package import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
package import WaymarkRuntime
import WaymarkSchedules
import WaymarkStore

/// Runs one occurrence of a schedule now: the one that is next in line, or that of a day.
package struct RunScheduleByHand: Sendable {
    private let name: String
    private let day: LocalDate?
    private let reason: String?

    /// Names a schedule and the day of an occurrence; the next in line if none is named.
    package init(_ name: String, day: LocalDate?, reason: String?) {
        self.name = name
        self.day = day
        self.reason = reason
    }

    /// What it would start, for everybody or for one subject, without starting.
    package func preview(forSubject id: String? = nil, in project: Project) throws -> PreviewSchedules.Preview {
        let schedule = try project.schedule(name)
        let occurrence = try occurrence(of: schedule, in: project.session)
        var members = try ScheduleCohort(schedule, in: project.session).members(at: occurrence)
        if let id { members = [try member(id, of: members)] }
        return PreviewSchedules.Preview(schedule: schedule, occurrence: occurrence, members: members)
    }

    /// Runs it.
    /// - Returns: What came of it, and whether it had had its run before, so that nothing was done.
    package func run(in project: Project) async throws -> (report: OccurrenceReport, wasDone: Bool) {
        let session = project.session
        let schedule = try project.schedule(name)
        let person = try session.actor()
        let occurrence = try occurrence(of: schedule, in: session)
        try project.publish(schedule.workflow)
        let run = RunOccurrence(
            schedule: schedule, occurrence: occurrence, outcome: .byHand, person: person, reason: reason)
        guard let report = try run.run(in: session) else {
            let known = try session.store.read {
                try $0.occurrence(schedule: name, dueAt: occurrence.instant.millisecondsSinceEpoch)
            }
            guard let known else { throw OperationFailure(.conflict, "the run of \(name) was changed meanwhile") }
            return (try OccurrenceReport(known), true)
        }
        try session.store.write {
            try $0.noteSchedule(.init(name, session.now, person.id, "run", reason ?? "the run of \(occurrence.date)"))
        }
        try await session.runtime.settle(now: session.now)
        return (report, false)
    }

    /// Starts the case of one subject at an occurrence, whatever was a reason to skip it.
    package func run(forSubject id: String, in project: Project) async throws -> ScheduledResult {
        let session = project.session
        let schedule = try project.schedule(name)
        let person = try session.actor()
        let occurrence = try occurrence(of: schedule, in: session)
        let member = try member(id, of: try ScheduleCohort(schedule, in: session).members(at: occurrence))
        try project.publish(schedule.workflow)
        let dueAt = occurrence.instant.millisecondsSinceEpoch
        let start = ScheduledStart(
            place: .init(dueAt: dueAt, schedule: name, subject: member.organisation.id), workflow: schedule.workflow,
            inputs: member.inputs, overlap: .allow, principal: .person(person),
            definition: try session.definition(of: schedule, occurrence))
        let batch = ScheduledBatch(schedule: name, dueAt: dueAt, starts: [start], condition: .none)
        let results = try session.runtime.start(batch, now: session.now) { store, results in
            if let known = try store.occurrence(schedule: name, dueAt: dueAt), let result = results.first {
                var report = try OccurrenceReport(known)
                report.replace(member.organisation.id, with: result)
                var record = report.record(at: Instant(millisecondsSinceEpoch: known.recordedAt))
                record.outcome = known.outcome
                try store.reviseOccurrence(record)
            }
            if try store.isQueued(start.place) { try store.removeQueuedStart(start.place) }
            let why = "\(member.organisation.id) at the run of \(occurrence.date): \(reason ?? "by hand")"
            try store.noteSchedule(.init(name, session.now, person.id, "run", why))
        }
        try await session.runtime.settle(now: session.now)
        guard let result = results?.first else { throw OperationFailure(.fault, "the start was not answered") }
        return result
    }

    /// The one of a cohort that an id or a short name calls.
    private func member(_ id: String, of members: [ScheduleCohort.Member]) throws -> ScheduleCohort.Member {
        let called = members.first { $0.organisation.id == id || $0.organisation.short == id.uppercased() }
        guard let called else {
            throw OperationFailure(
                .notFound, "Expected one of those for whom \(name) is meant, but \"\(id)\" is none of them",
                help: "see `waymark schedule preview \(name) --subjects`")
        }
        return called
    }

    private func occurrence(of schedule: Schedule, in session: Session) throws -> ScheduleOccurrence {
        let zone = session.calendar.zone
        if let day {
            // Also where a free day was moved far, as over a school's summer; and a month about it to tell of others.
            let calendars = schedule.rules.map(\.setting.calendar)
            let first = calendars.compactMap { try? $0.workingDay(onOrBefore: day) }.min() ?? day
            let last = calendars.compactMap { try? $0.workingDay(onOrAfter: day) }.max() ?? day
            let found = try PreviewSchedules.occurrences(
                of: schedule, from: min(first, day.adding(days: -31)), through: max(last, day.adding(days: 31)),
                zone: zone)
            let meant =
                [found.filter { $0.date == day }, found.filter { $0.namedDate == day }].first { !$0.isEmpty } ?? []
            let known = try session.store.read { store in
                try meant.filter { try store.hasRun(of: name, at: $0) }
            }
            if let occurrence = meant.first(where: { !known.contains($0) }) ?? meant.last { return occurrence }
            let near = found.map(\.date.description).joined(separator: ", ")
            throw OperationFailure(
                .notFound, "Expected a run of \(name) on \(day), but it has none",
                help: near.isEmpty ? "see `waymark schedule preview \(name)`" : "near that day there are: \(near)")
        }
        let record = try session.store.read { try $0.schedule(id: name) }
        let start = record?.nextAt.map { Instant(millisecondsSinceEpoch: $0) } ?? session.now
        let next = try session.store.read { try $0.nextWithoutRun(of: schedule, from: start) }
        if let next { return next }
        throw OperationFailure(
            .notFound, "Expected a run of \(name) to come, but there is none", help: "name one with --occurrence DAY")
    }
}

extension StoreReading {
    /// Whether an occurrence of a schedule has had its run.
    func hasRun(of schedule: String, at occurrence: ScheduleOccurrence) throws -> Bool {
        try self.occurrence(schedule: schedule, dueAt: occurrence.instant.millisecondsSinceEpoch) != nil
    }

    /// The first occurrence from a moment on that has had no run, as one by hand ahead of its day; nil when none comes.
    ///
    /// Takes time in proportion to the occurrences that were run ahead.
    func nextWithoutRun(of schedule: Schedule, from start: Instant) throws -> ScheduleOccurrence? {
        var occurrences = schedule.rules.occurrences(from: start)
        while let occurrence = try occurrences.next() {
            if try !hasRun(of: schedule.name, at: occurrence) { return occurrence }
        }
        return nil
    }
}

extension OccurrenceReport {
    /// Counts a subject anew, of which something else was recorded.
    mutating func replace(_ subject: String, with result: ScheduledResult) {
        switch result {
        case .started, .found:
            let before = skipped.count + queued.count + refused.count
            skipped.removeAll { $0.subject == subject }
            queued.removeAll { $0.subject == subject }
            refused.removeAll { $0.subject == subject }
            if case .started = result, skipped.count + queued.count + refused.count < before { started += 1 }
        case .skipped, .queued, .refused: break
        }
    }
}
