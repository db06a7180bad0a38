/// What expressions may name: variables, functions, and the host's own types.
package struct Environment: Sendable {
    /// The types of variables; a name may be qualified, as in `steps.rate`.
    package let variables: [String: CELType]
    /// Where names are looked up first, as in `com.example`.
    package let container: String
    /// Whether a name that is not declared is compared with all that are, for the one that was probably meant.
    package var suggestsNames = true
    let functions: [String: FunctionDeclaration]
    let abstractTypes: [String: AbstractType]
    private let outer: Outer?
    /// What stands under each group of this environment: `rate` under `steps` for `steps.rate`.
    private let groups: [String: [String]]
    /// The names of this environment that stand under no group.
    private let plainNames: [String]

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
        (groups, plainNames) = Self.sorted(variables.keys)
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
        (groups, plainNames) = Self.sorted(variables.keys)
    }

    /// Names by the groups that they stand under.
    private static func sorted(_ names: some Sequence<String>) -> (groups: [String: [String]], plain: [String]) {
        var groups: [String: [String]] = [:]
        var plain: [String] = []
        for name in names {
            var isPlain = true
            let text = name.utf8
            for dot in text.indices where text[dot] == UInt8(ascii: ".") {
                groups[String(name[..<dot]), default: []].append(String(name[text.index(after: dot)...]))
                isPlain = false
            }
            if isPlain { plain.append(name) }
        }
        return (groups, plain)
    }

    /// The type of a variable of this environment or one around it.
    package func variable(_ name: String) -> CELType? {
        variables[name] ?? outer?.environment.variable(name)
    }

    /// Whether names are declared under a group.
    func hasMembers(_ group: String) -> Bool {
        groups[group] != nil || outer?.environment.hasMembers(group) == true
    }

    /// The declared names under a group, without it, sorted.
    func members(of group: String) -> [String] {
        var members: Set<String> = []
        collect { members.formUnion($0.groups[group] ?? []) }
        return members.sorted()
    }

    /// The names at which declared names begin: variables, and groups of them.
    var heads: Set<String> {
        var heads: Set<String> = []
        collect { environment in
            heads.formUnion(environment.groups.keys.lazy.filter { !$0.contains(".") })
            heads.formUnion(environment.plainNames)
        }
        return heads
    }

    /// The first of the declared names that end with a name, after a dot.
    func qualified(_ name: String) -> String? {
        var groups: Set<String> = []
        collect { groups.formUnion($0.groups.keys) }
        return groups.map { $0 + "." + name }.filter { variable($0) != nil }.min()
    }

    private func collect(_ body: (Environment) -> Void) {
        body(self)
        outer?.environment.collect(body)
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
