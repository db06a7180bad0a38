import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// One command being decided: a working copy of the case, and the facts so far.
///
/// Facts are applied as they are emitted, so the copy is always the fold of the case's events. What still has to move
/// stands in `agenda`; running takes from its front, so branches run depth first, in the order written.
struct Transition {
    private(set) var state: CaseState
    private(set) var events: [Event] = []
    var documents: [DocumentContent] = []
    /// The id of the person for whom is acted, where that is not whoever acts.
    var onBehalfOf: String?
    private(set) var definition: CompiledDefinition
    let context: DecisionContext
    private var agenda: [Move] = []
    private var lastNumber: Int

    /// Something that has to move.
    enum Move {
        /// A list that may go on at its place.
        case run(list: Int)
        /// A step whose branch has ended.
        case branchEnded(step: Int)
    }

    init(state: CaseState, definition: CompiledDefinition, context: DecisionContext) {
        self.state = state
        self.definition = definition
        self.context = context
        lastNumber = state.nextNumber - 1
    }

    // MARK: - Emitting

    mutating func emit(_ event: Event) throws {
        guard events.count < Limits.eventsPerCommandMax else {
            throw Rejection(
                .endless,
                "Expected the case to come to rest, but it caused more than \(Limits.eventsPerCommandMax) events",
                help: "a loop in \(definition.workflow) waits on nobody; give it `at_most` or a human step")
        }
        events.append(event)
        state.apply(event)
    }

    /// The case goes on under another definition, which the fact that says so has put it on.
    mutating func goOn(under definition: CompiledDefinition) { self.definition = definition }

    /// A number that nothing in the case has had.
    mutating func number() -> Int {
        lastNumber = max(lastNumber + 1, state.nextNumber)
        return lastNumber
    }

    func scope(_ frame: Int) -> CaseScope {
        CaseScope(state, frame: frame, definition: definition, context: context)
    }

    // MARK: - Running

    mutating func move(_ move: Move) { agenda.append(move) }

    mutating func moveFirst(_ moves: [Move]) { agenda.insert(contentsOf: moves, at: 0) }

    /// Runs until nothing can move without somebody or something from outside.
    mutating func runToRest() throws {
        repeat {
            while !agenda.isEmpty, state.status == .open {
                switch agenda.removeFirst() {
                case .run(let list): try run(list: list)
                case .branchEnded(let step): try joinBranches(of: step)
                }
            }
        } while try state.status == .open && state.suspension == nil
            && (resumeConditions() || resumeTurns() || reviseOffers())
        if state.status == .open { try awaitDays() }
        try tellWatchers()
    }

    /// Goes down a list until a step does not end at once.
    private mutating func run(list number: Int) throws {
        while state.status == .open, state.suspension == nil, let activity = state.activities[number],
            case .list(let place) = activity.work, case .list(let index) = activity.node
        {
            if isHeld(activity) { return }
            try giveBackTurn(of: activity)
            let list = definition.lists[index]
            guard place < list.steps.count else { return try endList(activity) }
            let step = definition.steps[list.steps[place]]
            guard try takesTurn(for: step, in: activity), try enter(step, in: activity) == .ended else { return }
        }
    }

    /// Whether a step of the list is under way; branches that were left to finish do not hold it.
    private func isHeld(_ list: Activity) -> Bool {
        state.activities.hasChild(list.number) { child in
            if case .branches(let progress) = child.work { !progress.isFinishing } else { true }
        }
    }

    /// Ends a list, unless branches that were left to finish are still under way below it.
    func canEnd(_ list: Activity) -> Bool { !state.activities.hasChildren(list.number) }

    private mutating func endList(_ activity: Activity) throws {
        guard canEnd(activity) else { return }
        guard let parent = activity.parent else {
            guard state.cancellation != nil else { return try endCase(outcome: "completed") }
            try emit(.listEnded(ListEnded(activity: activity.number)))
            return try undoNext()
        }
        try emit(.listEnded(ListEnded(activity: activity.number)))
        moveFirst([.branchEnded(step: parent)])
    }

    // MARK: - Ending steps

    /// Whether a step ended while it was entered.
    enum Entry { case ended, waiting }

    /// Follows the route of an outcome, after the step's end has been emitted.
    mutating func follow(_ outcome: String, of step: Step, in list: Int) throws {
        try decideRace(in: list)
        switch step.routes[outcome] ?? .next {
        case .next: break
        case .goTo(let target):
            try emit(.listMoved(ListMoved(activity: list, place: definition.steps[target].position)))
        case .leave:
            try emit(.listMoved(ListMoved(activity: list, place: definition.lists[step.list].steps.count)))
        case .stop(let outcome): try endCase(outcome: outcome)
        case .steps(let detour): try enterDetour(detour, of: step, in: list)
        }
    }

    /// Ends the case: what is still open is withdrawn, the outputs are evaluated, the parent is told.
    mutating func endCase(outcome: String) throws {
        try withdrawAll(reason: "the case ended: \(outcome)")
        // What undoes one step cannot keep the others from being undone.
        if state.cancellation != nil, !state.undos.isEmpty { return try undoNext() }
        let outputs = state.outputs(of: definition, in: context)
        let status = state.cancellation == nil ? CaseState.Status.completed : .cancelled
        try tellWatchers(isEnding: true)
        try emit(.caseEnded(CaseEnded(status: status, outcome: outcome, outputs: .map(outputs), at: context.now)))
        try tellParent(outcome: outcome, outputs: outputs)
    }

    /// Withdraws everything that is under way, before the case ends.
    mutating func withdrawAll(reason: String) throws {
        for activity in state.activities.values.filter({ $0.parent == nil }).sorted(by: { $0.number < $1.number })
        where state.activities.hasChildren(activity.number) || state.cancellation != nil {
            try emit(.activityWithdrawn(ActivityWithdrawn(activity: activity.number, reason: reason)))
        }
    }

    private mutating func tellParent(outcome: String, outputs: MapValue) throws {
        guard let parent = state.parent else { return }
        var pairs = outputs.entries.map { ($0.0, $0.1) }
        pairs.append((.string("outcome"), .string(outcome)))
        pairs.append((.string("case"), .string(state.id)))
        let data: [(Value, Value)] = [
            (.string("activity"), .int(Int64(parent.activity))), (.string("item"), .int(Int64(parent.item))),
            (.string("case"), .string(state.id)), (.string("result"), .map(MapValue(pairs))),
        ]
        try send(IncomingMessage.childEnded, to: MessageTarget(caseID: parent.caseID), data: .map(MapValue(data)))
    }

    /// A message leaves the case.
    mutating func send(_ name: String, to target: MessageTarget, data: Value) throws {
        try emit(.messageSent(MessageSent(id: "\(state.id)-m\(number())", name: name, to: target, data: data)))
    }
}
