/// Distinct elements in order; quick to search, to page through and to change, however many there are.
///
/// They stand in runs of bounded length, so that a change moves the elements of one run and not of all.
struct SortedSet<Element: Comparable> {
    private static var runMax: Int { 256 }

    /// The elements in order; no run is empty.
    private var runs: [[Element]] = []
    /// How many elements there are.
    private(set) var count = 0

    /// The first element.
    var first: Element? { runs.first?.first }

    /// Puts an element in its place; one that is there stays.
    mutating func insert(_ element: Element) {
        guard !runs.isEmpty else {
            runs.append([element])
            count = 1
            return
        }
        let (run, place) = lowerBound(element)
        if place < runs[run].count, runs[run][place] == element { return }
        runs[run].insert(element, at: place)
        count += 1
        if runs[run].count > Self.runMax { split(run) }
    }

    /// Takes an element away; one that is gone is no error.
    mutating func remove(_ element: Element) {
        let (run, place) = lowerBound(element)
        guard run < runs.count, place < runs[run].count, runs[run][place] == element else { return }
        runs[run].remove(at: place)
        count -= 1
        if runs[run].isEmpty { runs.remove(at: run) }
    }

    /// Everything after an element, or from the start.
    func after(_ element: Element?) -> Elements {
        guard let element else { return makeIterator() }
        var (run, place) = lowerBound(element)
        if run < runs.count, place < runs[run].count, runs[run][place] == element { place += 1 }
        return Elements(runs: runs, run: run, place: place)
    }

    /// The element and everything after it.
    func from(_ element: Element) -> Elements {
        let (run, place) = lowerBound(element)
        return Elements(runs: runs, run: run, place: place)
    }

    private mutating func split(_ run: Int) {
        let half = runs[run].count / 2
        runs.insert(Array(runs[run][half...]), at: run + 1)
        runs[run].removeSubrange(half...)
    }

    /// The place of the first element that is not below another: in the last run that begins with none above it.
    private func lowerBound(_ element: Element) -> (run: Int, place: Int) {
        let run = Swift.max(0, Self.count(in: runs) { $0[0] <= element } - 1)
        guard run < runs.count else { return (run, 0) }
        return (run, Self.count(in: runs[run]) { $0 < element })
    }

    /// How many of some things, of which the first few have a property, have it.
    private static func count<Thing>(in things: [Thing], where holds: (Thing) -> Bool) -> Int {
        var low = 0
        var high = things.count
        while low < high {
            let middle = (low + high) / 2
            if holds(things[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension SortedSet: Sequence {
    /// Elements in order from some place on.
    struct Elements: Sequence, IteratorProtocol {
        fileprivate let runs: [[Element]]
        fileprivate var run: Int
        fileprivate var place: Int

        mutating func next() -> Element? {
            while run < runs.count {
                if place < runs[run].count {
                    defer { place += 1 }
                    return runs[run][place]
                }
                run += 1
                place = 0
            }
            return nil
        }
    }

    /// All elements in order.
    func makeIterator() -> Elements { Elements(runs: runs, run: 0, place: 0) }
}
