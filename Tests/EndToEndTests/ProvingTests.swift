import CEL
import GRDB
import Testing
import WaymarkCommands
import WaymarkDefinition

@Suite struct ProvingTests {
    @Test func `An untouched store is intact, and a changed byte is found and named`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let intact = try await office.run(["audit", "verify"])
            #expect(intact.status == .done)
            #expect(intact.notes.contains("Intact: "))

            let database = try DatabaseQueue(path: office.store)
            try await database.write { database in
                // The store itself refuses to change an event; whoever holds the file can take that away.
                for trigger in try String.fetchAll(
                    database, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger'")
                {
                    try database.execute(sql: "DROP TRIGGER \"\(trigger)\"")
                }
                try database.execute(
                    sql:
                        "UPDATE events SET payload = CAST(replace(CAST(payload AS TEXT), 'Alder', 'Elder') AS BLOB) WHERE sequence = 1"
                )
            }
            try database.close()

            let tampered = try await office.run(["audit", "verify", "-o", "json"])
            #expect(tampered.status == .findings)
            let finding = try tampered.json().items?.first
            #expect(finding?["case"]?.text == "13Q2-ALV")
            #expect(finding?["event"] == .int(1))
            #expect(finding?["finding"]?.text == "changed_event")
        }
    }

    @Test func `The shipped workflows and register are clean`() async throws {
        try await Office.open { office in
            let workflows = try await office.run(["check"])
            #expect(workflows.status == .done, "\(workflows.output)")
            let register = try await office.run(["register", "check", "-o", "json"])
            #expect(register.status == .done, "\(register.output)")
            let counts = try register.json().items?.first { $0["type"]?.text == "ccg" }
            #expect(counts?["count"] == .int(211))
        }
    }
}
