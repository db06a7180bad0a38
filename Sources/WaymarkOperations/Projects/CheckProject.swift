package import WaymarkCalendar
package import WaymarkCompiler
package import WaymarkDefinition
package import WaymarkDiagnostics
package import WaymarkPluginKit

/// Checks workflows without running anything.
package struct CheckProject: Sendable {
    /// What was found: all that is wrong, and what the project is made of as far as nothing is.
    package struct Findings: Sendable {
        /// What is wrong.
        package var diagnostics: Diagnostics
        /// How many workflows were looked at.
        package var workflows: Int
        /// The settings.
        package var settings: Settings
        /// The register.
        package var register: RegisterContent
        /// The calendar of the programme; nil where it has faults.
        package var calendar: WorkingCalendar?
        /// What is known of each workflow, by name.
        package var interfaces: [String: WorkflowInterface]
        /// The workflows without a fault, by name.
        package var definitions: [String: CompiledDefinition]
    }

    private let places: [String]?
    private let readsSchedules: Bool

    /// Checks the workflows of some places, or all of the project; then also its schedules, unless they do not matter.
    package init(_ places: [String]?, readsSchedules: Bool = true) {
        self.places = places
        self.readsSchedules = readsSchedules
    }

    /// What is wrong, and what the project is made of.
    package func run(_ files: ProjectFiles, registry: PluginRegistry) throws -> Findings {
        let (settings, faults) = Settings.read(try files.text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        var diagnostics = faults
        let vocabularies = try files.vocabularies(in: settings.vocabularies)
        diagnostics.add(contentsOf: vocabularies.diagnostics)
        _ = try files.text(settings.register + "/types.yaml")
        let (register, registerFaults) = try RegisterImport(files: files, folder: settings.register).read()
        diagnostics.add(contentsOf: registerFaults)
        let (calendar, calendarFaults) = try files.calendar(settings.calendar)
        diagnostics.add(contentsOf: calendarFaults)
        diagnostics.add(contentsOf: try NoticeFiles(files).check(people: Set(register.people.map(\.id))))
        for name in files.calendarNames where name != settings.calendar {
            diagnostics.add(contentsOf: try files.calendar(name).diagnostics)
        }
        var environment = CompilerEnvironment(
            registry: registry, registerSchema: register.schema,
            register: RegisterCensus(organisations: register.organisations, people: register.people),
            calendar: calendar)
        let all = try files.bundles(in: settings.workflows, vocabularies: vocabularies.values)
        let interfaces = Compiler.interfaces(of: all)
        if readsSchedules, let calendar {
            let schedules = ScheduleEnvironment(
                workflows: interfaces, registerSchema: register.schema, calendar: calendar,
                namedCalendar: files.calendarFinder, register: environment.register,
                people: Set(register.people.map(\.id)))
            let (book, faults) = try ScheduleFiles(files).read(in: schedules)
            environment.openings = book.openings(in: calendar)
            if places == nil { diagnostics.add(contentsOf: faults) }
        }
        let bundles = try places.map { try files.bundles(in: $0, vocabularies: vocabularies.values) } ?? all
        // What is checked counts among the workflows anyway.
        let (workflowFaults, definitions) = Compiler.checkTogether(
            bundles, beside: places == nil ? [] : all, in: environment)
        diagnostics.add(contentsOf: workflowFaults)
        return Findings(
            diagnostics: diagnostics, workflows: bundles.count, settings: settings, register: register,
            calendar: calendar, interfaces: interfaces, definitions: definitions)
    }
}
