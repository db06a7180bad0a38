import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// Lists cases.
struct CasesCommand: Operating {
    static let configuration = CommandConfiguration(commandName: "cases", abstract: "List cases and where they stand.")

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("Only cases of a workflow.", valueName: "name"))
    var workflow: String?

    @Option(help: ArgumentHelp("Only cases about an organisation.", valueName: "id"))
    var subject: String?

    @Option(help: ArgumentHelp("Only cases with a status: open, completed or cancelled.", valueName: "status"))
    var status: String?

    @Option(help: ArgumentHelp("How many at the most.", valueName: "number"))
    var limit = 50

    @Option(help: ArgumentHelp("Continue after a case of an earlier page.", valueName: "case"))
    var after: String?

    func operate(_ desk: Desk) async throws {
        guard (1...1000).contains(limit) else {
            throw OperationFailure(.usage, "Expected a limit from 1 to 1000, but found \(limit)")
        }
        if let status, !["open", "completed", "cancelled"].contains(status) {
            throw OperationFailure(
                .usage, "Expected a status, but \"\(status)\" is none", help: "open, completed or cancelled")
        }
        let session = try desk.project().session
        let cases = try ListCases(
            CaseQuery(workflow: workflow, subject: subject, status: status, afterID: after, limit: limit)
        ).run(in: session)
        desk.show(listing(cases, in: session), empty: "There is no such case.")
        if cases.count == limit, let last = cases.last, desk.common.output == .table {
            desk.note("More with --after \(last.id)")
        }
    }

    private func listing(_ cases: [CaseRecord], in session: Session) -> Listing {
        var listing = Listing(columns: [
            ("case", "CASE"), ("subject", "SUBJECT"), ("status", "STATUS"), ("milestone", "REACHED"),
            ("outcome", "OUTCOME"), ("workflow", "WORKFLOW"), ("incidents", "INCIDENTS"), ("updated_at", "CHANGED"),
        ])
        let moments = Moments(session.calendar)
        for record in cases {
            let updated = Instant(row: record.updatedAt)
            listing.rows.append([
                .init(record.id, emphasis: .strong), .init(.string(record.subject), text: record.subjectName),
                .init(record.status, emphasis: record.status == "open" ? .plain : .good), .init(record.milestone),
                .init(record.outcome), .init(record.workflow, emphasis: .faint),
                .init(
                    .int(Int64(record.openIncidents)), text: record.openIncidents == 0 ? "" : "\(record.openIncidents)",
                    emphasis: .alarming),
                .init(.timestamp(updated.timestamp), text: moments.text(updated), emphasis: .faint),
            ])
        }
        return listing
    }
}
