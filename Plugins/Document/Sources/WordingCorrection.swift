import CEL
import WaymarkDefinition

/// A correction of wording: what stands in a text, and what shall stand there instead.
struct WordingCorrection: Record, Hashable {
    var find = ""
    var replace = ""

    static let fields: [Field<WordingCorrection>] = [
        Field("find", \.find, "The words as they stand, letter by letter; every place that has them is corrected."),
        Field("replace", \.replace, "The words that shall stand there."),
    ]

    /// Makes corrections in their order.
    /// - Returns: the text, and the words that were not in it.
    static func apply(_ corrections: [WordingCorrection], to text: String) -> (text: String, missing: [String]) {
        var text = text
        var missing: [String] = []
        for correction in corrections {
            if correction.find.isEmpty || !text.contains(correction.find) {
                missing.append(correction.find)
            } else {
                text = text.replacing(correction.find, with: correction.replace)
            }
        }
        return (text, missing)
    }
}
