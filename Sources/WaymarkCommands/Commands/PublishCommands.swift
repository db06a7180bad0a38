import ArgumentParser
import CEL
import Foundation
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// Puts definitions into the store.
struct PublishCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Put workflows into the store, each as a version that never changes.",
        discussion:
            "All of them are checked first, and all are published or none. What is started without having been published is published with it, and so is what it calls."
    )

    @OptionGroup var common: CommonOptions

    @Argument(help: "Files or folders; the project's workflows if none is given.")
    var paths: [String] = []

    @Flag(name: .customLong("dry-run"), help: "Say what would be published, without doing it.")
    var isDryRun = false

    func operate(_ desk: Desk) async throws {
        let project = try desk.project(makesStore: true)
        let places = paths.map { desk.place($0, in: project.files) }
        let results = try PublishWorkflows(places.isEmpty ? nil : places, isDryRun: isDryRun).run(in: project)
        var listing = Listing(columns: [
            ("workflow", "WORKFLOW"), ("version", "VERSION"), ("hash", "HASH"), ("result", "RESULT"),
            ("detail", "WHY"), ("help", "WHAT TO DO"),
        ])
        listing.rows = results.map(row)
        desk.show(listing, empty: "There is no workflow.")
        let refused = results.filter { if case .refused = $0.answer { true } else { false } }
        if refused.isEmpty {
            let new = results.filter { if case .new = $0.answer { true } else { false } }.count
            return desk.note(isDryRun ? "\(new) would be published." : "\(new) published.")
        }
        throw OperationFailure(
            .conflict, "nothing is published, because \(refused.count) of \(results.count) cannot be",
            details: refused.map { "\($0.workflow) \($0.version)" }, number: "WM3103")
    }

    private func row(_ result: PublishWorkflows.Result) -> [Listing.Cell] {
        let answer: (word: String, detail: String?, help: String?, emphasis: Listing.Emphasis) =
            switch result.answer {
            case .new(let before):
                (isDryRun ? "would be new" : "new", before.map { "after \($0)" }, nil, .good)
            case .unchanged(let newest):
                ("unchanged", newest.map { "new cases start on \($0)" }, nil, .plain)
            case .refused(let reason, let help): ("refused", reason, help, .alarming)
            }
        return [
            .init(result.workflow, emphasis: .strong), .init(result.version),
            .init(.string(result.hash), text: String(result.hash.prefix(12)), emphasis: .faint),
            .init(answer.word, emphasis: answer.emphasis), .init(answer.detail), .init(answer.help),
        ]
    }
}

/// Lists what is published.
struct DefinitionsCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "definitions",
        abstract: "List the published versions of workflows, or print one as it was published.")

    @OptionGroup var common: CommonOptions

    @Argument(
        help: ArgumentHelp(
            "Print the text of this one: workflow, workflow@version or workflow@hash.", valueName: "workflow"))
    var name: String?

    func operate(_ desk: Desk) async throws {
        let session = try desk.project().session
        if let name { return try show(ShowDefinition(DefinitionReference(name)).run(in: session), desk) }
        var listing = Listing(columns: [
            ("workflow", "WORKFLOW"), ("version", "VERSION"), ("hash", "HASH"), ("published_at", "PUBLISHED"),
            ("published_by", "BY"), ("open_cases", "OPEN"), ("ended_cases", "ENDED"), ("newest", "NEW CASES"),
        ])
        let moments = Moments(session.calendar)
        listing.rows = try ListDefinitions().run(in: session).map { line in
            let at = Instant(row: line.record.publishedAt)
            return [
                .init(line.record.workflow, emphasis: .strong), .init(line.record.version),
                .init(.string(line.record.hash), text: String(line.record.hash.prefix(12)), emphasis: .faint),
                .init(.timestamp(at.timestamp), text: moments.text(at)),
                .init(line.record.publishedBy.isEmpty ? nil : line.record.publishedBy), .init(line.open),
                .init(line.ended),
                .init(.bool(line.isNewest), text: line.isNewest ? "start here" : "", emphasis: .good),
            ]
        }
        desk.show(listing, empty: "Nothing is published.")
    }

    private func show(_ sources: ShowDefinition.Sources, _ desk: Desk) throws {
        guard desk.common.output != .table else {
            desk.console.write(sources.text)
            for template in sources.templates { desk.note("It has the template \(template.name).") }
            return
        }
        let record = sources.record
        let value = Value.map(
            MapValue([
                (.string("workflow"), .string(record.workflow)), (.string("version"), .string(record.version)),
                (.string("hash"), .string(record.hash)), (.string("title"), .string(record.title)),
                (.string("published_at"), .timestamp(Instant(row: record.publishedAt).timestamp)),
                (.string("published_by"), record.publishedBy.isEmpty ? .null : .string(record.publishedBy)),
                (.string("file"), .string(sources.file)), (.string("text"), .string(sources.text)),
                (
                    .string("templates"),
                    .map(MapValue(sources.templates.map { (.string($0.name), .string($0.text)) }))
                ),
            ]))
        desk.console.write(JSONText.string(of: value, style: .plain) + "\n")
    }
}

extension Desk {
    /// A path that a person typed, as the project's files know it: the same file has one name, however it is typed.
    func place(_ path: String, in files: ProjectFiles) -> String {
        func plain(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
        let full = plain(path.hasPrefix("/") ? path : program.folder + "/" + path)
        let folder = plain(files.folder) + "/"
        return full.hasPrefix(folder) ? String(full.dropFirst(folder.count)) : full
    }
}
