package import WaymarkCalendar
package import WaymarkCompiler
package import WaymarkDefinition

/// What the files of `Config/simulation` are checked against: the project that they are to run ahead.
package struct BehaviourEnvironment: Sendable {
    /// What is known of each workflow, by name.
    package var workflows: [String: WorkflowInterface]
    /// The workflows without a fault, by name.
    package var definitions: [String: CompiledDefinition]
    /// The kinds of organisation and position of the register.
    package var registerSchema: RegisterSchema
    /// The ids of the people of the register.
    package var people: Set<String>
    /// The calendar of the programme; nil where it has faults of its own.
    package var calendar: WorkingCalendar?
    /// Whether the data folder has a file.
    package var hasData: @Sendable (String) -> Bool

    /// Describes what behaviours are checked against.
    package init(
        workflows: [String: WorkflowInterface], definitions: [String: CompiledDefinition],
        registerSchema: RegisterSchema, people: Set<String>, calendar: WorkingCalendar?,
        hasData: @escaping @Sendable (String) -> Bool
    ) {
        self.workflows = workflows
        self.definitions = definitions
        self.registerSchema = registerSchema
        self.people = people
        self.calendar = calendar
        self.hasData = hasData
    }
}
