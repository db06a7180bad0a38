/// Something that somebody is to be told: a row of the outbox of notices.
///
/// It is written in the transaction of the events that it tells of, so it cannot be lost; its id is made of the event and
/// the recipient, so it cannot be there twice.
package struct NoticeRecord: Sendable, Hashable {
    /// How far a notice has come.
    package enum State: String, Sendable, CaseIterable {
        /// It is to be sent.
        case waiting
        /// It stands in a digest, and what becomes of that becomes of it.
        case gathered
        /// It was handed over.
        case sent
        /// Nobody needs it any more.
        case dropped
        /// It could not be sent, and is not tried again by itself.
        case failed
    }

    /// By which way it goes.
    package enum Channel: String, Sendable, CaseIterable {
        /// As an e-mail to a person.
        case mail
        /// As a request to another program.
        case webhook
    }

    /// The unique id: of the event and the recipient.
    package var id: String
    /// By which way it goes.
    package var channel: Channel
    /// The id of the person, or the name of the webhook.
    package var recipient: String
    /// What it tells, as `task_offered`.
    package var kind: String
    /// The case; nil for a digest.
    package var caseID: String?
    /// The task, if it is about one.
    package var taskID: String?
    /// What it says; opaque to the store, at most `Limits.noticeBytesMax`.
    package var payload: [UInt8]
    /// When it was written, in milliseconds since 1970 UTC.
    package var createdAt: Int64
    /// How far it has come.
    package var state: State
    /// When it is tried next while it waits, when it ended otherwise; in milliseconds since 1970 UTC.
    package var at: Int64
    /// How many tries have begun.
    package var attempt: Int
    /// Whether it goes with the next digest of its recipient instead of alone.
    package var isForDigest: Bool
    /// The digest that it stands in.
    package var digest: String?
    /// Who is trying to send it, until the moment `at`.
    package var lease: String?
    /// Why it is where it is: what the last try ended with.
    package var detail: String?

    /// Describes a notice.
    package init(
        id: String, channel: Channel, recipient: String, kind: String, caseID: String? = nil, taskID: String? = nil,
        payload: [UInt8], createdAt: Int64, state: State = .waiting, at: Int64, attempt: Int = 0,
        isForDigest: Bool = false, digest: String? = nil, lease: String? = nil, detail: String? = nil
    ) {
        self.id = id
        self.channel = channel
        self.recipient = recipient
        self.kind = kind
        self.caseID = caseID
        self.taskID = taskID
        self.payload = payload
        self.createdAt = createdAt
        self.state = state
        self.at = at
        self.attempt = attempt
        self.isForDigest = isForDigest
        self.digest = digest
        self.lease = lease
        self.detail = detail
    }
}
