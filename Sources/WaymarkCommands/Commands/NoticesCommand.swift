import ArgumentParser
import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkNotices
import WaymarkOperations
import WaymarkStore

/// What people and other programs are told.
struct NoticesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notices", abstract: "See what people and programs are told, and mend what could not be sent.",
        subcommands: [
            NoticesListCommand.self, NoticesCountCommand.self, NoticesShowCommand.self, NoticesRetryCommand.self,
            NoticesPreviewCommand.self,
        ], defaultSubcommand: NoticesListCommand.self)
}

/// Lists the outbox of notices.
struct NoticesListCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what waits to be sent and what could not be.")

    @OptionGroup var common: CommonOptions

    @Flag(help: "Also what was sent, gathered into a digest, or not needed any more.")
    var all = false

    @Flag(help: "Only what could not be sent.")
    var failed = false

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Only what is for a person, or for a webhook as @NAME.", valueName: "person"))
    var recipient: String?

    @Option(help: ArgumentHelp("How many of each state at the most.", valueName: "number"))
    var limit = 50

    func operate(_ desk: Desk) async throws {
        guard (1...1000).contains(limit) else {
            throw OperationFailure(.usage, "Expected a limit from 1 to 1000, but found \(limit)")
        }
        let project = try desk.project()
        let states: [NoticeRecord.State] =
            failed ? [.failed] : all ? [.failed, .waiting, .sent, .gathered, .dropped] : [.failed, .waiting]
        let notices = try ListNotices(states, recipient: recipient, limit: limit).run(in: project.session)
        desk.show(
            NoticeRows.listing(notices, in: project),
            empty: failed ? "Nothing was given up." : all ? "Nobody was told anything." : "Nothing waits to be sent.")
    }
}

/// Shows one notice.
struct NoticesShowCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a notice as it is sent, and what became of it.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The notice.")
    var id: String

    func operate(_ desk: Desk) async throws {
        let project = try desk.project()
        let (notice, text) = try ShowNotice(id).run(in: project)
        guard common.output == .table else {
            return desk.show(NoticeRows.listing([notice], text: text, in: project), empty: "")
        }
        let moments = Moments(project.session.calendar)
        desk.console.write("\(desk.style.bold(notice.id))\n")
        desk.console.write("\(notice.state.rawValue), \(moments.text(Instant(row: notice.at)))")
        desk.console.write(
            notice.attempt == 0 ? "\n" : ", after \(notice.attempt == 1 ? "1 try" : "\(notice.attempt) tries")\n")
        if let detail = WaitingReason(in: project).words(for: notice) ?? notice.detail {
            desk.console.write("\(detail)\n")
        }
        if let digest = notice.digest { desk.console.write("stands in \(digest)\n") }
        desk.console.write("\n\(text)")
    }
}

/// Tries again what was given up.
struct NoticesRetryCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Have what was given up sent by the next tick.")

    @OptionGroup var common: CommonOptions

    @Argument(help: "The notice.")
    var id: String?

    @Flag(help: "Everything that was given up.")
    var all = false

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        let which: RetryNotices.Which
        switch (id, all) {
        case (let id?, false): which = .one(id)
        case (nil, true): which = .all
        default:
            throw OperationFailure(
                .usage, "Expected either a notice or --all", help: "see `waymark notices --failed`")
        }
        let count = try RetryNotices(which).run(in: session)
        desk.note("\(count) wait again; `waymark tick` sends them.")
    }
}

/// Shows what a digest would say.
struct NoticesPreviewCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "preview", abstract: "Show the digest that somebody would get now.")

    @OptionGroup var common: CommonOptions

    @Option(name: .customLong("for"), help: ArgumentHelp("The person; who acts if left out.", valueName: "person"))
    var person: String?

    func operate(_ desk: Desk) async throws {
        let project = try desk.project()
        let text = try PreviewDigest(person: try person ?? project.session.actor().id).run(in: project)
        guard common.output == .table else {
            var listing = Listing(columns: [("subject", "SUBJECT"), ("body", "TEXT")])
            listing.rows = [[.init(text.subject), .init(text.body)]]
            return desk.show(listing, empty: "")
        }
        desk.console.write("Subject: \(text.subject)\n\n\(text.body)")
    }
}
