import AssuranceRecords
import CEL
import WaymarkDefinition

/// One line of a comparison sheet: who proposes the same support for the same concern.
struct ComparisonRow: Record, Hashable {
    var domain = ""
    var concern = ""
    var support: [SupportKind] = []
    var ratings: [String] = []
    var ccgs: [OrganisationID] = []

    static let fields: [Field<ComparisonRow>] = [
        Field("domain", \.domain, "The domain."),
        Field("concern", \.concern, "The sort of concern."),
        Field("support", \.support, "The kinds of support, lightest first; none if empty."),
        Field("ratings", \.ratings, "The ratings that it goes with."),
        Field("ccgs", \.ccgs, "The CCGs for which it is proposed."),
    ]
}

/// A proposal that differs from others with the same concern: a question to ask, not a judgement.
struct Outlier: Record, Hashable {
    var ccg = OrganisationID("")
    var ccgName = ""
    var domain = ""
    var concern = ""
    var support: [SupportKind] = []
    var usual: [SupportKind] = []
    var note = ""

    static let fields: [Field<Outlier>] = [
        Field("ccg", \.ccg, "The CCG."),
        Field("ccg_name", \.ccgName, "What people call it."),
        Field("domain", \.domain, "The domain."),
        Field("concern", \.concern, "The sort of concern."),
        Field("support", \.support, "The kinds of support proposed."),
        Field("usual", \.usual, "The kinds that most others get; empty when there is no majority."),
        Field("note", \.note, "What differs, in a sentence."),
    ]
}

extension [SupportKind] {
    /// The kinds in words.
    var words: String {
        isEmpty ? "no support" : map { $0.rawValue.replacing("_", with: " ") }.joined(separator: ", ")
    }
}
