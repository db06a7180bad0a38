import Foundation
import GRDB
import Testing
import WaymarkStore
import WaymarkStoreSQLite
import WaymarkTestKit

@Suite struct SQLiteEventStoreTests {
    private func withPath(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "waymark-store-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder + "/store.sqlite")
    }

    private func withStore(_ body: (EventStoreConformance, String) throws -> Void) throws {
        try withPath { path in
            let store = try SQLiteEventStore(path: path, absence: .create)
            try body(EventStoreConformance(store), path)
            try store.close()
        }
    }

    @Test func `It keeps what is committed`() throws { try withStore { kit, _ in try kit.keepsWhatIsCommitted() } }
    @Test func `It refuses a stale revision`() throws { try withStore { kit, _ in try kit.refusesAStaleRevision() } }
    @Test func `It takes what was chained ahead`() throws {
        try withStore { kit, _ in try kit.takesWhatWasChainedAhead() }
    }
    @Test func `It rolls back when the body throws`() throws {
        try withStore { kit, _ in try kit.rollsBackWhenTheBodyThrows() }
    }
    @Test func `It lists tasks by deadline`() throws { try withStore { kit, _ in try kit.listsTasksByDeadline() } }
    @Test func `It merges the lists of many holders`() throws {
        try withStore { kit, _ in try kit.mergesTheListsOfManyHolders() }
    }
    @Test func `It finds tasks where they are now`() throws {
        try withStore { kit, _ in try kit.findsTasksWhereTheyAreNow() }
    }
    @Test func `It asks only those who have not handed in`() throws {
        try withStore { kit, _ in try kit.asksOnlyThoseWhoHaveNotHandedIn() }
    }
    @Test func `It asks those who act for others`() throws {
        try withStore { kit, _ in try kit.asksThoseWhoActForOthers() }
    }
    @Test func `It finds cases where they are now`() throws {
        try withStore { kit, _ in try kit.findsCasesWhereTheyAreNow() }
    }
    @Test func `It counts the cases of a definition`() throws {
        try withStore { kit, _ in try kit.countsTheCasesOfADefinition() }
    }
    @Test func `It finds what is due`() throws { try withStore { kit, _ in try kit.findsWhatIsDue() } }
    @Test func `It keeps the order of many timers`() throws {
        try withStore { kit, _ in try kit.keepsTheOrderOfManyTimers() }
    }
    @Test func `It keeps messages`() throws { try withStore { kit, _ in try kit.keepsMessages() } }
    @Test func `It finds by names`() throws { try withStore { kit, _ in try kit.findsByNames() } }
    @Test func `It keeps schedules`() throws { try withStore { kit, _ in try kit.keepsSchedules() } }
    @Test func `It keeps queues in order`() throws { try withStore { kit, _ in try kit.keepsQueuesInOrder() } }
    @Test func `It keeps notices with their events`() throws {
        try withStore { kit, _ in try kit.keepsNoticesWithTheirEvents() }
    }
    @Test func `It finds notices that are due`() throws { try withStore { kit, _ in try kit.findsNoticesThatAreDue() } }
    @Test func `It gathers notices`() throws { try withStore { kit, _ in try kit.gathersNotices() } }
    @Test func `It forgets old notices`() throws { try withStore { kit, _ in try kit.forgetsOldNotices() } }
    @Test func `It limits notices`() throws { try withStore { kit, _ in try kit.limitsNotices() } }

    @Test func `A store of an earlier version is copied, brought up to date, and keeps what it had`() throws {
        try withStore { kit, path in
            try kit.keepsWhatIsCommitted()
            let database = try DatabaseQueue(path: path)
            try database.write { database in
                try database.execute(sql: "DROP TABLE exclusives")
                try database.execute(sql: "DROP TABLE notices")
                try database.execute(sql: "DROP TABLE task_hand_ins")
                try database.execute(sql: "ALTER TABLE tasks DROP COLUMN handed_in_by")
                try database.execute(sql: "ALTER TABLE tasks DROP COLUMN delegations")
                try database.execute(sql: "ALTER TABLE task_holders DROP COLUMN until")
                try database.execute(sql: "DROP INDEX cases_by_definition_status")
                try database.execute(sql: "ALTER TABLE definitions DROP COLUMN published_by")
                try database.execute(sql: "DROP TABLE schedule_queue")
                try database.execute(sql: "DROP TABLE schedule_notes")
                try database.execute(sql: "DROP INDEX schedules_by_next")
                try database.execute(sql: "DELETE FROM grdb_migrations WHERE identifier <> '001_initial'")
                try database.execute(sql: "PRAGMA user_version = 1")
            }
            let store = try SQLiteEventStore(path: path)
            #expect(try store.read { try $0.caseRecord(id: "A") } != nil)
            #expect(try store.read { try $0.exclusives(name: "hall", limit: 1) }.isEmpty)
            #expect(try store.read { try $0.latestDefinition(workflow: "w")?.publishedBy }?.isEmpty == true)
            #expect(try store.read { try $0.caseCount(definition: "h", status: "open") } > 0)
            #expect(try store.read { try $0.nextNoticeAt() } == nil)
            try store.close()
            #expect(FileManager.default.fileExists(atPath: path + ".before-7"))
        }
    }

    @Test func `Events are readable by their owner only and refuse to change`() throws {
        try withStore { kit, path in
            try kit.keepsWhatIsCommitted()
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let database = try DatabaseQueue(path: path)
            #expect(throws: DatabaseError.self) {
                try database.write { try $0.execute(sql: "UPDATE events SET actor = 'eve'") }
            }
            #expect(throws: DatabaseError.self) { try database.write { try $0.execute(sql: "DELETE FROM events") } }
        }
    }

    @Test func `A store that was closed refuses everything, and may be closed again`() throws {
        try withStore { kit, path in
            try kit.keepsWhatIsCommitted()
            let store = try SQLiteEventStore(path: path)
            #expect(try store.read { try $0.caseHead(id: "A") }?.revision == 2)
            try store.close()
            try store.close()
            let reading = #expect(throws: StoreError.self) { try store.read { try $0.caseHead(id: "A") } }
            #expect(reading?.code == .unavailable)
            #expect(throws: StoreError.self) { try store.write { try $0.set("x", for: "y") } }
        }
    }

    @Test func `A file that is missing is not made unless that is asked for`() {
        let error = #expect(throws: StoreError.self) { try SQLiteEventStore(path: "/nowhere/store.sqlite") }
        #expect(error?.code == .unavailable)
    }

    @Test func `A store whose maker was killed at its first write is made to the end`() throws {
        try withPath { path in
            let database = try DatabaseQueue(path: path)
            try database.write { database in
                try database.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            }
            try database.close()
            let store = try SQLiteEventStore(path: path)
            #expect(try store.read { try $0.caseHead(id: "A") } == nil)
            try store.close()
        }
    }

    @Test func `A database of another program is refused`() throws {
        try withPath { path in
            let database = try DatabaseQueue(path: path)
            try database.write { try $0.execute(sql: "CREATE TABLE recipes (name TEXT PRIMARY KEY)") }
            try database.close()
            let error = #expect(throws: StoreError.self) { try SQLiteEventStore(path: path) }
            #expect(error?.code == .corrupt)
        }
    }
}
