import WaymarkCalendar
import WaymarkStore

/// What people will do, the soonest first: a heap over the plans, and the plans of each case.
struct PlanQueue {
    private struct Entry: Comparable {
        var at: Instant
        var key: String

        static func < (left: Entry, right: Entry) -> Bool { (left.at, left.key) < (right.at, right.key) }
    }

    private var heap: [Entry] = []
    private var plans: [String: Cast.Plan] = [:]
    private var keysByCase: [String: Set<String>] = [:]

    /// How many plans there are.
    var count: Int { plans.count }

    /// All plans, in the order of their keys.
    var all: [Cast.Plan] { plans.values.sorted { $0.key < $1.key } }

    /// The plan of a key.
    subscript(key: String) -> Cast.Plan? { plans[key] }

    /// Adds a plan, or changes the one of its key.
    mutating func insert(_ plan: Cast.Plan) {
        plans[plan.key] = plan
        keysByCase[plan.task.caseID, default: []].insert(plan.key)
        heap.append(Entry(at: plan.at, key: plan.key))
        rise(from: heap.count - 1)
    }

    /// Forgets a plan; its entry in the heap goes when it comes up.
    mutating func remove(_ key: String) {
        guard let plan = plans.removeValue(forKey: key) else { return }
        keysByCase[plan.task.caseID]?.remove(key)
    }

    /// Forgets the plans of a case except some.
    /// - Returns: What was forgotten, in the order of keys.
    mutating func removeAll(of caseID: String, except known: Set<String>) -> [Cast.Plan] {
        let gone = keysByCase[caseID, default: []].subtracting(known).sorted().compactMap { plans[$0] }
        for plan in gone { remove(plan.key) }
        return gone
    }

    /// When somebody acts next.
    mutating func nextMoment() -> Instant? {
        while let first = heap.first, moment(of: first.key) != first.at { removeFirst() }
        return heap.first?.at
    }

    /// When a plan is due; a look at it where it stands, for it is long.
    private func moment(of key: String) -> Instant? { plans.index(forKey: key).map { plans.values[$0].at } }

    /// Those whose moment has come, in the order of moments and keys; they stay until they are removed.
    mutating func due(at moment: Instant) -> [Cast.Plan] {
        var due: [Cast.Plan] = []
        while let next = nextMoment(), next <= moment {
            guard let key = heap.first?.key, let plan = plans[key] else { break }
            due.append(plan)
            removeFirst()
        }
        return due
    }

    /// Those whose moment is the next, in the order of their keys; nothing is taken away.
    mutating func upcoming() -> [Cast.Plan] {
        guard let moment = nextMoment() else { return [] }
        var found: [Cast.Plan] = []
        var open = [0]
        // What stands below a later entry of the heap is later still.
        while let index = open.popLast() {
            guard index < heap.count, heap[index].at == moment else { continue }
            if self.moment(of: heap[index].key) == moment, let plan = plans[heap[index].key] { found.append(plan) }
            open += [2 * index + 1, 2 * index + 2]
        }
        return found.sorted { $0.key < $1.key }
    }

    // MARK: - Keeping order

    private mutating func rise(from start: Int) {
        var index = start
        while index > 0, heap[index] < heap[(index - 1) / 2] {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func removeFirst() {
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var index = 0
        while true {
            let children = [2 * index + 1, 2 * index + 2].filter { $0 < heap.count }
            guard let least = children.min(by: { heap[$0] < heap[$1] }), heap[least] < heap[index] else { return }
            heap.swapAt(index, least)
            index = least
        }
    }
}
