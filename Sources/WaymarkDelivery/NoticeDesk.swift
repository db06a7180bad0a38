import WaymarkCalendar
import WaymarkCompiler
import WaymarkNotices
import WaymarkStore

/// Decides of each notice that is due whether it goes now, later, or with others; inside one transaction.
struct NoticeDesk {
    let settings: NoticeSettings
    let calendar: WorkingCalendar
    let now: Instant
    let lease: String

    /// By which way a notice goes: what is closed to one is closed to all of the same.
    static func way(of notice: NoticeRecord) -> String {
        notice.channel == .mail ? "mail" : notice.recipient
    }

    /// Takes the notices that are due, and moves those that are not to go now; each leaves the ranks of the due.
    ///
    /// `closed`: Ways by which nothing can be handed over until a moment.
    /// - Returns: The notices to send now, leased.
    func take(from store: any StoreWriting, closed: [String: Int64]) throws -> [NoticeRecord] {
        let due = try store.dueNotices(at: now.millisecondsSinceEpoch, limit: DeliveryLimits.batchMax)
        var batch: [NoticeRecord] = []
        var alone: [String: Int] = [:]
        var gathered: Set<String> = []
        for notice in due where !gathered.contains(notice.id) {
            if let next = closed[Self.way(of: notice)] {
                try move(notice, to: next, in: store)
            } else if notice.channel == .mail {
                try take(mail: notice, from: store, into: &batch, alone: &alone, gathered: &gathered)
            } else {
                batch.append(try leased(notice, in: store))
            }
        }
        return batch
    }

    private func take(
        mail notice: NoticeRecord, from store: any StoreWriting, into batch: inout [NoticeRecord],
        alone: inout [String: Int],
        gathered: inout Set<String>
    ) throws {
        let recipient = notice.recipient
        let kind = NoticeKind(rawValue: notice.kind)
        let isUrgent = kind.map { settings.mail?.urgent.contains($0) == true } ?? false
        let allowed = settings.allowed(from: now, in: calendar)
        if !isUrgent, allowed > now {
            return try move(notice, to: allowed.millisecondsSinceEpoch, in: store)
        }
        if notice.isForDigest {
            return gathered.formUnion(try gather(for: recipient, in: store))
        }
        if !isUrgent, kind != nil, settings.people[recipient] != .each {
            if alone[recipient] == nil {
                let today = calendar.zone.instant(of: calendar.zone.local(of: now).date, .midnight)
                alone[recipient] = try store.sentNotices(to: recipient, since: today.millisecondsSinceEpoch)
            }
            guard alone[recipient, default: 0] < settings.digest.after else {
                var later = notice
                later.isForDigest = true
                let at = settings.nextDigest(after: now, in: calendar)
                return try move(later, to: at.millisecondsSinceEpoch, in: store)
            }
            alone[recipient, default: 0] += 1
        }
        batch.append(try leased(notice, in: store))
    }

    // MARK: - Changing rows

    private func move(_ notice: NoticeRecord, to moment: Int64, in store: any StoreWriting) throws {
        var moved = notice
        moved.at = moment
        moved.lease = nil
        try store.updateNotice(moved)
    }

    /// A try begins with its lease, so that one that kills the program counts too.
    private func leased(_ notice: NoticeRecord, in store: any StoreWriting) throws -> NoticeRecord {
        var leased = notice
        leased.lease = lease
        leased.attempt += 1
        leased.at = now.adding(seconds: DeliveryLimits.leaseSeconds).millisecondsSinceEpoch
        try store.updateNotice(leased)
        return leased
    }

    /// Puts the notices that wait for a digest of somebody into one.
    ///
    /// What stands in it is settled before it is sent, so that a second try does not say more under the same name.
    /// - Returns: The ids of what it holds.
    private func gather(for recipient: String, in store: any StoreWriting) throws -> [String] {
        let moment = now.millisecondsSinceEpoch
        let members = try store.noticesForDigest(of: recipient, at: moment, limit: DeliveryLimits.digestMax)
        var id = "digest/\(recipient)/\(now)"
        while try store.notice(id: id) != nil { id += "+" }
        for member in members {
            var member = member
            (member.state, member.digest, member.at, member.lease) = (.gathered, id, moment, nil)
            try store.updateNotice(member)
        }
        try store.addNotice(
            NoticeRecord(
                id: id, channel: .mail, recipient: recipient, kind: NoticeTemplates.digest, payload: Array("{}".utf8),
                createdAt: moment, at: moment))
        return members.map(\.id)
    }
}
