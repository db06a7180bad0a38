package import CEL
package import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
package import WaymarkStore

/// Adds an item to a loop that is open for more.
package struct AddItemToCase: Sendable {
    private let id: String
    private let step: String
    private let run: Int?

    /// Adds to a loop of the case of an id or unambiguous beginning; `run` says which run of it is meant.
    package init(_ id: String, step: String, run: Int? = nil) {
        self.id = id
        self.step = step
        self.run = run
    }

    /// What an item of the loop is.
    /// - Throws: ``OperationFailure`` when there is no such case or loop.
    package func itemType(in session: Session) throws -> FieldType {
        try session.store.read { store in
            let record = try Lookup(store).caseRecord(id)
            let definition = try session.runtime.definitions.definition(record.definitionHash, from: store)
            guard case .forEach(let loop)? = definition.step(step)?.construct else {
                throw OperationFailure(
                    .notFound, "Expected a loop of \(definition.workflow), but \"\(step)\" is none",
                    help: "see `waymark show \(record.id)`")
            }
            return loop.itemType
        }
    }

    /// Adds an item; a key makes it count once.
    /// - Returns: The case.
    package func run(_ item: Value, key: String? = nil, in session: Session) async throws -> CaseRecord {
        try await session.give(.addItem(AddItem(step: step, item: item, run: run)), to: id, key: key)
    }
}
