import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine
import WaymarkPluginKit

/// Forms whose fields the workflow names.
@Suite struct FormTests {
    private static let header = """
        types:
          offer:
            record:
              price: { type: number, required: true }
              on: { type: date, required: true }
              quarter: period
        vars:
          half: { type: number, initial: 0 }
          later: { type: date, initial: "${add_days(today, 1)}" }
          year: { type: text, initial: "" }
        """

    private func trial() throws -> Trial {
        try Trial(
            """
              - id: offer
                uses: lab.fill
                role: head
                with: { asks: offer }
                set:
                  half: ${steps.offer.answers.price / 2.0}
                  later: ${add_months(steps.offer.answers.on, 1)}
                  year: ${steps.offer.answers.quarter.label}
            """, header: Self.header)
    }

    private func hand(in answers: [(String, Value)], to trial: inout Trial) throws {
        let form = MapValue([(.string("answers"), .map(MapValue(answers.map { (.string($0.0), $0.1) })))])
        _ = try trial.perform(
            .completeTask(CompleteTask(task: try trial.task("offer"), form: .map(form), outcome: "done")),
            by: trial.person("ann"))
    }

    @Test func `a step kind gets what was filled in with the types of the workflow`() throws {
        var trial = try trial()
        #expect(trial.state?.variables["later"] == .string("2013-10-02"))
        try hand(
            in: [("price", .int(9)), ("on", .string("2014-01-31")), ("quarter", .string("2013-14-Q2"))], to: &trial)
        #expect(trial.state?.incidents.isEmpty == true)
        #expect(trial.state?.variables["half"] == .double(4.5))
        #expect(trial.state?.variables["later"] == .string("2014-02-28"))
        #expect(trial.state?.variables["year"] == .string("2013-14-Q2"))
    }

    @Test func `every field that does not fit is named at its place`() throws {
        var trial = try trial()
        let rejection = #expect(throws: Rejection.self) {
            try hand(in: [("price", .string("cheap")), ("quarter", .string("soon"))], to: &trial)
        }
        #expect(rejection?.faults.map(\.path) == ["answers.price", "answers.on", "answers.quarter"])
        #expect(trial.state?.tasks.count == 1)
    }
}
