import CEL
package import WaymarkDefinition

extension WorkflowNet {
    /// The net of a definition.
    ///
    /// Conditions are open unless they are constants. A loop over items runs its steps as often as it likes, one after
    /// the other. Branches that are left to finish are waited for. A step that a `cancel` names may end as withdrawn
    /// once it is done. Failures without a handler and what comes late are left out: a net has no word for the world
    /// outside.
    package init(_ definition: CompiledDefinition) {
        var builder = NetBuilder(definition: definition)
        self = builder.build()
    }
}

/// Lowers a definition to a net, list by list.
struct NetBuilder {
    /// The branch in which places stand: what must be emptied when the branch is withdrawn.
    struct Context {
        var block: Int
        var slot: Int
    }

    let definition: CompiledDefinition
    var places: [String] = []
    var transitions: [WorkflowNet.Transition] = []
    /// What runs at once and can be withdrawn, the outer first.
    var blocks: [NetBlock] = []
    private var entries: [Int: Int] = [:]
    private let cancelled: Set<Int>
    private(set) var sink = 0

    init(definition: CompiledDefinition) {
        self.definition = definition
        cancelled = definition.steps.cancelledSteps
    }

    mutating func build() -> WorkflowNet {
        let source = place("source", nil)
        sink = place("sink", nil)
        var end: Int? = sink
        list(CompiledDefinition.rootList, from: source, end: &end, nil)
        withdraw()
        return WorkflowNet(places: places, transitions: transitions, source: source, sink: sink)
    }

    // MARK: - Pieces

    mutating func place(_ name: String, _ context: Context?) -> Int {
        places.append(name)
        if let context { blocks[context.block].slots[context.slot].places.append(places.count - 1) }
        return places.count - 1
    }

    mutating func move(_ inputs: [Int], _ outputs: [Int], _ name: String, label: String? = nil) {
        transitions.append(
            .init(id: "t\(transitions.count)_\(name)", label: label, inputs: inputs, outputs: outputs))
    }

    /// A place that comes to be when something leads there.
    mutating func lazily(_ place: inout Int?, _ name: String, _ context: Context?) -> Int {
        if let place { return place }
        let made = self.place(name, context)
        place = made
        return made
    }

    private mutating func entry(of step: Int, _ context: Context?) -> Int {
        if let entry = entries[step] { return entry }
        let made = place("before_\(definition.steps[step].id)", context)
        entries[step] = made
        return made
    }

    // MARK: - Lists and steps

    /// Lowers a list that begins at a place; its end comes to be when it can be reached.
    mutating func list(_ index: Int, from start: Int, end: inout Int?, _ context: Context?) {
        let steps = definition.lists[index].steps
        guard let first = steps.first else {
            return move([start], [lazily(&end, "end_\(index)", context)], "empty")
        }
        move([start], [entry(of: first, context)], "begin_\(definition.steps[first].id)")
        for (position, step) in steps.enumerated() {
            let next = position + 1 < steps.count ? steps[position + 1] : nil
            item(definition.steps[step], next: next, list: index, end: &end, context)
        }
    }

    private mutating func item(
        _ step: Step, next: Int?, list: Int, end: inout Int?, _ context: Context?
    ) {
        let before = entry(of: step.index, context)
        func after(_ builder: inout NetBuilder, _ end: inout Int?) -> Int {
            next.map { builder.entry(of: $0, context) } ?? builder.lazily(&end, "end_\(list)", context)
        }
        var open = before
        if let condition = step.when, condition.literal != .bool(true) {
            move([before], [after(&self, &end)], "skip_\(step.id)")
            open = place("begin_\(step.id)", context)
            if condition.literal != .bool(false) { move([before], [open], "enter_\(step.id)") }
        }
        guard let done = timed(step, from: open, context) else {
            // What would follow stands in the net all the same, where no case reaches it.
            for way in ways(from: step) {
                guard case .steps(let detour) = way.route else { continue }
                var detourEnd: Int?
                self.list(detour, from: place("never_\(step.id)", context), end: &detourEnd, context)
            }
            return
        }
        for way in ways(from: step) {
            let name = "\(step.id)_\(way.outcome)"
            switch way.route {
            case .next: move([done], [after(&self, &end)], name)
            case .goTo(let target): move([done], [entry(of: target, context)], name)
            case .leave: move([done], [lazily(&end, "end_\(list)", context)], name)
            case .stop: stop(from: done, name, context)
            case .steps(let detour):
                let begin = place("\(name)_detour", context)
                move([done], [begin], name)
                var detourEnd: Int?
                self.list(detour, from: begin, end: &detourEnd, context)
                if let detourEnd { move([detourEnd], [after(&self, &end)], "\(name)_back") }
            }
        }
    }

    private func ways(from step: Step) -> [StepWay] { step.ways(isCancelled: cancelled.contains(step.index)) }

    /// The end of the case: all that runs beside is withdrawn first.
    mutating func stop(from place: Int, _ name: String, _ context: Context?) {
        guard let context else { return move([place], [sink], name) }
        blocks[context.block].slots[context.slot].stops.append((place, name))
    }

    /// A step with a time limit races against it.
    private mutating func timed(_ step: Step, from open: Int, _ context: Context?) -> Int? {
        guard step.timeout != nil, step.hasLists else { return construct(of: step, from: open, context) }
        let block = begin("\(step.id)_in_time", slots: 2, needed: 1, context)
        let starts = (0..<2).map { place("\(step.id)_in_time_\($0)", Context(block: block, slot: $0)) }
        move([open], starts + blocks[block].begins, "\(step.id)_starts_clock")
        let inside = Context(block: block, slot: 0)
        if let done = construct(of: step, from: starts[0], inside) { ends(block, 0, from: done) }
        ends(block, 1, from: starts[1])
        return join(block, step.id, context)
    }
}

extension Step {
    /// Whether there is something inside that a time limit would withdraw.
    fileprivate var hasLists: Bool {
        switch construct {
        case .uses, .wait, .call, .send, .set, .decide, .cancel, .stop: false
        default: true
        }
    }
}
