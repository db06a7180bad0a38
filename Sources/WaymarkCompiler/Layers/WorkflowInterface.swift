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
    /// The messages that it sends, by name, and to which workflow if it says so.
    package var sends: [String: String?]
    /// The messages that it waits for.
    package var waitsFor: Set<String>
    /// Whether its cases have a key.
    package var hasKey: Bool
    /// The milestones that its cases can reach.
    package var milestones: Set<String> = []
    /// Whether some of its steps let only one case in at a time.
    package var isExclusive = false
}
