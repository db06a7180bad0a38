import WaymarkStore

extension SQLiteReading {
    func incident(id: String) throws -> IncidentRecord? {
        try sql.first("\(IncidentRecord.select) WHERE id = ?", [.text(id)], IncidentRecord.init(row:))
    }

    func incidents(state: IncidentRecord.State?, caseID: String?, limit: Int) throws -> [IncidentRecord] {
        try Limits.check(page: limit)
        var conditions: [String] = []
        var values: [SQLValue] = []
        if let caseID {
            conditions.append("case_id = ?")
            values.append(.text(caseID))
        }
        if let state {
            conditions.append("state = ?")
            values.append(.text(state.rawValue))
        }
        let index =
            caseID != nil ? "incidents_by_case" : state != nil ? "incidents_by_state" : "incidents_by_time"
        let condition = conditions.isEmpty ? "" : "WHERE \(conditions.joined(separator: " AND "))"
        return try sql.rows(
            "\(IncidentRecord.select) INDEXED BY \(index) \(condition) ORDER BY raised_at, id LIMIT ?",
            values + [.integer(limit)], IncidentRecord.init(row:))
    }
}

extension IncidentRecord {
    static let select = """
        SELECT id, case_id, step, kind, message, help, raised_at, state, resolved_at, resolved_by, resolution
        FROM incidents
        """

    init(row: SQLRow) throws {
        guard let state = State(rawValue: row.text(7)) else {
            throw StoreError.corrupt(case: row.text(1), "an incident of it is in no known state")
        }
        self.init(
            id: row.text(0), caseID: row.text(1), step: row.text(2), kind: row.text(3), message: row.text(4),
            help: row.text(5), raisedAt: row.integer(6), state: state, resolvedAt: row.optionalInteger(8),
            resolvedBy: row.optionalText(9), resolution: row.optionalText(10))
    }
}
