import WaymarkCalendar
package import WaymarkCompiler
package import WaymarkDefinition
import WaymarkNotices
package import WaymarkPluginKit
package import WaymarkRuntime
package import WaymarkStore

extension Project {
    /// What a rehearsal has other than the project.
    package struct Rehearsal: Sendable {
        /// Another calendar: a name under `Config/calendars`, or a path.
        package var calendar: String?
        /// Another version of one workflow.
        package var workflow: SourceBundle?
        /// The folder that effects read data from; the project's if nil.
        package var dataFolder: String?

        /// Changes nothing.
        package init(calendar: String? = nil, workflow: SourceBundle? = nil, dataFolder: String? = nil) {
            self.calendar = calendar
            self.workflow = workflow
            self.dataFolder = dataFolder
        }
    }

    /// Opens a project on an empty store in memory, with its definitions published and its register read.
    ///
    /// The project's own store is not looked at, and nothing outside is touched.
    /// - Throws: ``OperationFailure`` saying what is missing or wrong.
    package static func rehearsal(
        of files: ProjectFiles, with rehearsal: Rehearsal = Rehearsal(), registry: PluginRegistry
    ) throws -> (project: Project, definitions: [String: CompiledDefinition]) {
        let (settings, faults) = Settings.read(try files.text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        try refuse(faults, files)
        let name = rehearsal.calendar ?? settings.calendar
        let isPath = name.contains("/") || name.hasSuffix(".yaml")
        let calendar = try calendar(isPath ? name : ProjectFiles.calendarFile(name), files)
        let schema = try schema(settings, files)
        var environment = RuntimeEnvironment(
            calendar: calendar, registry: registry, registerSchema: schema,
            dataFolder: rehearsal.dataFolder ?? files.path(settings.data), publicationFolder: "",
            compile: { hash, bytes in try stored(hash, bytes, registry: registry, schema: schema) })
        environment.isRehearsal = true
        let store = MemoryEventStore()
        try RegisterImport(files: files, folder: settings.register).runIfChanged(on: store)
        let clock = FixedClock(calendar.close(of: calendar.firstDate))
        let project = Project(
            files: files, settings: settings, notices: NoticeSettings(), registerSchema: schema, registry: registry,
            session: Session(
                runtime: Runtime(store: store, environment: environment), clock: clock, person: nil),
            storePath: "memory")
        return (project, try project.publish(replacing: rehearsal.workflow))
    }

    /// The same on a store of its own, which begins with the definitions and the register of this one.
    ///
    /// The definitions are what was published, so that nothing is compiled again; the observer is told of every commit.
    package func copy(
        with definitions: [String: CompiledDefinition], observer: any CommitObserver
    ) throws -> Project {
        guard let store = session.store as? MemoryEventStore else {
            throw OperationFailure(.fault, "only a project on a store in memory can be copied")
        }
        var environment = session.runtime.environment
        environment.observer = observer
        let runtime = Runtime(store: MemoryEventStore(beginningAs: store), environment: environment)
        for definition in definitions.values { runtime.definitions.remember(definition) }
        return Project(
            files: files, settings: settings, notices: notices, registerSchema: registerSchema, registry: registry,
            session: Session(runtime: runtime, clock: session.clock, person: nil), storePath: storePath)
    }

    /// The sources of a version of a workflow: of a file, or of a version that was published in the project's store.
    ///
    /// - Throws: ``OperationFailure`` when there is no such file or version.
    package static func sources(
        of name: String, in files: ProjectFiles, store: String?,
        opener: (_ path: String, _ makesMissing: Bool) throws -> any EventStore
    ) throws -> SourceBundle {
        let (settings, _) = Settings.read(try files.text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
            let vocabularies = try files.vocabularies(in: settings.vocabularies)
            let bundles = try files.bundles(in: [name], vocabularies: vocabularies.values)
            guard let bundle = bundles.first, bundles.count == 1 else {
                throw OperationFailure(
                    .usage, "Expected one workflow in \(name), but there are \(bundles.count)",
                    help: "name the file of one workflow")
            }
            return bundle
        }
        let opened = try opener(try storePath(store ?? settings.store, files), false)
        defer { try? opened.close() }
        let record = try opened.read { try DefinitionReference(name).record(in: $0) }
        return try SourceBundle(bytes: record.source)
    }
}
