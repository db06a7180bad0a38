/// A fact that is to be recorded: the store gives it its sequence and its place in the chain.
package struct NewEvent: Sendable, Hashable {
    /// When it happened, in milliseconds since 1970 UTC.
    package var at: Int64
    /// Who did it.
    package var actor: String
    /// In whose place they did it.
    package var onBehalfOf: String?
    /// What happened: past tense, snake case, as `task_completed`.
    package var type: String
    /// The version of the payload.
    package var version: Int
    /// What it says; opaque to the store.
    package var payload: [UInt8]

    /// Describes a fact.
    package init(
        at: Int64, actor: String, onBehalfOf: String? = nil, type: String, version: Int = 1, payload: [UInt8]
    ) {
        self.at = at
        self.actor = actor
        self.onBehalfOf = onBehalfOf
        self.type = type
        self.version = version
        self.payload = payload
    }
}
