package import WaymarkCalendar
package import WaymarkDefinition

/// The register and the calendar, for the functions of the language.
package struct EngineHost: HostServices {
    /// The register.
    package var directory: any Directory
    /// The calendar.
    package var calendar: WorkingCalendar

    /// Lends both.
    package init(directory: any Directory, calendar: WorkingCalendar) {
        self.directory = directory
        self.calendar = calendar
    }
}
