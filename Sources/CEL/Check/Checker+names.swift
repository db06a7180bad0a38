/// Names, the fields of what they name, and elements.
extension Checker {
    /// The dotted name that a chain of selections spells, if it does; a leading dot stays with the first part.
    static func path(_ node: SyntaxNode) -> [String]? {
        switch node.kind {
        case .identifier(let name): [name]
        case .select(let operand, let field, false): path(operand).map { $0 + [field] }
        default: nil
        }
    }

    /// The name at which a chain of selections begins, if it is one.
    private static func root(_ node: SyntaxNode) -> String? {
        switch node.kind {
        case .identifier(let name): name
        case .select(let operand, _, false): root(operand)
        default: nil
        }
    }

    /// What ``path(_:)`` gives, joined by dots.
    private static func spell(_ node: SyntaxNode, into text: inout String) {
        switch node.kind {
        case .identifier(let name): text += name
        case .select(let operand, let field, _):
            spell(operand, into: &text)
            text += "."
            text += field
        default: break
        }
    }

    /// A local, or the longest declared name that a chain of selections spells; nil when it selects a field.
    mutating func name(_ node: SyntaxNode) -> Typed? {
        guard let root = Self.root(node) else { return nil }
        let isAbsolute = root.utf8.first == UInt8(ascii: ".")
        if !isAbsolute, let local = local(root) {
            guard case .identifier = node.kind else { return nil }
            return (Code(.local(local.slot), node), local.type)
        }
        var written = ""
        Self.spell(node, into: &written)
        if isAbsolute { written.removeFirst() }
        let scopes = isAbsolute ? Self.outermost : scopes
        for scope in scopes {
            let name = scope.isEmpty ? written : scope + written
            if let type = environment.variable(name) { return variable(name, type, node) }
        }
        if StandardLibrary.typeNames.contains(written) { return (Code(.constant(.type(written)), node), .type) }
        if isLenient {
            guard case .identifier = node.kind else { return nil }
            return (Code(.variable(written), node), .dyn)
        }
        if case .select(let operand, _, _) = node.kind, isDeclared(operand, scopes) { return nil }
        guard var path = Self.path(node) else { return nil }
        if isAbsolute { path[0].removeFirst() }
        return undeclared(path, node)
    }

    /// Whether a chain of selections, or one with fewer of them, spells a declared name.
    private func isDeclared(_ node: SyntaxNode, _ scopes: [String]) -> Bool {
        var written = ""
        Self.spell(node, into: &written)
        if written.utf8.first == UInt8(ascii: ".") { written.removeFirst() }
        if scopes.contains(where: { environment.variable($0 + written) != nil }) { return true }
        guard case .select(let operand, _, _) = node.kind else { return false }
        return isDeclared(operand, scopes)
    }

    private mutating func variable(_ name: String, _ type: CELType, _ node: SyntaxNode) -> Typed {
        references.append(.init(name: name, isPresenceTest: false, start: node.start, end: node.end))
        return (Code(.variable(name), node), type)
    }

    func local(_ name: String) -> Local? {
        for place in locals.indices.reversed() where locals[place].name == name { return locals[place] }
        return nil
    }

    /// Where names are looked up when there is no container.
    private static let outermost = [""]

    /// Where names are looked up, the innermost container first.
    var scopes: [String] {
        guard !environment.container.isEmpty else { return Self.outermost }
        var parts = environment.container.split(separator: ".")
        var scopes: [String] = []
        while !parts.isEmpty {
            scopes.append(parts.joined(separator: ".") + ".")
            parts.removeLast()
        }
        return scopes + [""]
    }

    // MARK: - Undeclared names

    /// Reports a name that is not declared, at the first part that is wrong; nil when the fault lies in a shorter chain.
    private mutating func undeclared(_ path: [String], _ node: SyntaxNode) -> Typed? {
        let prefixes = (1...path.count).map { path.prefix($0).joined(separator: ".") }
        let groups = prefixes.prefix { environment.hasMembers($0) }.count
        if groups == path.count {
            let group = prefixes[groups - 1]
            let example = environment.suggestsNames ? members(of: group).first : nil
            report(
                node, .undeclared, "`\(group)` stands alone; name what is meant in it",
                example.map { "write one of its members, such as `\(group).\($0)`" })
            return unknown(node)
        }
        guard path.count == groups + 1 else { return nil }
        if groups == 0 {
            reportUndeclared(path[0], node)
        } else {
            reportUndeclared(path[groups], in: prefixes[groups - 1], node)
        }
        return unknown(node)
    }

    private mutating func members(of group: String) -> [String] {
        let members = environment.members(of: group)
        namesCompared += members.count
        return members
    }

    private mutating func reportUndeclared(_ name: String, _ node: SyntaxNode) {
        let heads = environment.heads.union(locals.map(\.name)).sorted()
        namesCompared += heads.count
        let near = Nearest.word(to: name, among: heads) ?? environment.qualified(name)
        let known = heads.isEmpty || heads.count > 10 ? nil : "there are: " + heads.joined(separator: ", ")
        report(node, .undeclared, "nothing here is named `\(name)`", near.map { "did you mean `\($0)`?" } ?? known)
    }

    private mutating func reportUndeclared(_ name: String, in group: String, _ node: SyntaxNode) {
        let message = "there is no `\(name)` in `\(group)`"
        guard environment.suggestsNames else { return report(node, .undeclared, message) }
        let members = members(of: group)
        let near = Nearest.word(to: name, among: members)
        let known = members.count <= 10 ? "there are: " + members.joined(separator: ", ") : nil
        report(node, .undeclared, message, near.map { "did you mean `\(group).\($0)`?" } ?? known)
    }

    // MARK: - Fields

    mutating func selection(_ node: SyntaxNode) -> Typed {
        guard case .select(let operand, let field, let isOptional) = node.kind else { return unknown(node) }
        let base = check(operand)
        noteSelection(of: field, from: operand, isPresenceTest: isOptional)
        let code = Code(.select(base.code, field: field, isOptional: isOptional), node)
        return reached(base.type, isOptional: isOptional, code) { checker, type in
            checker.fieldType(field, of: type, node)
        }
    }

    /// The type of something reached in a value; reaching into an optional gives an optional.
    private mutating func reached(
        _ type: CELType, isOptional: Bool, _ code: Code, _ inner: (inout Checker, CELType) -> CELType
    ) -> Typed {
        if case .optional(let wrapped) = type { return (code, .optional(inner(&self, wrapped))) }
        let result = inner(&self, type)
        return (code, isOptional ? .optional(result) : result)
    }

    private mutating func noteSelection(of field: String, from operand: SyntaxNode, isPresenceTest: Bool) {
        guard let last = references.indices.last, references[last].start == operand.start,
            references[last].end == operand.end
        else { return }
        references[last].selectedField = field
        references[last].isPresenceTest = isPresenceTest
    }

    private mutating func fieldType(_ field: String, of type: CELType, _ node: SyntaxNode) -> CELType {
        if isLenient { return .dyn }
        let start = max(node.start, node.end - field.unicodeScalars.count)
        switch type {
        case .dyn, .parameter: return .dyn
        case .map(let key, let value):
            guard !CELType.string.isAssignable(to: key) else { return value }
            report(start: start, end: node.end, .type, "the map's keys are \(key.settled), so `\(field)` is not one")
        case .record(let record): return recordField(field, of: record, start: start, end: node.end)
        case .list(let element):
            var help = "take one, as in x[0]"
            if case .record(let record) = element, record.field(field) != nil {
                help = "go through it, as in x.map(item, item.\(field)), or take one, as in x[0].\(field)"
            }
            report(start: start, end: node.end, .type, "`\(field)` is selected from a list", help)
        default:
            report(start: start, end: node.end, .type, "\(type) has no fields, so `\(field)` cannot be selected")
        }
        return .dyn
    }

    private mutating func recordField(
        _ field: String, of record: RecordType, start: Int, end: Int
    ) -> CELType {
        if let found = record.field(field) { return found.type }
        let names = record.fields.map(\.name)
        let known = names.isEmpty ? nil : "it has: " + names.prefix(12).joined(separator: ", ")
        report(
            start: start, end: end, .undeclared, "\(record.name) has no field `\(field)`",
            Nearest.word(to: field, among: names).map { "did you mean `\($0)`?" } ?? known)
        return .dyn
    }

    // MARK: - Presence

    mutating func presence(of selection: SyntaxNode, _ node: SyntaxNode) -> Typed {
        guard case .select(let operand, let field, _) = selection.kind else { return unknown(node) }
        if let variable = presenceOfVariable(field, operand, selection, node) { return variable }
        let base = check(operand)
        noteSelection(of: field, from: operand, isPresenceTest: true)
        var type = base.type
        if case .optional(let wrapped) = type { type = wrapped }
        if case .record(let record) = type, record.name == RecordType.literalName { type = .dyn }
        _ = fieldType(field, of: type, selection)
        return (Code(.has(base.code, field: field), node), .bool)
    }

    /// `has(steps.rate)` asks whether a variable has a value at all.
    private mutating func presenceOfVariable(
        _ field: String, _ operand: SyntaxNode, _ selection: SyntaxNode, _ node: SyntaxNode
    ) -> Typed? {
        guard var path = Self.path(operand) else { return nil }
        let isAbsolute = path[0].hasPrefix(".")
        if isAbsolute { path[0].removeFirst() } else if local(path[0]) != nil { return nil }
        let group = path.joined(separator: ".")
        for scope in isAbsolute ? [""] : scopes {
            let name = scope + group + "." + field
            guard environment.variable(name) != nil else { continue }
            references.append(.init(name: name, isPresenceTest: true, start: selection.start, end: selection.end))
            return (Code(.hasVariable(name), node), .bool)
        }
        guard !isLenient, environment.variable(group) == nil, environment.hasMembers(group) else { return nil }
        reportUndeclared(field, in: group, selection)
        return unknown(node)
    }

    // MARK: - Elements

    mutating func element(of base: Typed, at index: Typed, isOptional: Bool, _ node: SyntaxNode) -> Typed {
        let code = Code(.index(base.code, index.code, isOptional: isOptional), node)
        return reached(base.type, isOptional: isOptional, code) { checker, type in
            checker.elementType(of: type, at: index, node)
        }
    }

    private mutating func elementType(of type: CELType, at index: Typed, _ node: SyntaxNode) -> CELType {
        if isLenient { return .dyn }
        switch type {
        case .dyn, .parameter: return .dyn
        case .list(let element):
            if !index.type.isAssignable(to: .int), !index.type.isNumber {
                report(
                    start: index.code.start, end: index.code.end, .type,
                    "a list is indexed by a whole number, not by \(index.type.settled)")
            }
            return element
        case .map(let key, let value):
            if !index.type.isAssignable(to: key), !(index.type.isNumber && key.isNumber) {
                report(
                    start: index.code.start, end: index.code.end, .type,
                    "the map's keys are \(key.settled), not \(index.type.settled)")
            }
            return value
        case .record(let record):
            guard case .string(let field) = index.code.constant else { return .dyn }
            if record.name == RecordType.literalName { return record.field(field)?.type ?? .dyn }
            return recordField(field, of: record, start: index.code.start, end: index.code.end)
        default:
            report(node, .type, "\(type) cannot be indexed", "only lists and maps can")
            return .dyn
        }
    }
}
