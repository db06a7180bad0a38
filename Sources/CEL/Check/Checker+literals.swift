/// Literal texts that stand for a word of an enumeration or a value of a host's type.
extension Checker {
    static func enumeration(_ type: CELType) -> EnumerationType? {
        if case .enumeration(let type) = type { type } else { nil }
    }

    /// Gives a literal text the type of what it is compared with, reporting one that the type does not have.
    mutating func adoptLiterals(
        _ left: inout Typed, _ right: inout Typed, _ leftNode: SyntaxNode, _ rightNode: SyntaxNode, isContainment: Bool
    ) {
        guard isContainment else {
            adopt(&left, left.type == .string ? right.type : nil, leftNode)
            adopt(&right, right.type == .string ? left.type : nil, rightNode)
            return
        }
        if case .list(let element) = right.type {
            if element == .string {
                adoptAll(&right, left.type, rightNode)
            } else if left.type == .string {
                adopt(&left, element, leftNode)
            }
        }
    }

    private mutating func adoptAll(_ list: inout Typed, _ type: CELType, _ node: SyntaxNode) {
        guard takesLiterals(type), case .list(let items) = list.code.constant else { return }
        let nodes: [SyntaxNode] = if case .list(let parts) = node.kind { parts.map(\.item) } else { [] }
        for (index, item) in items.enumerated() {
            guard case .string(let text) = item else { return }
            verify(text, type, nodes.count == items.count ? nodes[index] : node)
        }
        if case .abstract = type { list.type = .list(type) }
    }

    private mutating func adopt(_ part: inout Typed, _ type: CELType?, _ node: SyntaxNode) {
        guard let type, takesLiterals(type), case .string(let text) = part.code.constant else { return }
        verify(text, type, node)
        part.type = type
    }

    func takesLiterals(_ type: CELType) -> Bool {
        switch type {
        case .enumeration: true
        case .abstract(let name): environment.abstractTypes[name]?.literalFault != nil
        default: false
        }
    }

    /// Reports a literal text that is not a value of a type.
    mutating func verify(_ text: String, _ type: CELType, _ node: SyntaxNode) {
        switch type {
        case .enumeration(let enumeration):
            guard !enumeration.values.contains(text) else { return }
            let near = Nearest.word(to: text, among: enumeration.values)
            report(
                node, .value, "\"\(text)\" is not one of the values of \(enumeration.name)",
                near.map { "did you mean \"\($0)\"?" } ?? "they are: " + enumeration.values.joined(separator: ", "))
        case .abstract(let name):
            guard let fault = environment.abstractTypes[name]?.literalFault?(text) else { return }
            report(node, .value, "\"\(text)\" is not a \(name): \(fault)")
        default: break
        }
    }
}
