/// Calls of functions.
extension Checker {
    mutating func call(
        _ name: String, _ target: SyntaxNode?, _ arguments: [SyntaxNode], _ node: SyntaxNode
    ) -> Typed {
        guard let target else { return globalCall(name, arguments, node) }
        // A call such as math.greatest(…) or optional.of(…) is a function whose name has a dot.
        if let path = Self.path(target), local(path[0]) == nil,
            let function = function((path + [name]).joined(separator: "."))
        {
            return apply(function, nil, arguments, node)
        }
        if name == "or" || name == "orValue", arguments.count == 1 { return orElse(name, target, arguments[0], node) }
        guard let function = environment.function(name) else {
            return missing(name, [target] + arguments, node)
        }
        return apply(function, target, arguments, node)
    }

    private mutating func globalCall(_ name: String, _ arguments: [SyntaxNode], _ node: SyntaxNode) -> Typed {
        if name == "dyn", arguments.count == 1 { return (check(arguments[0]).code, .dyn) }
        guard let function = function(name) else { return missing(name, arguments, node) }
        return apply(function, nil, arguments, node)
    }

    private func function(_ name: String) -> FunctionDeclaration? {
        if name.hasPrefix(".") { return environment.function(String(name.dropFirst())) }
        for scope in scopes {
            if let function = environment.function(scope + name) { return function }
        }
        return nil
    }

    private mutating func missing(_ name: String, _ arguments: [SyntaxNode], _ node: SyntaxNode) -> Typed {
        if isLenient { return (Code(.failure("there is no function `\(name)`"), node), .dyn) }
        if let usage = MacroUsage.usage(of: name) {
            report(node, .undeclared, "`\(name)` is not written like that", "write \(usage)")
        } else {
            for argument in arguments { _ = check(argument) }
            let names = Array(StandardLibrary.functions.keys) + Array(environment.functions.keys) + MacroUsage.names
            let near = Nearest.word(to: name, among: names.sorted())
            report(node, .undeclared, "there is no function `\(name)`", near.map { "did you mean `\($0)`?" })
        }
        return unknown(node)
    }

    /// `or` and `orValue` evaluate their argument only when it is needed.
    private mutating func orElse(
        _ name: String, _ target: SyntaxNode, _ argument: SyntaxNode, _ node: SyntaxNode
    ) -> Typed {
        let left = check(target)
        let right = check(argument)
        let inner = wrapped(in: left.type, target)
        let code = Code(.orElse(left.code, right.code, keepsOptional: name == "or"), node)
        let other = name == "or" ? wrapped(in: right.type, argument) : right.type
        let joined = inner.joined(with: other)
        if !isLenient, joined == .dyn, inner != .dyn, other != .dyn {
            report(node, .type, "`\(name)` gives \(inner.settled) or \(other.settled)", "give both the same type")
        }
        return (code, name == "or" ? .optional(joined) : joined)
    }

    // MARK: - Overloads

    private mutating func apply(
        _ function: FunctionDeclaration, _ target: SyntaxNode?, _ arguments: [SyntaxNode], _ node: SyntaxNode
    ) -> Typed {
        let nodes = (target.map { [$0] } ?? []) + arguments
        var typed = nodes.map { check($0) }
        let code = self.code(for: function, typed.map(\.code), node)
        if isLenient { return (Folding.folded(code, function.name), .dyn) }
        if typed.count > 1, function.name == "min" || function.name == "max" { adoptAmong(&typed, nodes) }
        if let extreme = enumerationCall(function.name, typed, node) { return extreme }
        if function.name == "string", typed.count == 1, case .abstract = typed[0].type { return (code, .string) }
        let overloads = function.overloads.filter { $0.isMember == (target != nil) }
        guard let type = result(of: overloads, &typed, nodes) else {
            report(
                node, .type, Self.mismatch(function.name, typed.map(\.type.settled), isMember: target != nil),
                Self.usage(of: function))
            return (code, .dyn)
        }
        if ["min", "max", "sort"].contains(function.name) { expectOrder(typed[0].type, function.name, node) }
        let folded = Folding.folded(code, function.name)
        if let fault = Folding.fault(of: folded, function.name) { report(node, .value, fault) }
        return (folded, type)
    }

    private mutating func expectOrder(_ type: CELType, _ function: String, _ node: SyntaxNode) {
        var type = type
        if case .list(let element) = type { type = element }
        guard !isOrdered(type) else { return }
        report(node, .type, "`\(function)` needs values with an order, which \(type.settled) has not")
    }

    private func code(for function: FunctionDeclaration, _ arguments: [Code], _ node: SyntaxNode) -> Code {
        guard function.name == "matches", arguments.count == 2, environment.functions["matches"] == nil else {
            return Code(.call(function.implementation, arguments), node)
        }
        var pattern: Pattern?
        if case .string(let text) = arguments[1].constant { pattern = try? Pattern(text) }
        return Code(.matches(arguments[0], arguments[1], pattern), node)
    }

    /// The type that the fitting overloads give; a literal text may stand for a value of a host's type.
    private mutating func result(
        of overloads: [FunctionDeclaration.Overload], _ typed: inout [Typed], _ nodes: [SyntaxNode]
    ) -> CELType? {
        if let type = OverloadMatch.result(of: overloads, for: typed.map(\.type)) { return type }
        for overload in overloads where overload.parameters.count == typed.count {
            var types = typed.map(\.type)
            var adopted: [(text: String, type: CELType, node: SyntaxNode)] = []
            for (index, parameter) in overload.parameters.enumerated() where takesLiterals(parameter) {
                guard case .string(let text) = typed[index].code.constant, types[index] == .string else { continue }
                types[index] = parameter
                adopted.append((text, parameter, nodes[index]))
            }
            guard !adopted.isEmpty, let type = OverloadMatch.result(of: [overload], for: types) else { continue }
            for part in adopted { verify(part.text, part.type, part.node) }
            return type
        }
        return nil
    }

    /// `min(due, "2013-10-31")`: the literal takes the type of the others.
    private mutating func adoptAmong(_ typed: inout [Typed], _ nodes: [SyntaxNode]) {
        guard let type = typed.map(\.type).first(where: takesLiterals) else { return }
        for index in typed.indices where typed[index].type == .string {
            guard case .string(let text) = typed[index].code.constant else { continue }
            verify(text, type, nodes[index])
            typed[index].type = type
        }
    }

    /// Extremes and the sorting of enumerations go by the order of their words, not of their letters.
    private mutating func enumerationCall(_ name: String, _ typed: [Typed], _ node: SyntaxNode) -> Typed? {
        guard let first = typed.first else { return nil }
        let order: EnumerationType
        if typed.count == 1, case .list(.enumeration(let type)) = first.type {
            order = type
        } else if typed.count > 1, let type = typed.lazy.compactMap({ Self.enumeration($0.type) }).first,
            typed.allSatisfy({ $0.type.isAssignable(to: .enumeration(type)) })
        {
            order = type
        } else {
            return nil
        }
        switch name {
        case "min", "max":
            let implementation = EnumerationOrder.extreme(name, order)
            return (Code(.call(implementation, typed.map(\.code)), node), .enumeration(order))
        case "sort" where typed.count == 1:
            return (Code(.call(EnumerationOrder.sort(order), [first.code]), node), first.type)
        default: return nil
        }
    }

    // MARK: - Messages

    private static func mismatch(_ name: String, _ types: [CELType], isMember: Bool) -> String {
        let words = types.map(\.description)
        guard isMember, let first = words.first else {
            return "`\(name)` does not take (\(words.joined(separator: ", ")))"
        }
        return "`\(name)` cannot be called on \(first) with (\(words.dropFirst().joined(separator: ", ")))"
    }

    private static func usage(of function: FunctionDeclaration) -> String {
        let forms = function.overloads.prefix(4).map { overload in
            let words = overload.parameters.map(\.settled.description)
            let tail = overload.isVariadic ? ", …" : ""
            guard overload.isMember, let first = words.first else {
                return "\(function.name)(\(words.joined(separator: ", "))\(tail))"
            }
            return "\(first).\(function.name)(\(words.dropFirst().joined(separator: ", "))\(tail))"
        }
        return "it is called as " + forms.joined(separator: " or ")
    }
}
