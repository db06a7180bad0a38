/// What is open in a case: every activity by its number, and what stands directly below each.
///
/// What stands below, and who has a task or an effect, is kept beside the activities, so that looking for it takes time
/// for the answer and not for all that is open.
package struct ActivityTree: Sendable {
    private var byNumber: [Int: Activity] = [:]
    /// The numbers below each activity, in order; none is empty.
    private var below: [Int: [Int]] = [:]
    /// The activity that has each task or effect.
    private var holders: [Int: Int] = [:]

    /// Nothing.
    package init() {}

    /// All of it, in no order.
    package var values: Dictionary<Int, Activity>.Values { byNumber.values }

    /// Whether nothing is open.
    package var isEmpty: Bool { byNumber.isEmpty }

    /// The activity of a number.
    package subscript(number: Int) -> Activity? {
        get { byNumber[number] }
        _modify {
            let before = Place(byNumber[number])
            yield &byNumber[number]
            let after = Place(byNumber[number])
            if before != after { move(number, from: before, to: after) }
        }
    }

    /// The activity that has a task or an effect.
    package func holder(of work: Int) -> Activity? { holders[work].flatMap { byNumber[$0] } }

    /// The activities directly below another, by number.
    package func children(of number: Int) -> [Activity] { below[number, default: []].compactMap { byNumber[$0] } }

    /// Whether something stands below an activity.
    package func hasChildren(_ number: Int) -> Bool { below[number] != nil }

    /// Whether something of a kind stands directly below an activity.
    package func hasChild(_ number: Int, where isMeant: (Activity) -> Bool) -> Bool {
        below[number]?.contains { byNumber[$0].map(isMeant) ?? false } ?? false
    }

    /// Takes an activity out, without what stands below it.
    package mutating func removeValue(forKey number: Int) -> Activity? {
        let found = byNumber[number]
        self[number] = nil
        return found
    }

    /// Changes every activity, none of which goes elsewhere or gets another task.
    package mutating func changeAll(_ change: (inout Activity) -> Void) {
        for number in byNumber.keys {
            if var activity = byNumber[number] {
                change(&activity)
                byNumber[number] = activity
            }
        }
    }

    // MARK: - Keeping what is beside

    /// What the tree has to know of an activity to find it again.
    private struct Place: Equatable {
        var isThere: Bool
        var parent: Int?
        var work: Int?

        init(_ activity: Activity?) {
            isThere = activity != nil
            parent = activity?.parent
            switch activity?.work {
            case .task(let task)?: work = task.number
            case .effect(let effect)?: work = effect.number
            case .list?, .branches?, .wait?, .children?, .failed?, nil: work = nil
            }
        }
    }

    private mutating func move(_ number: Int, from before: Place, to after: Place) {
        if before.isThere != after.isThere || before.parent != after.parent {
            if let parent = before.parent { remove(number, below: parent) }
            if let parent = after.parent { insert(number, below: parent) }
        }
        if let work = before.work, holders[work] == number { holders[work] = nil }
        if let work = after.work { holders[work] = number }
    }

    private mutating func insert(_ number: Int, below parent: Int) {
        let index = below[parent, default: []].place(of: number)
        below[parent, default: []].insert(number, at: index)
    }

    private mutating func remove(_ number: Int, below parent: Int) {
        guard let index = below[parent]?.place(of: number), below[parent]?[index] == number else { return }
        below[parent]?.remove(at: index)
        if below[parent]?.isEmpty == true { below[parent] = nil }
    }
}

extension [Int] {
    /// Where a number stands in an ordered list, or would.
    fileprivate func place(of number: Int) -> Int {
        guard let last, last >= number else { return count }
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if self[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
