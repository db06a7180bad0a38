package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkPluginKit

/// Everything besides the case that a decision may depend on; given from outside, the same on every replay.
package struct DecisionContext: Sendable {
    /// The time of the command.
    package var now: Instant
    /// On whose behalf the command comes.
    package var principal: Principal
    /// The register.
    package var directory: any Directory
    /// The calendar of the programme.
    package var calendar: WorkingCalendar
    /// The step kinds of this build.
    package var registry: PluginRegistry

    /// Describes the surroundings of a decision.
    package init(
        now: Instant, principal: Principal, directory: any Directory, calendar: WorkingCalendar,
        registry: PluginRegistry
    ) {
        self.now = now
        self.principal = principal
        self.directory = directory
        self.calendar = calendar
        self.registry = registry
    }

    /// The day of the command in the calendar's zone.
    package var today: LocalDate { calendar.zone.local(of: now).date }
}
