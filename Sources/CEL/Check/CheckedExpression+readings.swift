extension CheckedExpression {
    /// The variables that it reads in such a way that it fails when they have no value, in the order of the text.
    package var readings: [Reading] {
        var walk = ReadingWalk(source: source)
        walk.visit(code, given: [])
        return walk.readings
    }

    /// What it says is so.
    package var proposition: Proposition { ReadingWalk(source: source).proposition(code) }
}

/// Goes through an expression with what is known at each place.
private struct ReadingWalk {
    private(set) var readings: [Reading] = []
    private let scalars: [Unicode.Scalar]

    init(source: String) { scalars = Array(source.unicodeScalars) }

    // MARK: - Readings

    mutating func visit(_ code: Code, given: [Proposition]) {
        switch code.kind {
        case .constant, .local, .hasVariable, .failure: break
        case .variable(let name): note(name, nil, code, given)
        case .select(let operand, let field, let isOptional):
            guard case .variable(let name) = operand.kind else { return visit(operand, given: given) }
            if !isOptional { note(name, field, operand, given) }
        case .has(let operand, _):
            if case .variable = operand.kind { break }
            visit(operand, given: given)
        case .all(let operands): visit(operands, given: given, holds: true)
        case .any(let operands): visit(operands, given: given, holds: false)
        case .conditional(let condition, let yes, let no):
            let known = proposition(condition)
            visit(condition, given: given)
            visit(yes, given: given + [known])
            visit(no, given: given + [.not(known)])
        case .loop(let loop): visit(loop, given: given)
        default: for part in code.parts { visit(part, given: given) }
        }
    }

    private mutating func note(_ name: String, _ field: String?, _ code: Code, _ given: [Proposition]) {
        readings.append(Reading(name: name, field: field, start: code.start, end: code.end, given: given))
    }

    /// An operand of `&&` matters only where the others hold, an operand of `||` only where they do not.
    ///
    /// An operand may come after what it guards, since an answer that one side decides stands even if the other fails;
    /// but one that itself needs the variable guards nothing.
    private mutating func visit(_ operands: [Code], given: [Proposition], holds: Bool) {
        let known = operands.map { holds ? proposition($0) : .not(proposition($0)) }
        for (place, operand) in operands.enumerated() {
            let before = readings.count
            visit(operand, given: given)
            for index in before..<readings.count {
                let name = readings[index].name
                let others = known.enumerated().filter { other, proposition in
                    other < place || (other > place && !proposition.needs(name))
                }
                readings[index].given += others.map(\.element)
            }
        }
    }

    private mutating func visit(_ loop: Code.Loop, given: [Proposition]) {
        visit(loop.range, given: given)
        if let condition = loop.condition { visit(condition, given: given) }
        visit(loop.body, given: given + (loop.condition.map { [proposition($0)] } ?? []))
    }

    // MARK: - Propositions

    func proposition(_ code: Code) -> Proposition {
        switch code.kind {
        case .constant(.bool(let flag)): .constant(flag)
        case .not(let inner): .not(proposition(inner))
        case .all(let operands): .all(operands.map(proposition))
        case .any(let operands): .any(operands.map(proposition))
        case .conditional(let condition, let yes, let no):
            .any([
                .all([proposition(condition), proposition(yes)]),
                .all([.not(proposition(condition)), proposition(no)]),
            ])
        case .hasVariable(let name): .present(name, field: nil)
        case .has(let operand, let field):
            if case .variable(let name) = operand.kind { .present(name, field: field) } else { claim(code) }
        case .operation(let operation, let left, let right): comparison(operation, left, right, code)
        default: claim(code)
        }
    }

    private func comparison(_ operation: Operation, _ left: Code, _ right: Code, _ code: Code) -> Proposition {
        switch operation {
        case .equal: equality(left, right)
        case .notEqual: .not(equality(left, right))
        case .less: order(left, right)
        case .greater: order(right, left)
        // Of two values that have an order one is less, or it is not.
        case .lessOrEqual: .not(order(right, left))
        case .greaterOrEqual: .not(order(left, right))
        case .contains:
            if case .list(let values)? = right.constant {
                .any(values.map { .equals(text(of: left), $0, names: left.names) })
            } else {
                claim(code)
            }
        case .add, .subtract, .multiply, .divide, .remainder: claim(code)
        }
    }

    private func equality(_ left: Code, _ right: Code) -> Proposition {
        if let value = right.constant { return truth(of: left, as: value) }
        if let value = left.constant { return truth(of: right, as: value) }
        let sides = [text(of: left), text(of: right)].sorted()
        return .claim(sides.joined(separator: "=="), names: Code.names(of: [left, right]))
    }

    /// `flag == true` says what `flag` says.
    private func truth(of code: Code, as value: Value) -> Proposition {
        switch value {
        case .bool(true): proposition(code)
        case .bool(false): .not(proposition(code))
        default: .equals(text(of: code), value, names: code.names)
        }
    }

    private func order(_ left: Code, _ right: Code) -> Proposition {
        .claim("\(text(of: left))<\(text(of: right))", names: Code.names(of: [left, right]))
    }

    private func claim(_ code: Code) -> Proposition { .claim(text(of: code), names: code.names) }

    /// The text of a part, without the blanks that mean nothing.
    private func text(of code: Code) -> String {
        var text = String.UnicodeScalarView()
        var quote: Unicode.Scalar?
        var blank = false
        for scalar in scalars[max(0, code.start)..<min(scalars.count, max(code.start, code.end))] {
            if let open = quote {
                text.append(scalar)
                if scalar == open { quote = nil }
                continue
            }
            if scalar == " " || scalar == "\n" || scalar == "\t" || scalar == "\r" {
                blank = true
                continue
            }
            if blank, let last = text.last, last.isPartOfName, scalar.isPartOfName { text.append(" ") }
            blank = false
            if scalar == "\"" || scalar == "'" { quote = scalar }
            text.append(scalar)
        }
        return String(text)
    }
}

extension Unicode.Scalar {
    fileprivate var isPartOfName: Bool { properties.isAlphabetic || properties.numericType != nil || self == "_" }
}

extension Proposition {
    /// Whether it cannot be told without the value of a variable.
    fileprivate func needs(_ name: String) -> Bool {
        switch self {
        case .constant, .present: false
        case .claim(_, let names), .equals(_, _, let names): names.needed.contains(name)
        case .not(let inner): inner.needs(name)
        case .all(let parts), .any(let parts): parts.contains { $0.needs(name) }
        }
    }
}

extension Code {
    /// The nodes right below, for kinds that evaluate all of them.
    var parts: [Code] {
        switch kind {
        case .constant, .variable, .local, .hasVariable, .failure: []
        case .select(let operand, _, _), .has(let operand, _), .not(let operand), .negative(let operand): [operand]
        case .index(let left, let right, _), .operation(_, let left, let right), .matches(let left, let right, _),
            .orElse(let left, let right, _), .bind(_, let left, let right):
            [left, right]
        case .all(let parts), .any(let parts), .call(_, let parts): parts
        case .conditional(let condition, let yes, let no): [condition, yes, no]
        case .whenPresent(let presence): [presence.operand, presence.body]
        case .list(let items): items.map(\.item)
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .loop(let loop): [loop.range, loop.body] + (loop.condition.map { [$0] } ?? [])
        }
    }

    /// The variables that the node reads; what one side of `&&`, `||` or `?:` may leave unread counts as asked for.
    fileprivate var names: Proposition.Names { Self.names(of: [self]) }

    fileprivate static func names(of codes: [Code]) -> Proposition.Names {
        var names = Proposition.Names()
        for code in codes { code.add(to: &names, isCertain: true) }
        return names
    }

    private func add(to names: inout Proposition.Names, isCertain: Bool) {
        switch kind {
        case .variable(let name):
            if isCertain { names.needed.append(name) } else { names.askedFor.append(name) }
        case .hasVariable(let name): names.askedFor.append(name)
        case .select(let operand, _, let isOptional):
            operand.add(to: &names, isCertain: isCertain && !(isOptional && operand.isVariable))
        case .has(let operand, _): operand.add(to: &names, isCertain: isCertain && !operand.isVariable)
        case .all(let parts), .any(let parts):
            for part in parts { part.add(to: &names, isCertain: false) }
        case .conditional(let condition, let yes, let no):
            condition.add(to: &names, isCertain: isCertain)
            yes.add(to: &names, isCertain: false)
            no.add(to: &names, isCertain: false)
        case .orElse(let left, let right, _):
            left.add(to: &names, isCertain: isCertain)
            right.add(to: &names, isCertain: false)
        case .loop(let loop):
            loop.range.add(to: &names, isCertain: isCertain)
            loop.condition?.add(to: &names, isCertain: false)
            loop.body.add(to: &names, isCertain: false)
        case .whenPresent(let presence):
            presence.operand.add(to: &names, isCertain: isCertain)
            presence.body.add(to: &names, isCertain: false)
        default: for part in parts { part.add(to: &names, isCertain: isCertain) }
        }
    }

    private var isVariable: Bool { if case .variable = kind { true } else { false } }
}
