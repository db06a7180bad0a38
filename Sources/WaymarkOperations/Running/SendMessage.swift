package import CEL
package import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
package import WaymarkStore

/// Sends a message to a case from outside.
package struct SendMessage: Sendable {
    private let id: String
    private let message: String

    /// Sends to the case of an id or unambiguous beginning.
    package init(_ message: String, to id: String) {
        self.id = id
        self.message = message
    }

    /// What the message carries.
    /// - Throws: ``OperationFailure`` when there is no such case, or its workflow has no such message.
    package func schema(in session: Session) throws -> RecordSchema {
        try session.store.read { store in
            let record = try Lookup(store).caseRecord(id)
            let definition = try session.runtime.definitions.definition(record.definitionHash, from: store)
            guard let schema = definition.messages[message] else {
                throw OperationFailure(
                    .notFound, "Expected a message of \(definition.workflow), but \"\(message)\" is none",
                    help: "there are: " + definition.messages.keys.sorted().joined(separator: ", "))
            }
            return schema
        }
    }

    /// Sends it; a key makes it count once.
    /// - Returns: The case.
    /// - Throws: ``OperationFailure`` when the person holds no role of the case, or nothing waits for the message.
    package func run(_ data: Value, key: String? = nil, in session: Session) async throws -> CaseRecord {
        let person = try session.actor()
        let record = try session.store.read { try Lookup($0).caseRecord(id) }
        let incoming = IncomingMessage(
            id: key ?? "\(record.id)-\(person.id)-\(record.revision)", name: message, data: data, from: nil)
        return try await session.give(.receiveMessage(incoming), to: record.id, key: key)
    }
}
