package import WaymarkDefinition

/// What other workflows may know of one: enough to call it and to send to it.
package struct WorkflowInterface: Sendable {
    /// The name.
    package var workflow: String
    /// The type of organisation that its cases are about.
    package var subjectType: String
    /// What is given at the start.
    package var inputs: RecordSchema
    /// What a case gives, as far as its types are declared.
    package var outputs: RecordSchema
    /// What its messages carry.
    package var messages: [String: RecordSchema]
    /// The messages that it sends, by name, and to whom.
    package var sends: [String: Set<MessageDestination>]
    /// The workflows that it calls.
    package var calls: Set<String> = []
    /// The messages that it waits for.
    package var waitsFor: Set<String>
    /// Whether its cases have a key.
    package var hasKey: Bool
    /// The milestones that its cases can reach.
    package var milestones: Set<String> = []
    /// Whether some of its steps let only one case in at a time.
    package var isExclusive = false
}

/// Which cases a message goes to, as far as a file says it.
package enum MessageDestination: Hashable, Sendable {
    /// Those of a workflow.
    case workflow(String)
    /// The one that called the sender.
    case parent
    /// Those that the sender called.
    case children
    /// One that only running tells.
    case anyCase
}
