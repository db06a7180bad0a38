/// Distinct elements in order; quick to search, to page through, and to change while they are some thousands.
struct SortedSet<Element: Comparable> {
    private(set) var elements: [Element] = []

    /// Puts an element in its place; one that is there stays.
    mutating func insert(_ element: Element) {
        let place = lowerBound(element)
        if place < elements.count, elements[place] == element { return }
        elements.insert(element, at: place)
    }

    /// Takes an element away; one that is gone is no error.
    mutating func remove(_ element: Element) {
        let place = lowerBound(element)
        guard place < elements.count, elements[place] == element else { return }
        elements.remove(at: place)
    }

    /// Everything after an element, or from the start.
    func after(_ element: Element?) -> ArraySlice<Element> {
        guard let element else { return elements[...] }
        var place = lowerBound(element)
        if place < elements.count, elements[place] == element { place += 1 }
        return elements[place...]
    }

    /// The element and everything after it.
    func from(_ element: Element) -> ArraySlice<Element> {
        elements[lowerBound(element)...]
    }

    private func lowerBound(_ element: Element) -> Int {
        var low = 0
        var high = elements.count
        while low < high {
            let middle = (low + high) / 2
            if elements[middle] < element { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
