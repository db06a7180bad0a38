/// The functions that every expression has.
enum StandardLibrary {
    typealias Overload = FunctionDeclaration.Overload
    typealias Apply = @Sendable ([Value]) throws(EvaluationFailure) -> Value?

    /// All of them, by name.
    static let functions: [String: FunctionDeclaration] = Dictionary(
        (conversions + texts + textSearch + lists + maths + bits + times + optionals + encoders).map { ($0.name, $0) },
        uniquingKeysWith: { first, _ in first })

    /// The types that can be named.
    static let typeNames: Set<String> = [
        "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type", "optional_type",
        "google.protobuf.Timestamp", "google.protobuf.Duration",
    ]

    private static let numbers: [Overload] = [.int, .uint, .double].map { Overload([$0, $0], $0) }

    /// How arithmetic operators can be used.
    static let arithmetic: [Operation: [Overload]] = [
        .add: numbers + [
            Overload([.string, .string], .string), Overload([.bytes, .bytes], .bytes),
            Overload([.list(item), .list(item)], .list(item)), Overload([.timestamp, .duration], .timestamp),
            Overload([.duration, .timestamp], .timestamp), Overload([.duration, .duration], .duration),
        ],
        .subtract: numbers + [
            Overload([.timestamp, .timestamp], .duration), Overload([.timestamp, .duration], .timestamp),
            Overload([.duration, .duration], .duration),
        ],
        .multiply: numbers,
        .divide: numbers,
        .remainder: [Overload([.int, .int], .int), Overload([.uint, .uint], .uint)],
    ]

    /// A type that a call decides.
    static let item = CELType.parameter("A")

    /// A function that gives nil for arguments of the wrong types.
    static func function(_ name: String, _ overloads: [Overload], _ apply: @escaping Apply) -> FunctionDeclaration {
        // Worked out once: going through the overloads at every call would cost more than most functions do.
        let fixed = overloads.reduce(UInt64(0)) { $0 | 1 << UInt64($1.parameters.count) }
        let variadic = overloads.filter(\.isVariadic).map(\.parameters.count).min() ?? .max
        return FunctionDeclaration(name, overloads) { arguments, _ throws(EvaluationFailure) in
            let count = arguments.count
            let isAdmitted = count > variadic || (count < 64 && fixed & (1 << UInt64(count)) != 0)
            guard isAdmitted, let value = try apply(arguments) else { throw noOverload(name, arguments) }
            return value
        }
    }

    static func noOverload(_ name: String, _ arguments: [Value]) -> EvaluationFailure {
        EvaluationFailure("no such overload: \(name)(\(arguments.map(\.typeName).joined(separator: ", ")))")
    }

    static func limit(_ size: Int) throws(EvaluationFailure) {
        try Arithmetic.limit(size)
    }
}

extension FunctionDeclaration.Overload {
    /// A way to call a function as a member.
    static func member(_ parameters: [CELType], _ result: CELType) -> Self {
        Self(parameters, result, isMember: true)
    }
}
