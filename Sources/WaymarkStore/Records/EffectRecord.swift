/// Something that the outside world is to be asked: a row of the outbox.
package struct EffectRecord: Sendable, Hashable {
    /// The unique id.
    package var id: String
    /// The case.
    package var caseID: String
    /// The step kind that performs it.
    package var kind: String
    /// The same on every retry.
    package var idempotencyKey: String
    /// What is asked; opaque to the store.
    package var payload: [UInt8]
    /// Which try comes next, from 1.
    package var attempt: Int
    /// Before when it is not tried, in milliseconds since 1970 UTC.
    package var nextAttemptAt: Int64
    /// When the case asked, in milliseconds since 1970 UTC.
    package var enqueuedAt: Int64

    /// Describes a row of the outbox.
    package init(
        id: String, caseID: String, kind: String, idempotencyKey: String, payload: [UInt8], attempt: Int = 1,
        nextAttemptAt: Int64, enqueuedAt: Int64
    ) {
        self.id = id
        self.caseID = caseID
        self.kind = kind
        self.idempotencyKey = idempotencyKey
        self.payload = payload
        self.attempt = attempt
        self.nextAttemptAt = nextAttemptAt
        self.enqueuedAt = enqueuedAt
    }
}
