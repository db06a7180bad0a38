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
    ///
    /// A schedule that happens too often to be listed is named in `unlisted`, and keeps no other from being shown.
    package func run(in project: Project) throws -> (previews: [Preview], unlisted: [OperationFailure]) {
        let schedules = try name.map { [try project.schedule($0)] } ?? project.scheduleBook().schedules
        var previews: [Preview] = []
        var unlisted: [OperationFailure] = []
        for schedule in schedules {
            let zone = project.session.calendar.zone
            switch try Self.counted(schedule, from: from, through: through, zone: zone) {
            case .success(let occurrences):
                previews += try occurrences.map { try preview(of: schedule, at: $0, in: project.session) }
            case .failure(let failure): unlisted.append(failure)
            }
        }
        previews.sort { ($0.occurrence.instant, $0.schedule.name) < ($1.occurrence.instant, $1.schedule.name) }
        return (previews, unlisted)
    }

    private func preview(
        of schedule: Schedule, at occurrence: ScheduleOccurrence, in session: Session
    ) throws -> Preview {
        let record = try session.store.read {
            try $0.occurrence(schedule: schedule.name, dueAt: occurrence.instant.millisecondsSinceEpoch)
        }
        return Preview(
            schedule: schedule, occurrence: occurrence,
            members: try ScheduleCohort(schedule, in: session).members(at: occurrence),
            report: try record.map { try OccurrenceReport($0) })
    }

    /// The occurrences of a schedule on some days.
    /// - Throws: ``OperationFailure`` when the calendar does not know them, or they are too many to be listed.
    static func occurrences(
        of schedule: Schedule, from: LocalDate, through: LocalDate, zone: ZoneTable
    ) throws -> [ScheduleOccurrence] {
        try counted(schedule, from: from, through: through, zone: zone).get()
    }

    /// The occurrences of a schedule on some days, or that they are too many to be listed.
    /// - Throws: ``OperationFailure`` when the calendar does not know them.
    static func counted(
        _ schedule: Schedule, from: LocalDate, through: LocalDate, zone: ZoneTable
    ) throws -> Result<[ScheduleOccurrence], OperationFailure> {
        guard from <= through else {
            throw OperationFailure(
                .usage, "Expected the last day not to come before the first, but \(through) does before \(from)")
        }
        return try counted(
            schedule.rules, named: Self.named("schedule", schedule.name, schedule.place), from: from, through: through,
            zone: zone)
    }

    /// The occurrences of an entry's rules on some days, or that they are too many to be listed.
    /// - Throws: ``OperationFailure`` when the calendar does not know days that they need.
    static func counted(
        _ rules: [ScheduleRule], of entry: DatedEntry, from: LocalDate, through: LocalDate, zone: ZoneTable
    ) throws -> Result<[ScheduleOccurrence], OperationFailure> {
        try counted(
            rules, named: named("entry", entry.name, entry.place), from: from, through: through, zone: zone)
    }

    private static func counted(
        _ rules: [ScheduleRule], named name: String, from: LocalDate, through: LocalDate, zone: ZoneTable
    ) throws -> Result<[ScheduleOccurrence], OperationFailure> {
        do {
            return .success(try rules.occurrences(from: from, through: through, zone: zone))
        } catch let error as CalendarError where error.code == .tooManyOccurrences {
            let most = WaymarkCalendar.Limits.occurrencesMax
            return .failure(
                OperationFailure(
                    .usage, "\(name) happens more than \(most) times from \(from) to \(through)",
                    help: "ask for fewer days, or let it happen less often"))
        } catch let error as CalendarError {
            throw OperationFailure(
                .usage, "\(name) cannot be reckoned there: \(error.message)",
                help: "name days within the years of the calendar")
        }
    }

    private static func named(_ kind: String, _ name: String, _ place: String?) -> String {
        "the \(kind) \(name)" + (place.map { " (\($0))" } ?? "")
    }
}
