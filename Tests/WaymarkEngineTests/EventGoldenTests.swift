import CEL
import Foundation
import Testing
import WaymarkDefinition
import WaymarkEngine

/// Every event that was ever written can be read, and is written as it always was.
@Suite struct EventGoldenTests {
    private static let isRecording = ProcessInfo.processInfo.environment["WAYMARK_RECORD"] == "1"

    @Test(arguments: Event.knownTypes) func `An event is written as its golden file says`(name: String) throws {
        let golden = EventGolden(name: name)
        let (type, version) = try #require(golden.parts)
        let schema = try #require(Event.schema(of: type, version: version))
        let sample = JSONText.string(of: EventSample.value(of: schema))
        let event = try #require(try golden.event(sample))
        let written = String(decoding: event.bytes, as: UTF8.self)
        if golden.text == nil, Self.isRecording {
            try golden.record(written)
            Issue.record("recorded Events/\(name).json; run again without WAYMARK_RECORD")
        } else if let fault = golden.fault(written: written, kept: golden.text) {
            Issue.record("\(fault)")
        }
    }

    @Test(arguments: EventGolden.kept) func `A golden file is read, and the fact can be folded`(name: String) throws {
        let golden = EventGolden(name: name)
        #expect(Event.knownTypes.contains(name), "an event that was written must be read for ever")
        let text = try #require(golden.text)
        let event = try #require(try golden.event(text))
        // An event of an older version may be read as a newer one, but must say the same ever after.
        let again = try Event(type: event.type, version: event.version, bytes: event.bytes)
        #expect(again == event)
        var state = CaseState()
        state.apply(event)
        #expect(state.revision == 1)
    }

    @Test func `A changed payload fails with what to do`() throws {
        let golden = EventGolden(name: "task_claimed.v1")
        let kept = try #require(golden.text)
        #expect(golden.fault(written: kept, kept: kept) == nil)
        let fault = golden.fault(written: kept.replacing("\"by\"", with: "\"person\""), kept: kept)
        #expect(fault?.contains("add a version") == true)
        #expect(fault?.contains("`eventVersion` 2") == true)
        #expect(golden.fault(written: kept, kept: nil)?.contains("WAYMARK_RECORD=1") == true)
    }
}
