/// Runs a translated pattern over a text: all ways at once, one character after another, never going back.
struct PatternSearch {
    private let program: [PatternInstruction]
    private var current: [Int] = []
    private var upcoming: [Int] = []
    /// For every instruction, the round in which it was last reached.
    private var reached: [Int]
    private var round = 0
    private var pending: [Int] = []
    private let foldsCase: Bool

    init(_ program: [PatternInstruction]) {
        self.program = program
        foldsCase = program.contains { if case .set(let set) = $0 { set.ignoresCase } else { false } }
        reached = Array(repeating: 0, count: program.count)
    }

    mutating func isFound(in text: String.UnicodeScalarView) -> Bool {
        var before: Unicode.Scalar?
        var rest = text.makeIterator()
        var after = rest.next()
        while true {
            round += 1
            upcoming.removeAll(keepingCapacity: true)
            if let before {
                let character = PatternCharacter(before, foldsCase: foldsCase)
                for place in current where admits(place, character) {
                    if follow(place + 1, before, after) { return true }
                }
            }
            // The pattern may begin at every place.
            if follow(0, before, after) { return true }
            swap(&current, &upcoming)
            guard let scalar = after else { return false }
            before = scalar
            after = rest.next()
        }
    }

    private func admits(_ place: Int, _ character: PatternCharacter) -> Bool {
        switch program[place] {
        case .scalar(let wanted): wanted == character.scalar
        case .set(let set): set.contains(character)
        default: false
        }
    }

    /// Notes every instruction that can be reached without a character; true when the pattern is found.
    private mutating func follow(
        _ start: Int, _ before: Unicode.Scalar?, _ after: Unicode.Scalar?
    ) -> Bool {
        pending.append(start)
        while let place = pending.popLast() {
            guard reached[place] != round else { continue }
            reached[place] = round
            switch program[place] {
            case .found: return true
            case .jump(let target): pending.append(target)
            case .split(let first, let second):
                pending.append(second)
                pending.append(first)
            case .assertion(let assertion):
                if assertion.holds(between: before, and: after) { pending.append(place + 1) }
            case .scalar, .set: upcoming.append(place)
            }
        }
        return false
    }
}
