/// Branches that run at once, with what their join and their withdrawal need.
///
/// One token in `run` says that the branches run freely. When enough have ended, or a `stop` was met, it moves to
/// `over`, and as long as it lies there every place of a branch can be emptied towards the branch's `done`.
struct NetBlock {
    /// One branch.
    struct Slot {
        /// The branch has ended or is withdrawn.
        var done: Int
        /// The branch has ended by itself and is not yet counted; nil where nothing is counted.
        var ended: Int?
        /// What must be emptied when it is withdrawn.
        var places: [Int] = []
        /// Where the case is ended.
        var stops: [(place: Int, name: String)] = []
        /// Whether it can end by itself.
        var completes = false
        /// Where the branch waits for its turn, outside of its other places.
        var waiting: Int?
    }

    var name: String
    var parent: NetBuilder.Context?
    var slots: [Slot]
    var needed: Int
    var run: Int
    var over: Int?
    /// Over, because enough branches have ended.
    var joined: Int?
    /// Over, because the case ends.
    var stopped: Int?
    /// How many branches have ended, up to one less than needed.
    var counters: [Int] = []
    /// The token that goes round where branches take turns.
    var turn: Int?

    /// Whether the join withdraws branches.
    var isPartial: Bool { needed < slots.count }
    /// What a block begins with besides its branches.
    var begins: [Int] { [run] + counters.prefix(1) }
}

extension NetBuilder {
    mutating func begin(_ name: String, slots: Int, needed: Int, _ context: Context?) -> Int {
        let index = blocks.count
        let isPartial = needed < slots
        let made = (0..<slots).map { NetBlock.Slot(done: place("\(name)_done_\($0)", nil)) }
        let run = place("\(name)_run", nil)
        blocks.append(NetBlock(name: name, parent: context, slots: made, needed: needed, run: run))
        if isPartial {
            blocks[index].counters = (0..<needed).map { place("\(name)_count_\($0)", nil) }
        }
        return index
    }

    /// A branch has ended by itself.
    mutating func ends(_ block: Int, _ slot: Int, from place: Int) {
        blocks[block].slots[slot].completes = true
        if blocks[block].isPartial, blocks[block].slots[slot].ended == nil {
            let name = "\(blocks[block].name)_ended_\(slot)"
            blocks[block].slots[slot].ended = self.place(name, Context(block: block, slot: slot))
        }
        let target = blocks[block].slots[slot].ended ?? blocks[block].slots[slot].done
        let turn = blocks[block].turn.map { [$0] } ?? []
        move([place], [target] + turn, "\(blocks[block].name)_ends_\(slot)")
    }

    /// The place after the join of a block.
    mutating func join(_ index: Int, _ name: String, _ context: Context?) -> Int {
        let out = place("\(name)_joined", context)
        let block = blocks[index]
        let dones = block.slots.map(\.done) + (block.turn.map { [$0] } ?? [])
        guard block.isPartial else {
            move(dones + [block.run], [out], "\(name)_join")
            return out
        }
        let over = place("\(name)_over", nil)
        let joined = place("\(name)_enough", nil)
        blocks[index].over = over
        blocks[index].joined = joined
        for (slot, branch) in block.slots.enumerated() where branch.completes {
            guard let ended = branch.ended else { continue }
            for (count, counter) in block.counters.enumerated() {
                if count + 1 < block.needed {
                    move(
                        [ended, counter], [branch.done, block.counters[count + 1]], "\(name)_counts_\(slot)_\(count)")
                } else {
                    move([ended, counter, block.run], [branch.done, over, joined], "\(name)_enough_\(slot)")
                }
            }
        }
        move(dones + [over, joined], [out], "\(name)_join")
        return out
    }
}
