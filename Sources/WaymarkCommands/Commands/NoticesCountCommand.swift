import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations

/// Counts the outbox of notices.
struct NoticesCountCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "count", abstract: "Count what waits to be sent, what was given up, and what was sent.",
        discussion: """
            `due` are those of the waiting that should have gone by now: where there are some, nobody runs \
            `waymark serve` or `waymark tick`, or a server takes nothing.
            """)

    @OptionGroup var common: CommonOptions

    @Option(
        help: ArgumentHelp(
            "From which day on what was sent, gathered or dropped is counted; seven days ago if none is named.",
            valueName: "day"))
    var since: String?

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let lines = try CountNotices(since: try start(in: session)).run(in: session)
        let moments = Moments(session.calendar)
        func cell(_ moment: Instant?) -> Listing.Cell {
            moment.map { .init(.timestamp($0.timestamp), text: moments.text($0)) } ?? .init(nil)
        }
        var listing = Listing(columns: [
            ("state", "STATE"), ("count", "HOW MANY"), ("since", "SINCE"), ("first", "FIRST"),
        ])
        listing.rows = lines.map { line in
            let isAlarming = line.count > 0 && (line.sort == .failed || line.sort == .due)
            return [
                .init(line.sort.rawValue, emphasis: isAlarming ? .alarming : .plain), .init(line.count),
                cell(line.since), cell(line.first),
            ]
        }
        desk.show(listing, empty: "")
    }

    private func start(in session: Session) throws -> Instant {
        let zone = session.calendar.zone
        guard let since else {
            return zone.instant(of: zone.local(of: session.now).date.adding(days: -7), .midnight)
        }
        return zone.instant(of: try DayRange.day(since, "--since"), .midnight)
    }
}
