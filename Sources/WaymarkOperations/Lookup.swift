package import WaymarkStore

/// Finds cases and tasks by their ids or unambiguous beginnings.
package struct Lookup {
    private let store: any StoreReading

    /// Looks in a store.
    package init(_ store: any StoreReading) {
        self.store = store
    }

    /// The case that is meant.
    /// - Throws: ``OperationFailure`` when there is none or more than one.
    package func caseRecord(_ text: String) throws -> CaseRecord {
        if let exact = try store.caseRecord(id: text) { return exact }
        let ids = try candidates(text) { try store.caseIDs(prefix: $0, limit: 4) }
        guard let id = try only(ids, text, "case"), let record = try store.caseRecord(id: id) else {
            throw OperationFailure(
                .notFound, "Expected a case, but there is no \"\(text)\"", help: "see `waymark cases`")
        }
        return record
    }

    /// The task that is meant; one that has ended counts, so that a late click gets a good answer.
    /// - Throws: ``OperationFailure`` when there is none or more than one.
    package func taskRecord(_ text: String) throws -> TaskRecord {
        for name in [text, text.uppercased()] {
            if let exact = try store.taskRecord(id: name) { return exact }
        }
        let ids = try candidates(text) { try store.taskIDs(prefix: $0, limit: 4) }
        guard let id = try only(ids, text, "task"), let record = try store.taskRecord(id: id) else {
            throw OperationFailure(
                .notFound, "Expected a task, but there is no \"\(text)\"", help: "see `waymark tasks`")
        }
        return record
    }

    /// The notice that is meant.
    /// - Throws: ``OperationFailure`` when there is none or more than one.
    package func notice(_ text: String) throws -> NoticeRecord {
        if let exact = try store.notice(id: text) { return exact }
        let ids = try candidates(text) { try store.noticeIDs(prefix: $0, limit: 4) }
        guard let id = try only(ids, text, "notice"), let record = try store.notice(id: id) else {
            throw OperationFailure(
                .notFound, "Expected a notice, but there is no \"\(text)\"", help: "see `waymark notices --all`")
        }
        return record
    }

    private func candidates(_ text: String, _ find: (String) throws -> [String]) throws -> [String] {
        guard !text.isEmpty else { return [] }
        let ids = try find(text)
        return ids.isEmpty ? try find(text.uppercased()) : ids
    }

    private func only(_ ids: [String], _ text: String, _ what: String) throws -> String? {
        guard ids.count > 1 else { return ids.first }
        let shown = ids.prefix(3).joined(separator: ", ") + (ids.count > 3 ? ", …" : "")
        throw OperationFailure(
            .usage, "Expected one \(what), but \"\(text)\" begins several: \(shown)", help: "type more of it")
    }
}
