import Testing
import WaymarkStore

extension EventStoreConformance {
    /// Schedules, their runs, who waits, and what was done to them; a transaction that fails leaves all of it alone.
    package func keepsSchedules() throws {
        let place = QueuedStartRecord.Place(dueAt: 20, schedule: "rounds", subject: "G2")
        try store.write { store in
            try fill(store)
            try store.removeQueuedStart(.init(dueAt: 10, schedule: "rounds", subject: "G1"))
        }
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try store.write { store in
                try store.putSchedule(ScheduleRecord(id: "rounds", changedBy: "eve", changedAt: 9, nextAt: 1))
                try store.reviseOccurrence(run(at: 10, "missed", 9))
                try store.removeQueuedStart(place)
                try store.queueStart(queued(at: 5, "G9"))
                try store.noteSchedule(.init(schedule: "rounds", at: 9, actor: "eve", action: "run", reason: ""))
                throw Stop()
            }
        }
        try store.read { (store: any StoreReading) throws -> Void in
            #expect(try store.nextScheduleAt() == 40, "a paused schedule is not next, nor one that is over")
            #expect(try store.schedules().map(\.id) == ["over", "paused", "rounds"])
            #expect(try store.occurrence(schedule: "rounds", dueAt: 10)?.outcome == "backfilled")
            #expect(try store.occurrences(schedule: "rounds", limit: 5).map(\.dueAt) == [20, 10])
            #expect(try store.queuedStarts(after: nil, limit: 9).map(\.subject) == ["G2", "G3", "G1"])
            #expect(try store.queuedStarts(after: place, limit: 1).map(\.subject) == ["G3"])
            #expect(try store.queuedStarts(after: nil, limit: 9).first?.inputs == [1])
            #expect(try store.isQueued(place))
            #expect(try !store.isQueued(.init(dueAt: 10, schedule: "rounds", subject: "G1")))
            #expect(
                try store.scheduleNotes(schedule: "rounds", action: nil, limit: 5).map(\.action) == [
                    "resumed", "paused",
                ])
            #expect(try store.scheduleNotes(schedule: "rounds", action: nil, limit: 1).first?.reason == "")
            #expect(
                try store.scheduleNotes(schedule: "rounds", action: "paused", limit: 1).map(\.action) == ["paused"])
            #expect(try store.scheduleNotes(schedule: "other", action: nil, limit: 5).isEmpty)
        }
        for attempt in [
            { (store: any StoreWriting) in try store.reviseOccurrence(run(at: 99, "missed", 9)) },
            { try $0.removeQueuedStart(.init(dueAt: 10, schedule: "rounds", subject: "G1")) },
        ] {
            let error = #expect(throws: StoreError.self) { try store.write { try attempt($0) } }
            #expect(error?.code == .notFound)
        }
    }

    private func fill(_ store: any StoreWriting) throws {
        try store.putSchedule(ScheduleRecord(id: "rounds", changedBy: "ann", changedAt: 1, nextAt: 40))
        try store.putSchedule(ScheduleRecord(id: "paused", isPaused: true, changedBy: "ann", changedAt: 1, nextAt: 30))
        try store.putSchedule(ScheduleRecord(id: "over", changedBy: "ann", changedAt: 1))
        try store.recordOccurrence(run(at: 10, "missed", 11))
        try store.recordOccurrence(run(at: 20, "started", 21))
        try store.reviseOccurrence(run(at: 10, "backfilled", 30))
        for (moment, subject) in [(30, "G1"), (20, "G3"), (20, "G2"), (10, "G1")] {
            try store.queueStart(queued(at: Int64(moment), subject))
        }
        // What waits already stays as it is.
        var again = queued(at: 20, "G2")
        again.inputs = [2]
        try store.queueStart(again)
        try store.noteSchedule(.init(schedule: "rounds", at: 1, actor: "ann", action: "paused", reason: "the move"))
        try store.noteSchedule(.init(schedule: "rounds", at: 1, actor: "ann", action: "resumed", reason: ""))
    }

    private func run(at moment: Int64, _ outcome: String, _ recorded: Int64) -> OccurrenceRecord {
        OccurrenceRecord(schedule: "rounds", dueAt: moment, outcome: outcome, recordedAt: recorded)
    }

    private func queued(at moment: Int64, _ subject: String) -> QueuedStartRecord {
        QueuedStartRecord(
            schedule: "rounds", dueAt: moment, subject: subject, workflow: "round", inputs: [1], actor: "ann",
            queuedAt: moment)
    }
}
