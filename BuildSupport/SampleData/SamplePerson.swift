/// A person who does not exist.
struct SamplePerson {
    var id: String
    var name: String
    var holds: [SampleAppointment]

    var line: String {
        FlowText.mapping([
            .init("id", .text(id)), .init("name", .text(name)), .init("holds", .list(holds.map(\.flow))),
        ]).line
    }
}

/// A position that such a person holds, for ever unless days are given.
struct SampleAppointment {
    var position: String
    var organisation: String
    var from: String?
    var until: String?

    var flow: FlowText {
        var entries = [FlowText.Entry("position", .text(position)), FlowText.Entry("in", .text(organisation))]
        if let from { entries.append(.init("from", .text(from))) }
        if let until { entries.append(.init("until", .text(until))) }
        return .mapping(entries)
    }
}
