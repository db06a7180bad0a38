import CEL
import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkStore

/// Organisations and people as rows of a store, with the terms under which they are found.
package enum RegisterCodec {
    /// The term under which the members of an organisation are found.
    package static func memberTerm(type: String, within id: String) -> String { "\(type)@\(id)" }

    /// The row of an organisation.
    ///
    /// `ancestors`: The ids of everything that it belongs to, over any number of relations.
    package static func row(_ organisation: Organisation, ancestors: [String]) -> RegisterRow {
        let relations = MapValue(organisation.relations.map { (.string($0.name), .string($0.id)) })
        let value = Value.map(
            MapValue([
                (.string("type"), .string(organisation.type)), (.string("name"), .string(organisation.name)),
                (.string("short"), .string(organisation.short)), (.string("relations"), .map(relations)),
                (.string("attributes"), .map(organisation.attributes)),
            ]))
        let scopes = ancestors + [organisation.id, "*"]
        return RegisterRow(
            kind: RegisterRow.organisationKind, id: organisation.id, attributes: JSONText.bytes(of: value),
            terms: scopes.map { memberTerm(type: organisation.type, within: $0) })
    }

    /// The row of a person.
    package static func row(_ person: Person) -> RegisterRow {
        let appointments = person.appointments.map { appointment -> Value in
            var pairs: [(Value, Value)] = [
                (.string("position"), .string(appointment.position)),
                (.string("in"), .string(appointment.organisation)),
            ]
            if let from = appointment.from { pairs.append((.string("from"), .string(from.description))) }
            if let until = appointment.until { pairs.append((.string("until"), .string(until.description))) }
            return .map(MapValue(pairs))
        }
        var pairs: [(Value, Value)] = [
            (.string("name"), .string(person.name)), (.string("holds"), .list(appointments)),
        ]
        if let email = person.email { pairs.append((.string("email"), .string(email))) }
        let value = Value.map(MapValue(pairs))
        let terms = person.appointments.flatMap {
            [$0.organisation, Holder(organisation: $0.organisation, position: $0.position).key]
        }
        return RegisterRow(
            kind: RegisterRow.personKind, id: person.id, attributes: JSONText.bytes(of: value),
            terms: Set(terms).sorted())
    }

    static func organisation(_ row: RegisterRow) throws -> Organisation {
        let value = try JSONParser.parse(row.attributes)
        let relations = (value["relations"].map { if case .map(let map) = $0 { map.entries } else { [] } } ?? [])
            .compactMap { name, id in name.text.flatMap { name in id.text.map { (name: name, id: $0) } } }
        let attributes = if case .map(let map)? = value["attributes"] { map } else { MapValue([]) }
        return Organisation(
            id: row.id, type: value["type"]?.text ?? "", name: value["name"]?.text ?? row.id,
            short: value["short"]?.text ?? row.id, relations: relations, attributes: attributes)
    }

    static func person(_ row: RegisterRow) throws -> Person {
        let value = try JSONParser.parse(row.attributes)
        let appointments = (value["holds"]?.items ?? []).map { item in
            Appointment(
                position: item["position"]?.text ?? "", organisation: item["in"]?.text ?? "",
                from: item["from"]?.text.flatMap { LocalDate($0) }, until: item["until"]?.text.flatMap { LocalDate($0) }
            )
        }
        return Person(
            id: row.id, name: value["name"]?.text ?? row.id, appointments: appointments, email: value["email"]?.text)
    }
}
