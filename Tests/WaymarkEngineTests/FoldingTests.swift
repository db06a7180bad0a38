import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine

@Suite struct FoldingTests {
    private static let steps = """
          - id: together
            parallel:
              left: [ { id: left_asked, uses: lab.ask, role: head, due: 2 working days, when_overdue: continue, late: { go_to: loop } } ]
              right:
                - id: each
                  for_each: word
                  in: '["a", "b", "c"]'
                  join: 2
                  steps:
                    - { id: word_asked, uses: lab.ask, role: head, set: { count: "${vars.count + 1}" } }
          - id: loop
            repeat:
              - { id: again, uses: lab.ask, role: head, escalate: [ { after: 1 day, to: inspector } ] }
              - { id: post, uses: lab.post }
            until: steps.again.text == "enough"
            at_most: 4
          - { id: news, wait: { message: news, keep: true }, timeout: 3 working days }
        """
    private static let header = "vars: { count: { type: integer, initial: 0 } }\nmessages: { news: { text: text } }"

    /// Whatever comes in whatever order: the state is the fold of the events, also after they went through their bytes;
    /// the snapshot gives the same state; and a case that has ended has nothing open.
    @Test(arguments: 0..<60)
    func `The state is always the fold of the events`(seed: Int) throws {
        var trial = try Trial(Self.steps, header: Self.header)
        var random = Pick(UInt64(seed) &+ 1)
        for _ in 0..<60 where trial.state?.status == .open {
            _ = try? trial.perform(
                random.command(for: trial), by: trial.person(random.one(of: ["ann", "bob", "cyd", "zed"])))
            try Self.check(trial)
        }
    }

    /// What the tree finds is what there is.
    private static func checkTree(of state: CaseState) throws {
        let open = state.activities.values.sorted { $0.number < $1.number }
        for activity in open {
            let below = open.filter { $0.parent == activity.number }
            #expect(state.children(of: activity.number) == below)
            #expect(state.activities.hasChildren(activity.number) == !below.isEmpty)
            switch activity.work {
            case .task(let task): #expect(state.activities.holder(of: task.number) == activity)
            case .effect(let effect): #expect(state.activities.holder(of: effect.number) == activity)
            case .list, .branches, .wait, .children, .failed: break
            }
        }
        #expect(
            (0..<state.nextNumber).allSatisfy { number in
                guard let holder = state.activities.holder(of: number) else { return true }
                return open.contains(holder)
            })
    }

    static func check(_ trial: Trial) throws {
        let state = try #require(trial.state)
        let stored = try trial.events.map { try Event(type: $0.type, version: $0.version, bytes: $0.bytes) }
        #expect(stored == trial.events)
        #expect(trial.events.allSatisfy { $0.bytes == JSONText.bytes(of: $0.payload.recordValue) })
        #expect(CaseSnapshot.bytes(of: CaseState(replaying: stored)) == CaseSnapshot.bytes(of: state))
        #expect(
            CaseSnapshot.bytes(of: try CaseSnapshot.state(from: CaseSnapshot.bytes(of: state)))
                == CaseSnapshot.bytes(of: state))
        #expect(state.timers.values.allSatisfy { state.activities[$0.activity] != nil })
        #expect(state.activities.values.allSatisfy { $0.parent.map { state.activities[$0] != nil } ?? true })
        try checkTree(of: state)
        try checkTree(of: CaseSnapshot.state(from: CaseSnapshot.bytes(of: state)))
        if state.status != .open {
            #expect(state.activities.isEmpty && state.timers.isEmpty && state.incidents.isEmpty)
            #expect(state.lapsed.isEmpty)
        }
        #expect(state.delegations.allSatisfy { state.task($0.task) != nil || state.lapsed[$0.task] != nil })
        let ended = trial.events.compactMap { event -> Int? in
            switch event {
            case .taskCompleted(let event): event.task
            case .taskLapsed(let event): event.task
            default: nil
            }
        }
        let late = trial.events.compactMap { event in
            if case .taskAnsweredLate(let event) = event { event.task } else { nil }
        }
        #expect(Set(late).count == late.count, "a task is answered late at most once")
        #expect(Set(ended).count == ended.count, "a task ends at most once")
    }
}

/// Small seeded choices, for random walks.
struct Pick {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15
    }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(max(1, bound)))
    }

    mutating func one<Item>(of items: [Item]) -> Item { items[below(items.count)] }

    /// A command that may or may not be possible now.
    mutating func command(for trial: Trial) -> Command {
        guard let state = trial.state else { return .fireTimer(timer: 1) }
        let tasks = state.tasks.map(\.task.number) + state.lapsed.keys.sorted() + [below(40)]
        switch below(12) {
        case 9: return .delegateTask(DelegateTask(task: one(of: tasks), to: one(of: ["zed", "bob", "cyd"])))
        case 10: return .withdrawDelegation(task: one(of: tasks))
        case 11: return .reassignTask(ReassignTask(task: one(of: tasks), to: one(of: ["ann", "bob"]), reason: "so"))
        case 0: return .claimTask(task: one(of: tasks))
        case 1: return .releaseTask(task: one(of: tasks))
        case 2: return .commentTask(task: one(of: tasks), text: "hm")
        case 3:
            let data = Value.map(MapValue([(.string("text"), .string("x"))]))
            return .receiveMessage(IncomingMessage(id: "m\(below(1_000_000))", name: "news", data: data, from: nil))
        case 4:
            for activity in state.activities.values.sorted(by: { $0.number < $1.number }) {
                guard case .effect(let effect) = activity.work else { continue }
                return below(3) == 0
                    ? .failEffect(effect: effect.number, failure: EffectFailure(message: "no"))
                    : .completeEffect(
                        effect: effect.number, result: EffectResult(outcome: "done", outputs: .map(MapValue([]))))
            }
            return .retryIncident(incident: state.incidents.keys.min() ?? 0)
        case 5: return .fireTimer(timer: state.timers.keys.min() ?? 0)
        default:
            let form = Value.map(MapValue([(.string("text"), .string(one(of: ["fine", "enough", "nonsense"])))]))
            return .completeTask(
                CompleteTask(
                    task: one(of: tasks), form: form, outcome: one(of: ["approved", "returned"]), reason: "so"))
        }
    }
}
