extension MemoryTransaction {
    func reviseOccurrence(_ occurrence: OccurrenceRecord) throws {
        guard let old = self.occurrence(schedule: occurrence.schedule, dueAt: occurrence.dueAt) else {
            throw StoreError.notFound("a run of schedule", occurrence.schedule)
        }
        onRollBack { $0.occurrences[old.schedule]?[old.dueAt] = old }
        tables.occurrences[occurrence.schedule]?[occurrence.dueAt] = occurrence
    }

    func queueStart(_ start: QueuedStartRecord) {
        guard tables.queuedStarts[start.place] == nil else { return }
        onRollBack { $0.queuedStarts[start.place] = nil }
        tables.queuedStarts[start.place] = start
    }

    func removeQueuedStart(_ place: QueuedStartRecord.Place) throws {
        guard let old = tables.queuedStarts[place] else {
            throw StoreError.notFound("queued start", "\(place.schedule) for \(place.subject)")
        }
        onRollBack { $0.queuedStarts[place] = old }
        tables.queuedStarts[place] = nil
    }

    func noteSchedule(_ note: ScheduleNoteRecord) {
        onRollBack { _ = $0.scheduleNotes[note.schedule]?.popLast() }
        tables.scheduleNotes[note.schedule, default: []].append(note)
    }
}
