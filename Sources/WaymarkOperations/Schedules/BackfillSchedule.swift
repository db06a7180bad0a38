package import WaymarkCalendar
import WaymarkDefinition
import WaymarkRuntime
import WaymarkSchedules
import WaymarkStore

/// Makes good what lies in the past: every occurrence of some days, under the rule that was in force then, oldest first.
package struct BackfillSchedule: Sendable {
    private let name: String
    private let from: LocalDate
    private let through: LocalDate
    private let reason: String?

    /// Names a schedule and the days from one to another.
    package init(_ name: String, from: LocalDate, through: LocalDate, reason: String?) {
        self.name = name
        self.from = from
        self.through = through
        self.reason = reason
    }

    /// The occurrences that would be made good, with those for whom; nothing is started.
    package func preview(in project: Project) throws -> [PreviewSchedules.Preview] {
        let now = project.session.now
        guard project.session.calendar.zone.instant(of: from, .midnight) <= now else {
            throw OperationFailure(
                .usage, "Expected days that have passed, but \(from) is ahead",
                help: "what is ahead runs by itself, or by `waymark schedule run`")
        }
        let (previews, unlisted) = try PreviewSchedules(name, from: from, through: through).run(in: project)
        if let failure = unlisted.first { throw failure }
        return previews.filter { preview in
            guard preview.occurrence.instant <= now else { return false }
            guard let report = preview.report else { return true }
            return report.outcome == .missed || report.outcome == .skipped
        }
    }

    /// Starts the cases.
    /// - Returns: What came of each occurrence, oldest first.
    package func run(
        in project: Project, progress: (OccurrenceReport) -> Void = { _ in }
    ) async throws -> [OccurrenceReport] {
        let session = project.session
        let person = try session.actor()
        let previews = try preview(in: project)
        guard let workflow = previews.first?.schedule.workflow else { return [] }
        try project.publish(workflow)
        var reports: [OccurrenceReport] = []
        for preview in previews {
            let run = RunOccurrence(
                schedule: preview.schedule, occurrence: preview.occurrence, outcome: .backfilled, person: person,
                reason: reason)
            if let report = try run.run(in: session) {
                reports.append(report)
                progress(report)
            }
            try await session.runtime.settle(now: session.now)
        }
        try session.store.write {
            try $0.noteSchedule(
                .init(
                    name, session.now, person.id, "backfilled", "\(from) to \(through): \(reason ?? "no reason given")")
            )
        }
        return reports
    }
}
