/// Operators.
extension Checker {
    mutating func operation(
        _ operation: Operation, _ leftNode: SyntaxNode, _ rightNode: SyntaxNode, _ node: SyntaxNode
    ) -> Typed {
        var left = check(leftNode)
        var right = check(rightNode)
        let code = Code(.operation(operation, left.code, right.code), node)
        if isLenient { return (Folding.folded(code), .dyn) }
        if operation.isComparison || operation == .contains {
            adoptLiterals(&left, &right, leftNode, rightNode, isContainment: operation == .contains)
        }
        switch operation {
        case .equal, .notEqual:
            if !isComparable(left.type, right.type) { reportMismatch(operation, left.type, right.type, node) }
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            if !isOrdered(left.type, right.type) { reportMismatch(operation, left.type, right.type, node) }
            if let order = Self.enumeration(left.type) ?? Self.enumeration(right.type) {
                let compare = EnumerationOrder.comparison(operation, order)
                return (Code(.call(compare, [left.code, right.code]), node), .bool)
            }
        case .contains:
            if !contains(right.type, left.type) { reportMismatch(operation, left.type, right.type, node) }
        case .add, .subtract, .multiply, .divide, .remainder:
            let overloads = StandardLibrary.arithmetic[operation] ?? []
            guard let type = OverloadMatch.result(of: overloads, for: [left.type, right.type]) else {
                reportMismatch(operation, left.type, right.type, node)
                return (code, .dyn)
            }
            return (Folding.folded(code), type)
        }
        return (Folding.folded(code), .bool)
    }

    private mutating func reportMismatch(
        _ operation: Operation, _ left: CELType, _ right: CELType, _ node: SyntaxNode
    ) {
        let (left, right) = (left.settled, right.settled)
        var help: String?
        let message: String
        switch operation {
        case .contains: message = "`in` cannot look for \(left) in \(right)"
        case .add, .subtract, .multiply, .divide, .remainder:
            message = "`\(operation.rawValue)` cannot be used on \(left) and \(right)"
            if operation == .add, (left == .string) != (right == .string) { help = "string(x) makes text of a value" }
            for case .abstract(let name) in [left, right] where help == nil {
                help = environment.abstractTypes[name]?.arithmeticHelp
            }
            if left.isNumber, right.isNumber {
                help = "double(x), int(x) and uint(x) change one kind of number to another"
            }
        default:
            message = "`\(operation.rawValue)` cannot compare \(left) with \(right)"
            if case .optional = left { help = "x.orValue(other) takes the value out of an optional" }
        }
        report(node, .type, message, help)
    }

    private func isComparable(_ left: CELType, _ right: CELType) -> Bool {
        let (left, right) = (left.loosened, right.loosened)
        return left.isAssignable(to: right) || right.isAssignable(to: left) || (left.isNumber && right.isNumber)
    }

    private func isOrdered(_ left: CELType, _ right: CELType) -> Bool {
        (isOrdered(left) || left == .dyn) && (isOrdered(right) || right == .dyn) && isComparable(left, right)
    }

    /// Whether values of a type have an order among themselves.
    func isOrdered(_ type: CELType) -> Bool {
        switch type {
        case .bool, .int, .uint, .double, .string, .bytes, .timestamp, .duration, .enumeration, .dyn, .parameter: true
        case .abstract(let name): environment.abstractTypes[name]?.isOrdered == true
        default: false
        }
    }

    private func contains(_ container: CELType, _ item: CELType) -> Bool {
        switch container {
        case .dyn, .parameter: true
        case .list(let element): isComparable(element, item)
        case .map(let key, _): isComparable(key, item)
        case .record: isComparable(.string, item)
        default: false
        }
    }

    // MARK: - Signs and conditions

    mutating func not(_ operand: SyntaxNode, _ node: SyntaxNode) -> Typed {
        let (code, type) = check(operand)
        expectBool(type, operand)
        return (Folding.folded(Code(.not(code), node)), .bool)
    }

    mutating func negative(_ operand: SyntaxNode, _ node: SyntaxNode) -> Typed {
        let (code, type) = check(operand)
        if !isLenient, !type.isAssignable(to: .int), type != .double, type != .duration {
            report(node, .type, "`-` cannot stand before \(type.settled)")
        }
        return (Folding.folded(Code(.negative(code), node)), type)
    }

    mutating func conditional(
        _ conditionNode: SyntaxNode, _ yesNode: SyntaxNode, _ noNode: SyntaxNode, _ node: SyntaxNode
    ) -> Typed {
        let condition = check(conditionNode)
        let yes = check(yesNode)
        let no = check(noNode)
        expectBool(condition.type, conditionNode)
        let type = yes.type.joined(with: no.type)
        if !isLenient, type == .dyn, yes.type != .dyn, no.type != .dyn {
            report(
                node, .type, "the two sides of `:` are \(yes.type.settled) and \(no.type.settled)",
                "give both the same type, or write dyn(x) around one")
        }
        return (Code(.conditional(condition.code, yes.code, no.code), node), type)
    }
}

extension CELType {
    /// The type without the fields of maps that are written out, which may be compared with any map.
    fileprivate var loosened: CELType {
        switch self {
        case .record(let record) where record.name == RecordType.literalName: .map(.string, .dyn)
        case .list(let element): .list(element.loosened)
        case .optional(let wrapped): .optional(wrapped.loosened)
        case .map(let key, let value): .map(key, value.loosened)
        default: self
        }
    }
}
