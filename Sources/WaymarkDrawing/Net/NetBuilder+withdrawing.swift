extension NetBuilder {
    /// Adds what withdraws branches: when a join has enough of them, or when the case ends in one.
    ///
    /// Only what can happen is added, so that a net of a sound definition has no dead transition.
    mutating func withdraw() {
        let stopping = stoppingSlots()
        var isKicked = Array(repeating: false, count: blocks.count)
        for index in blocks.indices {
            if let parent = blocks[index].parent { isKicked[index] = canBeWithdrawn(parent, stopping, isKicked) }
            let stops = stopping[index].contains(true)
            prepare(index, stops: stops || isKicked[index])
            if isKicked[index] { kick(index) }
            for slot in blocks[index].slots.indices {
                addStops(index, slot)
                if canBeWithdrawn(Context(block: index, slot: slot), stopping, isKicked) { addDrains(index, slot) }
            }
            if stops || isKicked[index] {
                drainCounters(index)
                let parent = blocks[index].parent
                let isOuterWithdrawn = parent.map { canBeWithdrawn($0, stopping, isKicked) } ?? false
                passOn(index, stops: stops, isOuterWithdrawn: isOuterWithdrawn)
            }
        }
    }

    /// For each block the slots in which the case can end, by themselves or in blocks inside.
    private func stoppingSlots() -> [[Bool]] {
        var stopping = blocks.map { $0.slots.map { !$0.stops.isEmpty } }
        for index in blocks.indices.reversed() where stopping[index].contains(true) {
            if let parent = blocks[index].parent { stopping[parent.block][parent.slot] = true }
        }
        return stopping
    }

    /// Whether a branch can be under way when its block is over.
    private func canBeWithdrawn(_ context: Context, _ stopping: [[Bool]], _ isKicked: [Bool]) -> Bool {
        let block = blocks[context.block]
        if isKicked[context.block] { return true }
        if stopping[context.block].indices.contains(where: { $0 != context.slot && stopping[context.block][$0] }) {
            return true
        }
        guard block.isPartial else { return false }
        let others = block.slots.indices.count { $0 != context.slot && block.slots[$0].completes }
        return others >= block.needed
    }

    private mutating func prepare(_ index: Int, stops: Bool) {
        guard stops else { return }
        let name = blocks[index].name
        if blocks[index].over == nil { blocks[index].over = place("\(name)_over", nil) }
        blocks[index].stopped = place("\(name)_stopped", nil)
    }

    /// What surrounds a block is over, so the block is.
    private mutating func kick(_ index: Int) {
        let block = blocks[index]
        guard let over = block.over, let stopped = block.stopped, let parent = block.parent,
            let outer = blocks[parent.block].over
        else { return }
        move([block.run, outer], [over, stopped, outer], "\(block.name)_withdrawn")
    }

    private mutating func addStops(_ index: Int, _ slot: Int) {
        let block = blocks[index]
        guard let over = block.over, let stopped = block.stopped else { return }
        let turn = block.turn.map { [$0] } ?? []
        for stop in block.slots[slot].stops {
            move([stop.place, block.run], [block.slots[slot].done, over, stopped] + turn, stop.name)
        }
    }

    private mutating func addDrains(_ index: Int, _ slot: Int) {
        let block = blocks[index]
        guard let over = block.over else { return }
        let branch = block.slots[slot]
        let turn = block.turn.map { [$0] } ?? []
        for place in branch.places {
            let isCounted = place == branch.ended
            move([place, over], [branch.done, over] + (isCounted ? [] : turn), "\(block.name)_empties_\(place)")
        }
        if let waiting = branch.waiting {
            move([waiting, over], [branch.done, over], "\(block.name)_empties_\(waiting)")
        }
    }

    /// The count of a block that is over before enough branches have ended.
    private mutating func drainCounters(_ index: Int) {
        let block = blocks[index]
        guard let stopped = block.stopped, !block.counters.isEmpty else { return }
        let emptied = place("\(block.name)_uncounted", nil)
        for (count, counter) in block.counters.enumerated() {
            move([counter, stopped], [emptied, stopped], "\(block.name)_uncounts_\(count)")
        }
        blocks[index].counters = [emptied]
    }

    /// A block in which the case has ended is empty: what surrounds it is over too.
    private mutating func passOn(_ index: Int, stops: Bool, isOuterWithdrawn: Bool) {
        let block = blocks[index]
        guard let over = block.over, let stopped = block.stopped else { return }
        var inputs = block.slots.map(\.done) + [over, stopped] + block.counters
        if let turn = block.turn { inputs.append(turn) }
        guard let parent = block.parent else { return move(inputs, [sink], "\(block.name)_ends_case") }
        let outer = blocks[parent.block]
        let turn = outer.turn.map { [$0] } ?? []
        let done = outer.slots[parent.slot].done
        guard let outerOver = outer.over else { return }
        if stops, let outerStopped = outer.stopped {
            move(inputs + [outer.run], [done, outerOver, outerStopped] + turn, "\(block.name)_ends_outer")
        }
        if isOuterWithdrawn { move(inputs + [outerOver], [done, outerOver] + turn, "\(block.name)_leaves") }
    }
}
