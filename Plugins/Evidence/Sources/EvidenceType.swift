import CEL
import WaymarkDefinition

/// A type of evidence, as the vocabulary of the programme lists them.
struct EvidenceType: Record, Hashable {
    var code = ""
    var title = ""
    var level: String?
    var cadence: String?

    static let fields: [Field<EvidenceType>] = [
        Field("code", \.code, "The name that evidence bears."),
        Field("title", \.title, "What people call it."),
        Field("level", \.level, "National, partner, local, the CCG's own or from the case."),
        Field("cadence", \.cadence, "How often there is new evidence of the type."),
    ]
}
