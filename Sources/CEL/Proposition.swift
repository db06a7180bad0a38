/// What an expression says is so, as far as its `&&`, `||`, `!` and comparisons show.
///
/// Two propositions that mean the same need not be equal; two that are equal mean the same while what they read does not
/// change.
package indirect enum Proposition: Hashable, Sendable {
    /// Something that is true or false by itself.
    case constant(Bool)
    /// A part that is not taken apart, by its text without blanks.
    case claim(String, names: Names)
    /// That a part has a value, as in `steps.ask.outcome == "done"`.
    case equals(String, Value, names: Names)
    /// That a variable has a value, or that value a field: `has(steps.ask)`, `has(steps.ask.reason)`.
    case present(String, field: String?)
    /// That something is not so.
    case not(Proposition)
    /// That all of some things are so.
    case all([Proposition])
    /// That at least one of some things is so.
    case any([Proposition])

    /// The variables that a part reads.
    package struct Names: Hashable, Sendable {
        /// Those without whose values it cannot be evaluated.
        package var needed: [String]
        /// Those that it only asks for.
        package var askedFor: [String]

        /// Names variables.
        package init(needed: [String] = [], askedFor: [String] = []) {
            self.needed = needed
            self.askedFor = askedFor
        }
    }

    /// The variables that it rests on.
    package var names: Set<String> {
        switch self {
        case .constant: []
        case .claim(_, let names), .equals(_, _, let names): Set(names.needed).union(names.askedFor)
        case .present(let name, _): [name]
        case .not(let inner): inner.names
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.names) }
        }
    }
}

/// A variable that an expression reads, and what is so whenever it gets to reading it.
package struct Reading: Sendable {
    /// The variable's declared name.
    package var name: String
    /// The field selected from it, if one is.
    package var field: String?
    /// The first character, in Unicode scalars from 0.
    package var start: Int
    /// The character after the last.
    package var end: Int
    /// What the expression has found to be so before it reads: `a` in `a && b`, `a ? b : c`.
    package var given: [Proposition]
}
