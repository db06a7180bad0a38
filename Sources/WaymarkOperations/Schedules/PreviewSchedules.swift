package import WaymarkCalendar
package import WaymarkSchedules
import WaymarkStore

/// Shows what schedules would do on some days, without doing it.
package struct PreviewSchedules: Sendable {
    /// One occurrence that lies ahead, or behind.
    package struct Preview: Sendable {
        /// The schedule.
        package var schedule: Schedule
        /// The occurrence.
        package var occurrence: ScheduleOccurrence
        /// For whom.
        package var members: [ScheduleCohort.Member]
        /// What became of it; nil when it has had no run.
        package var report: OccurrenceReport?
    }

    private let name: String?
    private let from: LocalDate
    private let through: LocalDate

    /// Previews a schedule, or all of them, on the days from one to another.
    package init(_ name: String?, from: LocalDate, through: LocalDate) {
        self.name = name
        self.from = from
        self.through = through
    }

    /// The occurrences, in order; those of a moment by the schedule's name.
    package func run(in project: Project) throws -> [Preview] {
        let schedules = try name.map { [try project.schedule($0)] } ?? project.scheduleBook().schedules
        var previews: [Preview] = []
        for schedule in schedules {
            let zone = project.session.calendar.zone
            for occurrence in try Self.occurrences(of: schedule, from: from, through: through, zone: zone) {
                let record = try project.session.store.read {
                    try $0.occurrence(
                        schedule: schedule.name, dueAt: occurrence.instant.millisecondsSinceEpoch)
                }
                previews.append(
                    Preview(
                        schedule: schedule, occurrence: occurrence,
                        members: try ScheduleCohort(schedule, in: project.session).members(at: occurrence),
                        report: try record.map { try OccurrenceReport($0) }))
            }
        }
        return previews.sorted {
            ($0.occurrence.instant, $0.schedule.name) < ($1.occurrence.instant, $1.schedule.name)
        }
    }

    /// The occurrences of a schedule on some days.
    /// - Throws: ``OperationFailure`` when the calendar does not know them.
    static func occurrences(
        of schedule: Schedule, from: LocalDate, through: LocalDate, zone: ZoneTable
    ) throws -> [ScheduleOccurrence] {
        guard from <= through else {
            throw OperationFailure(
                .usage, "Expected the last day not to come before the first, but \(through) does before \(from)")
        }
        return try occurrences(
            of: schedule.rules, named: "the schedule \(schedule.name)", from: from, through: through, zone: zone)
    }

    /// The occurrences of rules on some days.
    /// - Throws: ``OperationFailure`` when the calendar does not know days that they need.
    static func occurrences(
        of rules: [ScheduleRule], named name: String, from: LocalDate, through: LocalDate, zone: ZoneTable
    ) throws -> [ScheduleOccurrence] {
        do {
            return try rules.occurrences(from: from, through: through, zone: zone)
        } catch let error as CalendarError {
            throw OperationFailure(
                .usage, "\(name) cannot be reckoned there: \(error.message)",
                help: "name days within the years of the calendar")
        }
    }
}
