import WaymarkStore

extension SQLiteReading {
    func registerRow(kind: String, id: String) throws -> RegisterRow? {
        try sql.first(
            "\(RegisterRow.select) WHERE kind = ? AND id = ?", [.text(kind), .text(id)], RegisterRow.init(row:))
    }

    func registerRows(kind: String, afterID: String?, limit: Int) throws -> [RegisterRow] {
        try Limits.check(page: limit)
        return try sql.rows(
            "\(RegisterRow.select) WHERE kind = ? AND id > ? ORDER BY id LIMIT ?",
            [.text(kind), .text(afterID ?? ""), .integer(limit)], RegisterRow.init(row:))
    }

    func registerRows(kind: String, parent: String) throws -> [RegisterRow] {
        try sql.rows(
            "\(RegisterRow.select) INDEXED BY register_by_parent WHERE kind = ? AND parent = ? ORDER BY id",
            [.text(kind), .text(parent)], RegisterRow.init(row:))
    }

    func registerRows(kind: String, term: String) throws -> [RegisterRow] {
        try sql.rows(
            """
            SELECT register.kind, register.id, parent, attributes, terms FROM register_terms
            CROSS JOIN register ON register.kind = register_terms.kind AND register.id = register_terms.id
            WHERE register_terms.kind = ? AND term = ? ORDER BY register_terms.id
            """, [.text(kind), .text(term)], RegisterRow.init(row:))
    }
}

extension RegisterRow {
    /// Between the terms in their column: a control character that no id may hold.
    static let separator: Character = "\u{1F}"

    static let select = "SELECT kind, id, parent, attributes, terms FROM register"

    init(row: SQLRow) {
        self.init(
            kind: row.text(0), id: row.text(1), parent: row.optionalText(2), attributes: row.bytes(3),
            terms: row.text(4).split(separator: Self.separator).map(String.init))
    }
}
