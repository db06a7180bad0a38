/// What expressions may name: variables, functions, and the host's own types.
package struct Environment: Sendable {
    /// The types of variables; a name may be qualified, as in `steps.rate`.
    package var variables: [String: CELType]
    /// Where names are looked up first, as in `com.example`.
    package var container: String
    let functions: [String: FunctionDeclaration]
    let abstractTypes: [String: AbstractType]

    /// Describes an environment.
    /// - Parameters:
    ///   - variables: The types of variables by name.
    ///   - functions: The host's functions; one with the name of a standard function stands in its place.
    ///   - abstractTypes: The host's own types.
    ///   - container: Where names are looked up first.
    package init(
        variables: [String: CELType] = [:], functions: [FunctionDeclaration] = [], abstractTypes: [AbstractType] = [],
        container: String = ""
    ) {
        self.variables = variables
        self.functions = Dictionary(functions.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        self.abstractTypes = Dictionary(abstractTypes.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
        self.container = container
    }

    func function(_ name: String) -> FunctionDeclaration? {
        functions[name] ?? StandardLibrary.functions[name]
    }
}

/// A type of the host, ``CELType/abstract(_:)`` when checked and text when evaluated.
package struct AbstractType: Sendable {
    /// The name.
    package var name: String
    /// Whether its values can be compared with `<`; their order is that of their text.
    package var isOrdered: Bool
    /// What is wrong with a literal text that stands for a value, nil when nothing is.
    package var literalFault: (@Sendable (String) -> String?)?

    /// Describes a type.
    /// - Parameters:
    ///   - name: The name.
    ///   - isOrdered: Whether `<`, `min` and `sort` work on it.
    ///   - literalFault: Judges a literal text; nil when no literal may stand for a value of this type.
    package init(_ name: String, isOrdered: Bool = false, literalFault: (@Sendable (String) -> String?)? = nil) {
        self.name = name
        self.isOrdered = isOrdered
        self.literalFault = literalFault
    }
}
