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
            .receiveMessage(IncomingMessage(id: "x\(trial.events.count)", name: name, data: data, from: nil)),
            by: trial.person(id))
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

    // MARK: - Who may

    private static let twoDoors = """
          - id: both
            parallel:
              schools: [ { id: news, wait: { message: news, from: head } } ]
              district: [ { id: told, wait: { message: news, from: [inspector] } } ]
              inside: [ { id: ruling, wait: { message: ruling } } ]
        """
    private static let twoMessages = "messages: { news: { text: text }, ruling: { text: text } }"

    @Test func `Only those whom the wait names may send it, and each is heard where they are named`() throws {
        var trial = try Trial(Self.twoDoors, header: Self.twoMessages)
        let member = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &trial, by: "pia") }
        #expect(member?.code == .notPermitted)
        #expect(member?.message == "Expected someone who may send news, but PIA (pia) is not Head or Inspector")
        #expect(trial.events.contains { if case .commandRefused = $0 { true } else { false } }, "who tried is kept")
        try send("news", .string("of the district"), to: &trial, by: "cyd")
        #expect(trial.done == ["told"], "the inspector is not heard for the head")
        let again = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &trial, by: "cyd") }
        #expect(again?.code == .notPermitted)
        try send("news", .string("of the school"), to: &trial, by: "ann")
        #expect(trial.done == ["told", "news"])
        try FoldingTests.check(trial)
    }

    @Test func `Where one message has senders, those without come from other cases only`() throws {
        var trial = try Trial(Self.twoDoors, header: Self.twoMessages)
        let refusal = #expect(throws: Rejection.self) { try send("ruling", .string("x"), to: &trial, by: "ann") }
        #expect(refusal?.code == .notPermitted)
        #expect(refusal?.message == "Expected ruling to come from another case, but Ann (ann) sent it")
        let data = Value.map(MapValue([(.string("text"), .string("x"))]))
        _ = try trial.perform(
            .receiveMessage(IncomingMessage(id: "y", name: "ruling", data: data, from: "C-2")), by: .system("message"))
        #expect(trial.done == ["ruling"])
    }

    @Test func `A wait that names nobody shuts people out`() throws {
        var trial = try Trial("  - { id: news, wait: { message: news, from: [] } }", header: Self.header)
        let refusal = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &trial, by: "ann") }
        #expect(refusal?.code == .notPermitted)
    }

    @Test func `What comes before its wait is kept from those who may send it, and from nobody else`() throws {
        var trial = try Trial(
            """
              - { id: asked, uses: lab.ask, role: head }
              - { id: news, wait: { message: news, keep: true, from: inspector } }
            """, header: Self.header)
        let refusal = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &trial, by: "ann") }
        #expect(refusal?.code == .notPermitted)
        try send("news", .string("early"), to: &trial, by: "cyd")
        try trial.answer("asked")
        #expect(trial.state?.outputs["text"] == .string("early"))
    }

    private static let smallAndBig = """
          - { id: asked, uses: lab.ask, role: head }
          - { id: small, wait: { message: news, from: inspector } }
          - { id: big, wait: { message: news, keep: true, from: head } }
        """
    private static let news = "messages: { news: { text: text } }\noutputs: { text: \"${steps.big.text}\" }"

    @Test func `A wait takes no kept message from somebody whom only another wait names`() throws {
        var trial = try Trial(Self.smallAndBig, header: Self.news)
        let early = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &trial, by: "cyd") }
        #expect(early?.code == .wrongState, "the wait that hears the inspector keeps nothing")
        try trial.answer("asked")
        try send("news", .string("small"), to: &trial, by: "cyd")
        #expect(trial.done == ["asked", "small"])
        #expect(trial.state?.status == .open)
        try send("news", .string("big"), to: &trial, by: "ann")
        #expect(trial.state?.outputs["text"] == .string("big"))
        try FoldingTests.check(trial)
    }

    @Test func `What a wait to come keeps is taken also while another wait is for somebody else`() throws {
        var trial = try Trial(Self.smallAndBig, header: Self.news)
        try trial.answer("asked")
        try send("news", .string("early"), to: &trial, by: "ann")
        #expect(trial.done == ["asked"] && trial.state?.keptMessages.map(\.by) == ["ann"])
        let member = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &trial, by: "pia") }
        #expect(member?.message == "Expected someone who may send news, but PIA (pia) is not Head or Inspector")
        try FoldingTests.check(trial)
        try send("news", .string("small"), to: &trial, by: "cyd")
        #expect(trial.state?.outputs["text"] == .string("early"))
        try FoldingTests.check(trial)
    }

    @Test func `Of several waits that keep, each takes what those sent whom it names`() throws {
        var trial = try Trial(
            """
              - { id: asked, uses: lab.ask, role: head }
              - { id: news, wait: { message: news, keep: true, from: inspector } }
              - { id: told, wait: { message: news, keep: true, from: head } }
            """,
            header:
                "messages: { news: { text: text } }\noutputs: { a: \"${steps.news.text}\", b: \"${steps.told.text}\" }")
        try send("news", .string("of the school"), to: &trial, by: "ann")
        try send("news", .string("of the district"), to: &trial, by: "cyd")
        try trial.answer("asked")
        #expect(trial.state?.outputs["a"] == .string("of the district"))
        #expect(trial.state?.outputs["b"] == .string("of the school"))
    }

    @Test func `A kept message of another case, or of before who sent it was kept, is taken as ever`() throws {
        for by in [nil, "ann"] as [String?] {
            var trial = try Trial(Self.smallAndBig, header: Self.news)
            let data = Value.map(MapValue([(.string("text"), .string("old"))]))
            trial.recall([
                .messageReceived(
                    MessageReceived(id: "old", name: "news", from: by == nil ? "C-2" : nil, data: data, isKept: true))
            ])
            try trial.answer("asked")
            try send("news", .string("small"), to: &trial, by: "cyd")
            #expect(trial.state?.outputs["text"] == .string("old"))
        }
    }

    @Test func `A sender whom only the item of a loop names is heard before it begins, for that item`() throws {
        var trial = try Trial(
            """
              - { id: asked, uses: lab.ask, role: head }
              - id: each
                for_each: place
                in: '["S1", "D1"]'
                steps: [ { id: news, wait: { message: news, keep: true, from: { title: The place, in: place } } } ]
            """, header: "messages: { news: { text: text } }\noutputs: { all: \"${steps.news.map(n, n.text)}\" }")
        let nobody = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &trial, by: "zed") }
        #expect(nobody?.code == .notPermitted, "no item names them")
        try send("news", .string("district"), to: &trial, by: "cyd")
        try send("news", .string("school"), to: &trial, by: "ann")
        #expect(trial.state?.keptMessages.count == 2)
        try FoldingTests.check(trial)
        try trial.answer("asked")
        #expect(trial.state?.outputs["all"] == .list([.string("school"), .string("district")]))
        try FoldingTests.check(trial)
    }

    @Test func `Of loops in loops, and of items that wait for their turn, each sender is heard`() throws {
        var trial = try Trial(
            """
              - id: outer
                for_each: post
                in: '["inspector", "head"]'
                mode: one_by_one
                steps:
                  - id: inner
                    for_each: place
                    in: 'post == "head" ? ["S1"] : ["D1"]'
                    open: true
                    role: head
                    steps:
                      - id: news
                        wait: { message: news, keep: true, from: { title: The post, in: place, position: [head, inspector] } }
            """, header: "messages: { news: { text: text } }")
        let member = #expect(throws: Rejection.self) { try send("news", .string("x"), to: &trial, by: "pia") }
        #expect(member?.code == .notPermitted, "who has no such post in the place")
        try send("news", .string("early"), to: &trial, by: "ann")
        #expect(trial.done.isEmpty && trial.state?.keptMessages.map(\.by) == ["ann"])
        try send("news", .string("now"), to: &trial, by: "cyd")
        #expect(trial.state?.status == .completed, "the head's item takes what was kept")
        try FoldingTests.check(trial)
    }

    @Test func `A sender may be found in what the case has come to`() throws {
        var trial = try Trial(
            """
              - id: each
                for_each: place
                in: '["S1", "D1"]'
                steps: [ { id: news, wait: { message: news, from: { title: The place, in: place } } } ]
            """, header: "messages: { news: { text: text } }\noutputs: { all: \"${steps.news.map(n, n.text)}\" }")
        try send("news", .string("district"), to: &trial, by: "cyd")
        try send("news", .string("school"), to: &trial, by: "ann")
        #expect(trial.state?.outputs["all"] == .list([.string("school"), .string("district")]))
    }
}
