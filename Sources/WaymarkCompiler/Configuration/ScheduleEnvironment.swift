package import WaymarkCalendar
package import WaymarkDefinition

/// What schedules are read against.
package struct ScheduleEnvironment: Sendable {
    /// The workflows of the project, by name.
    package var workflows: [String: WorkflowInterface]
    /// The kinds of organisation and position of the register.
    package var registerSchema: RegisterSchema
    /// The calendar of the programme.
    package var calendar: WorkingCalendar
    /// Finds another calendar of the project; nil when there is none of that name that can be used.
    package var namedCalendar: @Sendable (String) -> WorkingCalendar?
    /// Who holds what, where a register is at hand.
    package var register: RegisterCensus?
    /// The ids of the people of the register, where one is at hand.
    package var people: Set<String>?

    /// Describes what schedules are read against.
    package init(
        workflows: [String: WorkflowInterface], registerSchema: RegisterSchema, calendar: WorkingCalendar,
        namedCalendar: @escaping @Sendable (String) -> WorkingCalendar? = { _ in nil }, register: RegisterCensus? = nil,
        people: Set<String>? = nil
    ) {
        self.workflows = workflows
        self.registerSchema = registerSchema
        self.calendar = calendar
        self.namedCalendar = namedCalendar
        self.register = register
        self.people = people
    }
}
