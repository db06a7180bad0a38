import CEL
import WaymarkDefinition

/// Whether a step has run on every way to a place that reads it.
///
/// Each question costs what the steps around the two cost, not what the file costs: nesting decides almost all of them,
/// and the ways of one list are worked out once.
struct RunAnalysis {
    let parsed: ParsedWorkflow
    let steps: [Step]
    let roles: [ListRole]
    let changes: ChangeIndex
    /// The outcomes that each step can have, where they are known.
    let outcomes: [[String]?]
    /// Whether each list can come to its end, so that something can follow it.
    let listEnds: [Bool]
    /// Whether each step can.
    let completes: [Bool]
    /// The lists that have ways other than from each step to the next.
    let routed: Set<Int>
    /// The places that something late may set a list back to, wherever it is by then; by the list.
    private(set) var lateTargets: [Int: [Int]] = [:]
    var graphs: [Int: ListGraph] = [:]
    /// How many ways and conditions were looked at.
    var effort = 0
    var closers: [String: [Int]] = [:]

    init(
        _ parsed: ParsedWorkflow, _ steps: [Step], outcomes: [[String]?], listEnds: [Bool], completes: [Bool]
    ) {
        self.parsed = parsed
        self.steps = steps
        self.outcomes = outcomes
        self.listEnds = listEnds
        self.completes = completes
        roles = steps.listRoles(count: parsed.lists.count)
        changes = ChangeIndex(parsed, steps)
        for index in steps.indices {
            guard case .uses(let use) = steps[index].construct, case .goTo(let target, _)? = use.human?.late else {
                continue
            }
            lateTargets[steps[target].list, default: []].append(steps[target].position)
        }
        let jumping = steps.indices.filter { steps[$0].routes.values.contains { $0.isJump } }
        routed = Set(jumping.map { steps[$0].list }).union(lateTargets.keys)
        for index in steps.indices {
            guard let proposition = self.lesson(of: steps[index]) else { continue }
            for name in proposition.names { closers[name, default: []].append(index) }
        }
    }

    /// A way on which a step has not run, in words that follow "when".
    struct Gap {
        /// What happens on it.
        var why: String
        /// The condition under which the step has run, in the words of the file, if one decides it.
        var condition: String?
        /// What is changed between the condition and the place that reads, and the step that changes it.
        var change: (name: String, step: Int)?
        /// What to say instead, when the step can have run on no way at all.
        var message: String?
        /// What to do then.
        var help: String?
    }

    /// What must be so for a step to have run.
    enum Need {
        /// A condition that a step asked for.
        case condition(Proposition, origin: Int, why: String, source: String?)
        /// That a list goes through one of its places before another.
        case way(list: Int, through: Int, before: Int)
        /// Something that no condition decides.
        case luck(why: String)
        /// Something that is never so, and what to say of it.
        case never(message: String, help: String)
    }

    // MARK: - Questions

    /// A way to the place of a read on which the step has not run; nil when there is none.
    mutating func gap(of read: StepRead) -> Gap? {
        let needs = needs(of: read)
        guard !needs.isEmpty else { return nil }
        let presence = Proposition.present(parsed.steps[read.step].qualifiedName, field: nil)
        let goals = needs.compactMap { if case .condition(let proposition, _, _, _) = $0 { proposition } else { nil } }
        var names = goals.reduce(into: presence.names) { $0.formUnion($1.names) }
        for case .way(let list, _, let before) in needs { names.formUnion(routedNames(in: list, before: before)) }
        let facts = facts(for: read, about: names)
        let known = trusted(facts)
        var entailment = Entailment(values: values(of: goals, at: read.reader))
        if entailment.isCertain(presence, given: known) { return nil }
        defer { effort += entailment.stepsTaken }
        for need in needs {
            if let gap = gap(in: need, of: read, facts: facts, known: known, &entailment) {
                return gap
            }
        }
        return nil
    }

    /// A way on which a step has run but not given a field; nil when there is none.
    mutating func fieldGap(of read: StepRead) -> Gap? {
        guard let field = read.reading.field, let lapse = steps[read.step].lapse(of: field) else { return nil }
        let outcome = Proposition.outcome(of: steps[read.step], is: lapse)
        let facts = facts(for: read, about: outcome.names)
        let known = trusted(facts)
        var entailment = Entailment(values: values(of: [outcome], at: read.reader))
        let goals = [Proposition.not(outcome), .present(parsed.steps[read.step].qualifiedName, field: field)]
        for goal in goals where entailment.isCertain(goal, given: known) { return nil }
        return Gap(why: "its time runs out", condition: "steps.\(steps[read.step].id).outcome != \"\(lapse)\"")
    }

    /// The names of the steps whose outcomes decide the ways of a list.
    func routedNames(in list: Int, before place: Int) -> [String] {
        parsed.lists[list].steps.prefix(place).filter { steps[$0].routes.values.contains { $0.isJump } }.map {
            parsed.steps[$0].qualifiedName
        }
    }

    /// The facts that nothing has changed since they were found.
    func trusted(_ facts: [Fact]) -> [Proposition] {
        facts.filter { fact in
            guard let span = fact.span else { return true }
            return changes.change(of: fact.proposition, in: span) == nil
        }.map(\.proposition)
    }

    mutating func gap(
        in need: Need, of read: StepRead, facts: [Fact], known: [Proposition], _ entailment: inout Entailment
    ) -> Gap? {
        switch need {
        case .luck(let why): return Gap(why: why)
        case .never(let message, let help): return Gap(why: "", message: message, help: help)
        case .condition(let proposition, let origin, let why, let source):
            let span = span(from: origin, includesOrigin: true, to: read)
            let change = changes.change(of: proposition, in: span)
            if change == nil, entailment.isCertain(proposition, given: known) { return nil }
            let isAsked = entailment.isCertain(proposition, given: facts.map(\.proposition))
            return Gap(why: why, condition: source, change: isAsked ? change ?? self.change(in: facts) : nil)
        case .way(let list, let through, let before):
            var entailment = entailment
            var looked = 0
            defer { effort += looked }
            let open = { [steps, parsed] (edge: ListGraph.Edge) in
                looked += 1
                guard let outcome = edge.outcome else { return true }
                let step = steps[parsed.lists[list].steps[edge.from]]
                return !entailment.isCertain(.not(.outcome(of: step, is: outcome)), given: known)
            }
            guard let way = graph(of: list).way(from: 0, to: before, avoiding: through, where: open) else { return nil }
            return Gap(why: words(for: way, in: list))
        }
    }

    func change(in facts: [Fact]) -> (name: String, step: Int)? {
        facts.lazy.compactMap { fact in fact.span.flatMap { changes.change(of: fact.proposition, in: $0) } }.first
    }

    func words(for way: [ListGraph.Edge], in list: Int) -> String {
        let places = parsed.lists[list].steps
        let jumps = way.filter { $0.outcome != nil && $0.to != $0.from + 1 }
        guard let edge = jumps.first ?? way.first(where: { $0.outcome != nil }), let outcome = edge.outcome else {
            return "another way is taken"
        }
        let target = edge.to < places.count ? "goes to `\(steps[places[edge.to]].id)`" : "leaves the list"
        return "`\(steps[places[edge.from]].id)` ends with `\(outcome)` and \(target)"
    }
}

extension Step {
    /// The outcome with which the step gives a field no value.
    func lapse(of field: String) -> String? {
        guard timeout != nil, !["outcome", "by", "on_behalf_of", "at"].contains(field) else { return nil }
        switch construct {
        case .wait(.message), .call: return BuiltInOutcome.timedOut
        case .uses(let use) where use.sort == .effect: return BuiltInOutcome.timedOut
        default: return nil
        }
    }

    /// Whether a route of the step leads to a place of its list, or one before it.
    func goesBack(in steps: [Step], to place: Int) -> Bool {
        routes.values.contains { if case .goTo(let target) = $0 { steps[target].position <= place } else { false } }
    }
}

extension Route {
    /// Whether it leads elsewhere than to the next step or to the end of the case.
    var isJump: Bool {
        switch self {
        case .goTo, .leave: true
        case .next, .stop, .steps: false
        }
    }
}

extension ParsedStep {
    /// The name by which expressions read what the step gives.
    var qualifiedName: String { "steps.\(id)" }
}

extension Proposition {
    /// That a step ended with an outcome.
    static func outcome(of step: Step, is outcome: String) -> Proposition {
        .equals("steps.\(step.id).outcome", .string(outcome), names: Names(needed: ["steps.\(step.id)"]))
    }
}
