import WaymarkDefinition
import WaymarkStore

/// Lends a transaction's reads to the directory of the decision that runs inside it.
///
/// `@unchecked Sendable`: a transaction belongs to the thread that runs its closure. The directory made here is used
/// only by decisions inside that closure, which are synchronous, so it never crosses to another thread.
struct TransactionReader: @unchecked Sendable {
    private let transaction: any StoreReading

    init(_ transaction: any StoreReading) {
        self.transaction = transaction
    }

    func directory(schema: RegisterSchema, cache: RegisterCache) -> RegisterDirectory {
        RegisterDirectory(schema: schema, cache: cache) { query in try self.rows(query) }
    }

    private func rows(_ query: RegisterQuery) throws -> [RegisterRow] {
        switch query {
        case .row(let kind, let id): try transaction.registerRow(kind: kind, id: id).map { [$0] } ?? []
        case .term(let kind, let term): try transaction.registerRows(kind: kind, term: term)
        }
    }
}
