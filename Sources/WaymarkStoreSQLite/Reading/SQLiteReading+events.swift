import WaymarkStore

extension SQLiteReading {
    func events(caseID: String, after sequence: Int64, limit: Int) throws -> [EventRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            """
            SELECT sequence, at, actor, on_behalf_of, type, version, payload, previous_hash, hash FROM events
            WHERE case_number = (SELECT number FROM cases WHERE id = ?) AND sequence > ? ORDER BY sequence LIMIT ?
            """, [.text(caseID), .integer(sequence), .integer(limit)]
        ) {
            EventRecord(
                caseID: caseID, sequence: $0.integer(0), at: $0.integer(1), actor: $0.text(2),
                onBehalfOf: $0.optionalText(3), type: $0.text(4), version: $0.count(5), payload: $0.bytes(6),
                previousHash: $0.bytes(7), hash: $0.bytes(8))
        }
    }

    func orphanEvents() throws -> Int {
        // Goes from case to case over the events' own index, not over every event.
        let strays = try sql.rows(
            """
            WITH RECURSIVE owners (number) AS (
                SELECT min(case_number) FROM events
                UNION ALL
                SELECT (SELECT min(case_number) FROM events WHERE case_number > owners.number) FROM owners
                WHERE owners.number IS NOT NULL)
            SELECT number FROM owners
            WHERE number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.number = owners.number)
            """
        ) { $0.integer(0) }
        return try strays.reduce(0) { sum, number in
            sum + (try sql.count("SELECT count(*) FROM events WHERE case_number = ?", [.integer(number)]))
        }
    }
}
