/// Something that a verification found to be wrong with the events of a case.
package struct ChainFinding: Sendable, Hashable {
    /// In what way it is wrong.
    package enum Kind: String, Sendable, CaseIterable {
        /// What the event says is not what its hash covers.
        case changedEvent = "changed_event"
        /// The event does not follow the one before it.
        case brokenLink = "broken_link"
        /// There is no event of that sequence, but there are later ones.
        case missingEvent = "missing_event"
        /// The case knows of later events than there are.
        case cutTail = "cut_tail"
        /// There are later events than the case knows of.
        case unknownTail = "unknown_tail"
        /// The case's own record of its last event is another hash.
        case changedHead = "changed_head"
        /// The snapshot is not of the last event.
        case staleSnapshot = "stale_snapshot"
        /// There are events of no case.
        case orphanEvents = "orphan_events"
    }

    /// In what way.
    package let kind: Kind
    /// The case; empty for orphan events.
    package let caseID: String
    /// The event's sequence, where one event is meant.
    package let sequence: Int64?
    /// What does not match, in a sentence.
    package let message: String

    /// Describes a finding.
    package init(_ kind: Kind, caseID: String, sequence: Int64? = nil, message: String) {
        self.kind = kind
        self.caseID = caseID
        self.sequence = sequence
        self.message = message
    }
}
