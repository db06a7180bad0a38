import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// Lists what stopped and needs somebody.
struct IncidentsCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "incidents", abstract: "List what stopped and needs somebody.")

    @OptionGroup var common: CommonOptions

    @Option(name: .customLong("case"), help: ArgumentHelp("Only those of a case.", valueName: "case"))
    var caseID: String?

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let moments = Moments(session.calendar)
        var listing = Listing(columns: [
            ("incident", "INCIDENT"), ("case", "CASE"), ("step", "STEP"), ("message", "WHAT HAPPENED"),
            ("help", "WHAT TO DO"), ("raised_at", "SINCE"),
        ])
        for incident in try ListIncidents(caseID: caseID).run(in: session) {
            let at = Instant(row: incident.raisedAt)
            listing.rows.append([
                .init(incident.id, emphasis: .alarming), .init(incident.caseID, emphasis: .strong),
                .init(incident.step), .init(incident.message), .init(incident.help),
                .init(.timestamp(at.timestamp), text: moments.text(at), emphasis: .faint),
            ])
        }
        desk.show(listing, empty: "Nothing has stopped.")
    }
}

/// Tries again what an incident stopped.
struct RetryCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Try again what an incident stopped.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The incident, or a case for all of its incidents.")
    var id: String

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let ids = try await RetryIncident(id).run(in: session)
        desk.note("Tried again: \(ids.joined(separator: ", ")).")
        let left = try ListIncidents().run(in: session).filter { ids.contains($0.id) }
        guard left.isEmpty else {
            throw OperationFailure(
                .conflict, "Expected \(left[0].id) to go on, but it stopped again: \(left[0].message)",
                help: left[0].help)
        }
    }
}
