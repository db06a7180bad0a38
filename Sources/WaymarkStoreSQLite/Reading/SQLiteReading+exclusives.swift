import WaymarkStore

extension SQLiteReading {
    func exclusives(name: String, limit: Int) throws -> [ExclusiveRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            """
            SELECT id, name, case_id, is_granted FROM exclusives INDEXED BY exclusives_by_name
            WHERE name = ? ORDER BY number LIMIT ?
            """, [.text(name), .integer(limit)]
        ) { ExclusiveRecord(id: $0.text(0), name: $0.text(1), caseID: $0.text(2), isGranted: $0.flag(3)) }
    }
}
