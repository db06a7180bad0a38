import CEL
import WaymarkCalendar
import WaymarkDefinition

extension RandomDefinition {
    /// A construct without steps inside.
    mutating func leaf() -> Construct {
        if chance.percent(trouble * 2) { return .stop(outcome: "over") }
        if chance.percent(trouble) { return .wait(.condition(condition())) }
        if chance.percent(40) { return .set }
        if chance.percent(25) { return other() }
        let outcomes = (0..<chance.number(1...3)).map { OutcomeSchema("o\($0)") }
        return .uses(
            UsesStep(
                kind: "ask.person", sort: .computation, parameters: [], outcomes: outcomes,
                outputs: RecordSchema(name: "outputs"), form: RecordSchema(name: "form"), human: human()))
    }

    /// One of the constructs that differ only in the outcomes they have.
    private mutating func other() -> Construct {
        let others: [Construct] = [
            .wait(.message(name: "news", keeps: true, from: nil)), .wait(.milestone(name: "signed", of: .parent)),
            .wait(.time(DeadlineTemplate(rule: DeadlineRule(amount: DeadlineSpan(5, .days))))),
            .decide(table: "headline", with: []), .send(SendStep(message: "news", to: .children, data: [])),
            .call(
                CallStep(
                    workflow: "other", subject: nil, inputs: [], each: open, item: "thing", detaches: false,
                    outputs: RecordSchema(name: "outputs"))),
            .cancel(steps: [chance.number(0...build.steps.count - 1)]),
        ]
        return others[chance.number(0...others.count - 1)]
    }

    /// What a task has besides; nil for what nobody does.
    private mutating func human() -> HumanPart? {
        guard chance.percent(30) else { return nil }
        return HumanPart(
            role: RoleRule(name: "head", title: "Head", organisation: open, positions: ["head"]),
            whenOverdue: chance.percent(50) ? .end : .stayOpen,
            quorum: chance.percent(40) ? QuorumRule(needed: 2, share: nil) : nil)
    }
}
