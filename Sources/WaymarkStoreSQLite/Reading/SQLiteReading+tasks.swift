import WaymarkStore

extension SQLiteReading {
    func taskRecord(id: String) throws -> TaskRecord? {
        try sql.first(TaskRecord.selectByID, [.text(id)], TaskRecord.init(row:))
    }

    func taskIDs(prefix: String, limit: Int) throws -> [String] {
        try Limits.check(page: limit)
        let range = PrefixRange(prefix)
        return try sql.rows(
            "SELECT id FROM tasks WHERE id >= ? AND id < ? ORDER BY id LIMIT ?",
            [range.lower, range.upper, .integer(limit)]
        ) { $0.text(0) }
    }

    func tasks(_ query: TaskQuery) throws -> [TaskRecord] {
        try Limits.check(page: query.limit)
        guard let holders = query.holders else { return try page(of: TaskSelection(query)) }
        var walk = HolderWalk(query, holders: Set(holders), sql: sql)
        return try walk.ids().compactMap { try taskRecord(id: $0) }
    }

    func taskCount(_ query: TaskQuery) throws -> Int {
        let selection = TaskSelection(counting: query)
        return try sql.count(selection.sql, selection.values)
    }

    func tasks(caseID: String, limit: Int) throws -> [TaskRecord] {
        try Limits.check(page: limit)
        return try sql.rows(
            "SELECT \(TaskRecord.columns) FROM tasks WHERE case_id = ? ORDER BY opened_at, id LIMIT ?",
            [.text(caseID), .integer(limit)], TaskRecord.init(row:))
    }

    private func page(of selection: TaskSelection) throws -> [TaskRecord] {
        try sql.rows(selection.sql, selection.values, TaskRecord.init(row:))
    }
}

extension TaskRecord {
    /// Between the holders in their column: a control character that no id may hold.
    static let separator: Character = "\u{1F}"

    static let columns = """
        id, case_id, step, step_title, title, workflow, subject, subject_name, key, kind, role, holders, assignee, \
        state, is_late, escalated_to, opened_at, due_at, ended_at, ended_by, outcome, handed_in_by, delegations
        """
    static let selectByID = "SELECT \(columns) FROM tasks WHERE id = ?"

    init(row: SQLRow) throws {
        let state = row.text(13)
        guard let state = State(rawValue: state) else {
            throw StoreError.corrupt(case: row.text(1), "a task of it is in state \(state)")
        }
        self.init(
            id: row.text(0), caseID: row.text(1), step: row.text(2), stepTitle: row.text(3), title: row.text(4),
            workflow: row.text(5), subject: row.text(6), subjectName: row.text(7), key: row.text(8),
            kind: row.text(9), role: row.text(10),
            holders: row.text(11).split(separator: Self.separator).map(String.init), assignee: row.optionalText(12),
            handedInBy: row.text(21).split(separator: Self.separator).map(String.init),
            delegations: try Self.delegations(row.text(22), of: row.text(1)), state: state,
            isLate: row.flag(14), escalatedTo: row.optionalText(15), openedAt: row.integer(16),
            dueAt: row.optionalInteger(17), endedAt: row.optionalInteger(18), endedBy: row.optionalText(19),
            outcome: row.optionalText(20))
    }

    // MARK: - Delegations

    /// Delegations as they stand in their column: four fields each, one after the other.
    var delegationText: String {
        var fields: [String] = []
        for delegation in delegations {
            let until = delegation.until.map { String($0) } ?? ""
            fields += [delegation.from, delegation.to, until, delegation.isClaim ? "1" : ""]
        }
        return fields.joined(separator: String(Self.separator))
    }

    /// The ids of those who act for others, as a column has them.
    static func delegates(in text: String) -> [String] {
        guard !text.isEmpty else { return [] }
        let fields = text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        return stride(from: 1, to: fields.count, by: 4).map { fields[$0] }
    }

    private static func delegations(_ text: String, of caseID: String) throws -> [Delegation] {
        guard !text.isEmpty else { return [] }
        let fields = text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
        guard fields.count.isMultiple(of: 4) else {
            throw StoreError.corrupt(case: caseID, "who acts for whom on a task of it cannot be read")
        }
        return stride(from: 0, to: fields.count, by: 4).map { (place: Int) -> Delegation in
            Delegation(
                from: fields[place], to: fields[place + 1], until: Int64(fields[place + 2]),
                isClaim: fields[place + 3] == "1")
        }
    }
}
