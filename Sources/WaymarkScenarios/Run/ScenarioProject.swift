import WaymarkCalendar
package import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics
package import WaymarkOperations
package import WaymarkPluginKit

/// A project as scenarios need it: its register and calendar read, its workflows compiled once.
package struct ScenarioProject: Sendable {
    /// The settings.
    package let settings: Settings
    /// Everything that is wrong with configuration and workflows.
    package private(set) var diagnostics: Diagnostics
    /// What scenarios are checked against; nil when the calendar cannot be read.
    package private(set) var environment: ScenarioEnvironment?
    /// The workflow of each folder.
    package private(set) var workflowsByFolder: [String: String] = [:]
    private let register: RegisterContent
    private let registry: PluginRegistry
    private let dataFolder: String

    /// Reads a project.
    /// - Parameters:
    ///   - files: The project's files.
    ///   - places: Folders of workflows besides those of the settings.
    ///   - registry: The step kinds of the build.
    /// - Throws: ``OperationFailure`` when a file of the configuration cannot be read.
    package init(_ files: ProjectFiles, besides places: [String] = [], registry: PluginRegistry) throws {
        self.registry = registry
        (settings, diagnostics) = Settings.read(try files.text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        dataFolder = files.path(settings.data)
        let (calendar, calendarFaults) = try files.calendar(settings.calendar)
        let (content, registerFaults) = try RegisterImport(files: files, folder: settings.register).read()
        register = content
        diagnostics.add(contentsOf: calendarFaults)
        diagnostics.add(contentsOf: registerFaults)
        let workflows = settings.workflows + places.filter { files.isFolder($0) && !$0.hasSuffix("/scenarios") }
        let definitions = try compile(workflows, files)
        environment = calendar.map {
            ScenarioEnvironment(definitions: definitions, calendar: $0, register: content)
        }
    }

    /// The definitions of some folders, by workflow; only what makes one unusable is reported.
    private mutating func compile(_ places: [String], _ files: ProjectFiles) throws -> [String: CompiledDefinition] {
        let vocabularies = try files.vocabularies(in: settings.vocabularies)
        diagnostics.add(contentsOf: vocabularies.diagnostics)
        let bundles = try files.bundles(in: places, vocabularies: vocabularies.values)
        var environment = CompilerEnvironment(registry: registry, registerSchema: register.schema)
        environment.workflows = Compiler.interfaces(of: bundles)
        var definitions: [String: CompiledDefinition] = [:]
        for bundle in bundles {
            let result = Compiler.compile(bundle, in: environment)
            for fault in result.diagnostics.sorted where fault.severity == .error { diagnostics.add(fault) }
            guard let definition = result.definition else { continue }
            definitions[definition.workflow] = definition
            workflowsByFolder[Self.folder(of: bundle.file)] = definition.workflow
        }
        return definitions
    }

    /// The stage on which scenarios of the project are played.
    func stage(in environment: ScenarioEnvironment, publishingTo folder: String) throws -> ScenarioStage {
        try ScenarioStage(
            environment: environment, register: register, registry: registry, dataFolder: dataFolder,
            publicationFolder: folder)
    }

    /// The folder that a file stands in.
    static func folder(of name: String) -> String {
        name.lastIndex(of: "/").map { String(name[..<$0]) } ?? ""
    }
}
