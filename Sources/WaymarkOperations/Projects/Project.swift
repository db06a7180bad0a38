import CEL
package import WaymarkCalendar
package import WaymarkCompiler
package import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkNotices
package import WaymarkPluginKit
package import WaymarkRuntime
package import WaymarkSchedules
package import WaymarkStore

/// Which project, which store, and who acts: what a person says, before the settings are looked at.
package struct ProjectRequest: Sendable {
    /// The project's folder; found from where the program was started when nil.
    package var folder: String?
    /// Where the program was started.
    package var startedIn: String
    /// The store; as the settings say when nil.
    package var store: String?
    /// The id of who acts.
    package var actor: String?

    /// Describes a request.
    package init(folder: String?, startedIn: String, store: String?, actor: String?) {
        self.folder = folder
        self.startedIn = startedIn
        self.store = store
        self.actor = actor
    }
}

/// A project opened for work: its settings, calendar and register, and a session on its store.
package struct Project: Sendable {
    /// The files.
    package let files: ProjectFiles
    /// The settings.
    package let settings: Settings
    /// Who is told of what.
    package let notices: NoticeSettings
    /// Why what the project says of that cannot be used; nothing is sent until it is mended.
    package private(set) var noticesFault: OperationFailure?
    /// The kinds of organisation and position.
    package let registerSchema: RegisterSchema
    /// The step kinds of the build.
    package let registry: PluginRegistry
    /// The dealings with the store.
    package private(set) var session: Session
    /// Where the store is.
    package let storePath: String

    /// The project's folder.
    package var folder: String { files.folder }

    /// Opens stores: by path, and whether a missing one is made.
    package typealias StoreOpener = @Sendable (_ path: String, _ makesMissing: Bool) throws -> any EventStore

    /// Opens a project and its store, and brings the store's register up to date with the files.
    /// - Throws: ``OperationFailure`` saying what is missing or wrong.
    package static func open(
        _ request: ProjectRequest, registry: PluginRegistry, clock: any WallClock, makesStore: Bool = false,
        opener: StoreOpener
    ) throws -> Project {
        let files = try ProjectFiles(folder: request.folder, startedIn: request.startedIn)
        let (settings, faults) = Settings.read(try files.text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        try refuse(faults, files)
        let path = try storePath(request.store ?? settings.store, files)
        let calendar = try calendar(ProjectFiles.calendarFile(settings.calendar), files)
        let schema = try schema(settings, files)
        let store = try opener(path, makesStore)
        let (notices, noticesFault) = try NoticeFiles(files).settings(on: store)
        let environment = RuntimeEnvironment(
            calendar: calendar, registry: registry, registerSchema: schema, dataFolder: files.path(settings.data),
            publicationFolder: try publications(settings, of: path, files),
            notices: NoticePlanner(settings: notices, calendar: calendar),
            compile: { hash, bytes in try stored(hash, bytes, registry: registry, schema: schema) })
        let runtime = Runtime(store: store, environment: environment)
        try RegisterImport(files: files, folder: settings.register).runIfChanged(on: store)
        let person = try (request.actor ?? settings.actor).map { try self.person($0, runtime) }
        let session = Session(runtime: runtime, clock: try VirtualClock.clock(of: store) ?? clock, person: person)
        return Project(
            files: files, settings: settings, notices: notices, noticesFault: noticesFault, registerSchema: schema,
            registry: registry, session: session, storePath: path)
    }

    /// Where a store publishes. Another store than the project's has cases of the same names, so it has a folder beside it.
    private static func publications(_ settings: Settings, of store: String, _ files: ProjectFiles) throws -> String {
        if try storePath(settings.store, files) == store { return files.path(settings.publications) }
        return (store.hasSuffix(".sqlite") ? String(store.dropLast(7)) : store) + "-published"
    }

    static func refuse(_ diagnostics: Diagnostics, _ files: ProjectFiles) throws {
        guard diagnostics.hasErrors else { return }
        throw OperationFailure(faults: diagnostics, in: files)
    }

    static func storePath(_ name: String, _ files: ProjectFiles) throws -> String {
        if name.hasPrefix("sqlite:") { return files.path(String(name.dropFirst(7))) }
        throw OperationFailure(.usage, "Expected a store such as sqlite:PATH, but found \"\(name)\"")
    }

    static func calendar(_ file: String, _ files: ProjectFiles) throws -> WorkingCalendar {
        let (calendar, faults) = try files.calendar(in: file)
        try refuse(faults, files)
        guard let calendar else {
            throw OperationFailure(.findings, "the calendar \(file) cannot be used")
        }
        return calendar
    }

    static func schema(_ settings: Settings, _ files: ProjectFiles) throws -> RegisterSchema {
        let name = settings.register + "/types.yaml"
        let (schema, faults) = RegisterReader.schema(try files.text(name), file: name)
        try refuse(faults, files)
        return schema
    }

    private static func person(_ id: String, _ runtime: Runtime) throws -> Person {
        guard let person = try runtime.directory.person(id) else {
            throw OperationFailure(
                .notPermitted, "Expected a person of the register, but there is no \"\(id)\"",
                help: "use --as with a person's id")
        }
        return person
    }

    /// Compiles a definition that was checked when it was published.
    static func stored(
        _ hash: ContentHash, _ bytes: [UInt8], registry: PluginRegistry, schema: RegisterSchema
    ) throws -> CompiledDefinition {
        let bundle = try SourceBundle(bytes: bytes)
        let environment = CompilerEnvironment(registry: registry, registerSchema: schema, isTrusted: true)
        let result = Compiler.compile(bundle, in: environment)
        guard let definition = result.definition else {
            let fault = result.diagnostics.sorted.first { $0.severity == .error }
            throw RuntimeError(
                .definition,
                "the definition \(bundle.file) (\(hash.description.prefix(12))) does not compile with this build: \(fault?.message ?? "")",
                help: "use the build that its cases were started with")
        }
        return definition
    }

    // MARK: - Definitions

    /// The sources of the project's workflows, or of some places.
    package func bundles(in places: [String]? = nil) throws -> [SourceBundle] {
        let vocabularies = try files.vocabularies(in: settings.vocabularies)
        try Self.refuse(vocabularies.diagnostics, files)
        return try files.bundles(in: places ?? settings.workflows, vocabularies: vocabularies.values)
    }

    /// The sources of the project's workflows, with another version of one instead, if it is given.
    func bundles(replacing other: SourceBundle?) throws -> [SourceBundle] {
        guard let other else { return try bundles() }
        let workflow = Compiler.interface(of: other)?.workflow
        return try bundles().filter { Compiler.interface(of: $0)?.workflow != workflow } + [other]
    }

    /// Publishes the project's workflows whose sources have changed; another version of one instead, if it is given.
    ///
    /// `workflow`: The only one that is meant, with those that it calls; what others have in hand stays theirs.
    /// - Returns: The definitions, by workflow.
    /// - Throws: ``OperationFailure`` with every fault when one of them has errors; then none is published.
    @discardableResult
    package func publish(
        _ workflow: String? = nil, replacing other: SourceBundle? = nil
    ) throws -> [String: CompiledDefinition] {
        var bundles = try bundles(replacing: other)
        var environment = CompilerEnvironment(registry: registry, registerSchema: registerSchema)
        environment.workflows = Compiler.interfaces(of: bundles)
        if let workflow {
            // Where there is no workflow of that name it may be one whose text cannot be read.
            let isKnown = environment.workflows[workflow] != nil
            let meant: Set<String?> = isKnown ? Self.called(by: workflow, among: environment.workflows) : [nil]
            bundles.removeAll { !meant.contains(Compiler.interface(of: $0)?.workflow) }
        }
        var diagnostics = Diagnostics()
        var compiled: [(CompiledDefinition, SourceBundle)] = []
        for bundle in bundles {
            let result = Compiler.compile(bundle, in: environment)
            diagnostics.add(contentsOf: result.diagnostics)
            if let definition = result.definition { compiled.append((definition, bundle)) }
        }
        try Self.refuse(diagnostics, files)
        let now = session.now.millisecondsSinceEpoch
        try session.store.write { store in
            for (definition, bundle) in compiled {
                let hash = definition.hash.description
                guard try store.latestDefinition(workflow: definition.workflow)?.hash != hash else { continue }
                try store.publish(
                    DefinitionRecord(
                        hash: hash, workflow: definition.workflow, version: definition.version, title: definition.title,
                        source: bundle.bytes, publishedAt: now, publishedBy: session.person?.id ?? ""))
            }
        }
        for (definition, _) in compiled { session.runtime.definitions.remember(definition) }
        return Dictionary(compiled.map { ($0.0.workflow, $0.0) }, uniquingKeysWith: { first, _ in first })
    }

    /// A workflow and all that it calls, and so on.
    private static func called(by workflow: String, among known: [String: WorkflowInterface]) -> Set<String?> {
        var found: Set<String?> = [workflow]
        var next = [workflow]
        while let name = next.popLast() {
            for called in known[name]?.calls ?? [] where found.insert(called).inserted { next.append(called) }
        }
        return found
    }

    /// The definition that new cases of a workflow start on, published now if its sources have changed.
    package func definition(of workflow: String) throws -> CompiledDefinition {
        let definitions = try publish(workflow)
        guard let definition = definitions[workflow] else {
            throw OperationFailure(
                .notFound, "Expected a workflow, but there is none named \"\(workflow)\"",
                help: "there are: " + Compiler.interfaces(of: try bundles()).keys.sorted().joined(separator: ", "))
        }
        return definition
    }

    // MARK: - Time

    /// Moves the clock of a store with a virtual clock, doing everything that falls due on the way.
    ///
    /// Without a book of schedules only the cases that there are go on.
    /// - Throws: ``OperationFailure`` when the store goes by the computer's clock, or the moment has passed.
    @discardableResult
    package func advanceClock(to moment: Instant, with book: ScheduleBook? = nil) async throws -> Tick.Outcome {
        guard let clock = try VirtualClock.clock(of: session.store) else {
            throw OperationFailure(
                .conflict, "Expected a store with a virtual clock, but this one goes by the computer's",
                help: "leave --to out")
        }
        guard moment >= clock.now else {
            throw OperationFailure(.usage, "Expected a moment from now on, but the clock stands at \(clock.now)")
        }
        var total = Tick.Outcome()
        try await doWhatIsDue(at: clock.now, with: book, &total)
        while let next = try nextMoment(with: book), next <= moment, total.schedules.problems.isEmpty {
            try VirtualClock.set(next, in: session.store)
            try await doWhatIsDue(at: next, with: book, &total)
        }
        try VirtualClock.set(moment, in: session.store)
        return total
    }

    /// The project at another moment.
    package func at(_ moment: Instant) -> Project {
        var then = self
        then.session = Session(runtime: session.runtime, clock: FixedClock(moment), person: session.person)
        return then
    }

    private func nextMoment(with book: ScheduleBook?) throws -> Instant? {
        book == nil ? try session.runtime.nextMoment() : try Tick().next(in: session)
    }

    private func doWhatIsDue(at moment: Instant, with book: ScheduleBook?, _ total: inout Tick.Outcome) async throws {
        let round = try await session.runtime.settle(now: moment)
        total.round.messages += round.messages
        total.round.effects += round.effects
        total.round.timers += round.timers
        guard let book else { return }
        let schedules = try await RunSchedules(book).run(in: at(moment))
        total.schedules.reports += schedules.reports
        total.schedules.releases += schedules.releases
        total.schedules.problems += schedules.problems
    }
}

/// The clock of a store that does not go by the computer's: for demonstrations and previews.
package enum VirtualClock {
    private static let setting = "clock.virtual"

    /// The clock of a store, if it has one of its own.
    package static func clock(of store: any EventStore) throws -> FixedClock? {
        try store.read { try $0.setting(setting) }.flatMap { Int64($0) }.map {
            FixedClock(Instant(millisecondsSinceEpoch: $0))
        }
    }

    /// Puts the clock of a store.
    package static func set(_ moment: Instant, in store: any EventStore) throws {
        try store.write { try $0.set("\(moment.millisecondsSinceEpoch)", for: setting) }
    }
}
