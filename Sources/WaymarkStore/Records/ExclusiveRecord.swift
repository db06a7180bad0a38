/// A case that is inside of, or waits for, what only one case at a time may be inside of.
package struct ExclusiveRecord: Sendable, Hashable {
    /// The unique id: the case and the activity that waits.
    package var id: String
    /// What it is called.
    package var name: String
    /// The case.
    package var caseID: String
    /// Whether it has been told that it is its turn.
    package var isGranted: Bool

    /// Describes a place in a queue.
    package init(id: String, name: String, caseID: String, isGranted: Bool = false) {
        self.id = id
        self.name = name
        self.caseID = caseID
        self.isGranted = isGranted
    }
}
