package import WaymarkDefinition

/// What the engine makes of one command.
package enum Decision: Sendable {
    /// It is done: the facts, and the case after them.
    case accepted(Acceptance)
    /// It is refused: why, and the fact of the refusal when it is to be kept.
    case rejected(Rejection, record: Event?)
}

/// The outcome of an accepted command.
package struct Acceptance: Sendable {
    /// What happened, in order.
    package var events: [Event]
    /// The case after all of it; always the fold of its events.
    package var state: CaseState
    /// Bytes to be kept in the same transaction.
    package var documents: [DocumentContent]
    /// The id of the person for whom it was done, where it was not for the one who did it.
    package var onBehalfOf: String?

    /// Describes an outcome.
    package init(
        events: [Event], state: CaseState, documents: [DocumentContent], onBehalfOf: String? = nil
    ) {
        self.events = events
        self.state = state
        self.documents = documents
        self.onBehalfOf = onBehalfOf
    }

    /// The messages that leave the case.
    package var messages: [MessageSent] {
        events.compactMap { if case .messageSent(let message) = $0 { message } else { nil } }
    }
}
