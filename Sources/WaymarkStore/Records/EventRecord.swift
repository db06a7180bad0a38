/// A recorded fact of a case, with its place in the chain; never changed.
package struct EventRecord: Sendable, Hashable {
    /// The case.
    package var caseID: String
    /// Its place in the case, from 1 without a gap.
    package var sequence: Int64
    /// When it happened, in milliseconds since 1970 UTC.
    package var at: Int64
    /// Who did it.
    package var actor: String
    /// In whose place they did it.
    package var onBehalfOf: String?
    /// What happened: past tense, snake case.
    package var type: String
    /// The version of the payload.
    package var version: Int
    /// What it says; opaque to the store.
    package var payload: [UInt8]
    /// The hash of the event before, 32 bytes; zeros before the first.
    package var previousHash: [UInt8]
    /// The hash of this event, 32 bytes.
    package var hash: [UInt8]

    /// Describes a recorded fact.
    package init(
        caseID: String, sequence: Int64, at: Int64, actor: String, onBehalfOf: String? = nil, type: String,
        version: Int, payload: [UInt8], previousHash: [UInt8], hash: [UInt8]
    ) {
        self.caseID = caseID
        self.sequence = sequence
        self.at = at
        self.actor = actor
        self.onBehalfOf = onBehalfOf
        self.type = type
        self.version = version
        self.payload = payload
        self.previousHash = previousHash
        self.hash = hash
    }
}
