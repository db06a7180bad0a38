/// A message from one case to another, kept for good.
package struct MessageRecord: Sendable, Hashable {
    /// How far a message has come.
    package enum State: String, Sendable, CaseIterable {
        /// It is to be delivered.
        case pending
        /// No such case exists yet.
        case waiting
        /// The case has it.
        case delivered
        /// The case had ended, or could not take it.
        case undeliverable
    }

    /// Which case a message is for: one of an id, or the one of a workflow, subject and perhaps key.
    package enum Target: Sendable, Hashable {
        /// The case of this id.
        case id(String)
        /// The case of this workflow for this subject; a nil key takes any.
        case natural(workflow: String, subject: String, key: String?)
    }

    /// The unique id.
    package var id: String
    /// The case that sent it; nil when somebody outside did.
    package var fromCase: String?
    /// The message's name.
    package var name: String
    /// For whom it is.
    package var target: Target
    /// What it carries; opaque to the store.
    package var payload: [UInt8]
    /// When it was sent, in milliseconds since 1970 UTC.
    package var sentAt: Int64
    /// How far it has come.
    package var state: State

    /// Describes a message.
    package init(
        id: String, fromCase: String? = nil, name: String, target: Target, payload: [UInt8], sentAt: Int64,
        state: State = .pending
    ) {
        self.id = id
        self.fromCase = fromCase
        self.name = name
        self.target = target
        self.payload = payload
        self.sentAt = sentAt
        self.state = state
    }
}
