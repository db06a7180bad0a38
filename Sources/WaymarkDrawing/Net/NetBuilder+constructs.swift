import CEL
import WaymarkDefinition

extension NetBuilder {
    /// Lowers what a step does.
    /// - Returns: Where it is when it is done; nil when it never is.
    mutating func construct(of step: Step, from open: Int, _ context: Context?) -> Int? {
        switch step.construct {
        case .uses, .call, .send, .set, .decide, .cancel: return leaf(step, from: open, context)
        case .wait(.condition(let condition)) where condition.literal == .bool(false) && step.timeout == nil:
            // What waits for ever is seen to begin, so that it is missed where no case gets.
            move([open], [place("waits_\(step.id)", context)], "\(step.id)_waits")
            return nil
        case .wait: return leaf(step, from: open, context)
        case .stop:
            let done = leaf(step, from: open, context)
            stop(from: done, "\(step.id)_stops", context)
            return nil
        case .exclusive(_, let list):
            var end: Int?
            self.list(list, from: open, end: &end, context)
            return end
        case .race(let branches): return oneOf(step, branches.map(\.list), from: open, context)
        case .attempt(let list, let handlers, _):
            return oneOf(step, [list] + handlers.map(\.list), from: open, context)
        case .parallel(let branches, let join, let rest):
            let needed = rest == .finish ? branches.count : join.needed(of: branches.count)
            return parallel(step, branches.map(\.list), needed: needed, from: open, context)
        case .choose(let branches, let otherwise, let takesEvery):
            return takesEvery
                ? everyChoice(step, branches, otherwise, from: open, context)
                : choice(step, branches, otherwise, from: open, context)
        case .forEach(let loop): return forEach(step, loop, from: open, context)
        case .repeats(let loop): return repeated(step, loop, from: open, context)
        case .anyOrder(let branches): return anyOrder(step, branches.map(\.list), from: open, context)
        }
    }

    private mutating func leaf(_ step: Step, from open: Int, _ context: Context?) -> Int {
        let done = place("after_\(step.id)", context)
        move([open], [done], step.id, label: step.id)
        return done
    }

    // MARK: - Choices

    private mutating func oneOf(_ step: Step, _ lists: [Int], from open: Int, _ context: Context?) -> Int? {
        var end: Int?
        for (number, list) in lists.enumerated() {
            let begin = place("\(step.id)_\(number)", context)
            move([open], [begin], "\(step.id)_\(number)")
            branch(list, from: begin, end: &end, step, context)
        }
        return end
    }

    /// A list whose end is the end of its step too, if it has one.
    private mutating func branch(_ list: Int, from begin: Int, end: inout Int?, _ step: Step, _ context: Context?) {
        var own: Int?
        self.list(list, from: begin, end: &own, context)
        if let own { move([own], [lazily(&end, "\(step.id)_done", context)], "\(step.id)_out") }
    }

    private mutating func choice(
        _ step: Step, _ branches: [GuardedBranch], _ otherwise: Int?, from open: Int, _ context: Context?
    ) -> Int? {
        var end: Int?
        var isDecided = false
        for (number, guarded) in branches.enumerated() {
            let begin = place("\(step.id)_\(number)", context)
            if guarded.when.literal != .bool(false), !isDecided { move([open], [begin], "\(step.id)_\(number)") }
            isDecided = isDecided || guarded.when.literal == .bool(true)
            branch(guarded.list, from: begin, end: &end, step, context)
        }
        guard let otherwise else {
            if !isDecided { move([open], [lazily(&end, "\(step.id)_done", context)], "\(step.id)_none") }
            return end
        }
        let begin = place("\(step.id)_else", context)
        if !isDecided { move([open], [begin], "\(step.id)_else") }
        branch(otherwise, from: begin, end: &end, step, context)
        return end
    }

    // MARK: - Loops

    private mutating func forEach(_ step: Step, _ loop: ForEachStep, from open: Int, _ context: Context?) -> Int? {
        let begin = place("\(step.id)_item", context)
        var end: Int?
        var items: Int?
        if case .list(let values)? = loop.items.literal, !values.isEmpty { items = values.count }
        move([open], [begin], "\(step.id)_first")
        // Only a time limit around it ends a loop that never closes.
        let isOver = !loop.neverCloses
        if items == nil, isOver { move([open], [lazily(&end, "\(step.id)_done", context)], "\(step.id)_none") }
        var pass: Int?
        list(loop.list, from: begin, end: &pass, context)
        if let pass {
            if items != 1 || loop.isOpen { move([pass], [begin], "\(step.id)_next") }
            guard isOver else { return end }
            move([pass], [lazily(&end, "\(step.id)_done", context)], "\(step.id)_all")
        }
        return end
    }

    private mutating func repeated(_ step: Step, _ loop: RepeatStep, from open: Int, _ context: Context?) -> Int? {
        let begin = place("\(step.id)_pass", context)
        let condition = loop.condition?.literal
        let until = loop.until?.literal
        let isOpen = loop.condition != nil && condition != .bool(true)
        var end: Int?
        if condition != .bool(false) { move([open], [begin], "\(step.id)_begin") }
        if isOpen { move([open], [lazily(&end, "\(step.id)_done", context)], "\(step.id)_none") }
        var pass: Int?
        list(loop.list, from: begin, end: &pass, context)
        guard let pass else { return end }
        if loop.passesMax != 1, until != .bool(true), condition != .bool(false) {
            move([pass], [begin], "\(step.id)_again")
        }
        if loop.passesMax != nil || isOpen || loop.until != nil && until != .bool(false) {
            move([pass], [lazily(&end, "\(step.id)_done", context)], "\(step.id)_over")
        }
        return end
    }

    // MARK: - Branches together

    private mutating func parallel(
        _ step: Step, _ lists: [Int], needed: Int, from open: Int, _ context: Context?
    ) -> Int? {
        let block = begin(step.id, slots: lists.count, needed: needed, context)
        let starts = lists.indices.map { place("\(step.id)_\($0)", Context(block: block, slot: $0)) }
        move([open], starts + blocks[block].begins, "\(step.id)_split")
        for (slot, list) in lists.enumerated() {
            var end: Int?
            self.list(list, from: starts[slot], end: &end, Context(block: block, slot: slot))
            if let end { ends(block, slot, from: end) }
        }
        return join(block, step.id, context)
    }

    /// Every branch that holds: each runs or not, and all that run are waited for.
    private mutating func everyChoice(
        _ step: Step, _ branches: [GuardedBranch], _ otherwise: Int?, from open: Int, _ context: Context?
    ) -> Int? {
        let live = branches.filter { $0.when.literal != .bool(false) }
        for branch in branches where branch.when.literal == .bool(false) {
            var end: Int?
            list(branch.list, from: place("\(step.id)_never", context), end: &end, context)
        }
        let hasCertain = live.contains { $0.when.literal == .bool(true) }
        let block = begin(step.id, slots: live.count, needed: live.count, context)
        let inside = live.indices.map { Context(block: block, slot: $0) }
        // Where one branch must hold and there is no other, it is never skipped.
        let isAlone = otherwise != nil && !hasCertain && live.count == 1
        let runs = live.indices.map { place("\(step.id)_\($0)_runs", inside[$0]) }
        let starts = isAlone ? runs : live.indices.map { place("\(step.id)_\($0)", inside[$0]) }
        for (slot, branch) in live.enumerated() {
            if !isAlone { move([starts[slot]], [runs[slot]], "\(step.id)_\(slot)_holds") }
            var end: Int?
            list(branch.list, from: runs[slot], end: &end, inside[slot])
            if let end { ends(block, slot, from: end) }
            if branch.when.literal != .bool(true), !isAlone { ends(block, slot, from: starts[slot]) }
        }
        if otherwise == nil || hasCertain {
            move([open], starts + blocks[block].begins, "\(step.id)_split")
        } else {
            for first in live.indices {
                let begun = live.indices.map { $0 == first ? runs[$0] : starts[$0] }
                move([open], begun + blocks[block].begins, "\(step.id)_split_\(first)")
            }
        }
        var end: Int? = join(block, step.id, context)
        guard let otherwise else { return end }
        let begin = place("\(step.id)_else", context)
        if !hasCertain { move([open], [begin], "\(step.id)_else") }
        branch(otherwise, from: begin, end: &end, step, context)
        return end
    }

    /// All branches, one at a time: a token goes round that the branch that is under way holds.
    private mutating func anyOrder(_ step: Step, _ lists: [Int], from open: Int, _ context: Context?) -> Int? {
        let block = begin(step.id, slots: lists.count, needed: lists.count, context)
        let turn = place("\(step.id)_turn", nil)
        blocks[block].turn = turn
        let waits = lists.indices.map { place("\(step.id)_waits_\($0)", nil) }
        move([open], waits + blocks[block].begins + [turn], "\(step.id)_split")
        for (slot, list) in lists.enumerated() {
            let inside = Context(block: block, slot: slot)
            blocks[block].slots[slot].waiting = waits[slot]
            let begin = place("\(step.id)_takes_\(slot)", inside)
            move([waits[slot], turn], [begin], "\(step.id)_takes_\(slot)")
            var end: Int?
            self.list(list, from: begin, end: &end, inside)
            if let end { ends(block, slot, from: end) }
        }
        return join(block, step.id, context)
    }
}
