/// What expressions may name: variables, functions, and the host's own types.
package struct Environment: Sendable {
    /// The types of variables; a name may be qualified, as in `steps.rate`.
    package var variables: [String: CELType]
    /// Where names are looked up first, as in `com.example`.
    package var container: String
    let functions: [String: FunctionDeclaration]
    let abstractTypes: [String: AbstractType]
    private let outer: Outer?

    /// The environment around this one, shared and not copied.
    private final class Outer: Sendable {
        let environment: Environment

        init(_ environment: Environment) { self.environment = environment }
    }

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
        outer = nil
    }

    /// Describes the inside of something: names of its own, before those of the environment around it.
    ///
    /// It costs what its own names cost, however many the outer environment has.
    package init(inside outer: Environment, variables: [String: CELType]) {
        self.variables = variables
        functions = outer.functions
        abstractTypes = outer.abstractTypes
        container = outer.container
        self.outer = Outer(outer)
    }

    /// The type of a variable of this environment or one around it.
    package func variable(_ name: String) -> CELType? {
        variables[name] ?? outer?.environment.variable(name)
    }

    /// The names of all variables, here and around, in no order.
    var names: Set<String> {
        guard let outer else { return Set(variables.keys) }
        return outer.environment.names.union(variables.keys)
    }

    /// Whether a name is that of a function, standard or of the host.
    package func hasFunction(_ name: String) -> Bool { function(name) != nil }

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
    /// What to write instead of arithmetic, which such a type does not have.
    package var arithmeticHelp: String?

    /// Describes a type.
    /// - Parameters:
    ///   - name: The name.
    ///   - isOrdered: Whether `<`, `min` and `sort` work on it.
    ///   - arithmeticHelp: What to write instead of arithmetic.
    ///   - literalFault: Judges a literal text; nil when no literal may stand for a value of this type.
    package init(
        _ name: String, isOrdered: Bool = false, arithmeticHelp: String? = nil,
        literalFault: (@Sendable (String) -> String?)? = nil
    ) {
        self.name = name
        self.isOrdered = isOrdered
        self.arithmeticHelp = arithmeticHelp
        self.literalFault = literalFault
    }
}
