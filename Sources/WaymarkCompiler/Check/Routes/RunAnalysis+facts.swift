import CEL
import WaymarkDefinition

/// What is known to be so where a step is read.
extension RunAnalysis {
    /// Something that is known where a step is read; without a span it was found by the expression itself.
    struct Fact {
        var proposition: Proposition
        var span: ChangeIndex.Span?
    }

    mutating func facts(for read: StepRead, about names: Set<String>) -> [Fact] {
        var facts = read.reading.given.map { Fact(proposition: $0) }
        let reader = steps[read.reader]
        if read.moment != .asking, let when = reader.when {
            facts.append(Fact(proposition: when.proposition, span: span(from: reader.index, to: read)))
        }
        var current = reader
        while true {
            facts += lessons(before: current, about: names, for: read)
            guard let index = parsed.lists[current.list].owner else { return facts }
            let owner = steps[index]
            var span = span(from: index, to: read)
            if let when = owner.when { facts.append(Fact(proposition: when.proposition, span: span)) }
            if let choice = choice(of: current.list, in: owner) { facts.append(Fact(proposition: choice, span: span)) }
            if case .detour(let outcome) = roles[current.list] {
                facts.append(Fact(proposition: .outcome(of: owner, is: outcome), span: span))
            }
            if case .repeats(let loop) = owner.construct, let condition = loop.condition {
                span.asksEachPass = true
                facts.append(Fact(proposition: condition.proposition, span: span))
            }
            current = owner
        }
    }

    /// What earlier steps of a list leave to be so: that a step which would have ended it was skipped, or what was
    /// waited for.
    mutating func lessons(before step: Step, about names: Set<String>, for read: StepRead) -> [Fact] {
        var found: Set<Int> = []
        for name in names.sorted() {
            let near = (closers[name] ?? []).lazy.reversed().filter { [steps] in
                steps[$0].list == step.list && steps[$0].position < step.position
            }
            found.formUnion(near.prefix(Limits.lessonsMax))
        }
        return found.sorted().compactMap { index in
            guard let lesson = self.lesson(of: steps[index]) else { return nil }
            if hasRoutes(step.list), !graph(of: step.list).passes(steps[index].position, before: step.position) {
                return nil
            }
            return Fact(proposition: lesson, span: span(from: index, to: read))
        }
    }

    /// The outcomes that steps can have had where another step is, for the parts of some propositions.
    mutating func values(of propositions: [Proposition], at reader: Int) -> [String: Set<Value>] {
        var values: [String: Set<Value>] = [:]
        for name in propositions.reduce(into: Set<String>(), { $0.formUnion($1.names) }).sorted() {
            guard name.hasPrefix("steps."), let step = parsed.step(String(name.dropFirst(6))),
                let names = outcomes[step.index]
            else { continue }
            values[name + ".outcome"] = Set(possible(names, of: step.index, at: reader).map { .string($0) })
        }
        return values
    }

    /// Those outcomes of a step that lead to another without going through the first again.
    mutating func possible(_ names: [String], of index: Int, at reader: Int) -> [String] {
        let step = steps[index]
        guard !step.routes.isEmpty, step.when == nil, index < reader else { return names }
        var current = reader
        while parsed.steps[current].list != step.list {
            guard let owner = parsed.lists[parsed.steps[current].list].owner else { return names }
            current = owner
        }
        guard current != index else { return names }
        let graph = graph(of: step.list)
        let goal = parsed.steps[current].position
        return names.filter { name in
            graph.edges(from: step.position).contains { edge in
                guard edge.outcome == name || (edge.outcome == nil && step.routes[name] == nil) else { return false }
                return edge.to == goal
                    || graph.way(from: edge.to, to: goal, avoiding: step.position, where: { _ in true }) != nil
            }
        }
    }

    /// What is known to be so after a step, because the list would not have gone on otherwise.
    func lesson(of step: Step) -> Proposition? {
        if !completes[step.index] { return step.when.map { .not($0.proposition) } }
        switch step.construct {
        case .wait(.condition(let condition)) where step.when == nil && step.timeout == nil:
            return condition.proposition
        case .choose(let branches, let otherwise, _) where step.when == nil && step.timeout == nil:
            let closed = (branches.map(\.list) + (otherwise.map { [$0] } ?? [])).filter { !listEnds[$0] }
            let choices = closed.compactMap { choice(of: $0, in: step) }
            return choices.isEmpty ? nil : .all(choices.map { .not($0) })
        default: return nil
        }
    }
}
