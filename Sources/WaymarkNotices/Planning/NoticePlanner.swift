package import WaymarkCalendar
package import WaymarkCompiler
import WaymarkDefinition
import WaymarkEngine
package import WaymarkRuntime
package import WaymarkStore

/// Says who is told of what happened to a case, and when: one row for each event, person and webhook.
package struct NoticePlanner: NoticeSource {
    private let settings: NoticeSettings
    private let calendar: WorkingCalendar

    /// Plans by some settings; nil when they tell nobody anything.
    package init?(settings: NoticeSettings, calendar: WorkingCalendar) {
        guard settings.mail != nil || !settings.webhooks.isEmpty else { return nil }
        self.settings = settings
        self.calendar = calendar
    }

    /// The notices that follow from a change of a case.
    package func notices(of change: CaseChange) throws -> [NoticeRecord] {
        var records: [NoticeRecord] = []
        for (index, event) in change.events.enumerated() {
            for happening in Happening.all(of: event, in: change) {
                let place = Self.place(of: happening.facts, at: change.sequence(index))
                for person in try people(of: happening, in: change) {
                    records.append(record(happening, place, .mail, to: person, now: change.now))
                }
                for webhook in settings.webhooks where webhook.tell.contains(happening.facts.kind) {
                    records.append(record(happening, place, .webhook, to: webhook.name, now: change.now))
                }
            }
        }
        return records
    }

    /// What the ids of the notices of a happening begin with: one event can move the deadlines of several tasks.
    private static func place(of facts: NoticeFacts, at sequence: Int64) -> String {
        let task = facts.kind == .deadlineMoved ? facts.task.map { "/\($0)" } ?? "" : ""
        return "\(facts.caseID)/\(sequence)/\(facts.kind.rawValue)\(task)"
    }

    // MARK: - Recipients

    /// The ids of the people who are told by e-mail; sorted, each once.
    private func people(of happening: Happening, in change: CaseChange) throws -> [String] {
        guard let mail = settings.mail, mail.tell.contains(happening.facts.kind) else { return [] }
        let today = calendar.zone.local(of: change.now).date
        var ids: Set<String> = []
        switch happening.audience {
        case .both(let holders, let people, let except):
            ids.formUnion(people)
            for holder in holders {
                let parts = holder.split(separator: "/", maxSplits: 1).map(String.init)
                let position = parts.count > 1 ? parts[1] : nil
                for person in try change.directory.people(holding: position, in: parts.first ?? "", on: today) {
                    ids.insert(person.id)
                }
            }
            ids.subtract(except)
        case .operators: ids.formUnion(settings.operators)
        case .nobody: break
        }
        return Array(ids.filter { settings.people[$0] != .off }.sorted().prefix(NoticeLimits.recipientsMax))
    }

    private func record(
        _ happening: Happening, _ place: String, _ channel: NoticeRecord.Channel, to recipient: String, now: Instant
    ) -> NoticeRecord {
        let facts = happening.facts
        let sign = channel == .webhook ? "@" : ""
        var record = NoticeRecord(
            id: "\(place)/\(sign)\(recipient)", channel: channel, recipient: sign + recipient,
            kind: facts.kind.rawValue, caseID: facts.caseID, taskID: facts.task, payload: JSONText.bytes(of: facts),
            createdAt: now.millisecondsSinceEpoch, at: now.millisecondsSinceEpoch)
        if channel == .mail, settings.mail?.urgent.contains(facts.kind) != true {
            record.isForDigest = settings.people[recipient] == .digest
            let at = record.isForDigest ? settings.nextDigest(after: now, in: calendar) : now
            record.at = settings.allowed(from: at, in: calendar).millisecondsSinceEpoch
        }
        return record
    }
}
