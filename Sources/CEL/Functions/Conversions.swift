extension StandardLibrary {
    /// From one type to another.
    static let conversions: [FunctionDeclaration] = [
        function("type", [Overload([.dyn], .type)]) { .type($0[0].typeName) },
        function("int", [.int, .uint, .double, .string, .timestamp].map { Overload([$0], .int) }, int),
        function("uint", [.int, .uint, .double, .string].map { Overload([$0], .uint) }, uint),
        function("double", [.int, .uint, .double, .string].map { Overload([$0], .double) }, double),
        function("bool", [.bool, .string].map { Overload([$0], .bool) }, bool),
        function(
            "string",
            [.string, .int, .uint, .double, .bool, .bytes, .timestamp, .duration].map { Overload([$0], .string) },
            string),
        function("bytes", [.string, .bytes].map { Overload([$0], .bytes) }, bytes),
        function("timestamp", [.string, .timestamp, .int].map { Overload([$0], .timestamp) }, timestamp),
        function("duration", [.string, .duration].map { Overload([$0], .duration) }, duration),
    ]

    @Sendable private static func int(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        switch arguments[0] {
        case .int: arguments[0]
        case .uint(let number): .int(try inRange(Int64(exactly: number)))
        case .double(let number): .int(try inRange(whole(number)))
        case .string(let text): .int(try parsed(Int64(text), text, "int"))
        case .timestamp(let moment): .int(moment.seconds)
        default: nil
        }
    }

    /// The whole part of a number; nil from ±2⁶³ on, where neighbours can no longer be told apart.
    private static func whole(_ number: Double) -> Int64? {
        abs(number) < 0x1p63 ? Int64(number) : nil
    }

    @Sendable private static func uint(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        switch arguments[0] {
        case .uint: arguments[0]
        case .int(let number): .uint(try inRange(UInt64(exactly: number)))
        case .double(let number): .uint(try inRange(number >= 0 && number < 0x1p64 ? UInt64(number) : nil))
        case .string(let text): .uint(try parsed(text.hasPrefix("-") ? nil : UInt64(text), text, "uint"))
        default: nil
        }
    }

    @Sendable private static func double(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        switch arguments[0] {
        case .double: arguments[0]
        case .int(let number): .double(Double(number))
        case .uint(let number): .double(Double(number))
        case .string(let text): .double(try parsed(Double(text), text, "double"))
        default: nil
        }
    }

    @Sendable private static func bool(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        switch arguments[0] {
        case .bool: return arguments[0]
        case .string(let text):
            if ["1", "t", "T", "true", "TRUE", "True"].contains(text) { return .bool(true) }
            if ["0", "f", "F", "false", "FALSE", "False"].contains(text) { return .bool(false) }
            return .bool(try parsed(nil, text, "bool"))
        default: return nil
        }
    }

    @Sendable private static func string(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        switch arguments[0] {
        case .string: return arguments[0]
        case .int(let number): return .string("\(number)")
        case .uint(let number): return .string("\(number)")
        case .double(let number): return .string(NumberText.shortest(number))
        case .bool(let flag): return .string("\(flag)")
        case .bytes(let bytes): return .string(try text(of: bytes))
        case .timestamp(let moment): return .string(moment.description)
        case .duration(let length): return .string(length.description)
        default: return nil
        }
    }

    static func text(of bytes: [UInt8]) throws(EvaluationFailure) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw EvaluationFailure("the bytes are not UTF-8 text")
        }
        return text
    }

    @Sendable private static func bytes(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        switch arguments[0] {
        case .bytes: arguments[0]
        case .string(let text): .bytes(Array(text.utf8))
        default: nil
        }
    }

    @Sendable private static func timestamp(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        switch arguments[0] {
        case .timestamp: return arguments[0]
        case .string(let text): return .timestamp(try parsed(Timestamp(text), text, "timestamp"))
        case .int(let seconds):
            let moment = Timestamp(seconds: seconds)
            guard moment.isInRange else { throw EvaluationFailure("the timestamp is out of range") }
            return .timestamp(moment)
        default: return nil
        }
    }

    @Sendable private static func duration(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        switch arguments[0] {
        case .duration: arguments[0]
        case .string(let text): .duration(try parsed(TimeSpan(text), text, "duration"))
        default: nil
        }
    }

    private static func inRange<Number>(_ number: Number?) throws(EvaluationFailure) -> Number {
        guard let number else { throw EvaluationFailure("the number is out of range") }
        return number
    }

    private static func parsed<Result>(_ result: Result?, _ text: String, _ type: String) throws(EvaluationFailure)
        -> Result
    {
        guard let result else { throw EvaluationFailure("\"\(text.prefix(80))\" cannot be read as \(type)") }
        return result
    }
}
