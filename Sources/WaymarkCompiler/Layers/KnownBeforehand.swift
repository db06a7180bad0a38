package import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// What expressions may read before there is a case: some values by their names, and the calendar; no register.
package struct KnownBeforehand: HostedActivation {
    private let values: [String: Value]
    private let services: Services

    /// Lends values and a calendar.
    package init(_ values: [String: Value], calendar: WorkingCalendar) {
        self.values = values
        services = Services(calendar: calendar)
    }

    /// The value of a name; nil when it is not known beforehand.
    package func value(of qualifiedName: String) -> Value? { values[qualifiedName] }

    /// The calendar, and a register without anybody in it.
    package var host: any HostServices { services }

    private struct Services: HostServices {
        let calendar: WorkingCalendar
        var directory: any Directory { NoRegister() }
    }
}

/// A register that knows nobody, so that what rests on the register has no value.
private struct NoRegister: Directory {
    let schema = RegisterSchema(organisationTypes: [:], positions: [:])

    func organisation(_ id: String) -> Organisation? { nil }
    func person(_ id: String) -> Person? { nil }
    func organisations(ofType type: String, within id: String) throws -> [Organisation] {
        throw EvaluationFailure("who belongs where is not known before there is a case")
    }
    func people(holding position: String?, in organisation: String, on day: LocalDate) -> [Person] { [] }
}
