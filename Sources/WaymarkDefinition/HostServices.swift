package import CEL
package import WaymarkCalendar

/// What the functions of the language need from outside an expression.
package protocol HostServices: Sendable {
    /// The register.
    var directory: any Directory { get }
    /// The calendar of the programme.
    var calendar: WorkingCalendar { get }
}

/// An activation that lends the functions of the language what they need.
package protocol HostedActivation: Activation {
    /// The register and the calendar.
    var host: any HostServices { get }
}
