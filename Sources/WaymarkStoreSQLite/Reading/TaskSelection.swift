import WaymarkStore

/// The statement for a list of open tasks: one index in the order of deadlines, and the rest as conditions.
struct TaskSelection {
    private(set) var sql = ""
    private(set) var values: [SQLValue] = []
    private var conditions: [String] = []

    /// A page of the tasks that anybody may do, by the narrowest index.
    init(_ query: TaskQuery) {
        narrow(query)
        if query.assignee != nil { conditions.append("assignee IS NOT NULL") }
        place(query, in: "tasks", id: "id")
        leaveOut(query, id: "id")
        sql = """
            SELECT \(TaskRecord.columns) FROM tasks INDEXED BY \(Self.index(for: query))
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY due_order, id LIMIT ?
            """
        values.append(.integer(query.limit))
    }

    /// The deadlines and ids of a page of the tasks that one holder may do.
    init(_ query: TaskQuery, holder: String) {
        require("holder", holder)
        if holder.isDelegate { stillLet(query) }
        place(query, in: "task_holders", id: "task_id")
        leaveOut(query, id: "task_id")
        // A cross join is not reordered: SQLite walks the holder's range and looks up each task.
        if query.isNarrowed { narrow(query) }
        sql = """
            SELECT task_holders.due_order, task_id
            FROM task_holders\(query.isNarrowed ? " CROSS JOIN tasks ON tasks.id = task_id" : "")
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY task_holders.due_order, task_id LIMIT ?
            """
        values.append(.integer(query.limit))
    }

    /// How many tasks there are, whatever the place and limit.
    init(counting query: TaskQuery) {
        guard let holders = query.holders else {
            narrow(query)
            if query.assignee != nil { conditions.append("assignee IS NOT NULL") }
            due(query, in: "tasks")
            leaveOut(query, id: "id")
            sql = """
                SELECT count(*) FROM tasks INDEXED BY \(Self.index(for: query))
                WHERE \(conditions.joined(separator: " AND "))
                """
            return
        }
        let distinct = Set(holders).sorted()
        conditions.append("holder IN (\(distinct.map { _ in "?" }.joined(separator: ", ")))")
        values += distinct.map { .text($0) }
        if distinct.contains(where: \.isDelegate) { stillLet(query) }
        due(query, in: "task_holders")
        leaveOut(query, id: "task_id")
        if query.isNarrowed { narrow(query) }
        sql = """
            SELECT count(DISTINCT task_id)
            FROM task_holders\(query.isNarrowed ? " CROSS JOIN tasks ON tasks.id = task_id" : "")
            WHERE \(conditions.joined(separator: " AND "))
            """
    }

    // MARK: - Conditions

    private mutating func require(_ column: String, _ value: String?) {
        guard let value else { return }
        conditions.append("\(column) = ?")
        values.append(.text(value))
    }

    private mutating func narrow(_ query: TaskQuery) {
        conditions.append("state = 'open'")
        require("case_id", query.caseID)
        require("assignee", query.assignee)
        require("subject", query.subject)
        require("workflow", query.workflow)
        require("role", query.role)
    }

    private mutating func due(_ query: TaskQuery, in table: String) {
        guard let dueBefore = query.dueBefore else { return }
        conditions.append("\(table).due_order < ?")
        values.append(.integer(dueBefore))
    }

    /// Leaves out what somebody has handed in, whose own list of that is short.
    private mutating func leaveOut(_ query: TaskQuery, id: String) {
        guard let person = query.stillAsked else { return }
        conditions.append("\(id) NOT IN (SELECT task_hand_ins.task_id FROM task_hand_ins WHERE person = ?)")
        values.append(.text(person))
    }

    /// Leaves out whoever could act for another until a moment that has passed.
    private mutating func stillLet(_ query: TaskQuery) {
        guard let at = query.at else { return }
        conditions.append("(task_holders.until IS NULL OR task_holders.until > ?)")
        values.append(.integer(at))
    }

    private mutating func place(_ query: TaskQuery, in table: String, id: String) {
        due(query, in: table)
        guard let after = query.after else { return }
        conditions.append("(\(table).due_order, \(id)) > (?, ?)")
        values += [.integer(after.order), .text(after.id)]
    }

    private static func index(for query: TaskQuery) -> String {
        // A case has few tasks, so they are sorted.
        if query.caseID != nil { return "tasks_by_case" }
        if query.assignee != nil { return "tasks_by_assignee" }
        if query.subject != nil { return "tasks_by_subject" }
        return query.workflow != nil ? "tasks_by_workflow" : "tasks_by_due"
    }
}

extension TaskQuery {
    /// Whether the tasks themselves must be looked at to know which are meant: holders and deadlines stand beside them.
    fileprivate var isNarrowed: Bool {
        assignee != nil || role != nil || workflow != nil || subject != nil || caseID != nil
    }
}

extension String {
    /// Whether a holder's key is that of a person who acts for somebody else.
    fileprivate var isDelegate: Bool { self == TaskRecord.delegateKey(String(dropFirst())) }
}
