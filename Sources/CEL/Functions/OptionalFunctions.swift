extension StandardLibrary {
    /// Values that may be missing.
    static let optionals: [FunctionDeclaration] = [
        function("optional.of", [Overload([item], .optional(item))]) { .optional($0[0]) },
        function("optional.none", [Overload([], .optional(item))]) { _ in .optional(nil) },
        function("optional.ofNonZeroValue", [Overload([item], .optional(item))]) { arguments in
            .optional(arguments[0].isZero ? nil : arguments[0])
        },
        function("hasValue", [.member([.optional(item)], .bool)]) { arguments in
            guard case .optional(let inner) = arguments[0] else { return nil }
            return .bool(inner != nil)
        },
        function("value", [.member([.optional(item)], item)]) { arguments throws(EvaluationFailure) in
            guard case .optional(let inner) = arguments[0] else { return nil }
            guard let inner else { throw EvaluationFailure("the optional has no value") }
            return inner
        },
        function("first", [.member([.list(item)], .optional(item))]) { arguments in
            guard case .list(let items) = arguments[0] else { return nil }
            return .optional(items.first)
        },
        function("last", [.member([.list(item)], .optional(item))]) { arguments in
            guard case .list(let items) = arguments[0] else { return nil }
            return .optional(items.last)
        },
        function("optional.unwrap", [Overload([.list(.optional(item))], .list(item))], unwrap),
        function("unwrapOpt", [.member([.list(.optional(item))], .list(item))], unwrap),
    ]

    @Sendable private static func unwrap(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        guard case .list(let items) = arguments[0] else { return nil }
        var present: [Value] = []
        for item in items {
            guard case .optional(let inner) = item else { return nil }
            if let inner { present.append(inner) }
        }
        return .list(present)
    }
}

extension Value {
    /// Whether it is the empty value of its type.
    fileprivate var isZero: Bool {
        switch self {
        case .null, .optional(nil), .bool(false), .int(0), .uint(0): true
        case .double(let number): number == 0
        case .string(let text): text.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .list(let items): items.isEmpty
        case .map(let map): map.isEmpty
        case .duration(let length): length == TimeSpan(seconds: 0)
        case .timestamp(let moment): moment == Timestamp(seconds: 0)
        default: false
        }
    }
}
