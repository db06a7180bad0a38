import CEL
import WaymarkDefinition
import WaymarkEngine
package import WaymarkOperations
import WaymarkRuntime
package import WaymarkStore

/// What a run came to: cases counted as the behaviour's tables say, and what is still open.
package struct RunReport: Sendable {
    /// A table: a title, and how often each thing was counted, the most frequent first.
    package struct Table: Sendable, Hashable {
        /// The title.
        package var title: String
        /// What was counted, and how often.
        package var rows: [Row]
    }

    /// A row of a table.
    package struct Row: Sendable, Hashable {
        /// What was counted.
        package var label: String
        /// How often.
        package var count: Int
    }

    /// The tables.
    package var tables: [Table] = []
    /// Cases of each workflow and status.
    package var cases: [StoreStatistics.CaseCount] = []
    /// Open cases, each with why.
    package var open: [(caseID: String, subject: String, why: String)] = []
    /// Events in the store.
    package var events = 0
    /// A hash over the heads of all cases.
    package var fingerprint = ""

    /// Counts what is in a project's store.
    package init(_ project: Project, _ behaviour: Behaviour) throws {
        let session = project.session
        let statistics = try session.store.read { try $0.statistics() }
        cases = statistics.cases
        events = statistics.events
        tables = try behaviour.counts.map { try Self.table($0, session) }
        open = try Self.open(session)
        fingerprint = try VerifyAudit(refolds: false).run(in: session).fingerprint
    }

    private static func allCases(_ query: CaseQuery, _ session: Session) throws -> [CaseRecord] {
        var found: [CaseRecord] = []
        var query = query
        query.limit = 500
        while true {
            query.afterID = found.last?.id
            let page = try session.store.read { try $0.cases(query) }
            found += page
            if page.count < 500 { return found }
        }
    }

    private static func table(_ count: Behaviour.Count, _ session: Session) throws -> Table {
        var counts: [String: Int] = [:]
        let host = SimulationHost(directory: session.runtime.directory, calendar: session.calendar)
        for record in try allCases(CaseQuery(workflow: count.workflow, status: "completed"), session) {
            guard let bytes = record.outputs, let outputs = try? JSONParser.parse(bytes) else { continue }
            func scope(_ item: Value) -> SimulationScope {
                SimulationScope(
                    values: ["outputs": outputs, "item": item], seed: 0, stream: "", subject: record.subject, host: host
                )
            }
            let items = count.each.flatMap { try? $0.evaluate(scope(.null)).items }
            for item in count.each == nil ? [Value.null] : items ?? [] {
                guard let label = try? count.by.evaluate(scope(item)).printed else { continue }
                counts[label, default: 0] += 1
            }
        }
        let rows = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { Row(label: $0.key, count: $0.value) }
        return Table(title: count.title, rows: rows)
    }

    private static func open(_ session: Session) throws -> [(caseID: String, subject: String, why: String)] {
        try allCases(CaseQuery(status: "open"), session).map { record in
            let tasks = try session.store.read { try $0.tasks(TaskQuery(caseID: record.id, limit: 3)) }
            var why = tasks.map { "\($0.stepTitle) (\($0.role))" }
            if why.isEmpty { why = try ShowCase(record.id).run(in: session).waits }
            if record.openIncidents > 0 { why.append("\(record.openIncidents) incidents") }
            return (
                record.id, record.subjectName, why.isEmpty ? "nothing is asked of anybody" : why.joined(separator: "; ")
            )
        }
    }
}
