import WaymarkStore

extension SQLiteReading {
    func definition(hash: String) throws -> DefinitionRecord? {
        try sql.first("\(DefinitionRecord.select) WHERE hash = ?", [.text(hash)], DefinitionRecord.init(row:))
    }

    func latestDefinition(workflow: String) throws -> DefinitionRecord? {
        try sql.first(
            "\(DefinitionRecord.select) WHERE workflow = ? ORDER BY number DESC LIMIT 1", [.text(workflow)],
            DefinitionRecord.init(row:))
    }

    func latestHash(workflow: String) throws -> String? {
        try sql.first(
            "SELECT hash FROM definitions WHERE workflow = ? ORDER BY number DESC LIMIT 1", [.text(workflow)]
        ) { $0.text(0) }
    }

    func definitions(workflow: String?) throws -> [DefinitionRecord] {
        guard let workflow else {
            return try sql.rows("\(DefinitionRecord.select) ORDER BY number", [], DefinitionRecord.init(row:))
        }
        return try sql.rows(
            "\(DefinitionRecord.select) WHERE workflow = ? ORDER BY number", [.text(workflow)],
            DefinitionRecord.init(row:))
    }
}

extension DefinitionRecord {
    static let select =
        "SELECT hash, workflow, version, title, source, published_at, published_by FROM definitions"

    init(row: SQLRow) {
        self.init(
            hash: row.text(0), workflow: row.text(1), version: row.text(2), title: row.text(3), source: row.bytes(4),
            publishedAt: row.integer(5), publishedBy: row.text(6))
    }
}
