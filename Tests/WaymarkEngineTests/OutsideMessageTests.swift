import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct OutsideMessageTests {
    private static let header = """
        messages: { news: { text: text } }
        outputs: { text: "${steps.news.text}" }
        """

    private func send(_ name: String, _ text: Value, to trial: inout Trial, by id: String) throws {
        let data = Value.map(MapValue([(.string("text"), text)]))
        _ = try trial.perform(
            .receiveMessage(IncomingMessage(id: "x", name: name, data: data, from: nil)), by: trial.person(id))
    }

    @Test func `Whoever holds a role of the case can send what its workflow declares`() throws {
        var trial = try Trial("  - { id: news, wait: { message: news } }", header: Self.header)
        let stranger = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &trial, by: "zed") }
        #expect(stranger?.code == .notPermitted)
        let name = #expect(throws: Rejection.self) { try send("@cancel", .string("x"), to: &trial, by: "ann") }
        #expect(name?.code == .notFound)
        let fault = #expect(throws: Rejection.self) { try send("news", .int(1), to: &trial, by: "ann") }
        #expect(fault?.code == .invalid)
        try send("news", .string("from outside"), to: &trial, by: "ann")
        #expect(trial.state?.outputs["text"] == .string("from outside"))
    }

    @Test func `A message that nothing waits for is refused, unless it is kept`() throws {
        var lost = try Trial(
            "  - { id: asked, uses: lab.ask, role: head }\n  - { id: news, wait: { message: news } }",
            header: Self.header)
        let refusal = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &lost, by: "ann") }
        #expect(refusal?.code == .wrongState)
        var kept = try Trial(
            "  - { id: asked, uses: lab.ask, role: head }\n  - { id: news, wait: { message: news, keep: true } }",
            header: Self.header)
        try send("news", .string("x"), to: &kept, by: "ann")
        try kept.answer("asked")
        #expect(kept.state?.status == .completed)
    }
}
