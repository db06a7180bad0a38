package import WaymarkCalendar
package import WaymarkCompiler
package import WaymarkDefinition

/// What scenarios are checked against.
package struct ScenarioEnvironment: Sendable {
    /// The definitions of the project, by workflow.
    package var definitions: [String: CompiledDefinition]
    /// The calendar, with its hash, which all scenarios have in common.
    package let hashedCalendar: HashedCalendar
    /// The kinds of organisation and position.
    package var schema: RegisterSchema
    /// The organisations of the register, by id.
    package let organisations: [String: Organisation]
    /// The people of the register, by id.
    package let people: [String: Person]
    /// The ids of organisations by their short names.
    package let shortNames: [String: String]

    /// Describes what scenarios are checked against.
    package init(
        definitions: [String: CompiledDefinition], calendar: WorkingCalendar, register: RegisterContent
    ) {
        self.definitions = definitions
        hashedCalendar = HashedCalendar(calendar)
        schema = register.schema
        organisations = Dictionary(
            register.organisations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        people = Dictionary(register.people.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        shortNames = Dictionary(
            register.organisations.map { ($0.short, $0.id) }, uniquingKeysWith: { first, _ in first })
    }

    /// The calendar.
    package var calendar: WorkingCalendar { hashedCalendar.calendar }
}
