/// A row of the register: an organisation, a person, or whatever else the runtime keeps there.
package struct RegisterRow: Sendable, Hashable {
    /// What it is, as `organisation` or `person`.
    package var kind: String
    /// The id, unique in the kind.
    package var id: String
    /// The row that it belongs to, in whatever kind.
    package var parent: String?
    /// Everything else; opaque to the store.
    package var attributes: [UInt8]
    /// What it can be found by, as `X39000001/at_director` for a person.
    package var terms: [String]

    /// Describes a row.
    package init(kind: String, id: String, parent: String? = nil, attributes: [UInt8], terms: [String] = []) {
        self.kind = kind
        self.id = id
        self.parent = parent
        self.attributes = attributes
        self.terms = terms
    }
}
