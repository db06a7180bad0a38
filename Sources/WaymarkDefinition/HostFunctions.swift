package import CEL
import WaymarkCalendar

/// The functions that the language adds to the standard ones: the register, dates and periods.
package enum HostFunctions {
    private typealias Overload = FunctionDeclaration.Overload
    private static let date = CELType.abstract("date")
    private static let period = CELType.record(PeriodValue.celType)
    private static let organisation = CELType.record(RegisterSchema.anyOrganisation)

    /// The types that only these functions know.
    package static let types = [
        AbstractType(
            "date", isOrdered: true,
            arithmeticHelp: "write add_days(day, 7), add_months(day, 1) or add_working_days(day, 5)"
        ) {
            LocalDate($0) == nil ? "\"\($0)\" is not a date; write 2013-10-31" : nil
        }
    ]

    /// All of them.
    package static let all: [FunctionDeclaration] = register + dates + periods

    private static func function(
        _ name: String, _ overloads: [([CELType], CELType)],
        _ apply: @escaping @Sendable ([Value], () throws(EvaluationFailure) -> any HostServices) throws -> Value
    ) -> FunctionDeclaration {
        let counts = Set(overloads.map(\.0.count))
        return FunctionDeclaration(name, overloads.map { Overload($0.0, $0.1) }) {
            arguments, activation throws(EvaluationFailure) in
            // An expression that was not checked may give it anything.
            guard counts.contains(arguments.count) else {
                throw EvaluationFailure(
                    "no such overload: \(name)(\(arguments.map(\.typeName).joined(separator: ", ")))")
            }
            do {
                return try apply(arguments) { () throws(EvaluationFailure) in
                    guard let host = (activation as? any HostedActivation)?.host else {
                        throw EvaluationFailure("`\(name)` cannot be used here")
                    }
                    return host
                }
            } catch let failure as EvaluationFailure {
                throw failure
            } catch let failure as FieldFailure {
                throw EvaluationFailure("`\(name)`: \(failure.message)")
            } catch let failure as CalendarError {
                throw EvaluationFailure("`\(name)`: \(failure.message)")
            } catch {
                throw EvaluationFailure("`\(name)`: \(error)")
            }
        }
    }

    // MARK: - Register

    private static let register: [FunctionDeclaration] = [
        function("org", [([.string], organisation)]) { arguments, host in
            let id = try OrganisationID(fieldValue: arguments[0]).description
            guard let record = try host().directory.record(of: id) else {
                throw EvaluationFailure("the register has no organisation \"\(id)\"")
            }
            return record
        },
        function(
            "organisations", [([.string, .string], .list(organisation)), ([.string, .dyn], .list(organisation))]
        ) { arguments, host in
            let type = try String(fieldValue: arguments[0])
            let within = try OrganisationID(fieldValue: arguments[1]).description
            return .list(
                try host().directory.organisations(ofType: type, within: within).compactMap {
                    try host().directory.record(of: $0.id)
                })
        },
    ]

    // MARK: - Dates

    private static let dates: [FunctionDeclaration] = [
        function("date", [([.string], date), ([.timestamp], date), ([date], date)]) { arguments, host in
            if case .timestamp = arguments[0] {
                return .string(
                    try host().calendar.zone.local(of: try Instant(fieldValue: arguments[0])).date.description)
            }
            return .string(try LocalDate(fieldValue: arguments[0]).description)
        },
        function("add_days", [([date, .int], date)]) { arguments, _ in
            .string(try LocalDate(fieldValue: arguments[0]).adding(days: try Int(fieldValue: arguments[1])).description)
        },
        function("add_months", [([date, .int], date)]) { arguments, _ in
            .string(
                try LocalDate(fieldValue: arguments[0]).adding(months: try Int(fieldValue: arguments[1])).description)
        },
        function("add_working_days", [([date, .int], date)]) { arguments, host in
            let start = try LocalDate(fieldValue: arguments[0])
            return .string(
                try host().calendar.adding(workingDays: try Int(fieldValue: arguments[1]), to: start).description)
        },
        function("working_days_between", [([date, date], .int)]) { arguments, host in
            let days = try host().calendar.workingDays(
                from: try LocalDate(fieldValue: arguments[0]), upTo: try LocalDate(fieldValue: arguments[1]))
            return .int(Int64(days))
        },
    ]

    // MARK: - Periods

    private static func periodic(_ name: String, _ change: @escaping @Sendable (Period) -> Period)
        -> FunctionDeclaration
    {
        function(name, [([period], period)]) { arguments, _ in
            change(try Period(fieldValue: arguments[0])).fieldValue ?? .null
        }
    }

    private static let periods: [FunctionDeclaration] = [
        function("period", [([.string], period)]) { arguments, _ in
            try Period(fieldValue: arguments[0]).fieldValue ?? .null
        },
        periodic("next") { $0.next },
        periodic("previous") { $0.previous },
        periodic("held") { $0.heldPeriod },
        function("first_working_day", [([period], date)]) { arguments, host in
            .string(try host().calendar.workingDay(onOrAfter: try Period(fieldValue: arguments[0]).start).description)
        },
    ]
}
