public import CEL
public import WaymarkCalendar

/// An organisation of the register: a thing that holds people and that cases are about.
public struct Organisation: Hashable, Sendable {
    /// The id, unique in the register.
    public var id: String
    /// The name of its type.
    public var type: String
    /// What people call it.
    public var name: String
    /// A few letters, unique in the register, that ids of cases are made of.
    public var short: String
    /// The organisations that it belongs to, by the name of the relation; in the type's order.
    public var relations: [(name: String, id: String)] { relationPairs.map { ($0.name, $0.id) } }
    /// Its further attributes, in the type's order.
    public var attributes: MapValue

    struct Relation: Hashable, Sendable {
        var name: String
        var id: String
    }
    var relationPairs: [Relation]

    /// Describes an organisation.
    public init(
        id: String, type: String, name: String, short: String, relations: [(name: String, id: String)] = [],
        attributes: MapValue = MapValue([])
    ) {
        self.id = id
        self.type = type
        self.name = name
        self.short = short
        relationPairs = relations.map { Relation(name: $0.name, id: $0.id) }
        self.attributes = attributes
    }
}

/// A person of the register.
public struct Person: Hashable, Sendable {
    /// The id with which they act.
    public var id: String
    /// Their name.
    public var name: String
    /// The positions that they hold, held or will hold.
    public var appointments: [Appointment]
    /// Where notices reach them; nil when the register does not say.
    public var email: String?

    /// Describes a person.
    public init(id: String, name: String, appointments: [Appointment] = [], email: String? = nil) {
        self.id = id
        self.name = name
        self.appointments = appointments
        self.email = email
    }

    /// The keys of everything that the person holds on a day: `X39000001` and `X39000001/at_director`; sorted.
    public func holderKeys(on day: LocalDate) -> [String] {
        var keys: Set<String> = []
        for appointment in appointments where appointment.isInForce(on: day) {
            keys.insert(appointment.organisation)
            keys.insert(Holder(organisation: appointment.organisation, position: appointment.position).key)
        }
        return keys.sorted()
    }

    /// The ids of the organisations in which the person holds a position on a day; sorted.
    public func organisations(on day: LocalDate) -> [String] {
        Set(appointments.filter { $0.isInForce(on: day) }.map(\.organisation)).sorted()
    }
}

/// A position that a person holds in an organisation, from a day until a day.
public struct Appointment: Hashable, Sendable {
    /// The name of the position.
    public var position: String
    /// The id of the organisation.
    public var organisation: String
    /// The first day, or nil for always.
    public var from: LocalDate?
    /// The last day, or nil for ever.
    public var until: LocalDate?

    /// Describes an appointment.
    public init(position: String, organisation: String, from: LocalDate? = nil, until: LocalDate? = nil) {
        self.position = position
        self.organisation = organisation
        self.from = from
        self.until = until
    }

    /// Whether it holds on a day; both ends count.
    public func isInForce(on day: LocalDate) -> Bool {
        (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
    }
}

/// Who may act: everyone of an organisation, or those who hold a position in it.
public struct Holder: Hashable, Sendable {
    /// The id of the organisation.
    public var organisation: String
    /// The position, or nil for anyone of the organisation.
    public var position: String?

    /// Names the holders of a position.
    public init(organisation: String, position: String? = nil) {
        self.organisation = organisation
        self.position = position
    }

    /// The key under which tasks are listed: `X39000001` or `X39000001/at_director`.
    public var key: String { position.map { "\(organisation)/\($0)" } ?? organisation }
}

/// What kinds of organisation and position a register has.
public struct RegisterSchema: Hashable, Sendable {
    /// A kind of organisation.
    public struct OrganisationType: Hashable, Sendable {
        /// The name, as in `ccg`.
        public var name: String
        /// What people call it.
        public var title: String
        /// Relations to other types, by name, in the order written; they never form a circle.
        public var relations: [Relation]
        /// Further attributes.
        public var attributes: RecordSchema

        /// Describes a kind of organisation.
        public init(name: String, title: String, relations: [Relation] = [], attributes: RecordSchema? = nil) {
            self.name = name
            self.title = title
            self.relations = relations
            self.attributes = attributes ?? RecordSchema(name: name)
        }
    }

    /// A relation of one type of organisation to another.
    public struct Relation: Hashable, Sendable {
        /// The name that expressions use: `subject.area_team`.
        public var name: String
        /// The type that it leads to.
        public var type: String

        /// Describes a relation.
        public init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }

    /// A position that people hold.
    public struct Position: Hashable, Sendable {
        /// The name, as in `at_director`.
        public var name: String
        /// What people call it.
        public var title: String
        /// The types of organisation that have it.
        public var organisationTypes: [String]

        /// Describes a position.
        public init(name: String, title: String, organisationTypes: [String]) {
            self.name = name
            self.title = title
            self.organisationTypes = organisationTypes
        }
    }

    /// The kinds of organisation, by name.
    public var organisationTypes: [String: OrganisationType]
    /// The positions, by name.
    public var positions: [String: Position]

    /// Describes a register.
    public init(organisationTypes: [String: OrganisationType] = [:], positions: [String: Position] = [:]) {
        self.organisationTypes = organisationTypes
        self.positions = positions
    }

    /// What expressions see of any organisation: id, name, short and type.
    public static let anyOrganisation = RecordType(name: "organisation", fields: baseFields)

    private static let baseFields: [RecordType.Field] = [
        .init(name: "id", type: .string, optional: false), .init(name: "name", type: .string, optional: false),
        .init(name: "short", type: .string, optional: false), .init(name: "type", type: .string, optional: false),
    ]

    /// What expressions see of an organisation of a type: the base, its attributes, and those it belongs to.
    public func recordType(of name: String) -> RecordType? {
        recordType(of: name, depth: 0)
    }

    private func recordType(of name: String, depth: Int) -> RecordType? {
        guard let type = organisationTypes[name], depth < 8 else { return nil }
        var fields = Self.baseFields
        fields += type.attributes.celType.fields
        for relation in type.relations {
            guard let target = recordType(of: relation.type, depth: depth + 1) else { continue }
            fields.append(.init(name: relation.name, type: .record(target), optional: false))
        }
        return RecordType(name: name, fields: fields)
    }
}

/// The register as the core reads it.
///
/// Look-ups may touch a store, so they can throw; for one command they all see the same register.
public protocol Directory: Sendable {
    /// The kinds of organisation and position.
    var schema: RegisterSchema { get }
    /// The organisation of that id.
    func organisation(_ id: String) throws -> Organisation?
    /// The person of that id.
    func person(_ id: String) throws -> Person?
    /// Those of a type that belong to an organisation, over any number of relations; by id.
    func organisations(ofType type: String, within id: String) throws -> [Organisation]
    /// The people who hold a position in an organisation on a day, anyone of it when the position is nil; by id.
    func people(holding position: String?, in organisation: String, on day: LocalDate) throws -> [Person]
    /// What expressions see of an organisation: its fields, attributes and all that it belongs to.
    func record(of id: String) throws -> Value?
}

extension Directory {
    /// What expressions see of an organisation: its fields, attributes and all that it belongs to.
    /// - Returns: nil when there is no such organisation.
    public func record(of id: String) throws -> Value? {
        try builtRecord(of: id)
    }

    /// The record of an organisation, put together from look-ups; for directories that keep records.
    package func builtRecord(of id: String) throws -> Value? {
        try record(of: id, depth: 0)
    }

    private func record(of id: String, depth: Int) throws -> Value? {
        guard depth < 8, let organisation = try organisation(id) else { return nil }
        var pairs: [(Value, Value)] = [
            (.string("id"), .string(organisation.id)), (.string("name"), .string(organisation.name)),
            (.string("short"), .string(organisation.short)), (.string("type"), .string(organisation.type)),
        ]
        for (name, value) in organisation.attributes.entries { pairs.append((name, value)) }
        for relation in organisation.relations {
            guard let record = try record(of: relation.id, depth: depth + 1) else { continue }
            pairs.append((.string(relation.name), record))
        }
        return .map(MapValue(pairs))
    }
}
