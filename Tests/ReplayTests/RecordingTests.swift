import Foundation
import Testing
import WaymarkEngine
import WaymarkStore
import WaymarkStoreSQLite

/// The store that histories are taken from.
private let storePath = ProcessInfo.processInfo.environment["WAYMARK_RECORD_HISTORIES"]

/// Takes histories from a store, for a release: `WAYMARK_RECORD_HISTORIES=STORE swift test --filter RecordingTests`.
@Suite(.enabled(if: storePath != nil, "histories are recorded for a release only"))
struct RecordingTests {
    /// The cases of the demonstration that are taken, and the names under which they are kept.
    private static let cases = [
        "13Q2-ALV": "assurance", "13Q2-MOD-RGNOR": "moderation", "URGENT-ALV-ward-7": "urgent-action",
    ]

    @Test func `The histories of a store are recorded`() throws {
        let store = try SQLiteEventStore(path: try #require(storePath))
        for (id, name) in Self.cases {
            let (events, snapshot) = try store.read { reading in
                (try reading.events(caseID: id, after: 0, limit: 1000), try reading.snapshot(caseID: id))
            }
            let bytes = try #require(snapshot?.bytes)
            try History.write(events, snapshot: bytes, named: name)
            if name == "urgent-action" { try writeWrong(events, snapshot: bytes) }
        }
        Issue.record("recorded \(Self.cases.count) histories; run again without WAYMARK_RECORD_HISTORIES")
    }

    /// The same history with another outcome, in a chain without a fault, beside the state of the true one.
    private func writeWrong(_ events: [EventRecord], snapshot: [UInt8]) throws {
        var chain = HashChain()
        var previous = HashChain.origin
        var wrong: [EventRecord] = []
        for event in events {
            var payload = String(decoding: event.payload, as: UTF8.self)
            if event.type == "case_ended" {
                payload = payload.replacing("\"outcome\":\"", with: "\"outcome\":\"not ")
            }
            let record = chain.chain(
                NewEvent(
                    at: event.at, actor: event.actor, onBehalfOf: event.onBehalfOf, type: event.type,
                    version: event.version, payload: Array(payload.utf8)),
                caseID: event.caseID, sequence: event.sequence, after: previous)
            previous = record.hash
            wrong.append(record)
        }
        try History.write(wrong, snapshot: snapshot, named: "wrong-outcome")
    }
}
