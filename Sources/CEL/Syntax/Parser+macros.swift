/// Calls, and the calls that are macros: they name variables of their own.
extension Parser {
    func call(
        _ name: String, target: SyntaxNode?, _ arguments: [SyntaxNode], _ start: Int
    ) throws(Problem) -> SyntaxNode {
        guard let target else {
            if name == "has" || name == ".has", arguments.count == 1 { return try presence(arguments[0], start) }
            return try node(.call(name, target: nil, arguments: arguments), start)
        }
        if name == "bind", arguments.count == 3, case .identifier("cel") = target.kind {
            return try node(.bind(name: try simpleName(arguments[0]), value: arguments[1], body: arguments[2]), start)
        }
        if name == "optMap" || name == "optFlatMap", arguments.count == 2 {
            let presence = SyntaxNode.WhenPresent(
                operand: target, name: try simpleName(arguments[0]), body: arguments[1], isFlat: name == "optFlatMap")
            return try node(.whenPresent(presence), start)
        }
        if let loop = try loop(name, range: target, arguments) { return try node(.loop(loop), start) }
        return try node(.call(name, target: target, arguments: arguments), start)
    }

    private func presence(_ argument: SyntaxNode, _ start: Int) throws(Problem) -> SyntaxNode {
        guard case .select(_, _, false) = argument.kind else {
            throw Problem(
                start: argument.start, end: argument.end, kind: .syntax,
                message: "has() asks whether a field is there, so it needs one", suggestion: "write has(a.b)")
        }
        return try node(.has(argument), start)
    }

    private func loop(
        _ name: String, range: SyntaxNode, _ arguments: [SyntaxNode]
    ) throws(Problem) -> SyntaxNode.Loop? {
        guard let shape = LoopShape(name, argumentCount: arguments.count) else { return nil }
        var names: [String] = []
        for argument in arguments.prefix(shape.names) { names.append(try simpleName(argument)) }
        if names.count == 2, names[0] == names[1] {
            throw Problem(
                start: arguments[1].start, end: arguments[1].end, kind: .syntax, message: "the two names must differ")
        }
        let rest = arguments.dropFirst(shape.names)
        guard let body = rest.last else { return nil }
        return SyntaxNode.Loop(
            form: shape.form, range: range, names: names, condition: rest.count == 2 ? rest.first : nil, body: body)
    }

    private func simpleName(_ node: SyntaxNode) throws(Problem) -> String {
        guard case .identifier(let name) = node.kind, !name.hasPrefix(".") else {
            throw Problem(
                start: node.start, end: node.end, kind: .syntax, message: "expected a simple name for a variable here")
        }
        return name
    }
}

/// Which macro a call is, and how many of its arguments are names.
private struct LoopShape {
    var form: SyntaxNode.Loop.Form
    var names: Int

    init?(_ name: String, argumentCount: Int) {
        switch (name, argumentCount) {
        case ("all", 2): (form, names) = (.all, 1)
        case ("all", 3): (form, names) = (.all, 2)
        case ("exists", 2): (form, names) = (.exists, 1)
        case ("exists", 3): (form, names) = (.exists, 2)
        case ("exists_one", 2), ("existsOne", 2): (form, names) = (.existsOne, 1)
        case ("exists_one", 3), ("existsOne", 3): (form, names) = (.existsOne, 2)
        case ("filter", 2): (form, names) = (.filter, 1)
        case ("map", 2), ("map", 3): (form, names) = (.map, 1)
        case ("transformList", 3), ("transformList", 4): (form, names) = (.transformList, 2)
        case ("transformMap", 3), ("transformMap", 4): (form, names) = (.transformMap, 2)
        case ("transformMapEntry", 3), ("transformMapEntry", 4): (form, names) = (.transformMapEntry, 2)
        case ("sortBy", 2): (form, names) = (.sortBy, 1)
        default: return nil
        }
    }
}
