/// Parses the whole grammar of the language; macros are in `Parser+macros.swift`.
struct Parser {
    private let tokens: [Token]
    private var position = 0
    private var depth = 0

    /// Parses an expression.
    /// - Throws: the first fault of its text.
    static func parse(_ source: String) throws(Problem) -> SyntaxNode {
        var parser = Parser(tokens: try Lexer.tokens(of: source))
        let node = try parser.expression()
        guard parser.token.kind == .end else { throw parser.unexpected("the end of the expression") }
        return node
    }

    private init(tokens: [Token]) {
        self.tokens = tokens
    }

    private var token: Token { tokens[position] }

    private func isSymbol(_ symbol: Symbol) -> Bool {
        if case .symbol(symbol) = tokens[position].kind { true } else { false }
    }

    private mutating func take(_ symbol: Symbol) -> Bool {
        guard isSymbol(symbol) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ symbol: Symbol) throws(Problem) {
        guard take(symbol) else { throw unexpected("`\(symbol.text)`") }
    }

    private func unexpected(_ expected: String) -> Problem {
        let found: String =
            switch token.kind {
            case .end: "the end"
            case .symbol(let symbol): "`\(symbol.text)`"
            case .identifier(let name), .quotedIdentifier(let name): "`\(name)`"
            case .string: "a string"
            case .bytes: "bytes"
            case .int, .uint, .double: "a number"
            }
        let help: String? =
            switch token.kind {
            case .identifier("and"): "write && for and"
            case .identifier("or"): "write || for or"
            case .identifier("not"): "write ! for not"
            default: nil
            }
        return Problem(
            start: token.start, end: token.end, kind: .syntax, message: "expected \(expected), but found \(found)",
            suggestion: help)
    }

    func node(_ kind: SyntaxNode.Kind, _ start: Int) throws(Problem) -> SyntaxNode {
        let node = SyntaxNode(kind, start: start, end: position > 0 ? tokens[position - 1].end : start)
        guard node.height <= Limits.treeHeightMax else {
            throw Problem(
                start: start, end: node.end, kind: .syntax,
                message: "the expression chains more than \(Limits.treeHeightMax) operations",
                suggestion: "split it, for example into variables")
        }
        return node
    }

    // MARK: - Operators

    private mutating func expression() throws(Problem) -> SyntaxNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Limits.depthMax else {
            throw Problem(
                start: token.start, end: token.end, kind: .syntax,
                message: "the expression nests deeper than \(Limits.depthMax)")
        }
        let start = token.start
        let condition = try disjunction()
        guard take(.question) else { return condition }
        let yes = try disjunction()
        try expect(.colon)
        let no = try expression()
        return try node(.conditional(condition, yes, no), start)
    }

    private mutating func disjunction() throws(Problem) -> SyntaxNode {
        let start = token.start
        let first = try conjunction()
        guard isSymbol(.or) else { return first }
        var operands = [first]
        while take(.or) { operands.append(try conjunction()) }
        return try node(.any(operands), start)
    }

    private mutating func conjunction() throws(Problem) -> SyntaxNode {
        let start = token.start
        let first = try binary(from: 0)
        guard isSymbol(.and) else { return first }
        var operands = [first]
        while take(.and) { operands.append(try binary(from: 0)) }
        return try node(.all(operands), start)
    }

    /// A chain of operators that bind at least so firmly; those that bind equally go from left to right.
    private mutating func binary(from level: Int) throws(Problem) -> SyntaxNode {
        let start = token.start
        var left = try unary()
        while let next = operation, next.level >= level {
            position += 1
            let right = try binary(from: next.level + 1)
            left = try node(.operation(next.operation, left, right), start)
        }
        return left
    }

    /// The operator that stands here, and how firmly it binds.
    private var operation: (operation: Operation, level: Int)? {
        switch tokens[position].kind {
        case .symbol(let symbol): symbol.operation
        case .identifier("in"): (.contains, 0)
        default: nil
        }
    }

    private mutating func unary() throws(Problem) -> SyntaxNode {
        let start = token.start
        guard isSymbol(.not) || isSymbol(.minus) else { return try member(try primary(), start) }
        let isNot = isSymbol(.not)
        var count = 0
        while take(isNot ? .not : .minus) { count += 1 }
        if count == 1, !isNot, let number = try negativeLiteral(start) { return try member(number, start) }
        let operandStart = token.start
        let operand = try member(try primary(), operandStart)
        guard !count.isMultiple(of: 2) else { return operand }
        return try node(isNot ? .not(operand) : .negative(operand), start)
    }

    /// A number directly after a minus is one literal, so that the smallest integer can be written.
    private mutating func negativeLiteral(_ start: Int) throws(Problem) -> SyntaxNode? {
        switch token.kind {
        case .int(let number):
            guard number <= Int64.min.magnitude else { throw tooLarge() }
            position += 1
            return try node(.literal(.int(Int64(truncatingIfNeeded: 0 &- number))), start)
        case .double(let number):
            position += 1
            return try node(.literal(.double(-number)), start)
        default: return nil
        }
    }

    private func tooLarge() -> Problem {
        Problem(start: token.start, end: token.end, kind: .syntax, message: "the number does not fit 64 bits")
    }

    // MARK: - Members

    private mutating func member(_ operand: SyntaxNode, _ start: Int) throws(Problem) -> SyntaxNode {
        var operand = operand
        while true {
            if isSymbol(.dot) || isSymbol(.optionalDot) {
                let isOptional = isSymbol(.optionalDot)
                position += 1
                let name = try fieldName()
                if !isOptional, isSymbol(.openParenthesis) {
                    let arguments = try self.arguments()
                    operand = try call(name, target: operand, arguments, start)
                } else {
                    operand = try node(.select(operand, field: name, isOptional: isOptional), start)
                }
            } else if isSymbol(.openBracket) || isSymbol(.openOptionalBracket) {
                let isOptional = isSymbol(.openOptionalBracket)
                position += 1
                let index = try expression()
                try expect(.closeBracket)
                operand = try node(.index(operand, index, isOptional: isOptional), start)
            } else {
                return operand
            }
        }
    }

    private mutating func fieldName() throws(Problem) -> String {
        switch token.kind {
        case .identifier(let name) where !["in", "true", "false", "null"].contains(name):
            position += 1
            return name
        case .quotedIdentifier(let name):
            position += 1
            return name
        default: throw unexpected("a name")
        }
    }

    private mutating func arguments() throws(Problem) -> [SyntaxNode] {
        let start = token.start
        try expect(.openParenthesis)
        var arguments: [SyntaxNode] = []
        if take(.closeParenthesis) { return arguments }
        repeat { arguments.append(try expression()) } while take(.comma)
        try expect(.closeParenthesis)
        guard arguments.count <= Limits.argumentsMax else {
            throw Problem(
                start: start, end: token.start, kind: .syntax,
                message: "a call has more than \(Limits.argumentsMax) arguments")
        }
        return arguments
    }

    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ]

    private mutating func primary() throws(Problem) -> SyntaxNode {
        let start = token.start
        switch token.kind {
        case .int(let number):
            guard number <= UInt64(Int64.max) else { throw tooLarge() }
            return try literal(.int(Int64(number)), start)
        case .uint(let number): return try literal(.uint(number), start)
        case .double(let number): return try literal(.double(number), start)
        case .string(let text): return try literal(.string(text), start)
        case .bytes(let bytes): return try literal(.bytes(bytes), start)
        case .identifier("true"): return try literal(.bool(true), start)
        case .identifier("false"): return try literal(.bool(false), start)
        case .identifier("null"): return try literal(.null, start)
        case .identifier(let name):
            guard !Self.reserved.contains(name), name != "in" else {
                throw Problem(start: start, end: token.end, kind: .syntax, message: "`\(name)` is a reserved word")
            }
            return try named(name, start)
        case .symbol(.dot):
            position += 1
            guard case .identifier(let name) = token.kind, !Self.reserved.contains(name) else {
                throw unexpected("a name")
            }
            return try named("." + name, start)
        case .symbol(.openParenthesis):
            position += 1
            let inner = try expression()
            try expect(.closeParenthesis)
            return inner
        case .symbol(.openBracket), .symbol(.openOptionalBracket): return try list(start)
        case .symbol(.openBrace): return try map(start)
        default: throw unexpected("an expression")
        }
    }

    private mutating func literal(_ value: Value, _ start: Int) throws(Problem) -> SyntaxNode {
        position += 1
        return try node(.literal(value), start)
    }

    private mutating func named(_ name: String, _ start: Int) throws(Problem) -> SyntaxNode {
        position += 1
        guard isSymbol(.openParenthesis) else { return try node(.identifier(name), start) }
        let arguments = try arguments()
        return try call(name, target: nil, arguments, start)
    }

    private mutating func list(_ start: Int) throws(Problem) -> SyntaxNode {
        var isOptional = isSymbol(.openOptionalBracket)
        position += 1
        var items: [(item: SyntaxNode, isOptional: Bool)] = []
        while !isSymbol(.closeBracket) {
            if !isOptional { isOptional = take(.question) }
            items.append((try expression(), isOptional))
            isOptional = false
            if !take(.comma) { break }
        }
        try expect(.closeBracket)
        return try node(.list(items), start)
    }

    private mutating func map(_ start: Int) throws(Problem) -> SyntaxNode {
        position += 1
        var entries: [(key: SyntaxNode, value: SyntaxNode, isOptional: Bool)] = []
        while !isSymbol(.closeBrace) {
            let isOptional = take(.question)
            let key = try expression()
            try expect(.colon)
            entries.append((key, try expression(), isOptional))
            if !take(.comma) { break }
        }
        try expect(.closeBrace)
        return try node(.map(entries), start)
    }
}
