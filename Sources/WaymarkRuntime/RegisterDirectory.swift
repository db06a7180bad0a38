package import CEL
import Synchronization
package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkStore

/// The register as the core reads it, from the rows of a store, with what was read kept in memory.
///
/// One directory serves one state of the register; after an import a new one is made.
package final class RegisterDirectory: Directory, Sendable {
    /// The kinds of organisation and position.
    package let schema: RegisterSchema
    private let cache: RegisterCache
    private let read: @Sendable (RegisterQuery) throws -> [RegisterRow]

    /// A directory over rows that a function finds.
    package init(
        schema: RegisterSchema, cache: RegisterCache, read: @escaping @Sendable (RegisterQuery) throws -> [RegisterRow]
    ) {
        self.schema = schema
        self.cache = cache
        self.read = read
    }

    /// The organisation of that id.
    package func organisation(_ id: String) throws -> Organisation? {
        if let known = cache.organisation(id) { return known }
        guard let row = try read(.row(kind: RegisterRow.organisationKind, id: id)).first else { return nil }
        let organisation = try RegisterCodec.organisation(row)
        cache.keep(organisation)
        return organisation
    }

    /// The person of that id.
    package func person(_ id: String) throws -> Person? {
        if let known = cache.person(id) { return known }
        guard let row = try read(.row(kind: RegisterRow.personKind, id: id)).first else { return nil }
        let person = try RegisterCodec.person(row)
        cache.keep(person)
        return person
    }

    /// Those of a type that belong to an organisation, over any number of relations; by id.
    package func organisations(ofType type: String, within id: String) throws -> [Organisation] {
        try read(.term(kind: RegisterRow.organisationKind, term: RegisterCodec.memberTerm(type: type, within: id)))
            .map { row in
                let organisation = try RegisterCodec.organisation(row)
                cache.keep(organisation)
                return organisation
            }
    }

    /// The people who hold a position in an organisation on a day; by id.
    package func people(holding position: String?, in organisation: String, on day: LocalDate) throws -> [Person] {
        let key = Holder(organisation: organisation, position: position).key
        return try read(.term(kind: RegisterRow.personKind, term: key))
            .map(person(of:))
            .filter { $0.holderKeys(on: day).contains(key) }
    }

    private func person(of row: RegisterRow) throws -> Person {
        if let known = cache.person(row.id) { return known }
        let person = try RegisterCodec.person(row)
        cache.keep(person)
        return person
    }

    /// What expressions see of an organisation, kept because every decision asks for its subject.
    package func record(of id: String) throws -> Value? {
        if let known = cache.record(id) { return known }
        guard let record = try (self as any Directory).builtRecord(of: id) else { return nil }
        cache.keep(record, for: id)
        return record
    }
}

/// A look-up of register rows.
package enum RegisterQuery: Sendable {
    /// The row of an id.
    case row(kind: String, id: String)
    /// The rows that bear a term, by id.
    case term(kind: String, term: String)
}

extension RegisterRow {
    /// The kind of rows that are organisations.
    package static let organisationKind = "organisation"
    /// The kind of rows that are people.
    package static let personKind = "person"
}

/// What was read of a register, shared by the directories of a process; a changed register wants a new one.
package final class RegisterCache: Sendable {
    private struct Known {
        var organisations: [String: Organisation] = [:]
        var people: [String: Person] = [:]
        var records: [String: Value] = [:]
    }

    private let known = Mutex(Known())

    package init() {}

    func organisation(_ id: String) -> Organisation? { known.withLock { $0.organisations[id] } }
    func person(_ id: String) -> Person? { known.withLock { $0.people[id] } }
    func record(_ id: String) -> Value? { known.withLock { $0.records[id] } }
    func keep(_ organisation: Organisation) { known.withLock { $0.organisations[organisation.id] = organisation } }
    func keep(_ person: Person) { known.withLock { $0.people[person.id] = person } }
    func keep(_ record: Value, for id: String) { known.withLock { $0.records[id] = record } }
}
