import WaymarkCalendar
package import WaymarkSchedules
package import WaymarkStore

/// Lists the schedules and where they stand.
package struct ListSchedules: Sendable {
    /// A schedule and where it stands.
    package struct Line: Sendable {
        /// The schedule.
        package var schedule: Schedule
        /// What the store knows of it; nil when nothing has run the schedules yet.
        package var record: ScheduleRecord?
        /// The next occurrence that waits to be run.
        package var next: ScheduleOccurrence?
        /// Why the next one is not known.
        package var fault: String?
        /// How many are due, at the most as many as one plan holds.
        package var backlog = 0
        /// What became of the last run.
        package var last: OccurrenceReport?
        /// Who paused it and why.
        package var pause: ScheduleNoteRecord?
    }

    package init() {}

    /// The schedules, by name.
    package func run(in project: Project) throws -> [Line] {
        let session = project.session
        let schedules = try project.scheduleBook().schedules
        return try session.store.read { store in
            try schedules.map { schedule in
                var line = Line(schedule: schedule, record: try store.schedule(id: schedule.name))
                line.last = try store.occurrences(schedule: schedule.name, limit: 1).first.map {
                    try OccurrenceReport($0)
                }
                if line.record?.isPaused == true {
                    line.pause = try store.scheduleNotes(schedule: schedule.name, action: "paused", limit: 1).first
                }
                try lookAhead(&line, now: session.now, in: store)
                return line
            }
        }
    }

    private func lookAhead(_ line: inout Line, now: Instant, in store: any StoreReading) throws {
        do {
            let start = line.record.map { $0.nextAt.map { Instant(millisecondsSinceEpoch: $0) } } ?? .some(now)
            guard let start else { return }
            let name = line.schedule.name
            let plan = try SchedulePlan(of: line.schedule, from: start, now: now) {
                try store.hasRun(of: name, at: $0)
            }
            let waiting = plan.steps.filter { if case .pass = $0 { false } else { true } }
            line.backlog = waiting.count
            line.next = try waiting.first?.occurrence ?? store.nextWithoutRun(of: line.schedule, from: max(start, now))
        } catch let error as CalendarError {
            line.fault = error.message
        }
    }
}
