import Foundation
import Testing
import WaymarkEngine
import WaymarkStore

/// Histories that earlier programs wrote, folded by this one: changing the engine never changes what has happened.
@Suite struct ReplayTests {
    /// A history whose events are intact one by one, but which does not give the state that is said of it.
    private static let wrong = "wrong-outcome"
    private static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    @Test(arguments: History.names.filter { $0 != wrong })
    func `A recorded history gives the state that was recorded with it`(name: String) throws {
        let history = try History(name)
        let fault = try history.fault()
        if fault != nil, Self.isRecording {
            // Only the form of snapshots may change: the events are never written again.
            try History.write(history.events, snapshot: try history.folded(), named: name)
        }
        #expect(
            fault == nil,
            """
            Changing the engine must not change what has happened. If only the form of snapshots is another, run once \
            with WAYMARK_RECORD=1 and look at the difference. \(fault ?? "")
            """)
    }

    @Test func `The histories are there, and hold most of what can happen`() throws {
        let histories = try History.names.filter { $0 != Self.wrong }.map { try History($0) }
        #expect(histories.count >= 3)
        #expect(Set(histories.flatMap { $0.events.map(\.type) }).count >= 15)
    }

    @Test func `A history that does not give its state is found out`() throws {
        let fault = try History(Self.wrong).fault()
        #expect(fault?.contains("give another state than was recorded") == true)
    }

    @Test(arguments: History.names) func `An event that is missing, doubled or changed is found out`(name: String)
        throws
    {
        let history = try History(name)
        let middle = history.events.count / 2
        var missing = history.events
        missing.remove(at: middle)
        var doubled = history.events
        doubled.insert(history.events[middle], at: middle)
        var changed = history.events
        changed[middle].actor = "eve"
        for events in [missing, doubled, changed] {
            let fault = try History(name: name, events: events, snapshot: history.snapshot).fault()
            #expect(fault?.contains("is not what was recorded") == true)
        }
    }
}
