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
package protocol HostedActivation: ZoneAware {
    /// The register and the calendar.
    var host: any HostServices { get }
}

extension HostedActivation {
    /// Seconds east of UTC in a zone at a moment; nil when there is no such zone.
    package func offset(ofZone name: String, at seconds: Int64) -> Int64? {
        let zone = host.calendar.zone.identifier == name ? host.calendar.zone : ZoneTable.named(name)
        return zone.map { Int64($0.utcOffset(at: Instant(millisecondsSinceEpoch: seconds * 1000))) }
    }
}
