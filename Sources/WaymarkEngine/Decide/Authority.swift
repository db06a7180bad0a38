import WaymarkDefinition

/// Who acts on a task, and for whom.
struct Authority {
    /// Who acts.
    var person: Person
    /// Who lets them, where they do not act in their own right.
    var delegator: Person?

    /// The id of the person for whom is acted, where that is not whoever acts.
    var onBehalfOf: String? { delegator?.id }

    /// Those whom rules on people look at, whoever could do it first.
    var people: [Person] { [delegator, person].compactMap(\.self) }
}
