extension MemoryReading {
    func commandAnswer(key: String) -> CommandKeyRecord? {
        tables.answers[key]
    }

    func blob(hash: String) -> BlobRecord? {
        tables.blobs[hash]
    }

    func seals(limit: Int) throws -> [SealRecord] {
        try Limits.check(page: limit)
        return Array(tables.seals.values.sorted { $0.number > $1.number }.prefix(limit))
    }

    func setting(_ key: String) -> String? {
        tables.settings[key]
    }

    func statistics() -> StoreStatistics {
        var statistics = StoreStatistics()
        var counts: [[String]: Int] = [:]
        for row in tables.cases.values {
            counts[[row.record.workflow, row.record.status], default: 0] += 1
            statistics.events += row.events.count
        }
        statistics.cases = counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { names, count in
            StoreStatistics.CaseCount(workflow: names[0], status: names[1], count: count)
        }
        statistics.definitions = tables.definitions.count
        statistics.openTasks = tables.openTasks.count
        statistics.timers = tables.timers.count
        statistics.effects = tables.effects.count
        statistics.undeliveredMessages = tables.undelivered.count
        statistics.openIncidents = tables.incidents.values.count { $0.state == .open }
        statistics.blobs = tables.blobs.count
        statistics.registerRows = tables.register.count
        return statistics
    }

    // MARK: - Register

    func registerRow(kind: String, id: String) -> RegisterRow? {
        tables.register.row(kind: kind, id: id)
    }

    func registerRows(kind: String, afterID: String?, limit: Int) throws -> [RegisterRow] {
        try Limits.check(page: limit)
        return Array(tables.register.rows(kind: kind, afterID: afterID).prefix(limit))
    }

    func registerRows(kind: String, parent: String) -> [RegisterRow] {
        tables.register.rows(kind: kind, parent: parent)
    }

    func registerRows(kind: String, term: String) -> [RegisterRow] {
        tables.register.rows(kind: kind, term: term)
    }

    // MARK: - Schedules

    func schedule(id: String) -> ScheduleRecord? {
        tables.schedules[id]
    }

    func schedules() -> [ScheduleRecord] {
        tables.schedules.values.sorted { $0.id < $1.id }
    }

    func occurrence(schedule: String, dueAt: Int64) -> OccurrenceRecord? {
        tables.occurrences[schedule]?[dueAt]
    }

    func occurrences(schedule: String, limit: Int) throws -> [OccurrenceRecord] {
        try Limits.check(page: limit)
        let occurrences = tables.occurrences[schedule, default: [:]].values
        return Array(occurrences.sorted { $0.dueAt > $1.dueAt }.prefix(limit))
    }
}
