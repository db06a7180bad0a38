import Testing
package import WaymarkStore

/// What every store must do, whatever it keeps its rows in.
///
/// A store's own tests make an empty store for each of these and call it.
package struct EventStoreConformance {
    let store: any EventStore

    /// Tries an empty store.
    package init(_ store: any EventStore) {
        self.store = store
    }

    // MARK: - Making records

    private func event(_ type: String = "case_started", at: Int64 = 1000) -> NewEvent {
        NewEvent(at: at, actor: "ann", onBehalfOf: nil, type: type, version: 1, payload: Array("{}".utf8))
    }

    func commit(
        _ id: String, after revision: Int64 = 0, events: [NewEvent]? = nil, changes: [ProjectionChange] = [],
        subject: String = "S1", key: String = "k", status: String = "open", definition: String = "h"
    ) -> CaseCommit {
        CaseCommit(
            record: CaseRecord(
                id: id, workflow: "w", definitionHash: definition, title: "t", subject: subject, key: key,
                status: status,
                startedAt: 1000, updatedAt: 1000), snapshot: Array("\(id)@\(revision)".utf8),
            expectedRevision: revision,
            events: events ?? [event()], changes: changes)
    }

    private func task(_ id: String, of caseID: String, due: Int64?, holders: [String]) -> TaskRecord {
        TaskRecord(
            id: id, caseID: caseID, step: "s", workflow: "w", subject: "S1", kind: "lab.ask", role: "head",
            holders: holders, openedAt: 1000, dueAt: due)
    }

    func publish() throws {
        try store.write { store in
            _ = try store.publish(
                DefinitionRecord(hash: "h", workflow: "w", version: "1", title: "t", source: [1, 2], publishedAt: 1))
        }
    }

    // MARK: - Contract

    /// A commit is read back whole, and its events form a chain that verifies.
    package func keepsWhatIsCommitted() throws {
        try publish()
        let head = try store.write { try $0.append(commit("A", events: [event(), event("task_opened")])) }
        #expect(head.revision == 2)
        let (record, events, snapshot) = try store.read { store in
            (
                try store.caseRecord(id: "A"), try store.events(caseID: "A", after: 0, limit: 10),
                try store.snapshot(caseID: "A")
            )
        }
        #expect(record?.revision == 2)
        #expect(record?.headHash == events.last?.hash)
        #expect(events.map(\.sequence) == [1, 2])
        #expect(events[1].previousHash == events[0].hash)
        #expect(snapshot?.bytes == Array("A@0".utf8))
        #expect(try ChainVerifier.verify(store).isIntact)
    }

    /// A commit on another revision than the case's is refused, and changes nothing.
    package func refusesAStaleRevision() throws {
        try publish()
        try store.write { _ = try $0.append(commit("A")) }
        #expect(throws: StoreError.self) { try store.write { _ = try $0.append(commit("A", after: 5)) } }
        #expect(throws: StoreError.self) { try store.write { _ = try $0.append(commit("A")) } }
        #expect(try store.read { try $0.caseRecord(id: "A") }?.revision == 1)
        try store.write { _ = try $0.append(commit("A", after: 1)) }
        #expect(try store.read { try $0.caseRecord(id: "A") }?.revision == 2)
    }

    /// What was chained ahead is kept as it is where it goes on from the case's last event, and chained anew elsewhere.
    package func takesWhatWasChainedAhead() throws {
        try publish()
        var chain = HashChain()
        var first = commit("A", events: [event(), event("task_opened")])
        let last = first.chain(after: HashChain.origin, by: &chain)
        var second = commit("A", after: 2)
        second.chain(after: last, by: &chain)
        var third = commit("A", after: 3)
        third.chain(after: last, by: &chain)
        var changed = commit("A", after: 4)
        changed.chain(after: last, by: &chain)
        changed.events = [event("task_completed")]
        try store.write { store in
            #expect(try store.append(first).hash == last)
            for commit in [second, third, changed] { try store.append(commit) }
        }
        let events = try store.read { try $0.events(caseID: "A", after: 0, limit: 10) }
        #expect(events.map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(events.last?.type == "task_completed")
        #expect(try store.read { try $0.caseRecord(id: "A") }?.headHash == events.last?.hash)
        #expect(try ChainVerifier.verify(store).isIntact)
    }

    /// What a transaction wrote is seen inside it, and is gone when it throws.
    package func rollsBackWhenTheBodyThrows() throws {
        struct Stop: Error {}
        try publish()
        #expect(throws: Stop.self) {
            try store.write { store in
                _ = try store.append(commit("A", changes: [.putTask(task("A-1", of: "A", due: 5, holders: ["S1"]))]))
                try store.set("x", for: "setting")
                #expect(try store.caseRecord(id: "A") != nil)
                #expect(try store.tasks(TaskQuery(holders: ["S1"])).count == 1)
                throw Stop()
            }
        }
        let left = try store.read { (try $0.caseRecord(id: "A"), try $0.setting("setting"), try $0.tasks(TaskQuery())) }
        #expect(left.0 == nil && left.1 == nil && left.2.isEmpty)
    }

    /// Tasks come soonest due first, then by id, those without a deadline last; pages follow each other without a gap.
    package func listsTasksByDeadline() throws {
        try publish()
        let tasks = [
            task("A-1", of: "A", due: nil, holders: ["S1"]), task("A-2", of: "A", due: 30, holders: ["S1"]),
            task("A-3", of: "A", due: 10, holders: ["S1", "S1/head"]), task("A-4", of: "A", due: 30, holders: ["S2"]),
        ]
        try store.write { _ = try $0.append(commit("A", changes: tasks.map { .putTask($0) })) }
        let all = try store.read { try $0.tasks(TaskQuery()) }
        #expect(all.map(\.id) == ["A-3", "A-2", "A-4", "A-1"])
        #expect(
            try store.read { try $0.tasks(TaskQuery(holders: ["S1", "S1/head"])) }.map(\.id) == ["A-3", "A-2", "A-1"])
        let first = try store.read { try $0.tasks(TaskQuery(limit: 2)) }
        let place = try #require(first.last.map { TaskQuery.Place(of: $0) })
        #expect(try store.read { try $0.tasks(TaskQuery(after: place, limit: 9)) }.map(\.id) == ["A-4", "A-1"])
        try store.write { store in
            _ = try store.append(
                commit(
                    "A", after: 1,
                    changes: [.endTask(id: "A-3", state: .completed, outcome: "yes", by: "ann", at: 2000)]))
        }
        #expect(try store.read { try $0.tasks(TaskQuery()) }.map(\.id) == ["A-2", "A-4", "A-1"])
        #expect(try store.read { try $0.taskRecord(id: "A-3") }?.endedBy == "ann")
    }

    /// The tasks of many holders are one list: each task once, in order, whatever the pages and the conditions.
    package func mergesTheListsOfManyHolders() throws {
        try publish()
        let names = (0..<9).map { "S\($0)" }
        let tasks = (0..<120).map { number in
            var task = self.task(
                "A-\(number)", of: "A", due: number % 11 == 0 ? nil : Int64(number * 37 % 50),
                holders: number % 5 == 0 ? [names[number % 9], names[(number + 3) % 9]] : [names[number * number % 9]])
            task.role = number % 4 == 0 ? "head" : "clerk"
            return task
        }
        try store.write { _ = try $0.append(commit("A", changes: tasks.map { .putTask($0) })) }
        for holders in [[], [names[4]], [names[0], names[3]], names + ["nobody"]] {
            for role in [nil, "head"] {
                let expected = tasks.filter { task in
                    !Set(task.holders).isDisjoint(with: holders) && (role == nil || task.role == role)
                }.sorted { TaskQuery.Place(of: $0) < TaskQuery.Place(of: $1) }.map(\.id)
                for limit in [1, 3, 50, 500] {
                    #expect(try allPages(TaskQuery(holders: holders, role: role, limit: limit)) == expected)
                }
            }
        }
    }

    private func allPages(_ query: TaskQuery) throws -> [String] {
        var query = query
        var ids: [String] = []
        while true {
            let page = try store.read { try $0.tasks(query) }
            ids += page.map(\.id)
            guard let last = page.last, page.count == query.limit else { return ids }
            query.after = TaskQuery.Place(of: last)
        }
    }

    /// A task that is claimed, moved, handed on or ended is found where it stands now, and nowhere else.
    package func findsTasksWhereTheyAreNow() throws {
        try publish()
        var task = self.task("A-1", of: "A", due: 10, holders: ["S1"])
        try store.write { _ = try $0.append(commit("A", changes: [.putTask(task)])) }
        task.assignee = "ann"
        try store.write { _ = try $0.append(commit("A", after: 1, changes: [.putTask(task)])) }
        #expect(try found(TaskQuery(assignee: "ann")) == ["A-1"])
        #expect(try found(TaskQuery(holders: ["S1"])) == ["A-1"])
        task.assignee = nil
        task.holders = ["S2"]
        task.dueAt = 99
        task.isLate = true
        try store.write { _ = try $0.append(commit("A", after: 2, changes: [.putTask(task)])) }
        #expect(try found(TaskQuery(assignee: "ann")).isEmpty)
        #expect(try found(TaskQuery(holders: ["S1"])).isEmpty)
        #expect(try found(TaskQuery(holders: ["S2"], dueBefore: 99)).isEmpty)
        #expect(try store.read { try $0.tasks(TaskQuery(holders: ["S2"])) } == [task])
        try store.write { store in
            _ = try store.append(commit("A", after: 3, changes: [.endTask(id: "A-1", state: .withdrawn, at: 5)]))
        }
        for query in [TaskQuery(), TaskQuery(holders: ["S2"]), TaskQuery(workflow: "w"), TaskQuery(subject: "S1")] {
            #expect(try found(query).isEmpty)
        }
        #expect(try store.read { try $0.tasks(caseID: "A", limit: 9) }.map(\.state) == [.withdrawn])
        #expect(throws: StoreError.self) {
            try store.write { store in
                _ = try store.append(commit("A", after: 4, changes: [.endTask(id: "A-9", state: .withdrawn, at: 5)]))
            }
        }
    }

    /// Of a task that several hand in, only those are asked who have not handed in yet.
    package func asksOnlyThoseWhoHaveNotHandedIn() throws {
        try publish()
        var task = self.task("A-1", of: "A", due: 10, holders: ["S1"])
        let other = self.task("A-2", of: "A", due: 20, holders: ["S1"])
        try store.write { _ = try $0.append(commit("A", changes: [.putTask(task), .putTask(other)])) }
        #expect(try found(TaskQuery(holders: ["S1"], stillAsked: "ann")) == ["A-1", "A-2"])
        task.handedInBy = ["ann", "bob"]
        try store.write { _ = try $0.append(commit("A", after: 1, changes: [.putTask(task)])) }
        for person in ["ann", "bob"] {
            let query = TaskQuery(holders: ["S1", "S2"], stillAsked: person, limit: 1)
            #expect(try found(query) == ["A-2"])
            #expect(try store.read { try $0.taskCount(query) } == 1)
            #expect(try found(TaskQuery(stillAsked: person)) == ["A-2"])
            #expect(try store.read { try $0.taskCount(TaskQuery(stillAsked: person)) } == 1)
        }
        #expect(try found(TaskQuery(holders: ["S1"], stillAsked: "cid", role: "head")) == ["A-1", "A-2"])
        #expect(try found(TaskQuery(holders: ["S1"])) == ["A-1", "A-2"])
        #expect(try store.read { try $0.taskRecord(id: "A-1") } == task)
        try store.write { store in
            _ = try store.append(commit("A", after: 2, changes: [.endTask(id: "A-1", state: .completed, at: 5)]))
        }
        #expect(try found(TaskQuery(stillAsked: "cid")) == ["A-2"])
    }

    /// Whoever may do a task for somebody else finds it among their own, until their time is up.
    package func asksThoseWhoActForOthers() throws {
        try publish()
        var task = self.task("A-1", of: "A", due: 10, holders: ["S1"])
        let other = self.task("A-2", of: "A", due: 20, holders: ["S1"])
        try store.write { _ = try $0.append(commit("A", changes: [.putTask(task), .putTask(other)])) }
        let zed = TaskRecord.delegateKey("zed")
        #expect(try found(TaskQuery(holders: [zed], at: 50)).isEmpty)
        task.delegations = [
            TaskRecord.Delegation(from: "ann", to: "zed", until: 100, isClaim: true),
            TaskRecord.Delegation(from: "bob", to: "yan"),
        ]
        try store.write { _ = try $0.append(commit("A", after: 1, changes: [.putTask(task)])) }
        #expect(try store.read { try $0.taskRecord(id: "A-1") } == task)
        for query in [
            TaskQuery(holders: [zed], at: 99), TaskQuery(holders: [zed, "S9"], at: 99),
            TaskQuery(holders: [zed], at: 99, role: "head"), TaskQuery(holders: [zed], at: 99, caseID: "A"),
            TaskQuery(holders: [zed]), TaskQuery(holders: [TaskRecord.delegateKey("yan")], at: 1_000_000),
        ] {
            #expect(try found(query) == ["A-1"])
            #expect(try store.read { try $0.taskCount(query) } == 1)
        }
        for query in [
            TaskQuery(holders: [zed], at: 100), TaskQuery(holders: [zed, "S9"], at: 100),
            TaskQuery(holders: [zed], at: 100, role: "head"), TaskQuery(holders: [zed], at: 100, caseID: "A"),
        ] {
            #expect(try found(query).isEmpty)
            #expect(try store.read { try $0.taskCount(query) } == 0)
        }
        #expect(try found(TaskQuery(holders: [zed, "S1"], at: 100)) == ["A-1", "A-2"])
        #expect(try found(TaskQuery(holders: [zed, "S1"], at: 99)) == ["A-1", "A-2"])
        task.dueAt = 30
        task.delegations.removeFirst()
        try store.write { _ = try $0.append(commit("A", after: 2, changes: [.putTask(task)])) }
        #expect(try found(TaskQuery(holders: [zed], at: 50)).isEmpty)
        #expect(try found(TaskQuery(holders: [TaskRecord.delegateKey("yan")], at: 50)) == ["A-1"])
        try store.write { store in
            _ = try store.append(commit("A", after: 3, changes: [.endTask(id: "A-1", state: .completed, at: 5)]))
        }
        #expect(try found(TaskQuery(holders: [TaskRecord.delegateKey("yan")], at: 50)).isEmpty)
    }

    private func found(_ query: TaskQuery) throws -> [String] {
        try store.read { try $0.tasks(query) }.map(\.id)
    }

    /// A case that ends, or comes under another key, is found where it stands now; its head says how far it is.
    package func findsCasesWhereTheyAreNow() throws {
        try publish()
        try store.write { store in
            _ = try store.append(commit("A"))
            _ = try store.append(commit("A", after: 1))
            #expect(try store.caseHead(id: "A")?.revision == 2)
            _ = try store.append(commit("A", after: 2, subject: "S2", key: "new", status: "completed"))
            #expect(try store.caseHead(id: "A")?.revision == 3)
            #expect(try store.caseHead(id: "B") == nil)
        }
        try store.read { (store: any StoreReading) throws -> Void in
            #expect(try store.cases(CaseQuery(status: "open", limit: 9)).isEmpty)
            #expect(try store.cases(CaseQuery(status: "completed", limit: 9)).map(\.id) == ["A"])
            #expect(try store.caseRecord(workflow: "w", subject: "S1", key: "k") == nil)
            #expect(try store.caseRecord(workflow: "w", subject: "S2", key: "new")?.revision == 3)
            let heads = try store.caseHeads(afterID: nil, limit: 9)
            #expect(try [store.caseHead(id: "A")] == heads)
            #expect(try store.latestHash(workflow: "w") == "h")
            #expect(try store.latestHash(workflow: "x") == nil)
        }
        #expect(try ChainVerifier.verify(store).isIntact)
    }

    /// Timers and effects are found when they are due, the earliest first, and are gone when they are removed.
    package func findsWhatIsDue() throws {
        try publish()
        let changes: [ProjectionChange] = [
            .setTimer(TimerRecord(id: "A-2", caseID: "A", dueAt: 20, purpose: "due")),
            .setTimer(TimerRecord(id: "A-1", caseID: "A", dueAt: 10, purpose: "due")),
            .enqueueEffect(
                EffectRecord(
                    id: "A-3", caseID: "A", kind: "lab.post", idempotencyKey: "A-3", payload: [], nextAttemptAt: 15,
                    enqueuedAt: 1)),
        ]
        try store.write { _ = try $0.append(commit("A", changes: changes)) }
        let due = try store.read {
            (try $0.dueTimers(at: 15, limit: 9), try $0.nextTimerAt(), try $0.dueEffects(at: 14, limit: 9))
        }
        #expect(due.0.map(\.id) == ["A-1"])
        #expect(due.1 == 10)
        #expect(due.2.isEmpty)
        try store.write { store in
            _ = try store.append(commit("A", after: 1, changes: [.removeTimer(id: "A-1"), .removeEffect(id: "A-3")]))
        }
        #expect(try store.read { try $0.nextTimerAt() } == 20)
        #expect(try store.read { try $0.nextEffectAt() } == nil)
    }

    /// However many timers there are and in whichever order they are set and removed, they come due in theirs.
    package func keepsTheOrderOfManyTimers() throws {
        try publish()
        // 701 is prime, so that each of these moments comes once, far from the one before.
        let moments = (0..<701).map { Int64($0 * 257 % 701) }
        let id = { (moment: Int64) in "A-\(moment)" }
        try store.write { store in
            let set = moments.map {
                ProjectionChange.setTimer(TimerRecord(id: id($0), caseID: "A", dueAt: $0, purpose: "due"))
            }
            _ = try store.append(commit("A", changes: set))
        }
        let page = { (limit: Int) in try store.read { try $0.dueTimers(at: 1_000, limit: limit) }.map(\.dueAt) }
        #expect(try page(500) == Array(0..<500))
        let gone = moments.filter { $0 % 3 != 0 || $0 < 300 }
        try store.write { store in
            _ = try store.append(commit("A", after: 1, changes: gone.map { .removeTimer(id: id($0)) }))
        }
        #expect(try page(500) == Array(stride(from: 300, to: 701, by: 3)))
        #expect(try store.read { try $0.nextTimerAt() } == 300)
        #expect(try store.read { try $0.dueTimers(at: 305, limit: 9) }.map(\.dueAt) == [300, 303])
    }

    /// A message is pending until it is delivered; one for a case that is not there yet is found by that case's identity.
    package func keepsMessages() throws {
        try publish()
        let message = MessageRecord(
            id: "A-m1", fromCase: "A", name: "news", target: .natural(workflow: "w", subject: "S2", key: "k"),
            payload: [7],
            sentAt: 5)
        try store.write { _ = try $0.append(commit("A", changes: [.send(message)])) }
        #expect(try store.read { try $0.pendingMessages(limit: 9) }.map(\.id) == ["A-m1"])
        try store.write { try $0.updateMessage(id: "A-m1", state: .waiting) }
        #expect(try store.read { try $0.pendingMessages(limit: 9) }.isEmpty)
        let waiting = try store.read { try $0.waitingMessages(caseID: "B", workflow: "w", subject: "S2", key: "k") }
        #expect(waiting.map(\.payload) == [[7]])
        #expect(try store.read { try $0.waitingMessages(caseID: "B", workflow: "w", subject: "S3", key: "k") }.isEmpty)
    }

    /// A queue keeps the order of coming; who leaves it is gone, and a granted turn stays granted.
    package func keepsQueuesInOrder() throws {
        try publish()
        func place(_ id: String, of caseID: String, in name: String = "hall") -> ProjectionChange {
            .queueExclusive(ExclusiveRecord(id: id, name: name, caseID: caseID))
        }
        func queue() throws -> [ExclusiveRecord] { try store.read { try $0.exclusives(name: "hall", limit: 9) } }
        try store.write { _ = try $0.append(commit("B", changes: [place("B-4", of: "B")])) }
        try store.write { store in
            _ = try store.append(
                commit(
                    "A", changes: [place("A-2", of: "A"), place("A-3", of: "A", in: "other"), place("A-9", of: "A")]))
        }
        #expect(try queue().map(\.id) == ["B-4", "A-2", "A-9"])
        try store.write { try $0.grantExclusive(id: "B-4") }
        #expect(try queue().map(\.isGranted) == [true, false, false])
        try store.write { store in
            _ = try store.append(commit("B", after: 1, changes: [.leaveExclusive(id: "B-4", name: "hall")]))
            try store.grantExclusive(id: "A-2")
        }
        #expect(try queue().map(\.id) == ["A-2", "A-9"])
        #expect(try store.read { try $0.exclusives(name: "hall", limit: 1) }.map(\.isGranted) == [true])
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try store.write { store in
                _ = try store.append(commit("A", after: 1, changes: [.leaveExclusive(id: "A-2", name: "hall")]))
                throw Stop()
            }
        }
        #expect(try queue().map(\.id) == ["A-2", "A-9"])
        let error = #expect(throws: StoreError.self) { try store.write { try $0.grantExclusive(id: "B-4") } }
        #expect(error?.code == .notFound)
    }

    /// Cases are found by identity and by the beginning of their id; answers by their key; the register by its terms.
    package func findsByNames() throws {
        try publish()
        try store.write { store in
            _ = try store.append(commit("13Q2-ALV"))
            _ = try store.append(commit("13Q2-ALW", subject: "S2"))
            try store.recordAnswer(CommandKeyRecord(key: "once", caseID: "13Q2-ALV", answer: [1], at: 3))
            try store.replaceRegister([
                RegisterRow(kind: "person", id: "ann", attributes: [1], terms: ["S1", "S1/head"]),
                RegisterRow(kind: "person", id: "bob", attributes: [2], terms: ["S2"]),
            ])
        }
        try store.read { (store: any StoreReading) throws -> Void in
            #expect(try store.caseIDs(prefix: "13Q2-AL", limit: 9) == ["13Q2-ALV", "13Q2-ALW"])
            #expect(try store.caseRecord(workflow: "w", subject: "S2", key: "k")?.id == "13Q2-ALW")
            #expect(try store.commandAnswer(key: "once")?.answer == [1])
            #expect(try store.commandAnswer(key: "never") == nil)
            #expect(try store.registerRows(kind: "person", term: "S1/head").map(\.id) == ["ann"])
            #expect(try store.registerRow(kind: "person", id: "bob")?.attributes == [2])
            #expect(try store.cases(CaseQuery(afterID: "13Q2-ALV", limit: 5)).map(\.id) == ["13Q2-ALW"])
        }
    }

    /// The cases of a definition are counted and listed as they are now, also after some have moved to another.
    package func countsTheCasesOfADefinition() throws {
        try store.write { store in
            _ = try store.publish(
                DefinitionRecord(
                    hash: "h", workflow: "w", version: "1", title: "t", source: [1], publishedAt: 1, publishedBy: "ann")
            )
            for id in ["A", "B", "C"] { try store.append(commit(id)) }
            try store.append(commit("B", after: 1, status: "completed"))
            try store.append(commit("C", after: 1, definition: "i"))
        }
        let (publisher, counts, moved, rest) = try store.read { store in
            (
                try store.definition(hash: "h")?.publishedBy,
                try [("h", nil), ("h", "open"), ("i", "open"), ("j", nil)].map {
                    try store.caseCount(definition: $0.0, status: $0.1)
                },
                try store.cases(CaseQuery(status: "open", definition: "i", limit: 10)).map(\.id),
                try store.cases(CaseQuery(definition: "h", afterID: "A", limit: 10)).map(\.id)
            )
        }
        #expect(publisher == "ann")
        #expect(counts == [2, 1, 1, 0])
        #expect(moved == ["C"])
        #expect(rest == ["B"])
    }
}
