import Foundation
import Testing
import WaymarkStore
import WaymarkStoreSQLite
import WaymarkTestKit

/// What a command costs must not grow with the store: no statement goes through a whole table.
@Suite struct QueryPlanTests {
    /// Statements that may, because what they are asked for is the whole.
    private static let whole = [
        "SELECT count(*)": "counts of all, for a report",
        "SELECT workflow, status, count(*) FROM cases": "counts of all, for a report",
        "WITH RECURSIVE owners": "part of verifying the whole store",
        "SELECT hash, workflow, version, title, source, published_at, published_by FROM definitions ORDER BY":
            "the list of all definitions",
        "SELECT id, is_paused, changed_by, changed_at, next_at FROM schedules ORDER BY": "the list of all schedules",
        "DELETE FROM register": "the register is replaced as a whole",
        "DELETE FROM register_terms": "the register is replaced as a whole",
    ]

    @Test func `No statement of the store goes through a whole table`() throws {
        try withTracedStore { store in
            let kit = EventStoreConformance(store)
            try kit.keepsWhatIsCommitted()
            try kit.keepsSchedules()
            try readEverything(store)
            let statements = store.statements
            #expect(statements.count >= 60, "\(statements.count)")
            for statement in statements where !Self.whole.keys.contains(where: { statement.hasPrefix($0) }) {
                let plan = try store.plan(of: statement)
                #expect(faults(in: plan, of: statement).isEmpty, "\(statement)\n\(plan.joined(separator: "\n"))")
            }
        }
    }

    @Test func `A statement that would go through a whole table is found out`() throws {
        try withTracedStore { store in
            for statement in [
                "SELECT id FROM tasks WHERE role = 'lead' LIMIT 50", "SELECT id FROM cases WHERE title = 'x'",
                "SELECT payload FROM events WHERE hash = x'00'", "SELECT id FROM cases ORDER BY title LIMIT 50",
            ] {
                let plan = try store.plan(of: statement)
                #expect(!faults(in: plan, of: statement).isEmpty, "\(statement)")
            }
        }
    }

    /// The lines of a plan that would cost more with every row of the store.
    private func faults(in plan: [String], of statement: String) -> [String] {
        // A page of an index in its own order ends at its limit.
        let isPage = statement.contains("LIMIT") && (statement.contains("INDEXED BY") || !statement.contains("WHERE"))
        // A case, and a subject with one key, have few rows, so that they may be sorted.
        let isOfOne = plan.contains { line in
            ["case_id=?", "case_number=?", "workflow=? AND subject=?"].contains { line.contains($0) }
        }
        return plan.filter { line in
            if line.hasPrefix("SCAN") { return !isPage && line != "SCAN CONSTANT ROW" }
            // What is counted once each is no more than the answer.
            return line.contains("TEMP B-TREE") && !line.hasSuffix("count(DISTINCT)") && !isOfOne
        }
    }

    private func withTracedStore(_ body: (TracedStore) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "waymark-plans-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/store.sqlite"
        try SQLiteEventStore(path: path, absence: .create).close()
        let store = try TracedStore(path: path)
        try body(store)
        try store.close()
    }

    // MARK: - Asking everything

    private func readEverything(_ store: TracedStore) throws {
        try change(store)
        try store.read { reading in
            try readCases(reading)
            try readTasks(reading)
            try readWaiting(reading)
            try readKept(reading)
            try readNotices(reading)
        }
    }

    /// Every sort of change that a command can make.
    private func change(_ store: TracedStore) throws {
        let task = TaskRecord(
            id: "Q-1", caseID: "Q", step: "s", workflow: "w", subject: "S1", kind: "lab.ask", role: "head",
            holders: ["S1", "S1/head"], delegations: [.init(from: "ann", to: "zed", until: 50)], openedAt: 1000,
            dueAt: 5)
        let begun: [ProjectionChange] = [
            .putTask(task), .setTimer(TimerRecord(id: "Q-2", caseID: "Q", dueAt: 20, purpose: "due")),
            .enqueueEffect(
                EffectRecord(
                    id: "Q-3", caseID: "Q", kind: "lab.post", idempotencyKey: "Q-3", payload: [], nextAttemptAt: 15,
                    enqueuedAt: 1)),
            .send(
                MessageRecord(
                    id: "Q-m1", fromCase: "Q", name: "news",
                    target: .natural(workflow: "w", subject: "S2", key: "k"), payload: [7], sentAt: 5)),
            .queueNotice(
                NoticeRecord(
                    id: "Q/1", channel: .mail, recipient: "ann", kind: "task_offered", payload: [], createdAt: 1, at: 1)
            ),
            .raiseIncident(
                IncidentRecord(id: "Q-4", caseID: "Q", step: "s", kind: "effect", message: "no", raisedAt: 9)),
        ]
        let ended: [ProjectionChange] = [
            .endTask(id: "Q-1", state: .completed, outcome: "yes", by: "ann", at: 2000), .removeTimer(id: "Q-2"),
            .removeEffect(id: "Q-3"), .resolveIncident(id: "Q-4", at: 10, by: "ann", how: "retried"),
        ]
        try store.write { _ = try $0.append(commit(after: 0, begun)) }
        try store.write { writing in
            try writing.updateEffect(id: "Q-3", attempt: 2, nextAttemptAt: 30)
            try writing.updateMessage(id: "Q-m1", state: .waiting)
            _ = try writing.append(commit(after: 1, ended))
            try writing.recordAnswer(CommandKeyRecord(key: "once", caseID: "Q", answer: [1], at: 3))
            try writing.putBlob(BlobRecord(hash: "b", mediaType: "text/plain", bytes: [1]))
            try writing.replaceRegister([RegisterRow(kind: "person", id: "ann", attributes: [1], terms: ["S1"])])
            try writing.updateNotice(
                NoticeRecord(
                    id: "Q/1", channel: .mail, recipient: "ann", kind: "task_offered", payload: [], createdAt: 1,
                    state: .sent, at: 2))
            _ = try writing.forgetNotices(endedBefore: 1, limit: 5)
            try writing.set("x", for: "setting")
            try writing.set(nil, for: "setting")
        }
    }

    private func commit(after revision: Int64, _ changes: [ProjectionChange]) -> CaseCommit {
        CaseCommit(
            record: CaseRecord(
                id: "Q", workflow: "w", definitionHash: "h", title: "t", subject: "S1", key: "k", startedAt: 1000,
                updatedAt: 1000), snapshot: [1], expectedRevision: revision,
            events: [NewEvent(at: 1000, actor: "ann", type: "case_started", payload: Array("{}".utf8))],
            changes: changes)
    }

    private func readCases(_ store: any StoreReading) throws {
        _ = try store.definition(hash: "h")
        _ = try store.latestDefinition(workflow: "w")
        _ = try store.definitions(workflow: "w")
        _ = try store.definitions(workflow: nil)
        _ = try store.latestHash(workflow: "w")
        _ = try store.caseRecord(id: "Q")
        _ = try store.caseHead(id: "Q")
        _ = try store.snapshot(caseID: "Q")
        _ = try store.caseIDs(prefix: "Q", limit: 5)
        for status in [nil, "open"] { _ = try store.caseCount(definition: "h", status: status) }
        for key in [nil, "k"] { _ = try store.caseRecord(workflow: "w", subject: "S1", key: key) }
        var queries = [CaseQuery()]
        vary(&queries, \.workflow, ["w"])
        vary(&queries, \.status, ["open"])
        vary(&queries, \.subject, ["S1"])
        vary(&queries, \.parent, ["P"])
        vary(&queries, \.afterID, ["A"])
        for query in queries { _ = try store.cases(query) }
        for after in [nil, "A"] { _ = try store.caseHeads(afterID: after, limit: 5) }
        _ = try store.events(caseID: "Q", after: 0, limit: 5)
        _ = try store.orphanEvents()
    }

    private func readTasks(_ store: any StoreReading) throws {
        _ = try store.taskRecord(id: "Q-1")
        _ = try store.taskIDs(prefix: "Q", limit: 5)
        _ = try store.tasks(caseID: "Q", limit: 5)
        var queries = [TaskQuery()]
        vary(&queries, \.holders, [["S1"], ["S1", "S1/head"], ["@zed"], ["@zed", "S1"]])
        vary(&queries, \.at, [9])
        vary(&queries, \.subject, ["S1"])
        vary(&queries, \.workflow, ["w"])
        vary(&queries, \.dueBefore, [9])
        vary(&queries, \.after, [TaskQuery.Place(dueAt: 5, id: "A")])
        vary(&queries, \.caseID, ["Q"])
        vary(&queries, \.assignee, ["ann"])
        for query in queries {
            _ = try store.tasks(query)
            _ = try store.taskCount(query)
        }
    }

    /// Adds each query once more with each of some values.
    private func vary<Query, Value>(
        _ queries: inout [Query], _ path: WritableKeyPath<Query, Value?>, _ values: [Value]
    ) {
        queries += queries.flatMap { query in
            values.map { value in
                var query = query
                query[keyPath: path] = value
                return query
            }
        }
    }

    private func readWaiting(_ store: any StoreReading) throws {
        _ = try store.dueTimers(at: 15, limit: 5)
        _ = try store.nextTimerAt()
        _ = try store.timers(caseID: "Q")
        _ = try store.dueEffects(at: 15, limit: 5)
        _ = try store.nextEffectAt()
        _ = try store.effect(id: "Q-3")
        _ = try store.message(id: "Q-m1")
        _ = try store.pendingMessages(limit: 5)
        _ = try store.waitingMessages(caseID: "Q", workflow: "w", subject: "S1", key: "k")
        _ = try store.incident(id: "Q-4")
        for state in [nil, IncidentRecord.State.open] {
            for caseID in [nil, "Q"] { _ = try store.incidents(state: state, caseID: caseID, limit: 5) }
        }
    }

    private func readNotices(_ store: any StoreReading) throws {
        _ = try store.notice(id: "Q/1")
        _ = try store.noticeIDs(prefix: "Q", limit: 5)
        for recipient in [nil, "ann"] {
            for state in NoticeRecord.State.allCases {
                _ = try store.notices(NoticeQuery(state: state, recipient: recipient, limit: 5))
            }
        }
        _ = try store.dueNotices(at: 5, limit: 5)
        _ = try store.oldestNoticeAt(state: .sent)
        _ = try store.countNotices(in: .waiting, at: 1...5)
        _ = try store.noticesForDigest(of: "ann", at: 5, limit: 5)
        _ = try store.notices(inDigest: "d", limit: 5)
        _ = try store.sentNotices(to: "ann", since: 1)
    }

    private func readKept(_ store: any StoreReading) throws {
        _ = try store.commandAnswer(key: "once")
        _ = try store.blob(hash: "b")
        _ = try store.registerRow(kind: "person", id: "ann")
        for after in [nil, "a"] { _ = try store.registerRows(kind: "person", afterID: after, limit: 5) }
        _ = try store.registerRows(kind: "person", parent: "S1")
        _ = try store.registerRows(kind: "person", term: "S1")
        _ = try store.schedule(id: "x")
        _ = try store.schedules()
        _ = try store.occurrence(schedule: "x", dueAt: 1)
        _ = try store.occurrences(schedule: "x", limit: 5)
        _ = try store.nextScheduleAt()
        for place in [nil, QueuedStartRecord.Place(dueAt: 1, schedule: "x", subject: "S1")] {
            _ = try store.queuedStarts(after: place, limit: 5)
        }
        _ = try store.scheduleNotes(schedule: "x", action: "paused", limit: 5)
        _ = try store.seals(limit: 5)
        _ = try store.setting("x")
        _ = try store.statistics()
    }
}
