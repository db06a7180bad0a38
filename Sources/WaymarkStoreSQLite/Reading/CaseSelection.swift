import WaymarkStore

/// The statement for a list of cases: the narrowest index in the order of ids, and the rest as conditions.
struct CaseSelection {
    let sql: String
    private(set) var values: [SQLValue] = []

    init(_ query: CaseQuery) {
        var conditions: [String] = []
        var values: [SQLValue] = []
        func require(_ column: String, _ value: String?) {
            guard let value else { return }
            conditions.append("\(column) = ?")
            values.append(.text(value))
        }
        require("parent", query.parent)
        require("definition_hash", query.definition)
        require("subject", query.subject)
        require("workflow", query.workflow)
        require("status", query.status)
        require("key", query.key)
        conditions.append("id > ?")
        values.append(.text(query.afterID ?? ""))
        values.append(.integer(query.limit))
        sql = """
            SELECT \(CaseRecord.columns) FROM cases INDEXED BY \(Self.index(for: query))
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY id LIMIT ?
            """
        self.values = values
    }

    private static func index(for query: CaseQuery) -> String {
        if query.parent != nil { return "cases_by_parent" }
        if query.subject != nil { return "cases_by_subject" }
        if query.definition != nil { return "cases_by_definition_status" }
        return switch (query.workflow, query.status) {
        case (.some, .some): "cases_by_workflow_status"
        case (.some, nil): "cases_by_workflow"
        case (nil, .some): "cases_by_status"
        // The index behind the unique id, named by SQLite.
        case (nil, nil): "sqlite_autoindex_cases_1"
        }
    }
}
