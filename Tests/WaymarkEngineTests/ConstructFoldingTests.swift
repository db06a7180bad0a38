import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// Every construct at once, under commands that may or may not be possible.
@Suite struct ConstructFoldingTests {
    private static let header = """
        vars: { count: { type: integer, initial: 0 }, open: { type: boolean, initial: true } }
        messages: { news: { text: text } }
        """
    private static let steps = """
          - id: together
            parallel:
              raced:
                - id: first
                  race:
                    answered: [ { id: asked, uses: lab.ask, role: head }, { id: checked, uses: lab.ask, role: inspector } ]
                    told: [ { id: news, wait: { message: news } }, { id: after_news, uses: lab.post } ]
                    called: [ { id: called, call: trial } ]
                    late: [ { id: pause, wait: { for: 3 working days } } ]
              visits:
                - id: visits
                  any_order:
                    kitchen:
                      - { id: kitchen, uses: lab.ask, role: head }
                      - { id: cook, uses: lab.post, retry: { attempts: 1 } }
                    library: [ { id: library, uses: lab.ask, role: head, due: 1 working day, when_overdue: continue } ]
                    count: [ { id: raise, set: { count: "${vars.count + 1}" } }, { id: cellar, uses: lab.ask, role: head } ]
                - id: items
                  for_each: word
                  in: '["a", "b"]'
                  mode: any_order
                  open: true
                  steps:
                    - { id: item_asked, uses: lab.ask, role: head }
                    - { id: item_post, uses: lab.post }
              risky:
                - id: risky
                  try:
                    - id: booked
                      try: [ { id: book, uses: lab.ask, role: head } ]
                      undo: [ { id: unbook, uses: lab.ask, role: head } ]
                    - { id: send_off, uses: lab.post, retry: { attempts: 1 } }
                  catch:
                    - { when: error.kind == "effect", steps: [ { id: mend, uses: lab.ask, role: inspector } ] }
                - { id: hall, exclusive: hall, steps: [ { id: use_hall, uses: lab.ask, role: head } ] }
                - { id: signed, uses: lab.ask, role: head, milestone: signed }
              panel:
                - id: panel
                  uses: lab.judge
                  quorum: { of: panel, needed: 2, or: majority }
                  due: 2 working days
                  when_overdue: continue
                  hide_until: 5 working days
                - { id: shut, set: { open: "${false}" } }
                - { id: stop_visits, cancel: [library, items] }
                - id: calls
                  for_each: place
                  in: '[]'
                  open: { until: 4 working days }
                  role: head
                  steps: [ { id: call_asked, uses: lab.ask, role: head } ]
              doors:
                - id: doors
                  for_each: door
                  in: '["north"]'
                  mode: one_by_one
                  open: { condition: "10 / vars.count >= 5" }
                  join: 6
                  role: inspector
                  steps: [ { id: door_asked, uses: lab.ask, role: head } ]
              waits:
                - { id: open_task, uses: lab.ask, role: inspector, available_while: vars.open }
                - { id: wait_signed, wait: { milestone: signed }, timeout: 20 working days }
                - { id: other, wait: { milestone: signed, of: { case: X-1 } }, timeout: 30 working days }
        """

    @Test(arguments: 0..<48)
    func `The state is always the fold of the events, and what is one at a time stays so`(seed: Int) throws {
        var trial = try Trial(Self.steps, header: Self.header)
        var random = Pick(UInt64(seed) &+ 1001)
        for turn in 0..<90 where trial.state?.status == .open {
            let person = random.one(of: ["ann", "bob", "cyd", "pia", "pim", "pol", "pat"])
            if random.below(12) == 0 {
                try? trial.pass(to: trial.now.adding(seconds: 86_400))
            } else {
                let command = random.constructCommand(for: trial)
                _ = try? trial.perform(command, by: command.isOfPeople ? trial.person(person) : .system("test"))
            }
            // Folding everything anew takes long where much has happened; ends are always checked.
            if turn % 6 == 0 || trial.state?.status != .open { try FoldingTests.check(trial) }
            try checkTurns(of: trial)
        }
        try FoldingTests.check(trial)
    }

    /// At most one branch of what goes one at a time has something claimed or running in it.
    private func checkTurns(of trial: Trial) throws {
        let state = try #require(trial.state)
        for activity in state.activities.values {
            guard case .step(let index) = activity.node,
                ["visits", "items"].contains(trial.definition.steps[index].id),
                case .branches = activity.work
            else { continue }
            let busy = state.children(of: activity.number).filter { branch in
                state.subtree(of: branch.number).contains { number in
                    switch state.activities[number]?.work {
                    case .task(let task)?: task.assignee != nil
                    case .effect?, .wait?, .children?: true
                    default: false
                    }
                }
            }
            #expect(busy.count <= 1, "two branches of \(trial.definition.steps[index].id) are under way")
        }
    }
}

extension Command {
    /// Whether people give it, rather than time, effects or other cases.
    fileprivate var isOfPeople: Bool {
        switch self {
        case .receiveMessage, .completeEffect, .failEffect, .fireTimer: false
        default: true
        }
    }
}

extension Pick {
    /// A command for a definition with every construct.
    fileprivate mutating func constructCommand(for trial: Trial) -> Command {
        guard let state = trial.state else { return .fireTimer(timer: 1) }
        let activities = state.activities.values.sorted { $0.number < $1.number }
        switch below(20) {
        case 0:
            return .addItem(AddItem(step: one(of: ["items", "calls", "doors"]), item: .string(one(of: ["c", "d"]))))
        case 1: return below(6) == 0 ? .cancelCase(reason: "enough") : command(for: trial)
        case 2...4: return message(for: activities)
        case 5...7:
            for activity in activities {
                guard case .effect(let effect) = activity.work, below(2) == 0 else { continue }
                return below(3) == 0
                    ? .failEffect(effect: effect.number, failure: EffectFailure(message: "no"))
                    : .completeEffect(
                        effect: effect.number, result: EffectResult(outcome: "done", outputs: .map(MapValue([]))))
            }
            return command(for: trial)
        case 8: return .retryIncident(incident: state.incidents.keys.min() ?? 0)
        default:
            guard case .completeTask(var complete) = command(for: trial) else { return command(for: trial) }
            if below(8) == 0 { complete.outcome = BuiltInOutcome.recused }
            return .completeTask(complete)
        }
    }

    /// One of the engine's own messages to something that may be open.
    private mutating func message(for activities: [Activity]) -> Command {
        guard let activity = activities.isEmpty ? nil : one(of: activities) else { return .fireTimer(timer: 0) }
        let names = [
            "news", IncomingMessage.childStarted, IncomingMessage.childEnded, IncomingMessage.childRefused,
            IncomingMessage.turnGranted, IncomingMessage.milestoneReached, IncomingMessage.milestoneMissed,
            IncomingMessage.watchMilestone,
        ]
        let data: [(Value, Value)] = [
            (.string("activity"), .int(Int64(activity.number))), (.string("item"), .int(0)),
            (.string("case"), .string("C-1")), (.string("milestone"), .string("signed")),
            (.string("text"), .string("x")), (.string("reason"), .string("taken")),
        ]
        return .receiveMessage(
            IncomingMessage(id: "m\(below(1_000_000))", name: one(of: names), data: .map(MapValue(data)), from: "X-1"))
    }
}
