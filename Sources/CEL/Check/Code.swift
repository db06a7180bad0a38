/// A node of a checked expression: names resolved, functions found, locals in slots.
final class Code: Sendable {
    enum Kind: Sendable {
        case constant(Value)
        case variable(String)
        case local(Int)
        case select(Code, field: String, isOptional: Bool)
        case has(Code, field: String)
        case hasVariable(String)
        case index(Code, Code, isOptional: Bool)
        case all([Code])
        case any([Code])
        case not(Code)
        case negative(Code)
        case conditional(Code, Code, Code)
        case operation(Operation, Code, Code)
        case matches(Code, Code, Pattern?)
        case call(FunctionDeclaration.Implementation, [Code])
        case orElse(Code, Code, keepsOptional: Bool)
        case whenPresent(Presence)
        case list([(item: Code, isOptional: Bool)])
        case map([(key: Code, value: Code, isOptional: Bool)])
        case loop(Loop)
        case bind(slot: Int, value: Code, body: Code)
        case failure(String)
    }

    struct Loop: Sendable {
        var form: SyntaxNode.Loop.Form
        var range: Code
        var slots: [Int]
        var condition: Code?
        var body: Code
        /// The enumeration by whose order `sortBy` goes.
        var order: EnumerationType?
    }

    struct Presence: Sendable {
        var operand: Code
        var slot: Int
        var body: Code
        var isFlat: Bool
    }

    let kind: Kind
    let start: Int
    let end: Int

    init(_ kind: Kind, _ node: SyntaxNode) {
        self.kind = kind
        start = node.start
        end = node.end
    }

    /// A node with the place of another.
    init(_ kind: Kind, like other: Code) {
        self.kind = kind
        start = other.start
        end = other.end
    }

    var constant: Value? {
        if case .constant(let value) = kind { value } else { nil }
    }
}
