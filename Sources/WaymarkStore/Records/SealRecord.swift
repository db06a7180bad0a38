/// What all chains together were at one moment.
package struct SealRecord: Sendable, Hashable {
    /// Its number, from 1.
    package var number: Int64
    /// When it was made, in milliseconds since 1970 UTC.
    package var at: Int64
    /// The Merkle root over all case heads, 32 bytes.
    package var root: [UInt8]
    /// How many cases it covers.
    package var cases: Int64
    /// How many events it covers.
    package var events: Int64
    /// What is needed to prove an event by it; opaque to the store.
    package var detail: [UInt8]

    /// Describes a seal.
    package init(number: Int64, at: Int64, root: [UInt8], cases: Int64, events: Int64, detail: [UInt8] = []) {
        self.number = number
        self.at = at
        self.root = root
        self.cases = cases
        self.events = events
        self.detail = detail
    }
}
