import CEL
import WaymarkDefinition

/// Which steps change what expressions read, so that a condition that held once can be trusted later.
///
/// Steps are numbered as they stand in the file, so all that runs inside a step, and all that stands between two steps,
/// is a stretch of numbers.
struct ChangeIndex {
    private let steps: [ParsedStep]
    private let lists: [StepList]
    /// The steps that set each variable, in order.
    private var setters: [String: [Int]] = [:]
    /// The numbers of the steps in which branches may run on after the step has ended.
    private var lingering: [Range<Int>] = []
    /// The steps whose branches run beside each other.
    private var isSplit: [Bool]
    /// The steps whose lists may run more than once.
    private var isLoop: [Bool]
    private let indexes: [String: Int]

    init(_ parsed: ParsedWorkflow, _ compiled: [Step]) {
        steps = parsed.steps
        lists = parsed.lists
        isSplit = compiled.map(\.runsBeside)
        isLoop = compiled.map(\.repeatsLists)
        indexes = parsed.indexes
        for index in compiled.indices {
            for assignment in compiled[index].assignments where setters[assignment.name]?.last != index {
                setters[assignment.name, default: []].append(index)
            }
            if compiled[index].leavesBranches { lingering.append(index..<parsed.steps[index].end) }
        }
    }

    /// What lies between the moment at which a condition was found to hold and the moment at which something is read.
    struct Span {
        /// The step that asked for the condition.
        var origin: Int
        /// Whether that step itself may have changed something since.
        var includesOrigin = false
        /// Whether it asks again before every pass of its list.
        var asksEachPass = false
        /// The step that reads.
        var reader: Int
        /// Whether the reader's own lists have run by then.
        var includesReaderBody = false
        /// How far each list around the reader may have gone on before it came back, as the last number of a step.
        var furthest = 0
    }

    /// A step that may change what a proposition rests on in between; nil when none does.
    func change(of proposition: Proposition, in span: Span) -> (name: String, step: Int)? {
        for name in proposition.names.sorted() {
            if name == "now" || name == "today" { return (name, span.origin) }
            let writers = writers(of: name)
            guard !writers.isEmpty else { continue }
            for range in ranges(of: span, isScoped: isScoped(name, in: span)) {
                if let writer = first(of: writers, in: range) { return (name, writer) }
            }
        }
        return nil
    }

    private func writers(of name: String) -> [Int] {
        if name.hasPrefix("vars.") { return setters[String(name.dropFirst(5))] ?? [] }
        if name.hasPrefix("steps."), let index = indexes[String(name.dropFirst(6))] { return [index] }
        return []
    }

    /// What a step in the reader's own loops gives is the same for all that run beside it.
    private func isScoped(_ name: String, in span: Span) -> Bool {
        guard name.hasPrefix("steps."), let index = indexes[String(name.dropFirst(6))] else { return false }
        return !steps[index].loops.isEmpty && steps[span.reader].loops.starts(with: steps[index].loops)
    }

    private func first(of writers: [Int], in range: Range<Int>) -> Int? {
        var low = 0
        var high = writers.count
        while low < high {
            let middle = (low + high) / 2
            if writers[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        return low < writers.count && writers[low] < range.upperBound ? writers[low] : nil
    }

    /// The steps that may run in between.
    private func ranges(of span: Span, isScoped: Bool) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        let start = span.includesOrigin ? span.origin : span.origin + 1
        if start < span.reader { ranges.append(start..<span.reader) }
        if span.includesReaderBody {
            let first = max(start, span.reader + 1)
            ranges.append(first..<max(first, steps[span.reader].end))
        }
        if span.furthest > span.reader { ranges.append(start..<span.furthest + 1) }
        for (owner, list) in owners(of: span.reader) {
            let inside = owner + 1..<max(owner + 1, steps[owner].end)
            if isSplit[owner], steps[owner].construct == "for_each" {
                if !isScoped { ranges.append(inside) }
            } else if isSplit[owner] {
                let own = branch(list)
                ranges += [inside.lowerBound..<own.lowerBound, own.upperBound..<max(own.upperBound, inside.upperBound)]
            }
            let isOutside = span.origin < owner || (span.origin == owner && !span.asksEachPass)
            if isLoop[owner], isOutside { ranges.append(inside) }
        }
        for (owner, _) in owners(of: span.origin) where steps[owner].end <= span.reader && isSplit[owner] {
            ranges.append(owner + 1..<max(owner + 1, span.origin))
        }
        ranges += lingering.filter { $0.lowerBound < span.reader }
        return ranges.filter { !$0.isEmpty }
    }

    /// The steps around a step, innermost first, each with the list of it that the step stands in.
    private func owners(of step: Int) -> [(owner: Int, list: Int)] {
        var owners: [(owner: Int, list: Int)] = []
        var list = steps[step].list
        while let owner = lists[list].owner {
            owners.append((owner, list))
            list = steps[owner].list
        }
        return owners
    }

    /// The numbers of the steps of a list and of all inside them.
    private func branch(_ list: Int) -> Range<Int> {
        guard let first = lists[list].steps.first, let last = lists[list].steps.last else { return 0..<0 }
        return first..<steps[last].end
    }
}

extension Step {
    /// Whether lists of the step run at the same time.
    fileprivate var runsBeside: Bool {
        switch construct {
        case .parallel, .race, .anyOrder: true
        case .choose(_, _, let takesEvery): takesEvery
        case .forEach(let loop): loop.mode != .oneByOne
        default: false
        }
    }

    /// Whether lists of the step run more than once.
    fileprivate var repeatsLists: Bool {
        switch construct {
        case .repeats, .forEach: true
        default: false
        }
    }

    /// Whether lists of the step may run on after it has ended.
    fileprivate var leavesBranches: Bool {
        switch construct {
        case .parallel(_, let join, let rest): join != .all && rest == .finish
        case .forEach(let loop): loop.join != .all && loop.rest == .finish
        default: false
        }
    }
}
