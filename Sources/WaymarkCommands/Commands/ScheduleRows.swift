import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkSchedules

/// Rows on the runs of schedules.
enum ScheduleRows {
    /// One row for each occurrence.
    static func occurrences(_ previews: [PreviewSchedules.Preview], _ project: Project) -> Listing {
        var listing = Listing(columns: [
            ("date", "DATE"), ("at", "AT"), ("schedule", "SCHEDULE"), ("covers", "COVERS"), ("held", "HELD"),
            ("moved_from", "MOVED FROM"), ("version", "VERSION"), ("starts", "STARTS"), ("skips", "SKIPS"),
            ("why", "WHY"), ("result", "CAME TO"),
        ])
        for preview in previews {
            let skipped = preview.members.compactMap(\.skipReason)
            let reasons = Set(skipped).sorted()
            let own: [Listing.Cell] = [
                .init(preview.occurrence.version), .init(preview.members.count - skipped.count),
                .init(.int(Int64(skipped.count)), text: skipped.isEmpty ? "" : "\(skipped.count)"),
                .init(.list(reasons.map { Value.string($0) }), text: reasons.joined(separator: "; ")),
                .init(preview.report?.summary, emphasis: .good),
            ]
            listing.rows.append(place(preview.occurrence, preview.schedule.name, project) + own)
        }
        return listing
    }

    /// One row for each organisation of each occurrence.
    static func subjects(_ previews: [PreviewSchedules.Preview], _ project: Project) -> Listing {
        var listing = Listing(columns: [
            ("date", "DATE"), ("at", "AT"), ("schedule", "SCHEDULE"), ("covers", "COVERS"), ("held", "HELD"),
            ("moved_from", "MOVED FROM"), ("subject", "SUBJECT"), ("name", "NAME"), ("skip_reason", "SKIPPED BECAUSE"),
        ])
        for preview in previews {
            for member in preview.members {
                let own: [Listing.Cell] = [
                    .init(member.organisation.id, emphasis: .strong), .init(member.organisation.name),
                    .init(member.skipReason),
                ]
                listing.rows.append(place(preview.occurrence, preview.schedule.name, project) + own)
            }
        }
        return listing
    }

    /// One row for each run.
    static func reports(_ reports: [OccurrenceReport], _ project: Project) -> Listing {
        var listing = Listing(columns: [
            ("date", "DATE"), ("at", "AT"), ("schedule", "SCHEDULE"), ("covers", "COVERS"), ("held", "HELD"),
            ("moved_from", "MOVED FROM"), ("outcome", "OUTCOME"), ("started", "STARTED"), ("found", "THERE ALREADY"),
            ("skipped", "SKIPPED"), ("queued", "WAIT"), ("refused", "REFUSED"), ("reason", "WHY"),
        ])
        for report in reports {
            var reasons = Set(report.refused.map(\.reason)).sorted()
            if let reason = report.reason { reasons.insert(reason, at: 0) }
            let why: String? = reasons.isEmpty ? nil : reasons.joined(separator: "; ")
            let own: [Listing.Cell] = [
                .init(report.outcome.rawValue), .init(report.started), .init(report.found),
                .init(report.skipped.count), .init(report.queued.count), .init(report.refused.count), .init(why),
            ]
            listing.rows.append(place(report.occurrence, report.schedule, project) + own)
        }
        return listing
    }

    private static func place(
        _ occurrence: ScheduleOccurrence, _ schedule: String, _ project: Project
    ) -> [Listing.Cell] {
        let time = project.session.calendar.zone.local(of: occurrence.instant).time
        return [
            .init(occurrence.date.description),
            .init(.timestamp(occurrence.instant.timestamp), text: time.description),
            .init(schedule, emphasis: .strong), period(occurrence.covers), period(occurrence.held),
            .init(occurrence.movedFrom?.description),
        ]
    }

    static func period(_ period: Period?) -> Listing.Cell {
        Listing.Cell(period.map { Value.string($0.label) } ?? .null, text: period?.title ?? "")
    }
}

/// Days from one to another, as they are given on the command line.
struct DayRange {
    let from: LocalDate
    let through: LocalDate

    /// From today, or the day named, for so many months where no end is named.
    init(from: String?, to: String?, months: Int, in project: Project) throws {
        let session = project.session
        let today = session.calendar.zone.local(of: session.now).date
        self.from = try from.map { try Self.day($0, "--from") } ?? today
        through = try to.map { try Self.day($0, "--to") } ?? self.from.adding(months: months).adding(days: -1)
    }

    static func day(_ text: String, _ option: String) throws -> LocalDate {
        guard let day = LocalDate(text) else {
            throw OperationFailure(
                .usage, "Expected a day after \(option), but found \"\(text)\"", help: "write 2014-01-10")
        }
        return day
    }
}

extension Desk {
    /// Names what happens too often to be listed, beside what is.
    func note(unlisted failures: [OperationFailure]) {
        for failure in failures {
            note("Not listed: \(failure.message)" + (failure.help.map { "; \($0)." } ?? "."))
        }
    }
}
