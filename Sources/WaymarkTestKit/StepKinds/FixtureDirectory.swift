public import WaymarkCalendar
public import WaymarkDefinition

/// A register of a few organisations, and of a committee with a chair and six members.
public struct FixtureDirectory: Directory {
    /// The kinds of organisation and position: none.
    public var schema = RegisterSchema()
    /// The names of the organisations, by id.
    public var organisations = [
        "alder_vale": "Alder Vale CCG", "birch_hill": "Birch Hill CCG", "cedar_moor": "Cedar Moor CCG",
        "north": "North", "south": "South", "committee": "The committee",
    ]
    /// The ids of the people of the committee; the first is its chair.
    public var members = ["ada", "ben", "cleo", "dan", "eve", "finn", "gita"]

    /// The register as it comes.
    public init() {}

    /// The organisation of that id.
    public func organisation(_ id: String) throws -> Organisation? {
        organisations[id].map { Organisation(id: id, type: "any", name: $0, short: String(id.prefix(3)).uppercased()) }
    }

    /// The member of that id.
    public func person(_ id: String) throws -> Person? { members.contains(id) ? Person(id: id, name: id) : nil }

    /// None: nothing belongs to anything here.
    public func organisations(ofType type: String, within id: String) throws -> [Organisation] { [] }

    /// The committee's chair, its members, or all of it.
    public func people(holding position: String?, in organisation: String, on day: LocalDate) throws -> [Person] {
        guard organisation == "committee" else { return [] }
        switch position {
        case nil: return members.map { Person(id: $0, name: $0) }
        case "chair": return members.prefix(1).map { Person(id: $0, name: $0) }
        case "member": return members.dropFirst().map { Person(id: $0, name: $0) }
        default: return []
        }
    }
}
