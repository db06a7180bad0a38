import CEL
import WaymarkCalendar
import WaymarkDefinition

/// How quickly people are taken to work.
enum TimingPace: Hashable, Sendable {
    /// What people do takes no time.
    case atOnce
    /// What people do takes the time that it is given, and nothing fails.
    case asGiven
}

/// The earliest that each step of a definition can be reached in a round, over all ways that a case may take.
///
/// Waits are waited for, all branches that a join needs are gone through, and of what may be left out nothing is done.
/// Who reaches a step earlier never leaves it later, so one arrival at each step, the earliest, is all that has to be
/// known; a way back can only bring a later one. What is not known in the round takes no time, so that no arrival is
/// later than it can be.
struct EarliestPath {
    /// An arrival: when, and the last thing on the way that took time.
    struct Arrival {
        /// The moment; nil for one that may lie as early as anybody likes.
        var moment: Instant?
        /// The place of the leg that took time last.
        var leg: Int?

        /// Whether it comes before another.
        func isEarlier(than other: Arrival) -> Bool {
            guard let theirs = other.moment else { return false }
            return moment.map { $0 < theirs } ?? true
        }
    }

    /// A part of a way that took time.
    struct Leg {
        /// The leg before it.
        var before: Int?
        /// The workflow of the step, and the step by its id.
        var workflow: String
        var step: String
        /// Whether people did something meanwhile.
        var isWork: Bool
        /// When it was over.
        var until: Instant
    }

    /// A case of a definition in the round.
    private struct Run {
        var timed: TimedDefinition
        var dates: [Instant?]
        /// What is known beforehand.
        var values: [String: Value]
        /// Whether dates count that are the same for all cases.
        var countsFixed: Bool
        /// The workflows of the cases around it.
        var around: [String] = []
        /// The step of the outermost case that calls it; nil for that case itself.
        var call: Int?
    }

    /// A deadline of a called case, with its date there.
    struct CalledDeadline: Hashable, Comparable {
        /// The step of the outermost case by which it is called.
        var call: Int
        /// The workflow of the called case.
        var workflow: String
        /// The place among the deadlines of that workflow.
        var deadline: Int
        /// When it is due.
        var due: Instant

        static func < (left: CalledDeadline, right: CalledDeadline) -> Bool {
            (left.call, left.workflow, left.deadline, left.due)
                < (right.call, right.workflow, right.deadline, right.due)
        }
    }

    /// The earliest arrival at what has a date, by its place among the deadlines; nil where no way leads.
    private(set) var arrivals: [Arrival?]
    /// The earliest arrival at what has a date in the cases that are called.
    private(set) var calledArrivals: [CalledDeadline: Arrival] = [:]
    /// Everything on the ways that took time.
    private(set) var legs: [Leg] = []

    /// Whether some lists were left out because there were too many steps, so that they take no time.
    private(set) var isCutShort = false

    /// How many steps were looked at.
    var effort: Int { Limits.timedStepsOfRoundMax - effortLeft }

    private let calendar: WorkingCalendar
    private let pace: TimingPace
    private let callees: [String: TimedDefinition]
    /// How many steps may still be looked at; lists that come after that take no time.
    private var effortLeft: Int
    /// The earliest end of each case by a `stop`, the outermost first.
    private var stops: [Arrival?] = [nil]

    /// Goes through a definition in a round.
    init(
        _ timed: TimedDefinition, in round: DatedRound, pace: TimingPace, callees: [String: TimedDefinition],
        calendar: WorkingCalendar
    ) {
        self.calendar = calendar
        self.pace = pace
        self.callees = callees
        arrivals = Array(repeating: nil, count: timed.deadlines.count)
        effortLeft = Limits.timedStepsOfRoundMax
        let run = Run(timed: timed, dates: round.dates, values: round.values, countsFixed: round.topic.countsFixed)
        _ = end(of: CompiledDefinition.rootList, from: Arrival(moment: round.start.moment), in: run)
    }

    /// The legs of the way to an arrival, the first first.
    func way(to arrival: Arrival) -> [Leg] {
        var way: [Leg] = []
        var next = arrival.leg
        while let leg = next {
            way.append(legs[leg])
            next = legs[leg].before
        }
        return way.reversed()
    }

    // MARK: - Lists

    /// When a list that is begun at a moment ends at the earliest; nil when it cannot.
    private mutating func end(of list: Int, from start: Arrival, in run: Run) -> Arrival? {
        let steps = run.timed.lists[list]
        guard !steps.isEmpty else { return start }
        guard effortLeft > 0 else { return cutShort(at: start) }
        var known: [Arrival?] = Array(repeating: nil, count: steps.count)
        var isOpen = Array(repeating: false, count: steps.count)
        (known[0], isOpen[0]) = (start, true)
        var end: Arrival?
        var place = 0
        while place < steps.count {
            guard effortLeft > 0 else { return cutShort(at: start) }
            guard isOpen[place], let arrival = known[place] else {
                place += 1
                continue
            }
            isOpen[place] = false
            var next = place + 1
            for (target, time) in exits(from: steps[place], at: arrival, in: run) {
                switch target {
                case .end: end = Self.earlier(end, time)
                case .stop: note(stop: time)
                case .place(let goal):
                    if let other = known[goal], !time.isEarlier(than: other) { continue }
                    (known[goal], isOpen[goal]) = (time, true)
                    next = min(next, goal)
                }
            }
            place = next
        }
        return end
    }

    private mutating func cutShort(at start: Arrival) -> Arrival {
        isCutShort = true
        return start
    }

    private mutating func exits(
        from step: TimedStep, at arrival: Arrival, in run: Run
    ) -> [(target: TimedStep.Target, time: Arrival)] {
        effortLeft -= 1
        let limit = step.timeLimit.flatMap { moment($0, from: arrival, in: run) }
        var done = end(of: step, from: arrival, in: run)
        if let limit, let moment = done?.moment, moment > limit { done = nil }
        note(step, arrival: arrival, done: done, in: run)
        var exits: [(target: TimedStep.Target, time: Arrival)] = []
        for way in step.ways {
            var time: Arrival?
            switch way.opens {
            case .done: time = done
            case .atOnce: time = arrival
            case .due: time = later(arrival, step.due.flatMap { moment($0, from: arrival, in: run) }, step, in: run)
            case .timeLimit: time = later(arrival, limit, step, in: run)
            }
            if let list = way.through { time = time.flatMap { end(of: list, from: $0, in: run) } }
            if let time { exits.append((way.target, time)) }
        }
        return exits
    }

    private mutating func note(_ step: TimedStep, arrival: Arrival, done: Arrival?, in run: Run) {
        for deadline in step.deadlines {
            let isRelease = run.timed.deadlines[deadline].kind == .release
            guard let reached = isRelease ? done : arrival else { continue }
            guard let call = run.call else {
                arrivals[deadline] = Self.earlier(arrivals[deadline], reached)
                continue
            }
            guard let due = run.dates[run.timed.deadlines[deadline].moment] else { continue }
            let place = CalledDeadline(
                call: call, workflow: run.timed.definition.workflow, deadline: deadline, due: due)
            calledArrivals[place] = Self.earlier(calledArrivals[place], reached)
        }
    }

    private mutating func note(stop arrival: Arrival) {
        stops[stops.count - 1] = Self.earlier(stops[stops.count - 1], arrival)
    }

    // MARK: - Steps

    /// When the work of a step is done at the earliest; nil when it never is.
    private mutating func end(of step: TimedStep, from arrival: Arrival, in run: Run) -> Arrival? {
        switch step.work {
        case .nothing: return arrival
        case .never: return nil
        case .stop:
            note(stop: arrival)
            return nil
        case .task(let due):
            guard pace == .asGiven, let due else { return arrival }
            return later(arrival, moment(due, from: arrival, in: run), step, in: run)
        case .wait(let place): return later(arrival, moment(place, from: arrival, in: run), step, in: run)
        case .together(let lists, let needed, let beside):
            for list in beside { _ = end(of: list, from: arrival, in: run) }
            let ends = ends(of: lists, from: arrival, in: run).sorted { $0.isEarlier(than: $1) }
            return needed == 0 ? arrival : ends.count >= needed ? ends[needed - 1] : nil
        case .oneOf(let lists, let mayTakeNone):
            let ends = ends(of: lists, from: arrival, in: run)
            return ends.reduce(mayTakeNone ? arrival : nil) { Self.earlier($0, $1) }
        case .passes(let list, let fewest): return passes(of: list, fewest: fewest, from: arrival, in: run)
        case .attempt(let list, let handlers):
            let plain = end(of: list, from: arrival, in: run)
            let caught = ends(of: handlers, from: arrival, in: run)
            if pace == .asGiven, let plain { return plain }
            return caught.reduce(plain) { Self.earlier($0, $1) }
        case .call(let call): return end(of: call, by: step.step, from: arrival, in: run)
        }
    }

    private mutating func ends(of lists: [Int], from arrival: Arrival, in run: Run) -> [Arrival] {
        lists.compactMap { end(of: $0, from: arrival, in: run) }
    }

    private mutating func passes(of list: Int, fewest: Int, from arrival: Arrival, in run: Run) -> Arrival? {
        var last = end(of: list, from: arrival, in: run)
        guard fewest > 0 else { return arrival }
        for _ in 1..<fewest { last = last.flatMap { end(of: list, from: $0, in: run) } }
        return last
    }

    /// When a called case ends at the earliest; one that calls itself takes no time the second time.
    private mutating func end(of call: CallStep, by step: Int, from arrival: Arrival, in run: Run) -> Arrival? {
        let around = run.around + [run.timed.definition.workflow]
        guard let callee = callees[call.workflow], !around.contains(call.workflow) else { return arrival }
        let scope = KnownBeforehand(run.values, calendar: calendar)
        let inputs = callee.definition.inputDefaults.merging(call.known(in: scope)) { $1 }
        let given = Dictionary(uniqueKeysWithValues: inputs.map { ("inputs.\($0)", $1) })
        let values = callee.known(from: given, calendar)
        let dates = callee.dates(knowing: values, given: Set(given.keys), countsFixed: run.countsFixed, calendar)
        let inner = Run(
            timed: callee, dates: dates, values: values, countsFixed: run.countsFixed, around: around,
            call: run.call ?? step)
        stops.append(nil)
        let end = end(of: CompiledDefinition.rootList, from: arrival, in: inner)
        return stops.removeLast().map { Self.earlier(end, $0) } ?? end
    }

    // MARK: - Moments

    private func moment(_ place: Int, from arrival: Arrival, in run: Run) -> Instant? {
        let moment = run.timed.moments[place]
        guard moment.basis == .opening else { return run.dates[place] }
        return arrival.moment.flatMap { try? moment.deadline.rule.resolve(opened: $0, calendar: calendar) }
    }

    /// The arrival, or a moment that is waited for, whichever is later.
    private mutating func later(_ arrival: Arrival, _ moment: Instant?, _ step: TimedStep, in run: Run) -> Arrival {
        guard let moment, arrival.moment.map({ moment > $0 }) ?? true else { return arrival }
        let definition = run.timed.definition
        let isWork = if case .task = step.work { true } else { false }
        legs.append(
            Leg(
                before: arrival.leg, workflow: definition.workflow, step: definition.steps[step.step].id,
                isWork: isWork, until: moment))
        return Arrival(moment: moment, leg: legs.count - 1)
    }

    private static func earlier(_ left: Arrival?, _ right: Arrival) -> Arrival {
        left.map { right.isEarlier(than: $0) ? right : $0 } ?? right
    }
}

extension CallStep {
    /// The inputs that are known beforehand.
    fileprivate func known(in scope: KnownBeforehand) -> [String: Value] {
        var known: [String: Value] = [:]
        for input in inputs {
            switch input.value {
            case .constant(let value): known[input.name] = value
            case .expression(let expression): known[input.name] = try? expression.evaluate(scope)
            case .text, .list, .map: break
            }
        }
        return known
    }
}
