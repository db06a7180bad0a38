package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkPluginKit

/// Everything besides the case that a decision may depend on; given from outside, the same on every replay.
///
/// Immutable; a class because each step of a decision hands it on.
package final class DecisionContext: Sendable {
    /// The time of the command.
    package let now: Instant
    /// On whose behalf the command comes.
    package let principal: Principal
    /// The register.
    package let directory: any Directory
    /// The calendar of the programme, with its hash.
    package let hashedCalendar: HashedCalendar
    /// The step kinds of this build.
    package let registry: PluginRegistry

    /// Describes the surroundings of a decision.
    package init(
        now: Instant, principal: Principal, directory: any Directory, calendar: HashedCalendar,
        registry: PluginRegistry
    ) {
        self.now = now
        self.principal = principal
        self.directory = directory
        hashedCalendar = calendar
        self.registry = registry
    }

    /// The same for somebody else.
    func acting(as principal: Principal) -> DecisionContext {
        DecisionContext(
            now: now, principal: principal, directory: directory, calendar: hashedCalendar, registry: registry)
    }

    /// The calendar of the programme.
    package var calendar: WorkingCalendar { hashedCalendar.calendar }

    /// The day of the command in the calendar's zone.
    package var today: LocalDate { calendar.zone.local(of: now).date }
}
