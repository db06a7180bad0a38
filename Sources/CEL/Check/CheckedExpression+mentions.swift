extension CheckedExpression {
    /// A place where an expression calls a function or reads a variable, with the constants beside it.
    package struct Mention: Hashable, Sendable {
        /// The name.
        package var name: String
        /// The arguments of a call, each where it is the same every time.
        package var arguments: [Value?]
        /// The constant that it is compared with by `<`, `<=`, `>` or `>=`.
        package var comparedWith: Value?
        /// The first character, in Unicode scalars from 0.
        package var start: Int
    }

    /// Where the expression calls functions, or reads variables, of some names.
    package func mentions(of names: Set<String>) -> [Mention] {
        var walk = MentionWalk(names: names, scalars: Array(source.unicodeScalars))
        walk.visit(code, comparedWith: nil)
        return walk.mentions
    }
}

private struct MentionWalk {
    let names: Set<String>
    let scalars: [Unicode.Scalar]
    private(set) var mentions: [CheckedExpression.Mention] = []

    init(names: Set<String>, scalars: [Unicode.Scalar]) {
        self.names = names
        self.scalars = scalars
    }

    mutating func visit(_ code: Code, comparedWith constant: Value?) {
        switch code.kind {
        case .variable(let name) where names.contains(name): note(name, [], constant, code)
        case .call(_, let arguments):
            // A call does not keep the name of its function, which the text begins with.
            if let name = names.first(where: { begins(code, with: $0) }) {
                note(name, arguments.map(\.constant), constant, code)
            }
        default: break
        }
        guard case .operation(let operation, let left, let right) = code.kind, operation.isOrder else {
            for part in code.parts { visit(part, comparedWith: nil) }
            return
        }
        visit(left, comparedWith: right.constant)
        visit(right, comparedWith: left.constant)
    }

    private mutating func note(_ name: String, _ arguments: [Value?], _ constant: Value?, _ code: Code) {
        mentions.append(.init(name: name, arguments: arguments, comparedWith: constant, start: code.start))
    }

    private func begins(_ code: Code, with name: String) -> Bool {
        let name = Array(name.unicodeScalars)
        guard code.start >= 0, code.start + name.count < scalars.count else { return false }
        let rest = scalars[(code.start + name.count)...]
        return scalars[code.start..<(code.start + name.count)].elementsEqual(name)
            && rest.first { !$0.properties.isWhitespace } == "("
    }
}

extension Operation {
    /// Whether it says which of two values comes first.
    fileprivate var isOrder: Bool {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual: true
        case .equal, .notEqual, .contains, .add, .subtract, .multiply, .divide, .remainder: false
        }
    }
}
