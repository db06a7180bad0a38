extension MemoryReading {
    // MARK: - Tasks

    func taskRecord(id: String) -> TaskRecord? {
        tables.tasks[id]
    }

    func taskIDs(prefix: String, limit: Int) throws -> [String] {
        try Limits.check(page: limit)
        return Array(tables.taskOrder.from(prefix).prefix { $0.hasPrefix(prefix) }.prefix(limit))
    }

    func tasks(_ query: TaskQuery) throws -> [TaskRecord] {
        try Limits.check(page: query.limit)
        return Array(openTasks(query, after: query.after).prefix(query.limit))
    }

    func taskCount(_ query: TaskQuery) -> Int {
        openTasks(query, after: nil).count
    }

    func tasks(caseID: String, limit: Int) throws -> [TaskRecord] {
        try Limits.check(page: limit)
        return tables.tasksByCase[caseID, default: SortedSet()].prefix(limit).compactMap { tables.tasks[$0.id] }
    }

    private func openTasks(_ query: TaskQuery, after place: TaskQuery.Place?) -> [TaskRecord] {
        if let id = query.caseID { return openTasks(of: id, query, after: place) }
        return places(query.holders, after: place).compactMap { tables.tasks[$0.id] }.filter {
            query.includes($0) && query.asks($0)
        }
    }

    /// A case has few open tasks, whatever else is open.
    private func openTasks(of id: String, _ query: TaskQuery, after place: TaskQuery.Place?) -> [TaskRecord] {
        tables.openTasksByCase[id, default: SortedSet()].after(place).compactMap { tables.tasks[$0.id] }.filter {
            query.includes($0) && query.asks($0)
        }
    }

    private func places(_ holders: [String]?, after place: TaskQuery.Place?) -> [TaskQuery.Place] {
        guard let holders else { return Array(tables.openTasks.after(place)) }
        if holders.count == 1 { return Array(tables.openTasksByHolder[holders[0], default: SortedSet()].after(place)) }
        var places = SortedSet<TaskQuery.Place>()
        for holder in holders {
            for place in tables.openTasksByHolder[holder, default: SortedSet()].after(place) { places.insert(place) }
        }
        return Array(places)
    }

    // MARK: - Timers and effects

    func dueTimers(at moment: Int64, limit: Int) throws -> [TimerRecord] {
        try Limits.check(page: limit)
        return tables.timerOrder.prefix { $0.at <= moment }.prefix(limit)
            .compactMap { tables.timers[$0.id] }
    }

    func nextTimerAt() -> Int64? {
        tables.timerOrder.first?.at
    }

    func timers(caseID: String) -> [TimerRecord] {
        tables.timerOrder.compactMap { tables.timers[$0.id] }.filter { $0.caseID == caseID }
    }

    func dueEffects(at moment: Int64, limit: Int) throws -> [EffectRecord] {
        try Limits.check(page: limit)
        return tables.effectOrder.prefix { $0.at <= moment }.prefix(limit)
            .compactMap { tables.effects[$0.id] }
    }

    func nextEffectAt() -> Int64? {
        tables.effectOrder.first?.at
    }

    func effect(id: String) -> EffectRecord? {
        tables.effects[id]
    }

    // MARK: - Messages and incidents

    func message(id: String) -> MessageRecord? {
        tables.messages[id]
    }

    func pendingMessages(limit: Int) throws -> [MessageRecord] {
        try Limits.check(page: limit)
        return undelivered(limit: limit) { $0.state == .pending }
    }

    func waitingMessages(caseID: String, workflow: String, subject: String, key: String) -> [MessageRecord] {
        undelivered(limit: .max) { message in
            guard message.state == .waiting else { return false }
            return switch message.target {
            case .id(let id): id == caseID
            case .natural(workflow, subject, let wanted): wanted == nil || wanted == key
            case .natural: false
            }
        }
    }

    /// Messages that are not with their case yet, in the order of sending; looks no further than it must.
    private func undelivered(limit: Int, where holds: (MessageRecord) -> Bool) -> [MessageRecord] {
        var found: [MessageRecord] = []
        for number in tables.undelivered {
            guard found.count < limit else { break }
            guard let id = tables.messageIDs[number], let message = tables.messages[id], holds(message) else {
                continue
            }
            found.append(message)
        }
        return found
    }

    func exclusives(name: String, limit: Int) throws -> [ExclusiveRecord] {
        try Limits.check(page: limit)
        return Array(tables.exclusives[name, default: []].prefix(limit))
    }

    func incident(id: String) -> IncidentRecord? {
        tables.incidents[id]
    }

    func incidents(state: IncidentRecord.State?, caseID: String?, limit: Int) throws -> [IncidentRecord] {
        try Limits.check(page: limit)
        let incidents = tables.incidentOrder.lazy.compactMap { tables.incidents[$0.id] }
        return Array(
            incidents.filter { (state == nil || $0.state == state) && (caseID == nil || $0.caseID == caseID) }
                .prefix(limit))
    }
}

extension TaskQuery {
    /// Whether one of the holders may act on a task, themselves or for somebody who lets them now.
    fileprivate func asks(_ task: TaskRecord) -> Bool {
        guard let holders else { return true }
        if task.holders.contains(where: holders.contains) { return true }
        return task.delegations.contains { delegation in
            holders.contains(TaskRecord.delegateKey(delegation.to)) && at.map { delegation.isInForce(at: $0) } ?? true
        }
    }

    fileprivate func includes(_ task: TaskRecord) -> Bool {
        if let dueBefore, Place(of: task).order >= dueBefore { return false }
        if let stillAsked, task.handedInBy.contains(stillAsked) { return false }
        return (assignee == nil || assignee == task.assignee) && (role == nil || role == task.role)
            && (workflow == nil || workflow == task.workflow) && (subject == nil || subject == task.subject)
            && (caseID == nil || caseID == task.caseID)
    }
}
