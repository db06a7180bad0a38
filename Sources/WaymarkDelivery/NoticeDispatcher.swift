package import WaymarkCalendar
package import WaymarkCompiler
package import WaymarkDefinition
package import WaymarkNotices
package import WaymarkStore

/// Sends what waits in the outbox of notices.
///
/// A notice is leased in one transaction, handed over outside of any, and marked in another. Who dies in between leaves a
/// lease that runs out, and the notice is sent again under the same name: at least once, and in the normal case once.
package struct NoticeDispatcher: Sendable {
    /// What a run did.
    package struct Round: Sendable, Hashable {
        /// Messages and requests that were taken.
        package var sent = 0
        /// Tries that failed and come again.
        package var postponed = 0
        /// Notices that were given up.
        package var failed = 0
        /// Notices that nobody needed any more.
        package var dropped = 0

        package init() {}
    }

    let store: any EventStore
    let settings: NoticeSettings
    let calendar: WorkingCalendar
    let directory: any Directory
    let templates: NoticeTemplates
    let secrets: SecretSource
    let mail: MailTransport?
    let webhooks: WebhookTransport

    /// A dispatcher over a store.
    package init(
        store: any EventStore, settings: NoticeSettings, calendar: WorkingCalendar, directory: any Directory,
        templates: NoticeTemplates, secrets: SecretSource, environment: [String: String]
    ) {
        self.store = store
        self.settings = settings
        self.calendar = calendar
        self.directory = directory
        self.templates = templates
        self.secrets = secrets
        let seconds = settings.retry.patienceSeconds
        mail = settings.mail.map {
            MailTransport($0.transport, secrets: secrets, environment: environment, secondsMax: seconds)
        }
        webhooks = WebhookTransport(environment: environment, secondsMax: seconds)
    }

    /// Sends what is due, and forgets what is old. Blocks its thread meanwhile.
    ///
    /// - Parameters:
    ///   - lease: Under which name this run takes notices; another for each run.
    ///   - clock: The time, read anew for each batch, because leases are measured by it.
    /// - Returns: What became of what was due.
    /// - Throws: `StoreError` when the store cannot be used; what was sent by then is marked.
    package func run(lease: String, clock: () -> Instant) throws -> Round {
        var round = Round()
        var closed: [String: Int64] = [:]
        while true {
            let now = clock()
            // Looked up first, so that nothing is written when there is nothing to do.
            guard let next = try store.read({ try $0.nextNoticeAt() }), next <= now.millisecondsSinceEpoch else {
                break
            }
            // A way that has been closed for long enough may be tried again.
            closed = closed.filter { $0.value > now.millisecondsSinceEpoch }
            let desk = NoticeDesk(settings: settings, calendar: calendar, now: now, lease: lease)
            let notices = try store.write { try desk.take(from: $0, closed: closed) }
            try send(notices, now: now, lease: lease, closed: &closed, round: &round)
        }
        try forget(now: clock())
        return round
    }

    /// Forgets what ended long ago; a part of it, if that is much.
    private func forget(now: Instant) throws {
        let old = now.adding(milliseconds: -settings.keep.milliseconds).millisecondsSinceEpoch
        let isOld = try store.read { store in
            try [NoticeRecord.State.sent, .dropped, .gathered].contains { state in
                try store.oldestNoticeAt(state: state).map { $0 < old } ?? false
            }
        }
        guard isOld else { return }
        try store.write { _ = try $0.forgetNotices(endedBefore: old, limit: DeliveryLimits.forgottenMax) }
    }

    private func send(
        _ notices: [NoticeRecord], now: Instant, lease: String, closed: inout [String: Int64], round: inout Round
    ) throws {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: .seconds(DeliveryLimits.batchSecondsMax))
        for notice in notices {
            let way = NoticeDesk.way(of: notice)
            let handover: Handover?
            if let next = closed[way] {
                try settle(notice, .handedBack(until: next), now: now, lease: lease)
                continue
            } else if clock.now >= end {
                try settle(notice, .handedBack(until: now.millisecondsSinceEpoch), now: now, lease: lease)
                continue
            } else {
                handover = try hand(over: notice, now: now, lease: lease)
            }
            guard let handover else {
                round.dropped += 1
                continue
            }
            let ending = ending(of: notice, handover, now: now)
            if case .unreachable(_, let after) = handover {
                closed[way] = next(after: notice, after, now: now)
            }
            try settle(notice, ending, now: now, lease: lease)
            switch ending {
            case .sent: round.sent += 1
            case .postponed: round.postponed += 1
            case .failed: round.failed += 1
            case .dropped, .handedBack: break
            }
        }
    }

    // MARK: - Handing over

    /// Hands a notice over; one that nobody needs any more is dropped instead.
    /// - Returns: What became of it; nil when it was dropped.
    private func hand(over notice: NoticeRecord, now: Instant, lease: String) throws -> Handover? {
        do {
            switch notice.channel {
            case .webhook: return try request(notice, now: now)
            case .mail:
                switch try letter(for: notice, now: now) {
                case .message(let message): return mail?.send(message) ?? .unreachable("`mail` is not set any more")
                case .pointless(let reason):
                    try settle(notice, .dropped(reason), now: now, lease: lease)
                    return nil
                case .impossible(let reason): return .refused(reason)
                }
            }
        } catch let missing as SecretSource.Missing {
            return .unreachable(missing.message)
        } catch let error as StoreError {
            throw error
        } catch {
            return .failed("\(error)")
        }
    }

    private func request(_ notice: NoticeRecord, now: Instant) throws -> Handover {
        guard let webhook = settings.webhooks.first(where: { "@" + $0.name == notice.recipient }) else {
            return .refused("there is no webhook \(notice.recipient.dropFirst()) any more")
        }
        let facts = try JSONParser.parse(notice.payload, as: NoticeFacts.self)
        let name = NoticeName(notice, source: settings.source)
        return webhooks.send(
            WebhookRequest(
                CloudEvent.bytes(of: facts, name: name, source: settings.source), name: name, to: webhook.url,
                secrets: try secrets.webhookSecrets(webhook.secret), now: now), now: now)
    }

    // MARK: - Settling

    /// Where a try leaves a notice.
    private enum Ending {
        case sent
        case postponed(String, until: Int64)
        case failed(String)
        case dropped(String)
        case handedBack(until: Int64)
    }

    private func ending(of notice: NoticeRecord, _ handover: Handover, now: Instant) -> Ending {
        switch handover {
        case .taken: return .sent
        case .refused(let reason): return .failed(reason)
        case .failed(let reason, let after), .unreachable(let reason, let after):
            guard notice.attempt < settings.retry.attempts else { return .failed("tries used up; the last: \(reason)") }
            return .postponed(reason, until: next(after: notice, after, now: now))
        }
    }

    /// When a notice is tried again: after the pause of the settings, and not before the receiver says.
    private func next(after notice: NoticeRecord, _ after: RetryAfter?, now: Instant) -> Int64 {
        let pause = settings.retry.pause(after: notice.attempt).milliseconds
        return now.adding(milliseconds: max(pause, after?.milliseconds(from: now) ?? 0)).millisecondsSinceEpoch
    }

    /// Marks a notice, unless the lease ran out and somebody else has it; that it was sent is marked in any case.
    private func settle(_ notice: NoticeRecord, _ ending: Ending, now: Instant, lease: String) throws {
        let now = now.millisecondsSinceEpoch
        try store.write { store in
            guard var record = try store.notice(id: notice.id), record.state == .waiting else { return }
            if case .sent = ending {} else if record.lease != lease { return }
            record.lease = nil
            switch ending {
            case .sent: (record.state, record.at, record.detail) = (.sent, now, nil)
            case .postponed(let reason, let next): (record.at, record.detail) = (next, reason)
            case .failed(let reason): (record.state, record.at, record.detail) = (.failed, now, reason)
            case .dropped(let reason): (record.state, record.at, record.detail) = (.dropped, now, reason)
            case .handedBack(let next):
                record.at = next
                record.attempt = notice.attempt - 1
            }
            try store.updateNotice(record)
        }
    }
}
