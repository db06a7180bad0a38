/// Macros: they bring names of their own.
extension Checker {
    mutating func loop(_ loop: SyntaxNode.Loop, _ node: SyntaxNode) -> Typed {
        let range = check(loop.range)
        let types = itemTypes(of: range.type, count: loop.names.count, loop.range)
        let slots = zip(loop.names, types).map { push($0, $1) }
        let condition = loop.condition.map { check($0) }
        if let condition, let node = loop.condition { expectBool(condition.type, node) }
        let body = check(loop.body)
        locals.removeLast(slots.count)
        if [.all, .exists, .existsOne, .filter].contains(loop.form) { expectBool(body.type, loop.body) }
        var code = Code.Loop(
            form: loop.form, range: range.code, slots: slots, condition: condition?.code, body: body.code)
        let type: CELType
        switch loop.form {
        case .all, .exists, .existsOne: type = .bool
        case .filter: type = .list(types[0])
        case .map, .transformList: type = .list(body.type)
        case .transformMap: type = .map(keyType(of: range.type), body.type)
        case .transformMapEntry: type = entryType(body.type, loop.body)
        case .sortBy:
            type = .list(types[0])
            if case .enumeration(let order) = body.type { code.order = order }
            if !isLenient, !isOrdered(body.type) {
                report(loop.body, .type, "\(body.type.settled) has no order to sort by")
            }
        }
        return (Code(.loop(code), node), type)
    }

    private mutating func itemTypes(of range: CELType, count: Int, _ node: SyntaxNode) -> [CELType] {
        switch range {
        case .list(let element): return count == 1 ? [element] : [.int, element]
        case .map(let key, let value): return count == 1 ? [key] : [key, value]
        case .record: return count == 1 ? [.string] : [.string, .dyn]
        case .dyn, .parameter: return Array(repeating: .dyn, count: count)
        default:
            if !isLenient {
                report(node, .type, "\(range.settled) cannot be gone through", "only lists and maps can")
            }
            return Array(repeating: .dyn, count: count)
        }
    }

    /// The type of a map that is made of small maps, as of `{v: k}`.
    private mutating func entryType(_ type: CELType, _ node: SyntaxNode) -> CELType {
        switch type {
        case .map: return type
        case .record: return .map(.string, .dyn)
        case .dyn, .parameter: return .map(.dyn, .dyn)
        default:
            if !isLenient {
                report(node, .type, "expected a map here, but found \(type.settled)", "write {key: value}")
            }
            return .map(.dyn, .dyn)
        }
    }

    private func keyType(of range: CELType) -> CELType {
        switch range {
        case .list: .int
        case .map(let key, _): key
        case .record: .string
        default: .dyn
        }
    }

    mutating func bind(_ name: String, _ value: SyntaxNode, _ body: SyntaxNode, _ node: SyntaxNode) -> Typed {
        let value = check(value)
        let slot = push(name, value.type)
        let body = check(body)
        locals.removeLast()
        return (Code(.bind(slot: slot, value: value.code, body: body.code), node), body.type)
    }

    mutating func whenPresent(_ presence: SyntaxNode.WhenPresent, _ node: SyntaxNode) -> Typed {
        let operand = check(presence.operand)
        let slot = push(presence.name, wrapped(in: operand.type, presence.operand))
        let body = check(presence.body)
        locals.removeLast()
        if presence.isFlat { _ = wrapped(in: body.type, presence.body) }
        let code = Code.Presence(operand: operand.code, slot: slot, body: body.code, isFlat: presence.isFlat)
        return (Code(.whenPresent(code), node), presence.isFlat ? body.type : .optional(body.type))
    }

    mutating func wrapped(in type: CELType, _ node: SyntaxNode) -> CELType {
        switch type {
        case .optional(let wrapped): return wrapped
        case .dyn, .parameter: return .dyn
        default:
            if !isLenient { report(node, .type, "expected an optional value, but found \(type.settled)") }
            return .dyn
        }
    }
}
