import CEL
import WaymarkDefinition

/// Which headline each rating leads to when it is the worst of all.
struct HeadlineMapping: FieldValue {
    /// The headline of each rating, as written.
    private(set) var pairs: [(rating: String, headline: String)] = []

    static var fieldType: FieldType { .map(.text) }

    /// An empty mapping.
    init() {}

    /// Reads a map from rating to headline.
    init(fieldValue: Value) throws(FieldFailure) {
        guard case .map(let map) = fieldValue else {
            throw FieldFailure(
                message: "expected a map from each rating to its headline, but found \(fieldValue.shortDescription)")
        }
        for (key, value) in map.entries {
            guard let rating = key.text, let headline = value.text else {
                throw FieldFailure(
                    path: key.text ?? "",
                    message: "expected the name of a headline, but found \(value.shortDescription)")
            }
            pairs.append((rating, headline))
        }
    }

    var fieldValue: Value? {
        .map(MapValue(pairs.map { (.string($0.rating), .string($0.headline)) }))
    }

    /// The headline that a rating leads to.
    func headline(for rating: String) -> String? {
        pairs.first { $0.rating == rating }?.headline
    }
}
