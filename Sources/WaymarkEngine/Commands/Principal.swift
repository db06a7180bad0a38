package import WaymarkDefinition

/// On whose behalf a command comes.
package enum Principal: Sendable {
    /// A person of the register.
    case person(Person)
    /// The engine itself: a timer, an effect, a message.
    case system(String)

    /// What stands in events as the actor.
    package var name: String {
        switch self {
        case .person(let person): person.id
        case .system(let name): "@" + name
        }
    }

    /// The person, if it is one.
    package var person: Person? {
        if case .person(let person) = self { person } else { nil }
    }
}
