import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkStore

/// Reckons what is open anew under a corrected calendar.
struct CalendarApplyCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Reckon the deadlines of open cases anew under the calendar as it stands.",
        discussion:
            "Shows each deadline, reminder, rung, wait and time limit that comes out differently, then moves them, with a fact in each case. What has fired stays fired. A deadline that now lies behind makes its task late at once; one that now lies ahead makes it late no more."
    )

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("The calendar, to be sure that it is the programme's.", valueName: "name"))
    var calendar: String?

    @Flag(name: .customLong("dry-run"), help: "Show what would move, without moving it.")
    var isDryRun = false

    @Flag(help: "Do not ask whether to go on.")
    var yes = false

    @OptionGroup var mend: MendOptions

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let reason = isDryRun ? mend.reason ?? "" : try mend.reason(to: "apply the calendar", desk)
        let apply = ApplyCalendar(calendar: calendar, reason: reason)
        let preview = try apply.preview(in: session)
        let cases = preview.cases.count { !$0.moments.isEmpty }
        desk.show(listing(preview, in: session), empty: "All deadlines of open cases come out as they are.")
        for change in preview.cases {
            for line in change.kept { desk.note("\(change.record.id): \(line)") }
        }
        let untimed = preview.cases.filter(\.lacksDay)
        for change in untimed {
            desk.note("\(change.record.id): rests on the date, and does not wait for the next day yet")
        }
        guard preview.cases.contains(where: \.isDue) else { return }
        let what = [
            preview.count > 0 ? "\(preview.count) in \(cases) case\(cases == 1 ? "" : "s")" : nil,
            untimed.isEmpty ? nil : "the wait for a day in \(untimed.count) case\(untimed.count == 1 ? "" : "s")",
        ].compactMap { $0 }.joined(separator: " and ")
        guard !isDryRun else { return desk.note("\(what) would move.") }
        if desk.console.canAsk, !yes {
            let answer = desk.console.readLine(prompt: "Move \(what)? [y/N] ")
            guard ["y", "yes"].contains(answer?.lowercased()) else { return desk.note("Nothing has moved.") }
        }
        let changed = try await apply.run(preview, in: session)
        guard changed.isEmpty else {
            throw OperationFailure(
                .conflict,
                "Expected the cases to stand as previewed, but something has happened in \(changed.count) of them since; the others have moved",
                help: "apply the calendar again", details: changed)
        }
        desk.note("\(what) moved, under the calendar \(session.calendar.name) \(preview.hash.prefix(12)).")
    }

    private func listing(_ preview: CalendarPreview, in session: Session) -> Listing {
        let moments = Moments(session.calendar)
        func cell(_ moment: Instant?, _ emphasis: Listing.Emphasis = .plain) -> Listing.Cell {
            guard let moment else { return .init(nil) }
            return .init(.timestamp(moment.timestamp), text: moments.text(moment), emphasis: emphasis)
        }
        var listing = Listing(columns: [
            ("case", "CASE"), ("subject", "SUBJECT"), ("step", "STEP"), ("what", "WHAT"), ("from", "WAS"),
            ("to", "IS"), ("and", "AND"),
        ])
        for change in preview.cases {
            for moment in change.moments {
                listing.rows.append([
                    .init(change.record.id, emphasis: .strong),
                    .init(.string(change.record.subject), text: change.record.subjectName),
                    .init(.string(moment.moved.step), text: moment.title), Self.what(moment),
                    cell(moment.moved.from, .faint), cell(moment.moved.to),
                    .init(moment.consequence(now: session.now), emphasis: .alarming),
                ])
            }
        }
        return listing
    }

    private static func what(_ moment: CalendarPreview.Moment) -> Listing.Cell {
        let text =
            switch moment.moved.kind {
            case .due: "deadline"
            case .remind: "reminder \(moment.moved.index + 1)"
            case .rung: "rung \(moment.moved.index + 1)"
            case .wait: "end of the wait"
            case .timeout: "time limit"
            case .close: "end of adding"
            case .hide: "result shown"
            }
        return .init(.string(moment.moved.kind.rawValue), text: text)
    }
}
