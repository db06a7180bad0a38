import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct CallingTests {
    private static let recursive = """
          - { id: again, call: trial }
        """

    private func begun(depth: Int) throws -> Trial {
        try Trial(
            Self.recursive,
            parent: ParentLink(caseID: "T-0", workflow: "trial", activity: 1, item: 0, depth: depth))
    }

    @Test func `A workflow may call itself, as deep as the limit and no deeper`() throws {
        let last = try begun(depth: WaymarkEngine.Limits.callDepthMax - 1)
        #expect(last.state?.incidents.isEmpty == true)
        #expect(
            last.events.contains {
                if case .messageSent(let event) = $0 { event.name == "@start_child" } else { false }
            })
        let over = try begun(depth: WaymarkEngine.Limits.callDepthMax)
        #expect(
            over.state?.incidents.values.first?.message
                == "cases would call each other deeper than 32: 32 calls stand above T-1")
    }

    @Test func `A call without waiting counts its depth too`() throws {
        let trial = try Trial("  - { id: again, call: trial, detach: true }")
        let sent = trial.events.compactMap { if case .messageSent(let event) = $0 { event } else { nil } }
        #expect(sent.first?.data["depth"] == .int(1))
        #expect(trial.state?.status == .completed)
    }

    @Test func `A called case is known when it begins, and is cancelled when nobody waits for it any more`() throws {
        var trial = try Trial(
            """
              - id: first
                race:
                  called: [ { id: again, call: trial } ]
                  asked: [ { id: asked, uses: lab.ask, role: head } ]
            """)
        let call = try #require(
            trial.state?.activities.values.first { if case .children = $0.work { true } else { false } })
        let data: [(Value, Value)] = [
            (.string("activity"), .int(Int64(call.number))), (.string("item"), .int(0)),
            (.string("case"), .string("C")),
        ]
        let started = IncomingMessage(
            id: "m", name: IncomingMessage.childStarted, data: .map(MapValue(data)), from: nil)
        _ = try trial.perform(.receiveMessage(started), by: .system("call"))
        #expect(throws: Rejection.self) { try trial.perform(.receiveMessage(started), by: .system("call")) }
        let events = try trial.answer("asked")
        let sent = events.compactMap { if case .messageSent(let event) = $0 { event } else { nil } }
        #expect(sent.map(\.name) == [IncomingMessage.cancelCase])
        #expect(sent.first?.to.caseID == "C")
    }
}
