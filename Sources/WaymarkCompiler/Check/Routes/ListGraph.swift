import WaymarkDefinition

/// The ways through one list: where each outcome of each of its steps leads.
///
/// Places are numbered as the steps stand; the place after the last is the end of the list.
struct ListGraph {
    /// A way from one place to another.
    struct Edge {
        /// Where it begins.
        var from: Int
        /// Where it leads; the number of steps for the end of the list.
        var to: Int
        /// The outcome that takes it; nil when the step was skipped, or when any outcome without a route takes it.
        var outcome: String?
        /// Whether only a step that was skipped takes it.
        var isSkip = false
    }

    /// How many steps the list has; the number of its end.
    let count: Int
    private let edges: [[Edge]]
    /// The ways back, by the place that they lead to.
    let back: [Edge]
    /// The stretch of each place in the tree of places that every way to another goes through; nil where no way leads.
    private let stretches: [ClosedRange<Int>?]

    init(count: Int, edges: [[Edge]]) {
        self.count = count
        self.edges = edges
        back = edges.joined().filter { $0.to <= $0.from }.sorted { ($0.to, $0.from) < ($1.to, $1.from) }
        stretches = Self.stretches(Self.dominators(count: count, edges: edges))
    }

    /// The ways that leave a place.
    func edges(from place: Int) -> [Edge] { place < edges.count ? edges[place] : [] }

    /// The number of the first way back that leads to a place after another.
    func firstBack(after place: Int) -> Int {
        var low = 0
        var high = back.count
        while low < high {
            let middle = (low + high) / 2
            if back[middle].to <= place { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Whether every way from the first step to a place goes through another.
    func passes(_ place: Int, before later: Int) -> Bool {
        guard let inner = stretches[later] else { return true }
        guard let outer = stretches[place] else { return false }
        return outer.contains(inner.lowerBound)
    }

    /// A way from a place to a later one that goes through a third nowhere and takes only edges that are allowed.
    func way(from start: Int, to goal: Int, avoiding place: Int, where isOpen: (Edge) -> Bool) -> [Edge]? {
        if start == place { return nil }
        var reached: Set<Int> = [start]
        var cameBy: [Int: Edge] = [:]
        var queue = [start]
        var next = 0
        while next < queue.count {
            let current = queue[next]
            next += 1
            if current == goal { break }
            for edge in edges(from: current) where edge.to != place && !reached.contains(edge.to) && isOpen(edge) {
                reached.insert(edge.to)
                cameBy[edge.to] = edge
                queue.append(edge.to)
            }
        }
        guard reached.contains(goal) else { return nil }
        var way: [Edge] = []
        var current = goal
        while let edge = cameBy[current] {
            way.append(edge)
            current = edge.from
        }
        return way.reversed()
    }

    // MARK: - Dominators

    /// The places that can be reached, each after one that leads to it on every way but those back.
    private static func order(count: Int, edges: [[Edge]]) -> [Int] {
        var order: [Int] = []
        var isSeen = Array(repeating: false, count: count + 1)
        var stack = [(place: 0, next: 0)]
        isSeen[0] = true
        while let (place, next) = stack.last {
            let ways = place < edges.count ? edges[place] : []
            guard next < ways.count else {
                order.append(place)
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            let target = ways[next].to
            if !isSeen[target] {
                isSeen[target] = true
                stack.append((target, 0))
            }
        }
        return order.reversed()
    }

    /// The iterative algorithm of Cooper, Harvey and Kennedy; a few rounds over the places.
    private static func dominators(count: Int, edges: [[Edge]]) -> [Int?] {
        let order = order(count: count, edges: edges)
        var number = Array(repeating: 0, count: count + 1)
        for (index, place) in order.enumerated() { number[place] = index }
        var before = Array(repeating: [Int](), count: count + 1)
        for edge in edges.joined() { before[edge.to].append(edge.from) }
        var dominators = Array(repeating: Int?.none, count: count + 1)
        dominators[0] = 0
        func common(_ left: Int, _ right: Int) -> Int {
            var (left, right) = (left, right)
            while left != right {
                while number[left] > number[right] { left = dominators[left] ?? 0 }
                while number[right] > number[left] { right = dominators[right] ?? 0 }
            }
            return left
        }
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for place in order.dropFirst() {
                var nearest: Int?
                for earlier in before[place] where dominators[earlier] != nil {
                    nearest = nearest.map { common($0, earlier) } ?? earlier
                }
                if let nearest, dominators[place] != nearest {
                    dominators[place] = nearest
                    hasChanged = true
                }
            }
        }
        return dominators
    }

    /// Numbers the tree of dominators so that what lies below a place is one stretch of numbers.
    private static func stretches(_ dominators: [Int?]) -> [ClosedRange<Int>?] {
        var below = Array(repeating: [Int](), count: dominators.count)
        for (place, nearest) in dominators.enumerated() where place > 0 {
            if let nearest { below[nearest].append(place) }
        }
        var stretches = Array(repeating: ClosedRange<Int>?.none, count: dominators.count)
        var number = 0
        var stack = [(place: 0, first: 0, next: 0)]
        while let (place, first, next) = stack.last {
            guard next < below[place].count else {
                stretches[place] = first...number
                stack.removeLast()
                continue
            }
            stack[stack.count - 1].next += 1
            number += 1
            stack.append((below[place][next], number, 0))
        }
        return stretches
    }
}
