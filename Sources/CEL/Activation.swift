/// Where the values of variables come from.
package protocol Activation: Sendable {
    /// The value of a variable by its declared name; nil when it has none now.
    func value(of qualifiedName: String) throws(EvaluationFailure) -> Value?
}

/// An activation that knows time zones by name; without one only `UTC` and fixed offsets are known.
package protocol ZoneAware: Activation {
    /// Seconds east of UTC in a zone at a moment; nil when there is no such zone.
    func offset(ofZone name: String, at seconds: Int64) -> Int64?
}

/// Variables with fixed values.
package struct DictionaryActivation: Activation {
    private let values: [String: Value]

    /// Takes values by name.
    package init(_ values: [String: Value] = [:]) {
        self.values = values
    }

    /// The value given under the name.
    package func value(of qualifiedName: String) -> Value? { values[qualifiedName] }
}
