import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Deadlines that cannot be kept, and days that the calendar does not know.
extension WorkflowChecker {
    // MARK: - The calendar's years

    /// Checks that working days are counted only in years whose holidays are known; only where a calendar is at hand.
    mutating func checkYears(of rule: DeadlineRule, at span: SourceSpan) {
        guard let calendar = environment.calendar, rule.countsWorkingTime, let amount = rule.amount else { return }
        let years = "\(calendar.years.lowerBound) to \(calendar.years.upperBound)"
        let help = "name a day in the years \(years), or add the holidays of more years to the calendar"
        if case .date(let date) = rule.anchor {
            let start = calendar.close(of: date)
            guard (try? rule.resolve(opened: start, calendar: calendar)) == nil else { return }
            return report(
                .outsideCalendar, at: span,
                "working days are counted from \(date), but the calendar `\(calendar.name)` knows the years \(years)",
                help: help)
        }
        let known = (try? calendar.workingDays(from: calendar.firstDate, upTo: calendar.lastDate)) ?? Int.max
        guard amount.unit == .workingDays, amount.count > known else { return }
        report(
            .outsideCalendar, at: span,
            "\(amount) are more than the calendar `\(calendar.name)` knows in the years \(years)", help: help)
    }

    // MARK: - Deadlines after waits

    /// Checks that nothing is due before a moment that is waited for in front of it.
    mutating func checkDeadlines(_ steps: [Step]) {
        guard !parsed.lists.isEmpty else { return }
        checkDeadlines(in: CompiledDefinition.rootList, after: [:], steps)
    }

    private mutating func checkDeadlines(in list: Int, after earlier: [String: PassedMoment], _ steps: [Step]) {
        var passed = earlier
        let isStraight = parsed.lists[list].steps.allSatisfy { index in
            steps[index].routes.values.allSatisfy { if case .goTo = $0 { false } else { $0 != .leave } }
        }
        for index in parsed.lists[list].steps {
            if case .uses(let use) = steps[index].construct, let due = use.human?.due {
                check(due, of: index, after: passed)
            }
            for inner in parsed.steps[index].branches.map(\.list) + parsed.steps[index].detours.values.sorted() {
                checkDeadlines(in: inner, after: passed, steps)
            }
            guard isStraight, case .wait(.time(let moment)) = steps[index].construct, steps[index].when == nil,
                steps[index].timeout == nil,
                let (key, reckoning) = Reckoning.of(moment)
            else { continue }
            if let known = passed[key], known.reckoning.unit == reckoning.unit,
                known.reckoning.count >= reckoning.count
            {
                continue
            }
            passed[key] = PassedMoment(step: index, reckoning: reckoning)
        }
    }

    private mutating func check(_ due: DeadlineTemplate, of index: Int, after passed: [String: PassedMoment]) {
        guard let (key, reckoning) = Reckoning.of(due) else { return }
        // What lies before a period comes before all that lies after it.
        let after = key.hasPrefix("start of ") ? passed["end of " + key.dropFirst("start of ".count)] : nil
        let before = passed[key].flatMap { reckoning.isBefore($0.reckoning) ? $0 : nil }
        guard let earlier = before ?? after else { return }
        let wait = parsed.steps[earlier.step]
        diagnostics.add(
            Diagnostic(
                .deadlineTooEarly, at: parsed.steps[index]["due"]?.span ?? parsed.steps[index].span,
                "`\(parsed.steps[index].id)` is due before it can start, because `\(wait.id)` waits longer",
                help: "set a later `due`, or wait for less",
                notes: [.init("this is waited for first", at: wait["wait"]?.span)]))
    }
}

/// A moment that has passed when a step starts.
private struct PassedMoment {
    var step: Int
    var reckoning: Reckoning
}

/// How far a moment lies from what it is counted from, where that can be compared.
private struct Reckoning {
    enum Unit { case none, days, workingDays, seconds, months }

    var unit: Unit
    /// How many, below 0 before it.
    var count: Int

    init?(_ amount: DeadlineSpan) {
        switch amount.unit {
        case .seconds: self.init(unit: .seconds, count: amount.count)
        case .minutes: self.init(unit: .seconds, count: amount.count * 60)
        case .hours: self.init(unit: .seconds, count: amount.count * 3600)
        case .days: self.init(unit: .days, count: amount.count)
        case .weeks: self.init(unit: .days, count: amount.count * 7)
        case .workingDays: self.init(unit: .workingDays, count: amount.count)
        case .months: self.init(unit: .months, count: amount.count)
        case .years: self.init(unit: .months, count: amount.count * 12)
        case .workingHours: return nil
        }
    }

    private init(unit: Unit, count: Int) {
        self.unit = unit
        self.count = count
    }

    /// Whether it certainly lies before another that is counted from the same.
    func isBefore(_ other: Reckoning) -> Bool {
        if unit == other.unit || unit == .none || other.unit == .none { return count < other.count }
        // Whatever the units, what lies before something comes before what lies after it.
        return count <= 0 && other.count > 0
    }

    /// What a deadline is counted from, if it is the same whenever it is asked for, and how far it lies from it.
    static func of(_ deadline: DeadlineTemplate) -> (key: String, reckoning: Reckoning)? {
        var reckoning = Reckoning(unit: .none, count: 0)
        if let amount = deadline.rule.amount {
            guard let counted = Reckoning(amount) else { return nil }
            reckoning = counted
            if deadline.rule.direction == .before { reckoning.count = -reckoning.count }
        }
        func anchor(_ index: Int) -> String? {
            let expression = deadline.anchors[index]
            let isFixed = expression.references.allSatisfy {
                $0.name.hasPrefix("inputs.") || $0.name.hasPrefix("vocabulary.") || $0.name == "case"
            }
            guard isFixed, case .record = expression.resultType else { return isFixed ? expression.source : nil }
            // Before a period is before its first day, after it after its last.
            return "\(reckoning.count < 0 ? "start" : "end") of \(expression.source)"
        }
        switch deadline.rule.anchor {
        case .date(let date):
            guard reckoning.unit == .none || reckoning.unit == .days else { return (key: "\(date)", reckoning) }
            return (key: "a day", Reckoning(unit: .days, count: date.daysSinceEpoch + reckoning.count))
        case .expression(let index):
            return anchor(index).map { ($0, reckoning) }
        case .endOf(let index): return anchor(index).map { ("the end: \($0)", reckoning) }
        case .startOf(let index): return anchor(index).map { ("the start: \($0)", reckoning) }
        case .opened, .due, .dayOfYear: return nil
        }
    }
}
