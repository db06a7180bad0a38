package import WaymarkDefinition

/// Compares two definitions as processes; a pure function of both.
package struct DefinitionComparison {
    private let old: CompiledDefinition
    private let new: CompiledDefinition

    /// Compares a definition with the one that comes after it.
    package init(_ old: CompiledDefinition, _ new: CompiledDefinition) {
        self.old = old
        self.new = new
    }

    /// What changes.
    package var difference: DefinitionDifference {
        DefinitionDifference(
            from: Self.version(old), to: Self.version(new),
            changes: compare(old.generalFacts, new.generalFacts) + tables + steps)
    }

    private static func version(_ definition: CompiledDefinition) -> DefinitionDifference.Version {
        .init(workflow: definition.workflow, version: definition.version, hash: definition.hash.description)
    }

    // MARK: - Parts with names

    /// Parts are the same where they have one name; what of them is said differently has changed.
    private func compare(_ before: [Facts], _ after: [Facts]) -> [DefinitionDifference.Change] {
        let known = Dictionary(before.map { ($0.subject, $0) }, uniquingKeysWith: { first, _ in first })
        let kept = Set(after.map(\.subject))
        let gone = before.filter { !kept.contains($0.subject) }.map { facts in
            change(.removed, facts.subject, "", facts.summary, nil)
        }
        return gone
            + after.flatMap { facts -> [DefinitionDifference.Change] in
                guard let was = known[facts.subject] else {
                    return [change(.added, facts.subject, "", nil, facts.summary)]
                }
                return compare(was, facts)
            }
    }

    private func compare(_ before: Facts, _ after: Facts) -> [DefinitionDifference.Change] {
        var aspects = after.facts.map(\.aspect)
        for (place, fact) in before.facts.enumerated() where after.text(of: fact.aspect) == nil {
            aspects.insert(fact.aspect, at: min(place, aspects.count))
        }
        return aspects.compactMap { aspect in
            let (was, now) = (before.text(of: aspect), after.text(of: aspect))
            return was == now ? nil : change(.changed, after.subject, aspect, was, now)
        }
    }

    private func change(
        _ kind: DefinitionDifference.Kind, _ subject: DefinitionDifference.Subject, _ aspect: String, _ old: String?,
        _ new: String?
    ) -> DefinitionDifference.Change {
        .init(kind: kind, subject: subject, aspect: aspect, old: old, new: new)
    }

    // MARK: - Tables

    private var tables: [DefinitionDifference.Change] {
        let names = Set(old.tables.keys).union(new.tables.keys).sorted()
        return names.flatMap { name -> [DefinitionDifference.Change] in
            let (was, now) = (old.tables[name], new.tables[name])
            let parts = compare([was?.facts].compactMap { $0 }, [now?.facts].compactMap { $0 })
            guard let was, let now else { return parts }
            return parts + RowComparison(was, now).changes
        }
    }

    // MARK: - Steps

    private var steps: [DefinitionDifference.Change] {
        let moves = self.moves
        let order = Self.places(new)
        var changes: [DefinitionDifference.Change] = []
        for step in old.steps where new.step(step.id) == nil {
            let facts = old.facts(of: step)
            changes.append(
                change(.removed, facts.subject, "", facts.summary + ", " + Self.place(of: step, in: old), nil))
        }
        for step in new.steps {
            let facts = new.facts(of: step)
            guard let was = old.step(step.id) else {
                let place = order[step.id].map { ", " + $0 } ?? ""
                changes.append(change(.added, facts.subject, "", nil, facts.summary + place))
                continue
            }
            if moves.contains(step.id) {
                changes.append(
                    change(
                        .moved, facts.subject, "stands", Self.place(of: was, in: old), Self.place(of: step, in: new)))
            }
            changes += compare(old.facts(of: was), facts)
        }
        return changes
    }

    /// The ids of steps that stand in another list, or in another order among those that stayed in theirs.
    private var moves: Set<String> {
        let kept = Set(old.steps.map(\.id)).intersection(new.steps.map(\.id))
        var moved: Set<String> = []
        let before = Self.ids(old)
        for (label, ids) in Self.ids(new) {
            let was = before[label] ?? []
            let (here, there) = (Set(was), Set(ids))
            moved.formUnion(ids.filter { kept.contains($0) && !here.contains($0) })
            let stayed = ids.filter(here.contains)
            let left = was.filter(there.contains)
            let common = Set(CommonSequence.pairs(left, stayed).map { left[$0.0] })
            moved.formUnion(stayed.filter { !common.contains($0) })
        }
        return moved
    }

    /// The ids of the steps of each list, by what tells the list apart.
    private static func ids(_ definition: CompiledDefinition) -> [String: [String]] {
        Dictionary(
            definition.lists.map { list in
                (label(of: list, in: definition), list.steps.map { definition.steps[$0].id })
            }, uniquingKeysWith: +)
    }

    private static func places(_ definition: CompiledDefinition) -> [String: String] {
        Dictionary(
            definition.steps.map { ($0.id, place(of: $0, in: definition)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Where a step stands, as a person would say it.
    private static func place(of step: Step, in definition: CompiledDefinition) -> String {
        let list = definition.lists[step.list]
        let before = step.position > 0 ? definition.steps[list.steps[step.position - 1]].id : nil
        let around = list.owner == nil ? "" : "in \(label(of: list, in: definition)), "
        return around + (before.map { "after \($0)" } ?? "first")
    }

    /// What tells a list apart: the step that it belongs to, and which of its branches it is.
    private static func label(of list: StepList, in definition: CompiledDefinition) -> String {
        guard let owner = list.owner else { return "" }
        let step = definition.steps[owner]
        let index = list.index
        if let route = step.routes.sorted(by: { $0.key < $1.key }).first(where: { $0.value == .steps(list: index) }) {
            return "\(step.id) on \(route.key)"
        }
        let branch: String
        switch step.construct {
        case .parallel(let branches, _, _), .race(let branches), .anyOrder(let branches):
            branch = " " + (branches.first { $0.list == index }?.name ?? "\(index)")
        case .choose(let branches, _, _):
            branch = branches.firstIndex { $0.list == index }.map { " branch \($0 + 1)" } ?? " else"
        case .attempt(let tried, let handlers, _):
            branch =
                index == tried ? "" : handlers.firstIndex { $0.list == index }.map { " catch \($0 + 1)" } ?? " undo"
        default: branch = ""
        }
        return step.id + branch
    }
}
