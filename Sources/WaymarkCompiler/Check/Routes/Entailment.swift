import CEL

/// Whether some propositions make another one certain.
///
/// It looks for a way in which all that is known holds and the other does not; every way that ends in a contradiction
/// is closed. When it would have to look at too many ways, nothing counts as certain.
struct Entailment {
    /// The values that a part can have, by its text; a part that is not there can have any.
    var values: [String: Set<Value>] = [:]
    private var stepsLeft = 0
    /// How many propositions have been looked at.
    private(set) var stepsTaken = 0

    init(values: [String: Set<Value>] = [:]) { self.values = values }

    /// Whether a proposition holds wherever all those that are known do.
    mutating func isCertain(_ goal: Proposition, given known: [Proposition]) -> Bool {
        stepsLeft = Limits.entailmentStepsMax
        return isClosed(known.map { ($0, true) } + [(goal, false)], Way())
    }

    private typealias Signed = (proposition: Proposition, holds: Bool)

    /// What holds on one way, as far as it has been taken apart.
    private struct Way {
        var claims: [String: Bool] = [:]
        var equal: [String: Value] = [:]
        var unequal: [String: Set<Value>] = [:]
        var present: Set<String> = []
        var absent: Set<String> = []
        var presentFields: Set<String> = []
        var absentFields: Set<String> = []
    }

    /// Whether every way of making some propositions true ends in a contradiction.
    private mutating func isClosed(_ todo: [Signed], _ way: Way) -> Bool {
        var todo = todo
        var way = way
        var choices: [[Signed]] = []
        while let (proposition, holds) = todo.popLast() {
            stepsLeft -= 1
            stepsTaken += 1
            guard stepsLeft > 0 else { return false }
            switch (proposition, holds) {
            case (.constant(let flag), _): if flag != holds { return true }
            case (.not(let inner), _): todo.append((inner, !holds))
            case (.all(let parts), true), (.any(let parts), false): todo += parts.map { ($0, holds) }
            case (.any(let parts), true), (.all(let parts), false): choices.append(parts.map { ($0, holds) })
            default: if !add(proposition, holds, to: &way) { return true }
            }
        }
        guard let choice = choices.popLast() else { return false }
        let rest = choices.map { parts -> Signed in
            let isAny = parts.first?.holds ?? true
            let propositions = parts.map(\.proposition)
            return isAny ? (.any(propositions), true) : (.all(propositions), false)
        }
        for part in choice where !isClosed(rest + [part], way) { return false }
        return true
    }

    /// Adds what cannot be taken apart; says whether it contradicts nothing.
    private func add(_ proposition: Proposition, _ holds: Bool, to way: inout Way) -> Bool {
        switch proposition {
        case .claim(let text, let names):
            if let known = way.claims[text], known != holds { return false }
            way.claims[text] = holds
            return see(names.needed, in: &way)
        case .equals(let text, let value, let names):
            guard see(names.needed, in: &way) else { return false }
            if holds {
                if let known = way.equal[text], known != value { return false }
                if way.unequal[text]?.contains(value) == true { return false }
                if let values = values[text], !values.contains(value) { return false }
                way.equal[text] = value
                return true
            }
            if way.equal[text] == value { return false }
            way.unequal[text, default: []].insert(value)
            return values[text].map { !$0.isSubset(of: way.unequal[text] ?? []) } ?? true
        case .present(let name, nil):
            if holds { return see([name], in: &way) }
            way.absent.insert(name)
            return !way.present.contains(name)
        case .present(let name, let field?):
            let key = "\(name).\(field)"
            if holds {
                way.presentFields.insert(key)
                return !way.absentFields.contains(key) && see([name], in: &way)
            }
            way.absentFields.insert(key)
            return !way.presentFields.contains(key)
        case .constant, .not, .all, .any: return true
        }
    }

    /// Notes that variables have values, because something could be told of them.
    private func see(_ names: [String], in way: inout Way) -> Bool {
        way.present.formUnion(names)
        return way.absent.isDisjoint(with: names)
    }
}
