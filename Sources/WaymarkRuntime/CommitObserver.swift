package import WaymarkDefinition
package import WaymarkEngine
package import WaymarkStore

/// Sees what is committed, in order, so that a simulation counts while it runs and need not read the store again.
///
/// It is told inside the transaction: what is rolled back afterwards has been told all the same. So it is for stores
/// that are thrown away with a run that fails.
package protocol CommitObserver: Sendable {
    /// Takes note of a commit.
    func committed(_ commit: ObservedCommit)
}

/// What one command did to one case.
package struct ObservedCommit: Sendable {
    /// What happened, in order.
    package var events: [Event]
    /// What lists and look-ups see of it.
    package var changes: [ProjectionChange]
    /// The case afterwards.
    package var state: CaseState
    /// What it runs on.
    package var definition: CompiledDefinition
    /// When, in milliseconds since 1970 UTC.
    package var at: Int64

    /// Describes a commit.
    package init(
        events: [Event], changes: [ProjectionChange], state: CaseState, definition: CompiledDefinition, at: Int64
    ) {
        self.events = events
        self.changes = changes
        self.state = state
        self.definition = definition
        self.at = at
    }
}
