import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkStore

/// Shows where a case or a task stands.
struct ShowCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a case or a task: where it stands, what is open, what happened.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "A case or a task: its id, or as much of it as tells it apart.")
    var id: String

    @Flag(help: "Show everything that happened, in order.")
    var history = false

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        if let record = try task(in: session) {
            let view = try ShowTask(record.id).run(in: session)
            return desk.common.output == .table
                ? TaskText(view, session: session, style: desk.style).lines.forEach { desk.console.write($0 + "\n") }
                : desk.console.write(JSONText.string(of: CaseJSON.task(view, at: session.now), style: .plain) + "\n")
        }
        let view = try ShowCase(id).run(in: session)
        if history { return try showHistory(of: view, session, desk) }
        if desk.common.output == .table {
            CaseText(view, session: session, style: desk.style).lines.forEach { desk.console.write($0 + "\n") }
        } else {
            desk.console.write(JSONText.string(of: CaseJSON.case(view, at: session.now), style: .plain) + "\n")
        }
    }

    /// The task that is meant, unless a case is: an exact case wins, then an exact task, then a beginning of either.
    private func task(in session: Session) throws -> TaskRecord? {
        try session.store.read { store in
            for name in [id, id.uppercased()] {
                if try store.caseRecord(id: name) != nil { return nil }
                if let task = try store.taskRecord(id: name) { return task }
            }
            if try !store.caseIDs(prefix: id, limit: 1).isEmpty
                || !store.caseIDs(prefix: id.uppercased(), limit: 1).isEmpty
            {
                return nil
            }
            return try? Lookup(store).taskRecord(id)
        }
    }

    private func showHistory(of view: CaseView, _ session: Session, _ desk: Desk) throws {
        var wording = EventWording(view.definition, directory: session.directory, versions: session.versions)
        let moments = Moments(session.calendar)
        var listing = Listing(columns: [
            ("sequence", "#"), ("at", "WHEN"), ("actor", "WHO"), ("text", "WHAT"), ("type", "EVENT"), ("hash", "HASH"),
            ("on_behalf_of", "FOR"),
        ])
        listing.prose = "text"
        let isForPeople = desk.common.output == .table
        if !isForPeople { listing.columns.append(("calendar_hash", "CALENDAR")) }
        // People read it beside the actor.
        listing.hidden = ["on_behalf_of"]
        for entry in try History(caseID: view.record.id).run(in: session) {
            let text = wording.text(entry, in: session.calendar)
            if text == nil, isForPeople { continue }
            let at = Instant(row: entry.record.at)
            let row: [Listing.Cell] = [
                .init(Int(entry.record.sequence)), .init(.timestamp(at.timestamp), text: moments.text(at)),
                .init(.string(entry.record.actor), text: entry.doer), .init(text),
                .init(entry.record.type, emphasis: .faint),
                .init(
                    .string(ContentHash.hexadecimal(entry.record.hash)),
                    text: String(ContentHash.hexadecimal(entry.record.hash).prefix(12)), emphasis: .faint),
                .init(entry.record.onBehalfOf),
            ]
            listing.rows.append(isForPeople ? row : row + [.init(entry.event.calendarHash)])
        }
        desk.show(listing, empty: "Nothing has happened.")
    }
}
