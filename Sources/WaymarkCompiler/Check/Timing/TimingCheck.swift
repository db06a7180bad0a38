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

    /// Prepares to look at a definition; nil where nothing in it has a date.
    init?(
        _ definition: CompiledDefinition, beside others: [String: CompiledDefinition], openings: [CaseOpening],
        calendar: WorkingCalendar
    ) {
        guard definition.hasDates else { return nil }
        let timed = TimedDefinition(definition, callable: Set(others.keys))
        guard !timed.deadlines.isEmpty else { return nil }
        self.timed = timed
        self.openings = openings
        self.calendar = calendar
        var callees: [String: TimedDefinition] = [:]
        var open = definition.callees
        while let name = open.popLast() {
            guard name != definition.workflow, callees[name] == nil, let callee = others[name] else { continue }
            callees[name] = TimedDefinition(callee, callable: Set(others.keys))
            open += callee.callees
        }
        self.callees = callees
    }

    /// What is wrong, by the place of the deadline in the file.
    func findings() -> [TimingFinding] {
        let count = timed.deadlines.count
        var impossible: [[TimingFinding.Miss]] = Array(repeating: [], count: count)
        var tight = impossible
        var periods: [Set<Period>] = Array(repeating: [], count: count)
        var effort = 0
        for round in TimingRounds(timed, openings: openings, calendar: calendar).all {
            guard effort < Limits.timedStepsMax else { break }
            let given = path(in: round, .asGiven)
            effort += given.effort
            var atOnce: EarliestPath?
            for (index, deadline) in timed.deadlines.enumerated() {
                guard let due = round.dates[deadline.moment], let ready = given.arrivals[index]?.moment else {
                    continue
                }
                if let period = round.topic.period { periods[index].insert(period) }
                guard ready >= due else { continue }
                let prompt = atOnce ?? path(in: round, .atOnce)
                if atOnce == nil { effort += prompt.effort }
                atOnce = prompt
                if let miss = miss(of: deadline, index, due: due, by: prompt, .atOnce, round) {
                    impossible[index].append(miss)
                } else if let miss = miss(of: deadline, index, due: due, by: given, .asGiven, round) {
                    tight[index].append(miss)
                }
            }
        }
        return timed.deadlines.indices.compactMap { index in
            let pace: TimingPace = impossible[index].isEmpty ? .asGiven : .atOnce
            let misses = pace == .atOnce ? impossible[index] : tight[index]
            guard !misses.isEmpty else { return nil }
            return TimingFinding(
                deadline: timed.deadlines[index], pace: pace, misses: misses, periods: periods[index])
        }
    }

    private func path(in round: DatedRound, _ pace: TimingPace) -> EarliestPath {
        EarliestPath(timed, in: round, pace: pace, callees: callees, calendar: calendar)
    }

    private func miss(
        of deadline: TimedDeadline, _ index: Int, due: Instant, by path: EarliestPath, _ pace: TimingPace,
        _ round: DatedRound
    ) -> TimingFinding.Miss? {
        guard let arrival = path.arrivals[index], let ready = arrival.moment else { return nil }
        // What is reached in the moment in which its time is up is late as soon as it is there.
        let isBarred = pace == .atOnce && (deadline.kind == .due || deadline.kind == .timeLimit) && arrival.leg != nil
        guard isBarred ? ready >= due : ready > due else { return nil }
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
