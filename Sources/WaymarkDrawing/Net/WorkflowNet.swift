/// A workflow net: what a definition means for the flow of control, in places and transitions.
///
/// A case begins with one token in `source`, and has ended when the only token is in `sink`.
package struct WorkflowNet: Sendable {
    /// Something that happens: it takes a token from each input and gives one to each output.
    package struct Transition: Sendable, Hashable {
        /// The id, unique in the net.
        package var id: String
        /// What is seen of it: the step that is done; nil for what only moves the case on.
        package var label: String?
        /// The places from which it takes.
        package var inputs: [Int]
        /// The places to which it gives.
        package var outputs: [Int]

        /// Describes a transition.
        package init(id: String, label: String? = nil, inputs: [Int], outputs: [Int]) {
            self.id = id
            self.label = label
            self.inputs = inputs
            self.outputs = outputs
        }
    }

    /// The names of the places.
    package var places: [String]
    /// The transitions.
    package var transitions: [Transition]
    /// Where a case begins.
    package var source: Int
    /// Where it has ended.
    package var sink: Int

    /// Describes a net.
    package init(places: [String], transitions: [Transition], source: Int, sink: Int) {
        self.places = places
        self.transitions = transitions
        self.source = source
        self.sink = sink
    }
}
