package import WaymarkCalendar
import WaymarkCompiler
package import WaymarkDefinition
package import WaymarkNotices
package import WaymarkStore

extension NoticeDispatcher {
    /// What a notice to a person has become by the time at which it is sent.
    enum Letter {
        /// It is to be sent.
        case message(MailMessage)
        /// Nobody needs it any more.
        case pointless(String)
        /// It cannot be sent until somebody mends something.
        case impossible(String)
    }

    /// The message of a notice.
    func letter(for notice: NoticeRecord, now: Instant) throws -> Letter {
        guard let mail = settings.mail else { return .impossible("`mail` is not set any more") }
        guard settings.people[notice.recipient] != .off else { return .pointless("they want no mail any more") }
        // The register reads the store itself, so it is asked before the store is.
        guard let person = try directory.person(notice.recipient) else {
            return .pointless("\(notice.recipient) is not in the register any more")
        }
        return try store.read { try letter(for: notice, to: person, by: mail, from: $0, now: now) }
    }

    private func letter(
        for notice: NoticeRecord, to person: Person, by mail: NoticeSettings.Mail, from store: any StoreReading,
        now: Instant
    ) throws -> Letter {
        let address = person.email ?? mail.peopleAt.map { "\(person.id)@\($0)" }
        guard let to = address.flatMap({ MailAddress($0) }) else {
            return .impossible("the register has no e-mail address of \(person.id)")
        }
        let values = NoticeValues(calendar: calendar, now: now)
        let text: NoticeTemplates.Text
        var thread: NoticeName?
        if notice.kind == NoticeTemplates.digest {
            let digest = try self.digest(notice, of: person, from: store, now: now)
            guard !digest.notices.isEmpty else { return .pointless("nothing of it is needed any more") }
            text = try templates.text(NoticeTemplates.digest, values.values(digest, to: person))
        } else {
            let facts = try Self.facts(of: notice, in: store)
            if let reason = try Self.pointless(facts, to: person.id, in: store, at: now) { return .pointless(reason) }
            text = try templates.text(notice.kind, values.values(facts, to: person))
            thread = NoticeName(case: facts.caseID, source: settings.source)
        }
        return .message(
            MailMessage(
                from: mail.from, fromName: mail.fromName, to: to, toName: person.name, subject: text.subject,
                body: text.body, name: NoticeName(notice, source: settings.source), thread: thread, at: now))
    }

    /// A notice as it would be sent now, for people to read; for one that would not, why not.
    package func preview(of notice: NoticeRecord, now: Instant) throws -> String {
        guard notice.channel == .mail else {
            let facts = try JSONParser.parse(notice.payload, as: NoticeFacts.self)
            let name = NoticeName(notice, source: settings.source)
            return String(
                decoding: CloudEvent.bytes(of: facts, name: name, source: settings.source), as: UTF8.self) + "\n"
        }
        switch try letter(for: notice, now: now) {
        case .message(let message): return "To: \(message.to)\nSubject: \(message.subject)\n\n\(message.body)"
        case .pointless(let reason), .impossible(let reason): return "Not to be sent: \(reason).\n"
        }
    }

    private func digest(
        _ notice: NoticeRecord, of person: Person, from store: any StoreReading, now: Instant
    ) throws -> NoticeValues.Digest {
        let members = try store.notices(inDigest: notice.id, limit: DeliveryLimits.digestMax)
        return try Self.digest(members, of: person, from: store, at: now, in: calendar)
    }

    /// The digest of some notices: what of them is still needed, and what is open.
    package static func digest(
        _ members: [NoticeRecord], of person: Person, from store: any StoreReading, at now: Instant,
        in calendar: WorkingCalendar
    ) throws -> NoticeValues.Digest {
        let facts = try members.map { try Self.facts(of: $0, in: store) }
            .filter { try pointless($0, to: person.id, in: store, at: now) == nil }
            .sorted { ($0.at, $0.caseID, $0.task ?? "") < ($1.at, $1.caseID, $1.task ?? "") }
        let keys = person.holderKeys(on: calendar.zone.local(of: now).date) + [TaskRecord.delegateKey(person.id)]
        let query = TaskQuery(
            holders: keys, at: now.millisecondsSinceEpoch, limit: NoticeLimits.digestTasksMax)
        return NoticeValues.Digest(
            notices: facts, tasks: try store.tasks(query), openTasks: try store.taskCount(query))
    }

    /// What a notice says, with the deadline that its task has by now: that may have been reckoned anew while it waited.
    private static func facts(of notice: NoticeRecord, in store: any StoreReading) throws -> NoticeFacts {
        var facts = try JSONParser.parse(notice.payload, as: NoticeFacts.self)
        guard facts.due != nil, let id = facts.task, let task = try store.taskRecord(id: id), task.state == .open
        else { return facts }
        facts.due = task.dueAt.map { Instant(millisecondsSinceEpoch: $0) }
        return facts
    }

    /// Why somebody need not be told any more; nil when they need.
    private static func pointless(
        _ facts: NoticeFacts, to person: String, in store: any StoreReading, at now: Instant
    ) throws -> String? {
        guard facts.kind.asksForTask, let id = facts.task, let task = try store.taskRecord(id: id) else { return nil }
        switch task.state {
        case .completed, .lapsed, .withdrawn: return "task \(id) has ended"
        case .held: return "task \(id) is held back"
        case .open: break
        }
        if facts.kind == .taskOverdue, let due = task.dueAt, due > now.millisecondsSinceEpoch {
            return "task \(id) has a later deadline now"
        }
        let delegations = task.delegations(at: now.millisecondsSinceEpoch)
        if facts.kind == .taskDelegated, !delegations.contains(where: { $0.to == person }) {
            return "task \(id) is not delegated to \(person) any more"
        }
        let claimant = task.claimant(at: now.millisecondsSinceEpoch)
        if facts.kind.asksForTaker, let claimant, claimant != person {
            // Whoever acts for the one who has it, or lets that one act, has it too.
            let shares = delegations.contains {
                ($0.from == claimant && $0.to == person) || ($0.isClaim && $0.to == claimant && $0.from == person)
            }
            return shares ? nil : "\(claimant) has claimed task \(id)"
        }
        return nil
    }
}
