import Crypto

/// Chains the events of a case: each hash covers the event and the hash before it.
///
/// What is hashed is unambiguous: a domain, then every field with its length before it, integers in 8 bytes, big end
/// first. A value of this type keeps its buffer, so use one for many events.
package struct HashChain: Sendable {
    /// What stands before the first event of every case: 32 zeros.
    package static let origin = [UInt8](repeating: 0, count: 32)

    private static let domain = Array("waymark.event.v1".utf8)
    private var buffer: [UInt8] = []

    /// Begins with an empty buffer.
    package init() {}

    /// The record of a new event at its place in a chain.
    package mutating func chain(
        _ event: NewEvent, caseID: String, sequence: Int64, after previousHash: [UInt8]
    ) -> EventRecord {
        var record = EventRecord(
            caseID: caseID, sequence: sequence, at: event.at, actor: event.actor, onBehalfOf: event.onBehalfOf,
            type: event.type, version: event.version, payload: event.payload, previousHash: previousHash, hash: [])
        record.hash = hash(of: record)
        return record
    }

    /// The records of a commit's events, after the last event of its case; made now unless they were chained ahead.
    package mutating func records(of commit: CaseCommit, after previousHash: [UInt8]) -> [EventRecord] {
        if let chained = commit.chained, let first = chained.first, first.previousHash == previousHash,
            first.caseID == commit.record.id, first.sequence == commit.expectedRevision + 1
        {
            return chained
        }
        var hash = previousHash
        var sequence = commit.expectedRevision
        return commit.events.map { event in
            sequence += 1
            let record = chain(event, caseID: commit.record.id, sequence: sequence, after: hash)
            hash = record.hash
            return record
        }
    }

    /// The hash that an event must have; what it says of its own hash is not read.
    package mutating func hash(of event: EventRecord) -> [UInt8] {
        digest(of: event).withUnsafeBytes { Array($0) }
    }

    /// Whether the hash of an event is the one that it must have.
    package mutating func isIntact(_ event: EventRecord) -> Bool {
        digest(of: event) == event.hash
    }

    // MARK: - Encoding

    private mutating func digest(of event: EventRecord) -> SHA256Digest {
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: Self.domain)
        append(event.previousHash)
        append(event.caseID)
        append(event.sequence)
        append(event.at)
        append(event.actor)
        if let onBehalfOf = event.onBehalfOf {
            buffer.append(1)
            append(onBehalfOf)
        } else {
            buffer.append(0)
        }
        append(event.type)
        append(Int64(event.version))
        append(event.payload)
        return buffer.withUnsafeBytes { bytes in
            var function = SHA256()
            function.update(bufferPointer: bytes)
            return function.finalize()
        }
    }

    private mutating func append(_ integer: Int64) {
        withUnsafeBytes(of: integer.bigEndian) { buffer.append(contentsOf: $0) }
    }

    private mutating func append(_ bytes: [UInt8]) {
        append(Int64(bytes.count))
        buffer.append(contentsOf: bytes)
    }

    private mutating func append(_ text: String) {
        let bytes = text.utf8
        append(Int64(bytes.count))
        buffer.append(contentsOf: bytes)
    }
}
