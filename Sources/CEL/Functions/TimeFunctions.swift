extension StandardLibrary {
    /// The parts of moments and of lengths of time.
    static let times: [FunctionDeclaration] = [
        part("getFullYear") { civil, _ in civil.year },
        part("getMonth") { civil, _ in civil.month - 1 },
        part("getDate") { civil, _ in civil.day },
        part("getDayOfMonth") { civil, _ in civil.day - 1 },
        part("getDayOfWeek") { civil, _ in civil.dayOfWeek },
        part("getDayOfYear") { civil, _ in civil.dayOfYear },
        part("getHours", ofSpan: { $0.seconds / 3600 }) { civil, _ in civil.hour },
        part("getMinutes", ofSpan: { $0.seconds / 60 }) { civil, _ in civil.minute },
        part("getSeconds", ofSpan: { $0.seconds }) { civil, _ in civil.second },
        part("getMilliseconds", ofSpan: { Int64($0.nanoseconds / 1_000_000) }) { _, moment in
            Int(moment.nanoseconds / 1_000_000)
        },
    ]

    private static func part(
        _ name: String, ofSpan spanPart: (@Sendable (TimeSpan) -> Int64)? = nil,
        _ momentPart: @escaping @Sendable (CivilTime, Timestamp) -> Int
    ) -> FunctionDeclaration {
        var overloads: [Overload] = [.member([.timestamp], .int), .member([.timestamp, .string], .int)]
        if spanPart != nil { overloads.append(.member([.duration], .int)) }
        return FunctionDeclaration(name, overloads) { arguments, activation throws(EvaluationFailure) in
            switch (arguments.first, arguments.count) {
            case (.timestamp(let moment), 1):
                return .int(Int64(momentPart(CivilTime(seconds: moment.seconds), moment)))
            case (.timestamp(let moment), 2):
                guard case .string(let zone) = arguments[1] else { throw noOverload(name, arguments) }
                let offset = try ZoneOffset.seconds(of: zone, at: moment, activation)
                return .int(Int64(momentPart(CivilTime(seconds: moment.seconds + offset), moment)))
            case (.duration(let length), 1):
                guard let spanPart else { throw noOverload(name, arguments) }
                return .int(spanPart(length))
            default: throw noOverload(name, arguments)
            }
        }
    }
}
