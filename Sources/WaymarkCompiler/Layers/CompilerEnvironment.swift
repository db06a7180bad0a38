package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkDiagnostics
package import WaymarkPluginKit

/// What a workflow is compiled against.
package struct CompilerEnvironment: Sendable {
    /// The step kinds of this build.
    package var registry: PluginRegistry
    /// The kinds of organisation and position of the register.
    package var registerSchema: RegisterSchema
    /// The other workflows of the project, by name.
    package var workflows: [String: WorkflowInterface]
    /// Who holds what, where a register is at hand.
    package var register: RegisterCensus?
    /// The working days, where a calendar is at hand.
    package var calendar: WorkingCalendar?
    /// When schedules start cases, by workflow and in order, where schedules are at hand.
    package var openings: [String: [CaseOpening]] = [:]
    /// Whether the sources were checked before, when they were published: what is not there now is taken on trust.
    package var isTrusted: Bool

    /// Describes an environment.
    package init(
        registry: PluginRegistry, registerSchema: RegisterSchema, workflows: [String: WorkflowInterface] = [:],
        register: RegisterCensus? = nil, calendar: WorkingCalendar? = nil, isTrusted: Bool = false
    ) {
        self.registry = registry
        self.registerSchema = registerSchema
        self.workflows = workflows
        self.register = register
        self.calendar = calendar
        self.isTrusted = isTrusted
    }
}

/// What came of compiling a workflow.
package struct CompileResult: Sendable {
    /// The definition, when nothing makes it unusable.
    package var definition: CompiledDefinition?
    /// Everything that is wrong with it.
    package var diagnostics: Diagnostics
    /// How many names, ways and conditions were looked at; it grows as the file does, faults or none.
    package var effort = 0
}
