import ArgumentParser
import WaymarkCalendar
import WaymarkOperations
import WaymarkRuntime

/// A command that works on a project; what it throws becomes a message and an exit code.
protocol Operating: AsyncParsableCommand {
    /// What every command takes.
    var common: CommonOptions { get }
    /// Does the work.
    func operate(_ desk: Desk) async throws
}

extension Operating {
    mutating func run() async throws {
        guard let program = Program.current else { throw ExitCode(ExitStatus.fault.rawValue) }
        let desk = Desk(program: program, common: common)
        do {
            try await operate(desk)
        } catch let code as ExitCode {
            throw code
        } catch {
            let failure = OperationFailure(error)
            desk.report(failure)
            throw ExitCode(ExitStatus(failure.kind).rawValue)
        }
    }
}

/// What a command works with: the project, the console, and the way results are written.
struct Desk {
    let program: Program
    let common: CommonOptions

    var console: any Console { program.console }

    private var mayColour: Bool { !common.hasNoColor && program.environment["NO_COLOR"] == nil }

    /// The style of results.
    var style: Style { Style(isColoured: mayColour && console.isTerminal) }

    /// The style of notices.
    var noteStyle: Style { Style(isColoured: mayColour && console.noteIsTerminal) }

    /// Which project, which store, and who acts.
    var request: ProjectRequest {
        ProjectRequest(
            folder: common.project ?? program.environment["WAYMARK_PROJECT"], startedIn: program.folder,
            store: common.store ?? program.environment["WAYMARK_STORE"],
            actor: common.actor ?? program.environment["WAYMARK_AS"])
    }

    /// The project, opened with its store.
    func project(makesStore: Bool = false) throws -> Project {
        try Project.open(
            request, registry: program.registry, clock: program.clock, makesStore: makesStore, opener: StoreFile.open)
    }

    /// Writes rows, or a word where there are none.
    func show(_ listing: Listing, empty: String) {
        if listing.rows.isEmpty, common.output == .table {
            note(empty)
        } else {
            console.write(listing.rendered(common.output, style: style, width: width))
        }
    }

    private var width: Int? {
        guard console.isTerminal,
            let columns = program.environment["COLUMNS"].flatMap({ Int($0) }) ?? console.lineWidth
        else { return nil }
        return max(columns, 60)
    }

    /// Writes a notice, unless it is to be quiet.
    func note(_ text: String) {
        guard !common.quiet else { return }
        console.note(text + "\n")
    }

    /// Writes a failure: what was refused, why, and what would be accepted.
    func report(_ failure: OperationFailure) {
        console.note(noteStyle.red("waymark: ") + failure.message + noteStyle.dim(" [\(failure.number)]") + "\n")
        for detail in failure.details { console.note("  - \(detail)\n") }
        if let help = failure.help { console.note(noteStyle.dim("  " + help) + "\n") }
    }
}

extension Instant {
    /// The moment of a row.
    init(row milliseconds: Int64) { self.init(millisecondsSinceEpoch: milliseconds) }
}
