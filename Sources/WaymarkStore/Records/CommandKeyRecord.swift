/// The answer that a command with a key got, so that the same key gets it again.
package struct CommandKeyRecord: Sendable, Hashable {
    /// The key, unique in the store.
    package var key: String
    /// The case that the command was for.
    package var caseID: String?
    /// The answer; opaque to the store.
    package var answer: [UInt8]
    /// When it was given, in milliseconds since 1970 UTC.
    package var at: Int64

    /// Describes an answer.
    package init(key: String, caseID: String? = nil, answer: [UInt8], at: Int64) {
        self.key = key
        self.caseID = caseID
        self.answer = answer
        self.at = at
    }
}
