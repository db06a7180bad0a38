/// An operation of a store that failed: what happened, and what to do about it.
///
/// Two errors are equal when their codes are. `description` holds ids and counts only, so it is safe to log.
package struct StoreError: Error, Sendable {
    /// What went wrong, for code to act on.
    package enum Code: Sendable, Hashable {
        /// Another commit came first: the case is at `found`, the caller had seen `expected`.
        case conflict(expected: Int64, found: Int64)
        /// There is no such record.
        case notFound
        /// There is already a record of that id, with other content.
        case duplicate
        /// Something is larger than the store takes; the limit is in the message.
        case tooLarge
        /// What is stored contradicts itself.
        case corrupt
        /// The store cannot be opened, read or written.
        case unavailable
        /// The disk is full.
        case full
        /// Another process kept the store longer than the waiting time.
        case busy
        /// A newer program has written the store.
        case tooNew
    }

    /// What went wrong.
    package let code: Code
    /// What happened, in one sentence.
    package let message: String
    /// What to do about it, in one sentence.
    package let help: String
    /// The error below, if there is one.
    package let underlying: (any Error)?
    /// Where in our sources it was thrown.
    package let file: String
    /// The line there.
    package let line: Int

    /// Describes a failure.
    package init(
        _ code: Code, _ message: String, help: String, underlying: (any Error)? = nil, file: String = #fileID,
        line: Int = #line
    ) {
        self.code = code
        self.message = message
        self.help = help
        self.underlying = underlying
        self.file = file
        self.line = line
    }
}

extension StoreError: Equatable {
    /// Whether the codes are equal.
    package static func == (left: StoreError, right: StoreError) -> Bool {
        left.code == right.code
    }
}

extension StoreError: CustomStringConvertible {
    /// The message and the help.
    package var description: String {
        "\(message) \(help)"
    }
}

extension StoreError {
    /// The error for a commit that expected another revision.
    package static func conflict(case id: String, expected: Int64, found: Int64) -> StoreError {
        StoreError(
            .conflict(expected: expected, found: found),
            "Expected case \(id) at revision \(expected), but it is at \(found).",
            help: "Read the case again and decide anew.")
    }

    /// The error for a record that is not there.
    package static func notFound(_ what: String, _ id: String) -> StoreError {
        StoreError(.notFound, "Expected to find \(what) \(id), but there is none.", help: "Check the id.")
    }

    /// The error for a second record of one id.
    package static func duplicate(_ what: String, _ id: String) -> StoreError {
        StoreError(
            .duplicate, "Expected \(what) \(id) to be new, but there is already one.",
            help: "Read the one that is there.")
    }

    /// The error for contradicting records of a case.
    package static func corrupt(case id: String, _ fact: String) -> StoreError {
        StoreError(
            .corrupt, "Expected the records of case \(id) to agree, but \(fact).",
            help: "Run `waymark audit verify` and restore a backup if it confirms this.")
    }

    /// The error for something beyond a limit.
    package static func tooLarge(_ what: String, size: Int, limit: Int) -> StoreError {
        StoreError(
            .tooLarge, "Expected \(what) of at most \(limit), but it is \(size).", help: "Split it, or hand in less.")
    }
}
