extension MemoryReading {
    func nextScheduleAt() -> Int64? {
        tables.schedules.values.compactMap { $0.isPaused ? nil : $0.nextAt }.min()
    }

    func queuedStarts(after place: QueuedStartRecord.Place?, limit: Int) throws -> [QueuedStartRecord] {
        try Limits.check(page: limit)
        let later = tables.queuedStarts.values.filter { start in place.map { start.place > $0 } ?? true }
        return Array(later.sorted { $0.place < $1.place }.prefix(limit))
    }

    func isQueued(_ place: QueuedStartRecord.Place) -> Bool { tables.queuedStarts[place] != nil }

    func scheduleNotes(schedule: String, action: String?, limit: Int) throws -> [ScheduleNoteRecord] {
        try Limits.check(page: limit)
        let notes = tables.scheduleNotes[schedule, default: []].reversed().lazy
        return Array(notes.filter { action == nil || $0.action == action }.prefix(limit))
    }
}
