import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

@Suite struct OpenLoopTests {
    private static let steps = """
          - id: each
            for_each: word
            in: '["a"]'
            open: true
            steps: [ { id: asked, uses: lab.ask, role: head } ]
        """
    private static let header = "outputs: { words: \"${steps.asked.map(a, a.text)}\" }"

    private func add(_ item: Value, to trial: inout Trial, by id: String = "ann") throws {
        _ = try trial.perform(.addItem(AddItem(step: "each", item: item)), by: trial.person(id))
    }

    @Test func `Those who do the steps inside add items while it runs`() throws {
        var trial = try Trial(Self.steps, header: Self.header)
        try add(.string("b"), to: &trial)
        #expect(trial.state?.tasks.count == 2)
        let refusal = #expect(throws: Rejection.self) { try add(.string("c"), to: &trial, by: "cyd") }
        #expect(refusal?.code == .notPermitted)
        let fault = #expect(throws: Rejection.self) { try add(.int(3), to: &trial) }
        #expect(fault?.code == .invalid)
        try trial.answer("asked", "1")
        #expect(trial.state?.status == .open)
        try trial.answer("asked", "2")
        #expect(trial.state?.outputs["words"] == .list([.string("1"), .string("2")]))
        let ended = #expect(throws: Rejection.self) { try add(.string("d"), to: &trial) }
        #expect(ended?.code == .notOpen)
    }

    @Test func `The loop's own role adds, and one by one an item waits for its turn`() throws {
        var trial = try Trial(
            Self.steps.replacing("open: true", with: "mode: one_by_one\n    open: true\n    role: inspector"),
            header: Self.header)
        #expect(throws: Rejection.self) { try add(.string("b"), to: &trial) }
        try add(.string("b"), to: &trial, by: "cyd")
        #expect(trial.state?.tasks.count == 1)
        try trial.answer("asked", "1")
        try trial.answer("asked", "2")
        #expect(trial.state?.status == .completed)
    }

    @Test func `A join counts what was added`() throws {
        var trial = try Trial(Self.steps.replacing("open: true", with: "open: true\n    join: 2"), header: Self.header)
        try add(.string("b"), to: &trial)
        try add(.string("c"), to: &trial)
        try trial.answer("asked", "1")
        #expect(trial.state?.status == .open)
        try trial.answer("asked", "2")
        #expect(trial.state?.status == .completed)
    }

    @Test func `The items of a loop that is not open are fixed`() throws {
        var trial = try Trial(Self.steps.replacing("open: true", with: "mode: parallel"), header: Self.header)
        let refusal = #expect(throws: Rejection.self) { try add(.string("b"), to: &trial) }
        #expect(refusal?.help == "its definition would need open: true")
    }
}
