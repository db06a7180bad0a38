package import WaymarkDefinition

/// Somebody who comes to a meeting, and for whom.
package struct Attendee: Record, Hashable {
    /// Their name.
    package var name = ""
    /// The organisation that they speak for: its id, name or short name in the register, or any other name.
    package var organisation: String?
    /// What they come as.
    package var role: String?

    /// An empty entry, for the decoder.
    package init() {}

    /// The fields in order.
    package static let fields: [Field<Attendee>] = [
        Field("name", \.name, "Who comes."),
        Field("organisation", \.organisation, "The organisation that they speak for, by id, name or short name."),
        Field("role", \.role, "What they come as."),
    ]
}

extension FormFaults {
    /// Notes entries of a list of attendees that name nobody.
    package mutating func requireNames(of attendees: [Attendee], at path: String) {
        for (index, attendee) in attendees.enumerated() {
            requireText(attendee.name, at: "\(path)[\(index)].name", "expected who comes")
        }
    }
}
