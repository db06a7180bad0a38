import Testing
import WaymarkStore

extension EventStoreConformance {
    private func notice(
        _ id: String, for recipient: String = "ann", at moment: Int64, digest: Bool = false
    ) -> NoticeRecord {
        NoticeRecord(
            id: id, channel: .mail, recipient: recipient, kind: "task_offered", caseID: "A", taskID: "A-1",
            payload: [1, 2], createdAt: 5, at: moment, isForDigest: digest)
    }

    private func change(_ id: String, _ change: (inout NoticeRecord) -> Void) throws {
        try store.write { store in
            var notice = try #require(try store.notice(id: id))
            change(&notice)
            try store.updateNotice(notice)
        }
    }

    /// A notice stands with the events that it tells of or not at all, and not twice.
    package func keepsNoticesWithTheirEvents() throws {
        try publish()
        try store.write { store in
            _ = try store.append(commit("A", changes: [.queueNotice(notice("A/1/task_offered/ann", at: 10))]))
        }
        #expect(try store.read { try $0.notice(id: "A/1/task_offered/ann") } == notice("A/1/task_offered/ann", at: 10))
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try store.write { store in
                _ = try store.append(commit("A", after: 1, changes: [.queueNotice(notice("A/2", at: 10))]))
                try store.updateNotice(notice("A/1/task_offered/ann", at: 99))
                try store.addNotice(notice("A/3", at: 1))
                _ = try store.forgetNotices(endedBefore: 100, limit: 9)
                throw Stop()
            }
        }
        #expect(try store.read { try $0.noticeIDs(prefix: "A/", limit: 9) } == ["A/1/task_offered/ann"])
        #expect(try store.read { try $0.nextNoticeAt() } == 10)
        let twice = #expect(throws: StoreError.self) {
            try store.write { try $0.addNotice(notice("A/1/task_offered/ann", at: 20)) }
        }
        #expect(twice?.code == .duplicate)
        let none = #expect(throws: StoreError.self) { try store.write { try $0.updateNotice(notice("B/1", at: 1)) } }
        #expect(none?.code == .notFound)
    }

    /// What waits is found when it is due, the soonest first; what ended is found by how it ended, the latest first.
    package func findsNoticesThatAreDue() throws {
        try publish()
        try store.write { store in
            for (id, moment) in [("A/3", Int64(30)), ("A/2", 10), ("A/1", 10), ("A/4", 20)] {
                try store.addNotice(notice(id, for: id == "A/4" ? "bob" : "ann", at: moment))
            }
        }
        #expect(try store.read { try $0.dueNotices(at: 20, limit: 9) }.map(\.id) == ["A/1", "A/2", "A/4"])
        #expect(try store.read { try $0.dueNotices(at: 20, limit: 2) }.map(\.id) == ["A/1", "A/2"])
        #expect(try store.read { try $0.dueNotices(at: 9, limit: 9) }.isEmpty)
        for (id, moment) in [("A/1", Int64(100)), ("A/2", 90), ("A/4", 95)] {
            try change(id) { ($0.state, $0.at, $0.attempt) = (.sent, moment, 1) }
        }
        #expect(try store.read { try $0.nextNoticeAt() } == 30)
        #expect(try store.read { try $0.oldestNoticeAt(state: .sent) } == 90)
        #expect(try store.read { try $0.oldestNoticeAt(state: .failed) } == nil)
        func count(_ state: NoticeRecord.State, _ moments: ClosedRange<Int64>) throws -> Int {
            try store.read { try $0.countNotices(in: state, at: moments) }
        }
        #expect(try count(.sent, 0...Int64.max) == 3 && count(.sent, 90...95) == 2 && count(.sent, 91...94) == 0)
        #expect(try count(.waiting, 0...30) == 1 && count(.waiting, 0...29) == 0 && count(.failed, 0...Int64.max) == 0)
        #expect(try store.read { try $0.notices(NoticeQuery(state: .sent)) }.map(\.id) == ["A/1", "A/4", "A/2"])
        #expect(
            try store.read { try $0.notices(NoticeQuery(state: .sent, recipient: "ann", limit: 1)) }.map(\.id) == [
                "A/1"
            ])
        #expect(try store.read { try $0.notices(NoticeQuery(state: .waiting)) }.map(\.id) == ["A/3"])
        #expect(try store.read { try $0.sentNotices(to: "ann", since: 90) } == 2)
        #expect(try store.read { try $0.sentNotices(to: "ann", since: 91) } == 1)
        #expect(try store.read { try $0.sentNotices(to: "eve", since: 0) } == 0)
    }

    /// What waits for a digest is found by its recipient, and afterwards by the digest.
    package func gathersNotices() throws {
        try publish()
        try store.write { store in
            try store.addNotice(notice("A/1", at: 10, digest: true))
            try store.addNotice(notice("A/2", at: 10))
            try store.addNotice(notice("A/3", at: 20, digest: true))
            try store.addNotice(notice("A/4", for: "bob", at: 10, digest: true))
        }
        #expect(try store.read { try $0.noticesForDigest(of: "ann", at: 10, limit: 9) }.map(\.id) == ["A/1"])
        #expect(try store.read { try $0.noticesForDigest(of: "ann", at: 20, limit: 9) }.map(\.id) == ["A/1", "A/3"])
        for id in ["A/3", "A/1"] {
            try change(id) { ($0.state, $0.digest, $0.lease, $0.detail) = (.gathered, "digest/ann", "me", "why") }
        }
        let gathered = try store.read { try $0.notices(inDigest: "digest/ann", limit: 9) }
        #expect(gathered.map(\.id) == ["A/1", "A/3"])
        #expect(gathered.map(\.lease) == ["me", "me"] && gathered.map(\.detail) == ["why", "why"])
        #expect(try store.read { try $0.noticesForDigest(of: "ann", at: 20, limit: 9) }.isEmpty)
    }

    /// Old notices go when they have ended well, so many at a time; what waits or was given up stays.
    package func forgetsOldNotices() throws {
        try publish()
        let states: [NoticeRecord.State] = [.sent, .sent, .dropped, .gathered, .failed, .waiting, .sent]
        try store.write { store in
            for (number, state) in states.enumerated() {
                var notice = notice("A/\(number)", at: number == 6 ? 50 : 10)
                notice.state = state
                try store.addNotice(notice)
            }
        }
        #expect(try store.write { try $0.forgetNotices(endedBefore: 50, limit: 3) } == 3)
        #expect(try store.write { try $0.forgetNotices(endedBefore: 50, limit: 9) } == 1)
        #expect(try store.read { try $0.noticeIDs(prefix: "A/", limit: 9) } == ["A/4", "A/5", "A/6"])
    }

    /// What one notice says has a limit.
    package func limitsNotices() throws {
        var notice = notice("A/1", at: 1)
        notice.payload = Array(repeating: 7, count: Limits.noticeBytesMax)
        try store.write { try $0.addNotice(notice) }
        notice.id = "A/2"
        notice.payload.append(7)
        let error = #expect(throws: StoreError.self) { try store.write { try $0.addNotice(notice) } }
        #expect(error?.code == .tooLarge)
    }
}
