import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine

/// Variables whose first values are worked out when a case starts.
@Suite struct FirstValueTests {
    private static let header = """
        inputs: { received: date, count: integer }
        vars:
          decide_by: { type: date, initial: "${add_days(inputs.received, 56)}" }
          share: { type: number, initial: "${12.0 / double(inputs.count)}" }
          words: { type: list<text>, initial: ["of ${subject.name}", plain] }
          first: { type: integer, initial: "${[1, 2][inputs.count]}" }
        outputs:
          all: { type: any, value: "${[string(vars.decide_by), string(vars.share), string(vars.first), vars.words[0]]}" }
        """

    private func trial(received: String, count: Int64) throws -> Trial {
        try Trial(
            "  - { id: ask, uses: lab.ask, role: head }", header: Self.header,
            inputs: MapValue([(.string("received"), .string(received)), (.string("count"), .int(count))]))
    }

    @Test func `they are made of inputs and the subject, and have their types`() throws {
        let trial = try trial(received: "2013-10-01", count: 1)
        #expect(trial.state?.variables["decide_by"] == .string("2013-11-26"))
        #expect(trial.state?.variables["share"] == .double(12))
        #expect(trial.state?.variables["words"] == .list([.string("of First School"), .string("plain")]))
        #expect(trial.state?.variables["first"] == .int(2))
    }

    @Test func `a case does not begin when one cannot be worked out`() throws {
        let rejection = #expect(throws: Rejection.self) { try trial(received: "2013-10-01", count: 7) }
        #expect(rejection?.message.hasPrefix("Expected a first value for first, but ") == true)
    }
}
