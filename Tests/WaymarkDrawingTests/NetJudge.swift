import WaymarkDrawing

/// Judges a net by going through every marking that it can reach: slow, and plain enough to be believed.
struct NetJudge {
    /// What was found.
    enum Verdict: Equatable {
        case sound
        /// Why not.
        case unsound(String)
        /// There are too many markings to tell.
        case unknown
    }

    /// Tokens on one place beyond which a net counts as unbounded.
    private static let tokensMax: UInt8 = 8

    let verdict: Verdict
    /// How many markings can be reached.
    private(set) var markings = 0

    init(_ net: WorkflowNet, markingsMax: Int = 60_000) {
        var seen: [[UInt8]: Int] = [:]
        var order: [[UInt8]] = []
        var before: [[Int]] = []
        var parents: [Int] = [-1]
        var fired = Array(repeating: false, count: net.transitions.count)
        var initial = Array(repeating: UInt8(0), count: net.places.count)
        initial[net.source] = 1
        seen[initial] = 0
        order.append(initial)
        before.append([])
        var next = 0
        while next < order.count {
            let marking = order[next]
            for (index, transition) in net.transitions.enumerated() {
                guard let after = Self.fire(transition, marking) else { continue }
                fired[index] = true
                if after.contains(where: { $0 > Self.tokensMax }) {
                    verdict = .unsound("unbounded")
                    return
                }
                if let known = seen[after] {
                    before[known].append(next)
                } else {
                    guard order.count < markingsMax else {
                        verdict = .unknown
                        return
                    }
                    if Self.growsBeyond(after, from: next, order, parents) {
                        verdict = .unsound("unbounded")
                        return
                    }
                    seen[after] = order.count
                    parents.append(next)
                    order.append(after)
                    before.append([next])
                }
            }
            next += 1
        }
        markings = order.count
        verdict = Self.verdict(net, order: order, before: before, fired: fired)
    }

    /// Whether a marking has all the tokens of one on the way to it, and more: then there is no end to them.
    private static func growsBeyond(_ marking: [UInt8], from last: Int, _ order: [[UInt8]], _ parents: [Int]) -> Bool {
        guard marking.contains(where: { $0 > 1 }) else { return false }
        var index = last
        while index >= 0 {
            if zip(order[index], marking).allSatisfy({ $0 <= $1 }) { return true }
            index = parents[index]
        }
        return false
    }

    private static func fire(_ transition: WorkflowNet.Transition, _ marking: [UInt8]) -> [UInt8]? {
        for place in transition.inputs where marking[place] == 0 { return nil }
        var after = marking
        for place in transition.inputs {
            guard after[place] > 0 else { return nil }
            after[place] -= 1
        }
        for place in transition.outputs { after[place] += 1 }
        return after
    }

    private static func verdict(
        _ net: WorkflowNet, order: [[UInt8]], before: [[Int]], fired: [Bool]
    ) -> Verdict {
        var final: Int?
        for (index, marking) in order.enumerated() where marking[net.sink] > 0 {
            guard marking.reduce(0, { $0 + Int($1) }) == 1 else { return .unsound("improper completion") }
            final = index
        }
        guard let final else { return .unsound("no option to complete") }
        var canEnd = Array(repeating: false, count: order.count)
        canEnd[final] = true
        var queue = [final]
        while let index = queue.popLast() {
            for earlier in before[index] where !canEnd[earlier] {
                canEnd[earlier] = true
                queue.append(earlier)
            }
        }
        if canEnd.contains(false) { return .unsound("no option to complete") }
        if let dead = fired.firstIndex(of: false) { return .unsound("dead: \(net.transitions[dead].id)") }
        return .sound
    }
}
