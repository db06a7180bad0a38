/// A node of a parsed expression, with its place.
final class SyntaxNode: Sendable {
    enum Kind: Sendable {
        case literal(Value)
        case identifier(String)
        case select(SyntaxNode, field: String, isOptional: Bool)
        case has(SyntaxNode)
        case index(SyntaxNode, SyntaxNode, isOptional: Bool)
        case call(String, target: SyntaxNode?, arguments: [SyntaxNode])
        case operation(Operation, SyntaxNode, SyntaxNode)
        case not(SyntaxNode)
        case negative(SyntaxNode)
        case conditional(SyntaxNode, SyntaxNode, SyntaxNode)
        case all([SyntaxNode])
        case any([SyntaxNode])
        case list([(item: SyntaxNode, isOptional: Bool)])
        case map([(key: SyntaxNode, value: SyntaxNode, isOptional: Bool)])
        case loop(Loop)
        case bind(name: String, value: SyntaxNode, body: SyntaxNode)
        case whenPresent(WhenPresent)
    }

    /// A macro that goes through a list or a map.
    struct Loop: Sendable {
        enum Form: String, Sendable {
            case all, exists, existsOne, filter, map, transformList, transformMap, transformMapEntry, sortBy
        }
        var form: Form
        var range: SyntaxNode
        var names: [String]
        var condition: SyntaxNode?
        var body: SyntaxNode
    }

    /// `optMap` and `optFlatMap`: what becomes of an optional value that is there.
    struct WhenPresent: Sendable {
        var operand: SyntaxNode
        var name: String
        var body: SyntaxNode
        var isFlat: Bool
    }

    let kind: Kind
    /// The first character, in Unicode scalars from 0.
    let start: Int
    /// The character after the last.
    let end: Int
    /// How many nodes lie on the longest way down from here.
    let height: Int

    init(_ kind: Kind, start: Int, end: Int) {
        self.kind = kind
        self.start = start
        self.end = end
        height = kind.highestChild + 1
    }
}

extension SyntaxNode.Kind {
    fileprivate var highestChild: Int {
        switch self {
        case .literal, .identifier: 0
        case .select(let operand, _, _), .has(let operand), .not(let operand), .negative(let operand):
            operand.height
        case .operation(_, let left, let right): max(left.height, right.height)
        case .conditional(let condition, let yes, let no): max(condition.height, yes.height, no.height)
        case .index(let operand, let index, _): max(operand.height, index.height)
        case .call(_, let target, let arguments): highest(arguments, target?.height ?? 0)
        case .all(let operands), .any(let operands): highest(operands, 0)
        case .list(let items): items.reduce(0) { max($0, $1.item.height) }
        case .map(let entries): entries.reduce(0) { max($0, $1.key.height, $1.value.height) }
        case .loop(let loop): max(loop.range.height, loop.condition?.height ?? 0, loop.body.height)
        case .bind(_, let value, let body): max(value.height, body.height)
        case .whenPresent(let presence): max(presence.operand.height, presence.body.height)
        }
    }

    private func highest(_ nodes: [SyntaxNode], _ start: Int) -> Int {
        nodes.reduce(start) { max($0, $1.height) }
    }
}
