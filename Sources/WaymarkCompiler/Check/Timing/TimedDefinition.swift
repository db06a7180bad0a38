import CEL
import WaymarkCalendar
import WaymarkDefinition

/// A definition with only what matters for time: what takes some, what has a date, and where routes lead.
///
/// Steps that neither take time nor have a date nor lead elsewhere than on are left out, so that looking at many rounds
/// costs what the few others cost.
struct TimedDefinition: Sendable {
    /// The definition.
    let definition: CompiledDefinition
    /// What is the same in every case, by the names that expressions have for it: vocabularies and constant variables.
    let fixed: [String: Value]
    /// What works out the variables that no step changes when a case starts.
    let formulas: [String: CheckedExpression]
    /// The moments that it names, each written way once.
    private(set) var moments: [TimedMoment] = []
    /// What has a date.
    private(set) var deadlines: [TimedDeadline] = []
    /// The steps of each list that matter, in order.
    private(set) var lists: [[TimedStep]]
    /// Whether a loop has more runs, one after the other, than are gone through.
    private(set) var cutsLoops = false

    private let reader: MomentReader
    private let cancelled: Set<Int>
    private let callable: Set<String>
    private var places: [MomentKey: Int] = [:]

    /// Two moments with the same words are the same.
    private struct MomentKey: Hashable {
        var rule: DeadlineRule
        var sources: [String]
    }

    /// Takes what matters of a definition; calls of workflows that are not `callable` take no time.
    init(_ definition: CompiledDefinition, callable: Set<String>) {
        self.definition = definition
        self.callable = callable
        reader = MomentReader(definition)
        var fixed: [String: Value] = [:]
        var formulas: [String: CheckedExpression] = [:]
        for (name, value) in definition.vocabularies { fixed["vocabulary.\(name)"] = value }
        for (name, variable) in reader.constants {
            switch variable.formula {
            case nil: fixed["vars.\(name)"] = variable.initial
            case .expression(let formula)?: formulas["vars.\(name)"] = formula
            default: break
            }
        }
        (self.fixed, self.formulas) = (fixed, formulas)
        cancelled = definition.steps.cancelledSteps
        lists = Array(repeating: [], count: definition.lists.count)
        if !definition.lists.isEmpty { _ = take(CompiledDefinition.rootList) }
    }

    /// How many steps are looked at in a round.
    var stepCount: Int { lists.reduce(0) { $0 + $1.count } }

    // MARK: - From the inside out

    /// Takes a list and all that is in it; whether nothing in it matters.
    private mutating func take(_ list: Int) -> Bool {
        var taken: [TimedStep] = []
        for index in definition.lists[list].steps {
            let step = definition.steps[index]
            let work = work(of: step)
            let timeLimit = step.timeout.map { place(of: $0) }
            let ways = step.ways(isCancelled: cancelled.contains(index))
            let detours = detours(of: ways)
            var timed = TimedStep(step: index, work: work, timeLimit: timeLimit)
            timed.deadlines = takeDeadlines(of: step, timeLimit)
            let goesOn = detours.isEmpty && ways.allSatisfy { $0.route == .next || isDetour($0.route) }
            if case .nothing = work, timed.deadlines.isEmpty, goesOn { continue }
            taken.append(timed)
        }
        for place in taken.indices {
            taken[place].ways = ways(of: definition.steps[taken[place].step], at: place, among: taken)
        }
        lists[list] = taken
        return taken.isEmpty
    }

    private func isDetour(_ route: Route) -> Bool { if case .steps = route { true } else { false } }

    /// The lists of outcomes in which something matters.
    private mutating func detours(of ways: [StepWay]) -> [Int] {
        var found: [Int] = []
        for case .steps(let list) in ways.map(\.route) where !take(list) { found.append(list) }
        return found
    }

    // MARK: - Ways

    private func ways(of step: Step, at place: Int, among taken: [TimedStep]) -> [TimedStep.Way] {
        let next: TimedStep.Target = place + 1 < taken.count ? .place(place + 1) : .end
        var ways: [TimedStep.Way] = []
        func add(_ opens: TimedStep.Opening, _ target: TimedStep.Target, through list: Int? = nil) {
            let way = TimedStep.Way(opens: opens, through: list, target: target)
            if !ways.contains(way) { ways.append(way) }
        }
        if let when = step.when, when.literal != .bool(true) { add(.atOnce, next) }
        for way in step.ways(isCancelled: cancelled.contains(step.index)) {
            let opens = Self.opening(of: way.outcome)
            switch way.route {
            case .next: add(opens, next)
            case .leave: add(opens, .end)
            case .stop: add(opens, .stop)
            case .steps(let list): add(opens, next, through: lists[list].isEmpty ? nil : list)
            case .goTo(let target):
                let goal = firstPlace(atOrAfter: target, among: taken)
                add(opens, goal < taken.count ? .place(goal) : .end)
            }
        }
        return ways
    }

    /// The place of a step of the same list, or of the first after it that matters.
    private func firstPlace(atOrAfter step: Int, among taken: [TimedStep]) -> Int {
        var (low, high) = (0, taken.count)
        while low < high {
            let middle = (low + high) / 2
            if taken[middle].step < step { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func opening(of outcome: String) -> TimedStep.Opening {
        switch outcome {
        case BuiltInOutcome.overdue: .due
        case BuiltInOutcome.timedOut: .timeLimit
        case BuiltInOutcome.withdrawn: .atOnce
        default: .done
        }
    }

    // MARK: - Moments

    /// The place of a moment; one that is written in the same words has the same.
    private mutating func place(of deadline: DeadlineTemplate) -> Int {
        let key = MomentKey(rule: deadline.rule, sources: deadline.anchors.map(\.source))
        if let known = places[key] { return known }
        places[key] = moments.count
        moments.append(TimedMoment(deadline: deadline, basis: reader.basis(of: deadline)))
        return moments.count - 1
    }

    private mutating func takeDeadlines(of step: Step, _ timeLimit: Int?) -> [Int] {
        var found: [(TimedDeadline.Kind, Int)] = []
        if let timeLimit { found.append((.timeLimit, timeLimit)) }
        switch step.construct {
        case .uses(let use):
            if let due = use.human?.due { found.append((.due, place(of: due))) }
            if let hidden = use.human?.hiddenUntil { found.append((.release, place(of: hidden))) }
        case .wait(.time(let moment)) where isPublication(step): found.append((.publication, place(of: moment)))
        default: break
        }
        return found.filter { moments[$0.1].isDated }.map { kind, moment in
            deadlines.append(TimedDeadline(step: step.index, kind: kind, moment: moment))
            return deadlines.count - 1
        }
    }

    /// Whether the day that a step waits for is that of what is done to the outside world right after it.
    ///
    /// Two waits in a row are gates, of which the later counts, so that the second may well have passed.
    private func isPublication(_ step: Step) -> Bool {
        let siblings = definition.lists[step.list].steps
        guard siblings.indices.contains(step.position + 1),
            case .uses(let use) = definition.steps[siblings[step.position + 1]].construct, use.sort == .effect
        else { return false }
        guard step.position > 0, case .wait(.time) = definition.steps[siblings[step.position - 1]].construct else {
            return true
        }
        return false
    }

    // MARK: - Work

    private mutating func work(of step: Step) -> TimedStep.Work {
        switch step.construct {
        case .uses(let use):
            guard let due = use.human?.due else { return .nothing }
            return .task(due: place(of: due))
        case .send, .set, .decide, .cancel: return .nothing
        case .stop: return .stop
        case .wait(.time(let moment)): return .wait(place(of: moment))
        case .wait(.condition(let condition)) where condition.literal == .bool(false): return .never
        case .wait: return .nothing
        case .exclusive(_, let list): return passes(of: list, fewest: 1)
        case .repeats(let loop): return passes(of: loop.list, fewest: loop.mayBeSkipped ? 0 : 1)
        case .forEach(let loop): return passes(of: loop.list, fewest: fewest(of: loop))
        case .parallel(let branches, let join, _):
            return together(branches.map(\.list), needed: join.needed(of: branches.count))
        case .anyOrder(let branches): return together(branches.map(\.list), needed: branches.count)
        case .race(let branches): return oneOf(branches.map(\.list), mayTakeNone: false)
        case .choose(let branches, let otherwise, let takesEvery):
            return choice(step.choice(branches, otherwise, takesEvery: takesEvery))
        case .attempt(let list, let handlers, _):
            let idle = [take(list)] + handlers.map { take($0.list) }
            return idle.contains(false) ? .attempt(list, handlers: handlers.map(\.list)) : .nothing
        case .call(let call):
            // A list of cases may be empty.
            let takesTime = !call.detaches && call.each == nil && callable.contains(call.workflow)
            return takesTime ? .call(call) : .nothing
        }
    }

    private mutating func passes(of list: Int, fewest: Int) -> TimedStep.Work {
        take(list) ? .nothing : .passes(of: list, fewest: fewest)
    }

    private mutating func together(_ lists: [Int], needed: Int, beside: [Int] = []) -> TimedStep.Work {
        let idle = (lists + beside).map { take($0) }
        return idle.contains(false) ? .together(lists, needed: needed, beside: beside) : .nothing
    }

    private mutating func oneOf(_ lists: [Int], mayTakeNone: Bool) -> TimedStep.Work {
        let idle = lists.map { take($0) }
        return idle.contains(false) ? .oneOf(lists, mayTakeNone: mayTakeNone) : .nothing
    }

    private mutating func choice(_ choice: StepChoice) -> TimedStep.Work {
        let (certain, optional) = (choice.certain.map(\.list), choice.optional.map(\.list))
        if choice.takesEvery, !certain.isEmpty { return together(certain, needed: certain.count, beside: optional) }
        let all = optional + certain + (choice.otherwise.map { [$0] } ?? [])
        return oneOf(all, mayTakeNone: choice.mayTakeNone)
    }

    /// How many runs of a loop come one after the other at the least.
    private mutating func fewest(of loop: ForEachStep) -> Int {
        guard case .list(let items)? = try? loop.items.evaluate(DictionaryActivation(fixed)) else { return 0 }
        let needed = loop.join.needed(of: items.count)
        guard loop.mode != .parallel else { return min(1, needed) }
        if needed > Limits.timedPassesMax { cutsLoops = true }
        return min(needed, Limits.timedPassesMax)
    }
}
