/// What both a reader and a transaction of a memory store can be asked.
protocol MemoryReading: StoreReading {
    /// Where it looks.
    var tables: MemoryTables { get }
}

/// A reader of a memory store.
struct MemoryReader: MemoryReading {
    let tables: MemoryTables
}

extension MemoryReading {
    // MARK: - Definitions

    func definition(hash: String) -> DefinitionRecord? {
        tables.definitions.first { $0.hash == hash }
    }

    func latestDefinition(workflow: String) -> DefinitionRecord? {
        tables.definitions.last { $0.workflow == workflow }
    }

    func latestHash(workflow: String) -> String? {
        tables.definitions.last { $0.workflow == workflow }?.hash
    }

    func definitions(workflow: String?) -> [DefinitionRecord] {
        tables.definitions.filter { workflow == nil || $0.workflow == workflow }
    }

    // MARK: - Cases

    func caseRecord(id: String) -> CaseRecord? {
        tables.cases[id]?.record
    }

    func caseHead(id: String) -> CaseHead? {
        tables.cases[id].map { row in
            CaseHead(
                caseID: id, revision: row.record.revision, hash: row.record.headHash,
                snapshotRevision: row.snapshot.revision)
        }
    }

    func snapshot(caseID: String) -> SnapshotRecord? {
        tables.cases[caseID].map { SnapshotRecord(revision: $0.snapshot.revision, bytes: $0.snapshot.state.bytes) }
    }

    func caseIDs(prefix: String, limit: Int) throws -> [String] {
        try Limits.check(page: limit)
        return Array(tables.caseOrder.from(prefix).prefix { $0.hasPrefix(prefix) }.prefix(limit))
    }

    func caseRecord(workflow: String, subject: String, key: String?) -> CaseRecord? {
        let ids = tables.casesByKey[MemoryTables.NaturalKey(workflow: workflow, subject: subject), default: SortedSet()]
        return ids.compactMap { tables.cases[$0]?.record }
            .filter { key == nil || $0.key == key }
            .max { left, right in
                let (leftIsOpen, rightIsOpen) = (left.status == "open", right.status == "open")
                if leftIsOpen != rightIsOpen { return rightIsOpen }
                return (left.startedAt, left.id) < (right.startedAt, right.id)
            }
    }

    func cases(_ query: CaseQuery) throws -> [CaseRecord] {
        try Limits.check(page: query.limit)
        let records = tables.caseOrder.after(query.afterID).lazy.compactMap { tables.cases[$0]?.record }
        return Array(records.filter { query.includes($0) }.prefix(query.limit))
    }

    func caseCount(definition hash: String, status: String?) -> Int {
        tables.cases.values.count { row in
            row.record.definitionHash == hash && (status == nil || row.record.status == status)
        }
    }

    func caseHeads(afterID: String?, limit: Int) throws -> [CaseHead] {
        try Limits.check(page: limit)
        return tables.caseOrder.after(afterID).prefix(limit).compactMap { tables.cases[$0] }.map { row in
            CaseHead(
                caseID: row.record.id, revision: row.record.revision, hash: row.record.headHash,
                snapshotRevision: row.snapshot.revision)
        }
    }

    // MARK: - Events

    func events(caseID: String, after sequence: Int64, limit: Int) throws -> [EventRecord] {
        try Limits.check(page: limit)
        let events = tables.cases[caseID]?.events ?? []
        return Array(events.dropFirst(Int(clamping: sequence)).prefix(limit))
    }

    func orphanEvents() -> Int { 0 }
}

extension CaseQuery {
    fileprivate func includes(_ record: CaseRecord) -> Bool {
        (workflow == nil || workflow == record.workflow) && (subject == nil || subject == record.subject)
            && (key == nil || key == record.key) && (status == nil || status == record.status)
            && (parent == nil || parent == record.parent)
            && (definition == nil || definition == record.definitionHash)
    }
}
