import WaymarkCalendar
import WaymarkDefinition

/// Looks for deadlines that the shortest way through a definition cannot meet in some round of the calendar.
///
/// Each round is first gone through with people who take the time that they are given. Only where something is late
/// then, it is gone through again with people who take none, which tells what is impossible from what is tight.
struct TimingCheck {
    private let timed: TimedDefinition
    private let callees: [String: TimedDefinition]
    private let openings: [CaseOpening]
    private let calendar: WorkingCalendar
    private let stepsMax: Int

    /// Prepares to look at a definition; nil where nothing in it has a date.
    ///
    /// `stepsMax`: How many steps are looked at in all rounds together.
    init?(
        _ definition: CompiledDefinition, beside others: [String: CompiledDefinition], openings: [CaseOpening],
        calendar: WorkingCalendar, stepsMax: Int = Limits.timedStepsMax
    ) {
        self.stepsMax = stepsMax
        let calls = definition.callees.filter { $0 != definition.workflow && others[$0] != nil }
        guard definition.hasDates || !calls.isEmpty else { return nil }
        timed = TimedDefinition(definition, callable: Set(others.keys))
        self.openings = openings
        self.calendar = calendar
        var callees: [String: TimedDefinition] = [:]
        var open = calls
        while let name = open.popLast() {
            guard name != definition.workflow, callees[name] == nil, let callee = others[name] else { continue }
            callees[name] = TimedDefinition(callee, callable: Set(others.keys))
            open += callee.callees
        }
        self.callees = callees
        guard judgesCalls || !timed.deadlines.isEmpty else { return nil }
    }

    /// Whether cases are called that have deadlines of their own.
    private var judgesCalls: Bool { callees.values.contains { !$0.deadlines.isEmpty } }

    /// What is wrong, by the place of the deadline in the file.
    func findings() -> [TimingFinding] { report().findings }

    /// What is wrong, and what was not looked at.
    func report() -> TimingReport {
        let rounds = TimingRounds(
            timed, openings: openings, judgesCalls: judgesCalls, calendar: calendar, stepsMax: stepsMax)
        let all = rounds.all
        var coverage = TimingCoverage(rounds: all.count, dayStep: rounds.dayStep)
        coverage.cutsLoops = timed.cutsLoops || callees.values.contains(where: \.cutsLoops)
        var own = MissTally<Int>()
        var called = CalledMisses()
        for round in all {
            guard coverage.effort < stepsMax else { break }
            let given = path(in: round, .asGiven)
            coverage.add(given)
            var paths = RoundPaths(round: round, given: given)
            judge(&paths, &own)
            judgeCalls(&paths, &called)
            coverage.effort += paths.effort
        }
        let findings = own.places.compactMap { index in own.finding(of: timed.deadlines[index], at: index) }
        return TimingReport(findings: findings + called.findings(callees), coverage: coverage)
    }

    /// Looks for deadlines that a round misses.
    private func judge(_ paths: inout RoundPaths, _ tally: inout MissTally<Int>) {
        let round = paths.round
        for (index, deadline) in timed.deadlines.enumerated() {
            guard let due = round.dates[deadline.moment], let ready = paths.given.arrivals[index]?.moment else {
                continue
            }
            tally.note(index, round.topic.period)
            guard ready >= due else { continue }
            let prompt = paths.atOnce { path(in: round, .atOnce) }
            for (pace, path) in [(TimingPace.atOnce, prompt), (.asGiven, paths.given)] {
                guard let arrival = path.arrivals[index],
                    let miss = miss(of: deadline, at: arrival, due: due, by: path, round)
                else { continue }
                tally.add(miss, to: index, pace)
                break
            }
        }
    }

    // MARK: - Called cases

    /// Looks for deadlines of called cases that are missed because the call comes too late.
    ///
    /// What a called case would miss by itself too, begun when its period is over, is said of its own workflow. Where
    /// something of it is due before the period is over, nobody can tell when the round starts.
    private func judgeCalls(_ paths: inout RoundPaths, _ calls: inout CalledMisses) {
        let round = paths.round
        for place in paths.given.calledArrivals.keys.sorted() {
            if case .whenOver = round.start, let end = round.topic.period?.end, place.due <= calendar.close(of: end) {
                calls.doubt(place)
            }
            calls.note(place, round.topic.period)
            guard let ready = paths.given.calledArrivals[place]?.moment, ready >= place.due,
                let callee = callees[place.workflow]
            else { continue }
            let alone = paths.alone(place.workflow) { path(through: callee, beside: round) }
            let kind = callee.deadlines[place.deadline].kind
            if let ready = alone.arrivals[place.deadline]?.moment, kind.isLate(at: ready, due: place.due) { continue }
            let prompt = paths.atOnce { path(in: round, .atOnce) }
            for (pace, path) in [(TimingPace.atOnce, prompt), (.asGiven, paths.given)] {
                guard let arrival = path.calledArrivals[place],
                    let miss = miss(
                        of: callee.deadlines[place.deadline], at: arrival, due: place.due, by: path, round)
                else { continue }
                calls.add(miss, to: place, pace)
                break
            }
        }
    }

    /// The way through a called workflow by itself, begun as soon as its period is over.
    private func path(through callee: TimedDefinition, beside round: DatedRound) -> EarliestPath {
        var alone = TimingRound(topic: round.topic)
        if let period = round.topic.period,
            let field = callee.definition.inputs.fields.first(where: { $0.type == .period }),
            let value = period.fieldValue, let day = try? calendar.workingDay(onOrAfter: period.end.adding(days: 1))
        {
            alone.start = .whenOver(calendar.open(of: day))
            alone.inputs = [field.name: value]
        }
        return EarliestPath(
            callee, in: DatedRound(alone, of: callee, calendar), pace: .asGiven, callees: callees, calendar: calendar)
    }

    // MARK: - Paths

    private func path(in round: DatedRound, _ pace: TimingPace) -> EarliestPath {
        EarliestPath(timed, in: round, pace: pace, callees: callees, calendar: calendar)
    }

    private func miss(
        of deadline: TimedDeadline, at arrival: EarliestPath.Arrival, due: Instant, by path: EarliestPath,
        _ round: DatedRound
    ) -> TimingFinding.Miss? {
        guard let ready = arrival.moment else { return nil }
        guard deadline.kind.isLate(at: ready, due: due) else { return nil }
        return TimingFinding.Miss(
            topic: round.topic, start: round.start, ready: ready, due: due, way: path.way(to: arrival))
    }
}

extension CompiledDefinition {
    /// The workflows that it calls, in the order of its steps.
    fileprivate var callees: [String] {
        steps.compactMap { if case .call(let call) = $0.construct { call.workflow } else { nil } }
    }

    /// Whether a step has a moment that is not counted from when it opens or is due.
    fileprivate var hasDates: Bool {
        steps.contains { step in
            if step.timeout?.rule.isDated == true { return true }
            switch step.construct {
            case .uses(let use):
                return use.human?.due?.rule.isDated == true || use.human?.hiddenUntil?.rule.isDated == true
            case .wait(.time(let moment)): return moment.rule.isDated
            default: return false
            }
        }
    }
}

extension DeadlineRule {
    fileprivate var isDated: Bool {
        switch anchor {
        case .date, .expression, .endOf, .startOf: true
        case .opened, .due, .dayOfYear: false
        }
    }
}
