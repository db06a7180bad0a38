import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Items that people add to a loop while it runs.
extension Transition {
    // MARK: - Closing

    /// An open loop takes no more items; it ends when those that it has have ended.
    mutating func close(_ loop: Activity) throws {
        let step = try step(of: loop)
        try emit(.loopClosed(LoopClosed(activity: loop.number, step: step.id, frame: loop.frame)))
        moveFirst([.branchEnded(step: loop.number)])
    }

    /// The loop that a failed activity belongs to, whose condition could not be told or whose milestone will not come.
    func openLoop(around stopped: Activity) -> Activity? {
        guard let loop = stopped.parent.flatMap({ state.activities[$0] }), loop.node == stopped.node else { return nil }
        return loop
    }

    /// Whether what an open loop waits for has stopped with an incident.
    func isStopped(_ loop: Activity) -> Bool {
        guard case .branches = loop.work else { return false }
        return state.activities.hasChild(loop.number) { $0.node == loop.node }
    }

    // MARK: - Adding

    mutating func add(_ command: AddItem) throws {
        guard let step = definition.step(command.step), case .forEach(let loop) = step.construct else {
            throw Rejection(
                .notFound, "Expected a loop of \(definition.workflow), but \"\(command.step)\" is none",
                help: "there are: " + openLoops.joined(separator: ", "))
        }
        guard loop.isOpen else {
            throw Rejection(
                .wrongState, "Expected to add to \"\(step.title)\", but its items are fixed when it begins",
                help: "its definition would need open: true")
        }
        let (activity, progress) = try run(of: step, loop, command)
        try requireOpen(loop, of: step, activity, progress)
        try authoriseAdding(to: loop, of: step, item: command.item, frame: activity.frame)
        let item = try checked(command.item, for: loop, of: step)
        guard progress.total < Limits.itemsMax else {
            throw Rejection(
                .wrongState,
                "Expected to add to \"\(step.title)\", but it has \(progress.total) items; the limit is \(Limits.itemsMax)"
            )
        }
        try emit(
            .itemAdded(
                ItemAdded(
                    activity: activity.number, step: step.id, item: item, total: progress.total + 1,
                    needed: loop.join.needed(of: progress.total + 1))))
        // One by one it waits for its turn, unless nothing is under way.
        guard loop.mode != .oneByOne || progress.begun == progress.ended else { return }
        let list = try enterBranch(
            loop.list, of: step, activity: activity.number, frame: activity.frame, branch: progress.begun, item: item)
        moveFirst([.run(list: list)])
    }

    private var openLoops: [String] {
        definition.steps.filter { if case .forEach(let loop) = $0.construct { loop.isOpen } else { false } }.map(\.id)
    }

    /// The run of the loop that is meant: the only one, or the one that is named.
    private func run(of step: Step, _ loop: ForEachStep, _ command: AddItem) throws -> (Activity, BranchProgress) {
        let runs = state.activities.values.compactMap { activity -> (Activity, BranchProgress)? in
            guard activity.node == .step(step.index), command.run == nil || command.run == activity.number,
                case .branches(let progress) = activity.work, !progress.isFinishing, !progress.isDetour
            else { return nil }
            return (activity, progress)
        }.sorted { $0.0.number < $1.0.number }
        guard let first = runs.first else {
            throw Rejection(
                .notOpen, "Expected \"\(step.title)\" to be under way, but it is not",
                help: loop.closing.map { "it is open until: \($0.sourceText)" })
        }
        guard runs.count == 1 else {
            let numbers = runs.map { "\($0.0.number)" }.joined(separator: ", ")
            throw Rejection(
                .invalid, "Expected one run of \"\(step.title)\", but \(runs.count) are under way",
                help: "name one with --run: \(numbers)")
        }
        return first
    }

    /// Refuses items for a loop that has closed; it may have closed before anybody has taken note of it.
    private func requireOpen(
        _ loop: ForEachStep, of step: Step, _ activity: Activity, _ progress: BranchProgress
    ) throws {
        guard let closing = loop.closing else { return }
        if let wait = progress.openUntil {
            guard let until = wait.until else {
                guard case .condition(let condition) = closing, !isStopped(activity),
                    try condition.holds(in: scope(activity.frame))
                else { return }
                throw closed(step, closing)
            }
            if until > context.now { return }
        }
        throw closed(step, closing)
    }

    private func closed(_ step: Step, _ closing: WaitRule) -> Rejection {
        Rejection(
            .notOpen,
            "Expected \"\(step.title)\" to be open for more, but it was open until \(closing.sourceText), and that has come",
            help: "what is under way in it is finished; nothing can be added")
    }

    private func authoriseAdding(to loop: ForEachStep, of step: Step, item: Value, frame: Int) throws {
        guard let person = context.principal.person else {
            throw Rejection(
                .notPermitted, "Expected a person to add an item, but the command came from \(context.principal.name)")
        }
        let scope = scope(frame).naming(loop.item, item)
        let roles = loop.adder.map { [$0] } ?? rolesInside(loop.list)
        // A role that this item does not fill is not held by anybody.
        let allowed = roles.flatMap { (try? $0.holders(in: scope)) ?? [] }
        guard !Set(person.holderKeys(on: context.today)).isDisjoint(with: allowed.map(\.key)) else {
            throw Rejection(
                .notPermitted,
                "Expected someone who may add to \"\(step.title)\", but \(person.name) (\(person.id)) does not hold \(roles.map(\.name).joined(separator: " or "))",
                help: allowed.isEmpty ? nil : "it is held by \(try wording(of: allowed))")
        }
    }

    /// The roles of the people who do the steps of a list and of the lists inside it.
    private func rolesInside(_ list: Int) -> [RoleRule] {
        definition.steps.compactMap { step in
            var outer: Int? = step.list
            while let current = outer, current != list {
                outer = definition.lists[current].owner.map { definition.steps[$0].list }
            }
            return outer == list ? humanPart(of: step)?.role : nil
        }
    }

    private func checked(_ item: Value, for loop: ForEachStep, of step: Step) throws -> Value {
        let faults = loop.itemType.faults(in: item)
        guard let first = faults.first else { return try loop.itemType.normalised(item) }
        throw Rejection(
            .invalid, "Expected an item for \"\(step.title)\", but \(first.line)", help: loop.itemType.title,
            faults: faults)
    }
}
