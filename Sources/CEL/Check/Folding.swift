/// Works out, when an expression is checked, what is the same at every evaluation.
enum Folding {
    /// Functions whose value for constants is worked out beforehand: the conversions.
    private static let foldable: Set<String> = [
        "type", "int", "uint", "double", "bool", "string", "bytes", "timestamp", "duration",
    ]

    /// Functions whose failure for constants is reported beforehand.
    private static let reported: Set<String> = ["timestamp", "duration"]

    /// The node, or a constant in its place.
    static func folded(_ code: Code) -> Code {
        switch code.kind {
        case .operation(_, let left, let right) where left.constant != nil && right.constant != nil:
            evaluated(code)
        case .all(let operands) where operands.contains { $0.constant == .bool(false) }:
            Code(.constant(.bool(false)), like: code)
        case .all(let operands) where operands.allSatisfy { $0.constant == .bool(true) }:
            Code(.constant(.bool(true)), like: code)
        case .any(let operands) where operands.contains { $0.constant == .bool(true) }:
            Code(.constant(.bool(true)), like: code)
        case .any(let operands) where operands.allSatisfy { $0.constant == .bool(false) }:
            Code(.constant(.bool(false)), like: code)
        case .not(let operand) where operand.constant != nil: evaluated(code)
        case .negative(let operand) where operand.constant != nil: evaluated(code)
        default: code
        }
    }

    /// As ``folded(_:)`` for the call of a function.
    static func folded(_ code: Code, _ function: String) -> Code {
        guard foldable.contains(function), case .call(_, let arguments) = code.kind,
            arguments.allSatisfy({ $0.constant != nil })
        else { return code }
        return evaluated(code)
    }

    /// What is wrong with a call whose arguments are constants, so that it can never succeed.
    static func fault(of code: Code, _ function: String) -> String? {
        if case .matches(_, let text, nil) = code.kind, case .string(let pattern) = text.constant {
            do {
                _ = try Pattern(pattern)
                return nil
            } catch {
                return error.message
            }
        }
        guard reported.contains(function), case .call(_, let arguments) = code.kind,
            arguments.allSatisfy({ $0.constant != nil })
        else { return nil }
        var machine = Machine(activation: DictionaryActivation(), slotCount: 0)
        do {
            _ = try machine.value(of: code)
            return nil
        } catch {
            return error.message
        }
    }

    private static func evaluated(_ code: Code) -> Code {
        var machine = Machine(activation: DictionaryActivation(), slotCount: 0)
        guard let value = try? machine.value(of: code) else { return code }
        return Code(.constant(value), like: code)
    }
}
