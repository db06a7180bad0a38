/// Resolves the names of an expression and works out its types, reporting everything that is wrong.
///
/// The files `Checker+….swift` hold names, calls, operators, macros, and literals that stand for the host's values.
struct Checker {
    typealias Typed = (code: Code, type: CELType)

    struct Local {
        var name: String
        var slot: Int
        var type: CELType
    }

    let environment: Environment
    /// Whether types are left to the evaluation.
    let isLenient: Bool
    var locals: [Local] = []
    var references: [CheckedExpression.Reference] = []
    private(set) var problems: [Problem] = []
    /// How many declared names were gone through because of what is wrong.
    var namesCompared = 0
    private(set) var slotCount = 0

    init(environment: Environment, isLenient: Bool) {
        self.environment = environment
        self.isLenient = isLenient
    }

    mutating func check(_ node: SyntaxNode) -> Typed {
        let typed = resolve(node)
        return isLenient ? (typed.code, .dyn) : typed
    }

    private mutating func resolve(_ node: SyntaxNode) -> Typed {
        switch node.kind {
        case .literal(let value): return (Code(.constant(value), node), Self.type(of: value))
        case .identifier, .select(_, _, false): return name(node) ?? selection(node)
        case .select: return selection(node)
        case .has(let selection): return presence(of: selection, node)
        case .index(let operand, let index, let isOptional):
            return element(of: check(operand), at: check(index), isOptional: isOptional, node)
        case .call(let function, let target, let arguments): return call(function, target, arguments, node)
        case .operation(let operation, let left, let right): return self.operation(operation, left, right, node)
        case .not(let operand): return not(operand, node)
        case .negative(let operand): return negative(operand, node)
        case .conditional(let condition, let yes, let no): return conditional(condition, yes, no, node)
        case .all(let operands): return (Folding.folded(Code(.all(conditions(operands)), node)), .bool)
        case .any(let operands): return (Folding.folded(Code(.any(conditions(operands)), node)), .bool)
        case .list(let items): return list(items, node)
        case .map(let entries): return map(entries, node)
        case .loop(let loop): return self.loop(loop, node)
        case .bind(let name, let value, let body): return bind(name, value, body, node)
        case .whenPresent(let presence): return whenPresent(presence, node)
        }
    }

    private static func type(of value: Value) -> CELType {
        switch value {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        case .timestamp: .timestamp
        case .duration: .duration
        case .type: .type
        case .list, .map, .optional: .dyn
        }
    }

    // MARK: - Reporting

    mutating func report(_ node: SyntaxNode, _ kind: Problem.Kind, _ message: String, _ suggestion: String? = nil) {
        report(start: node.start, end: node.end, kind, message, suggestion)
    }

    mutating func report(
        start: Int, end: Int, _ kind: Problem.Kind, _ message: String, _ suggestion: String? = nil
    ) {
        problems.append(Problem(start: start, end: end, kind: kind, message: message, suggestion: suggestion))
    }

    /// What stands for an expression that has been reported, so that nothing else is reported because of it.
    func unknown(_ node: SyntaxNode) -> Typed { (Code(.constant(.null), node), .dyn) }

    mutating func push(_ name: String, _ type: CELType) -> Int {
        let slot = slotCount
        slotCount += 1
        locals.append(Local(name: name, slot: slot, type: type))
        return slot
    }

    mutating func expectBool(_ type: CELType, _ node: SyntaxNode) {
        guard !isLenient, !type.isAssignable(to: .bool) else { return }
        report(node, .type, "expected true or false here, but found \(type.settled)")
    }

    private mutating func conditions(_ nodes: [SyntaxNode]) -> [Code] {
        nodes.map { node in
            let (code, type) = check(node)
            expectBool(type, node)
            return code
        }
    }

    // MARK: - Lists and maps

    private mutating func list(_ items: [(item: SyntaxNode, isOptional: Bool)], _ node: SyntaxNode) -> Typed {
        var codes: [(item: Code, isOptional: Bool)] = []
        var element = CELType.free
        for (item, isOptional) in items {
            var (code, type) = check(item)
            if isOptional { type = unwrapped(type, item) }
            element = element.joined(with: type)
            codes.append((code, isOptional))
        }
        let constants = codes.compactMap { $0.isOptional ? nil : $0.item.constant }
        let kind: Code.Kind = constants.count == codes.count ? .constant(.list(constants)) : .list(codes)
        return (Code(kind, node), .list(element))
    }

    private mutating func map(
        _ entries: [(key: SyntaxNode, value: SyntaxNode, isOptional: Bool)], _ node: SyntaxNode
    ) -> Typed {
        var codes: [(key: Code, value: Code, isOptional: Bool)] = []
        var fields: [RecordType.Field] = []
        var keyType = CELType.free
        var valueType = CELType.free
        for (keyNode, valueNode, isOptional) in entries {
            let key = check(keyNode)
            var value = check(valueNode)
            if isOptional { value.type = unwrapped(value.type, valueNode) }
            if !key.type.isKey, !isLenient {
                report(
                    keyNode, .type, "a map's key cannot be \(key.type.settled)", "use text, a whole number or a bool")
            }
            if case .string(let name) = key.code.constant {
                fields.append(.init(name: name, type: value.type.settled, optional: isOptional))
            }
            keyType = keyType.joined(with: key.type)
            valueType = valueType.joined(with: value.type)
            codes.append((key.code, value.code, isOptional))
        }
        let code = Code(.map(codes), node)
        guard valueType == .dyn, fields.count == entries.count else { return (code, .map(keyType, valueType)) }
        return (code, .record(RecordType(name: RecordType.literalName, fields: fields)))
    }

    private mutating func unwrapped(_ type: CELType, _ node: SyntaxNode) -> CELType {
        switch type {
        case .optional(let wrapped): return wrapped
        case .dyn: return .dyn
        default:
            if !isLenient { report(node, .type, "expected an optional value after `?`, but found \(type.settled)") }
            return .dyn
        }
    }
}

extension RecordType {
    /// The name of the type of a map that is written out with several types of values.
    static let literalName = "map<string, dyn>"
}

extension CELType {
    fileprivate var isKey: Bool {
        switch self {
        case .int, .uint, .bool, .string, .enumeration, .abstract, .dyn, .parameter: true
        default: false
        }
    }
}
