import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations

/// Lists what falls due when.
struct CalendarListCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List runs of schedules, dated entries, holidays and deadlines, month by month.")

    @OptionGroup var common: CommonOptions

    @Option(help: ArgumentHelp("The first day; today if none is named.", valueName: "day"))
    var from: String?

    @Option(help: ArgumentHelp("The last day; three months after the first if none is named.", valueName: "day"))
    var to: String?

    @Option(help: ArgumentHelp("Only the deadlines of a person.", valueName: "person"))
    var person: String?

    @Option(help: ArgumentHelp("Only the deadlines of a role.", valueName: "role"))
    var role: String?

    @Option(help: ArgumentHelp("Only what concerns an organisation.", valueName: "id"))
    var subject: String?

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        let days = try DayRange(from: from, to: to, months: 3, in: project)
        let directory = project.session.directory
        var filter = ListCalendar.Filter(role: role)
        if let person {
            guard let found = try directory.person(person) else {
                throw OperationFailure(.notFound, "Expected a person of the register, but there is no \"\(person)\"")
            }
            filter.person = found
        }
        if let subject {
            guard let found = try directory.organisation(subject) else {
                throw OperationFailure(
                    .notFound, "Expected an organisation of the register, but there is no \"\(subject)\"")
            }
            filter.subject = found.id
        }
        let (lines, unlisted) = try ListCalendar(from: days.from, through: days.through, filter: filter).run(
            in: project)
        desk.note(unlisted: unlisted)
        guard desk.common.output == .table, !lines.isEmpty else {
            return desk.show(CalendarRows.listing(lines), empty: "Nothing falls on these days.")
        }
        desk.console.write(CalendarRows.months(lines, from: days.from, style: desk.style))
    }
}

/// The lines of the calendar as rows and as months.
enum CalendarRows {
    static func listing(_ lines: [ListCalendar.Line]) -> Listing {
        var listing = Listing(columns: [
            ("date", "DATE"), ("until", "UNTIL"), ("kind", "KIND"), ("name", "NAME"), ("title", "WHAT"), ("who", "WHO"),
            ("covers", "COVERS"), ("held", "HELD"), ("moved_from", "MOVED FROM"), ("count", "HOW MANY"),
            ("notes", "NOTES"), ("source", "SOURCE"),
        ])
        for line in lines {
            let count: Listing.Cell = line.count.map { Listing.Cell($0) } ?? Listing.Cell(nil)
            let notes = Value.list(line.notes.map { Value.string($0) })
            let row: [Listing.Cell] = [
                .init(line.date?.description), .init(line.until?.description), .init(line.kind.rawValue),
                .init(line.name), .init(line.title), .init(line.who), ScheduleRows.period(line.covers),
                ScheduleRows.period(line.held), .init(line.movedFrom?.description), count,
                .init(notes, text: line.notes.joined(separator: "; ")), .init(line.source),
            ]
            listing.rows.append(row)
        }
        return listing
    }

    /// The lines under the names of their months, with the same columns in every month.
    static func months(_ lines: [ListCalendar.Line], from first: LocalDate, style: Style) -> String {
        let cells = lines.map { (month: month(of: $0, from: first), row: row($0, from: first)) }
        var listing = Listing(columns: [("day", ""), ("name", ""), ("title", ""), ("who", ""), ("notes", "")])
        listing.rows = cells.map(\.row)
        // All rows in one table give the same widths; its heading has no words.
        let rows = listing.rendered(.table, style: style, width: nil).split(
            separator: "\n", omittingEmptySubsequences: false)
        var text = ""
        var shown: String?
        for (cell, row) in zip(cells, rows.dropFirst()) {
            if cell.month != shown {
                text += (shown == nil ? "" : "\n") + style.bold(cell.month) + "\n"
                shown = cell.month
            }
            text += "  " + row + "\n"
        }
        return text
    }

    private static func month(of line: ListCalendar.Line, from first: LocalDate) -> String {
        guard let date = line.date else { return "Without a day" }
        // A window that has opened before stands in the first month that is shown.
        return Period(.month, containing: max(date, first)).title
    }

    private static func row(_ line: ListCalendar.Line, from first: LocalDate) -> [Listing.Cell] {
        var notes: [String] = []
        if let covers = line.covers, let held = line.held {
            notes.append("covers \(covers.title), held in \(held.title)")
        }
        if let moved = line.movedFrom { notes.append("moved from \(moved.spelledOut)") }
        if line.kind == .schedule, let count = line.count, count != 1 { notes.append("\(count) cases") }
        notes += line.notes
        let emphasis: Listing.Emphasis =
            switch line.kind {
            case .holiday, .change: .faint
            case .schedule: .strong
            case .entry, .deadline: .plain
            }
        return [
            .init(day(line, from: first), emphasis: emphasis), .init(line.name, emphasis: .faint),
            .init(line.title, emphasis: emphasis), .init(line.who),
            .init(notes.joined(separator: "; "), emphasis: .faint),
        ]
    }

    private static func day(_ line: ListCalendar.Line, from first: LocalDate) -> String {
        guard let date = line.date else { return "" }
        // The heading says the year; a window that begins or ends in another one says its own.
        let year = max(date, first).year
        func spelled(_ day: LocalDate) -> String {
            "\(day.day) \(Month.name(day.month).prefix(3))" + (day.year == year ? "" : " \(day.year)")
        }
        let day = "\(date.weekday.name.prefix(3)) \(date.day)"
        if line.isBy { return "by \(day)" }
        guard let until = line.until else { return day }
        return "\(spelled(date)) – \(spelled(until))"
    }
}
