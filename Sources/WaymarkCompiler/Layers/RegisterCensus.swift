package import WaymarkDefinition

/// Who holds what in a register, for the checker: which organisations there are, and who could act for them.
///
/// The checker knows no day, so an appointment counts whenever it is in force.
package struct RegisterCensus: Sendable {
    private let byID: [String: Organisation]
    private let byType: [String: [Organisation]]
    /// The people of each organisation, by position; under the empty name all of them.
    private let holders: [String: [String: Set<String>]]

    /// Counts a register.
    package init(organisations: [Organisation], people: [Person]) {
        byID = Dictionary(organisations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        byType = Dictionary(grouping: organisations.sorted { $0.id < $1.id }, by: \.type)
        var holders: [String: [String: Set<String>]] = [:]
        for person in people {
            for appointment in person.appointments {
                holders[appointment.organisation, default: [:]][appointment.position, default: []].insert(person.id)
                holders[appointment.organisation, default: [:]]["", default: []].insert(person.id)
            }
        }
        self.holders = holders
    }

    /// The organisations of a type, by id.
    func organisations(ofType type: String) -> [Organisation] { byType[type] ?? [] }

    /// The organisation of an id.
    func organisation(_ id: String) -> Organisation? { byID[id] }

    /// The ids of all organisations, sorted.
    var ids: [String] { byID.keys.sorted() }

    /// The organisation that another belongs to by some relations; nil when one of them leads nowhere.
    func organisation(from start: Organisation, along relations: [String]) -> Organisation? {
        relations.reduce(start) { organisation, name in
            organisation?.relations.first { $0.name == name }.flatMap { byID[$0.id] }
        }
    }

    /// The people who hold one of some positions in an organisation; everyone of it when there are none.
    func people(holding positions: [String], in organisation: String) -> Set<String> {
        let own = holders[organisation] ?? [:]
        guard !positions.isEmpty else { return own[""] ?? [] }
        return positions.reduce(into: []) { $0.formUnion(own[$1] ?? []) }
    }
}
