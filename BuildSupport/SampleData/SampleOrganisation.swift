/// An organisation that does not exist.
struct SampleOrganisation {
    var id: String
    var type: String
    var name: String
    var short: String
    var relations: [(name: String, id: String)] = []
    var attributes: [FlowText.Entry] = []

    var line: String {
        let fixed = [
            FlowText.Entry("id", .text(id)), FlowText.Entry("type", .text(type)), FlowText.Entry("name", .text(name)),
            FlowText.Entry("short", .text(short)),
        ]
        return FlowText.mapping(fixed + relations.map { FlowText.Entry($0.name, .text($0.id)) } + attributes).line
    }

    func related(_ relation: String) -> String? {
        relations.first { $0.name == relation }?.id
    }

    /// The national style of code: a kind of two figures and a number of six.
    static func code(_ kind: Int, _ number: Int) -> String {
        let digits = String(number)
        return "X\(kind)" + String(repeating: "0", count: 6 - digits.count) + digits
    }
}
