import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkRuntime
package import WaymarkSchedules
package import WaymarkStore

/// What became of one occurrence of a schedule, subject by subject.
package struct OccurrenceReport: Sendable, Hashable {
    /// What became of the occurrence as a whole, as it is recorded.
    package enum Outcome: String, Sendable, Hashable {
        /// Its cases started by themselves.
        case started
        /// Nobody was there for it, and it is not made good.
        case missed
        /// It fell due while the schedule was paused.
        case skipped
        /// Somebody had it run afterwards.
        case backfilled
        /// Somebody had it run by hand.
        case byHand = "by_hand"
    }

    /// A subject for which no case started, and why.
    package struct Exception: Sendable, Hashable {
        /// The organisation.
        package var subject: String
        /// Why.
        package var reason: String
    }

    /// The schedule.
    package var schedule: String
    /// The occurrence.
    package var occurrence: ScheduleOccurrence
    /// What became of it.
    package var outcome: Outcome
    /// How many cases it started.
    package var started = 0
    /// How many cases were there already.
    package var found = 0
    /// Who was skipped.
    package var skipped: [Exception] = []
    /// Who waits for an earlier case to end.
    package var queued: [Exception] = []
    /// Who was refused.
    package var refused: [Exception] = []
    /// Why the occurrence as a whole started nothing, or why somebody had it run.
    package var reason: String?
    /// Who had it run; nil when it ran by itself.
    package var actor: String?
    /// The cases that it started or found; only of a run that has just been, because the store keeps how many.
    package var cases: [String] = []

    /// A report of an occurrence of which nothing is known yet.
    package init(_ schedule: String, _ occurrence: ScheduleOccurrence, _ outcome: Outcome) {
        self.schedule = schedule
        self.occurrence = occurrence
        self.outcome = outcome
    }

    /// Counts what became of some starts.
    mutating func add(_ results: [ScheduledResult], of starts: [ScheduledStart]) {
        for (result, start) in zip(results, starts) {
            let subject = start.place.subject
            switch result {
            case .started(let id):
                started += 1
                cases.append(id)
            case .found(let id):
                found += 1
                cases.append(id)
            case .skipped(let reason): skipped.append(Exception(subject: subject, reason: reason))
            case .queued(let other):
                queued.append(Exception(subject: subject, reason: "case \(other) is still open"))
            case .refused(let reason): refused.append(Exception(subject: subject, reason: reason))
            }
        }
    }

    /// What came of it, in words: `211 started, 3 skipped`.
    package var summary: String {
        var parts: [String] = []
        func add(_ count: Int, _ what: String) {
            if count > 0 { parts.append("\(count) \(what)") }
        }
        add(started, "started")
        add(found, "there already")
        add(skipped.count, "skipped")
        add(queued.count, "waiting for an earlier case")
        add(refused.count, "refused")
        if let reason { parts.append(reason) }
        return parts.isEmpty ? "for nobody" : parts.joined(separator: ", ")
    }

    // MARK: - Keeping

    /// The row that the store keeps.
    func record(at moment: Instant) -> OccurrenceRecord {
        OccurrenceRecord(
            schedule: schedule, dueAt: occurrence.instant.millisecondsSinceEpoch, outcome: outcome.rawValue,
            recordedAt: moment.millisecondsSinceEpoch, detail: JSONText.bytes(of: detail))
    }

    private var detail: Value {
        func list(_ exceptions: [Exception]) -> Value {
            .list(
                exceptions.map {
                    .map(
                        MapValue([
                            (.string("subject"), .string($0.subject)), (.string("reason"), .string($0.reason)),
                        ]))
                })
        }
        func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }
        return .map(
            MapValue([
                (.string("date"), .string(occurrence.date.description)),
                (.string("named_date"), .string(occurrence.namedDate.description)),
                (.string("covers"), text(occurrence.covers?.label)), (.string("started"), .int(Int64(started))),
                (.string("found"), .int(Int64(found))), (.string("skipped"), list(skipped)),
                (.string("queued"), list(queued)), (.string("refused"), list(refused)),
                (.string("reason"), text(reason)), (.string("by"), text(actor)),
            ]))
    }

    /// Reads the row that the store keeps.
    /// - Throws: what makes it unreadable.
    package init(_ record: OccurrenceRecord) throws {
        let value = try JSONParser.parse(record.detail)
        guard let outcome = Outcome(rawValue: record.outcome),
            let date = value["date"]?.text.flatMap({ LocalDate($0) }),
            let named = value["named_date"]?.text.flatMap({ LocalDate($0) })
        else {
            throw RuntimeError(
                .unreadable, "the record of a run of the schedule \(record.schedule) cannot be read",
                help: "run `waymark audit verify`")
        }
        func list(_ key: String) -> [Exception] {
            (value[key]?.items ?? []).map {
                Exception(subject: $0["subject"]?.text ?? "", reason: $0["reason"]?.text ?? "")
            }
        }
        func count(_ key: String) -> Int {
            if case .int(let number)? = value[key] { Int(number) } else { 0 }
        }
        self.init(
            record.schedule,
            ScheduleOccurrence(
                instant: Instant(millisecondsSinceEpoch: record.dueAt), date: date, namedDate: named,
                covers: value["covers"]?.text.flatMap { Period($0) }), outcome)
        started = count("started")
        found = count("found")
        skipped = list("skipped")
        queued = list("queued")
        refused = list("refused")
        reason = value["reason"]?.text
        actor = value["by"]?.text
    }
}
