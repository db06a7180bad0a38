import WaymarkCalendar
import WaymarkDiagnostics

/// Says of a deadline that cannot be met in which rounds, by how much, and why.
struct TimingWords {
    private let finding: TimingFinding
    /// What people call the step, in marks.
    private let step: String
    private let workflow: String
    private let calendar: WorkingCalendar
    /// The round that misses it by most.
    private let worst: TimingFinding.Miss

    /// Takes what was found of a step of a workflow; nil when no round misses the deadline.
    init?(_ finding: TimingFinding, step: String, workflow: String, calendar: WorkingCalendar) {
        guard var worst = finding.misses.first else { return nil }
        for miss in finding.misses where miss.lateness > worst.lateness { worst = miss }
        self.finding = finding
        self.step = finding.call.map { "`\($0.name)` of \($0.workflow), which `\(step)` calls," } ?? "`\(step)`"
        self.workflow = workflow
        self.calendar = calendar
        self.worst = worst
    }

    // MARK: - The message

    /// What is wrong, in which rounds, and why.
    var message: String {
        let condition = finding.pace == .asGiven ? "if each step takes the time that it is given, " : ""
        return "\(condition)\(subject)\(rounds): \(facts)\(count)"
    }

    private var subject: String {
        let isTight = finding.pace == .asGiven
        switch finding.deadline.kind {
        case .due: return isTight ? "\(step) is late" : "\(step) cannot be done in time"
        case .timeLimit:
            return isTight
                ? "the time of \(step) is up before it starts" : "\(step) cannot start before its time is up"
        case .release:
            return "the result of \(step) " + (isTight ? "is not" : "cannot be") + " there when it is made known"
        case .publication:
            return "the day that \(step) waits for " + (isTight ? "is missed" : "cannot be kept")
        }
    }

    /// In which rounds: ` for Q4 2012/13 and 3 more of 79 quarters`.
    private var rounds: String {
        guard let period = worst.topic.period else { return "" }
        let (missed, known) = (Set(finding.misses.compactMap(\.topic.period)).count, finding.periods.count)
        let others =
            switch missed {
            case 1: ""
            case known: " and all others of \(known) \(period.kind.plural)"
            default: " and \(missed - 1) more of \(known) \(period.kind.plural)"
            }
        switch worst.topic {
        case .start(let day): return " in \(period.title)\(others), as for a case that starts on \(day.spelledOut)"
        case .day(let day, let input):
            return " in \(period.title)\(others), as where `\(input)` is \(day.spelledOut)"
        case .period, .every: return " for \(period.title)\(others)"
        }
    }

    /// When the step is reached in the worst round, and when it is due.
    private var facts: String {
        let (ready, due) = days(of: worst)
        if worst.ready == worst.due {
            let then = finding.deadline.kind == .timeLimit ? "when its time is up" : "when it is due"
            return "it opens on \(ready) at the earliest, the very moment \(then)"
        }
        switch finding.deadline.kind {
        case .due: return "it opens on \(ready) at the earliest and is due on \(due)"
        case .timeLimit: return "it opens on \(ready) at the earliest and its time is up on \(due)"
        case .release: return "it is done on \(ready) at the earliest and made known on \(due)"
        case .publication: return "it is reached on \(ready) at the earliest and waits for \(due)"
        }
    }

    /// The two moments of a miss as days, with the time of day where they fall on one.
    private func days(of miss: TimingFinding.Miss) -> (ready: String, due: String) {
        let (ready, due) = (calendar.zone.local(of: miss.ready), calendar.zone.local(of: miss.due))
        guard ready.date == due.date else { return (ready.date.spelledOut, due.date.spelledOut) }
        return ("\(ready.date.spelledOut) at \(ready.time)", "the same day at \(due.time)")
    }

    // MARK: - Working days

    /// The working days that are needed and there are, and the holidays between where they are why it is late.
    private var count: String {
        guard let origin, let needed = workingDays(through: day(worst.ready)),
            let there = workingDays(through: day(worst.due))
        else { return "" }
        let holidays = holidays
        let isCause = !holidays.isEmpty && isMet(needing: needed, of: there + holidays.count)
        let named = isCause ? HolidayWords(holidays, calendar: calendar).items : []
        let between = "\(Self.list(named)) \(named.count == 1 ? "falls" : "fall") between"
        guard needed > there else { return isCause ? "; \(between)" : "" }
        let numbers = "; from \(origin.spelledOut) that takes \(WorkingDays(needed)) and there are \(there)"
        return isCause ? "\(numbers), as \(between)" : numbers
    }

    /// Whether the deadline would be met if there were so many working days through its day.
    private func isMet(needing needed: Int, of there: Int) -> Bool {
        guard needed == there else { return needed < there }
        // The last of the days that are needed is that of the deadline, or the one before the weekend that it is on.
        let due = calendar.zone.local(of: worst.due)
        if calendar.weekend.contains(due.date.weekday) { return true }
        let time = calendar.zone.local(of: worst.ready).time
        return time == due.time ? !finding.deadline.kind.isLate(at: worst.due, due: worst.due) : time < due.time
    }

    /// The day from which the way is counted: that on which the case starts, or the first that is known on the way.
    private var origin: LocalDate? {
        if let start = worst.start.moment { return day(start) }
        if case .day(let day, _) = worst.topic { return day }
        return worst.way.first.map { day($0.until) }
    }

    private func workingDays(through last: LocalDate) -> Int? {
        guard let origin else { return nil }
        return last <= origin ? 0 : try? calendar.workingDays(from: origin.adding(days: 1), through: last)
    }

    /// The holidays that fall between the start of the way and the deadline, without those on free days of the week.
    private var holidays: [Holiday] {
        guard let origin else { return [] }
        let last = day(worst.due)
        return calendar.holidays.filter {
            $0.date > origin && $0.date <= last && !calendar.weekend.contains($0.date.weekday)
        }
    }

    private func day(_ moment: Instant) -> LocalDate { calendar.zone.local(of: moment).date }

    private static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    // MARK: - Notes

    /// When the case is taken to start, what takes time, and the other rounds.
    var notes: [Diagnostic.Note] { [start, way, others].compactMap { $0 }.map { Diagnostic.Note($0) } }

    private var start: String? {
        guard let period = worst.topic.period else { return nil }
        switch worst.start {
        case .scheduled(let moment, let schedule):
            return "the schedule \(schedule) starts the case on \(day(moment).spelledOut)"
        case .whenOver(let moment):
            return "the case is taken to start on \(day(moment).spelledOut), when the \(period.kind.singular) is over, "
                + "because no schedule says when"
        case .unknown, .asSaid: return nil
        }
    }

    private var way: String? {
        guard !worst.way.isEmpty else { return nil }
        let legs = worst.way.suffix(Limits.tracePassagesMax).map { leg in
            let name = leg.workflow == workflow ? "`\(leg.step)`" : "`\(leg.step)` of \(leg.workflow)"
            return "\(name) \(leg.isWork ? "has" : "waits") until \(day(leg.until).spelledOut)"
        }
        return "on the shortest way \(Self.list(legs))"
    }

    /// The other rounds that miss it, one of each period.
    private var others: String? {
        var seen: Set<Period?> = [worst.topic.period]
        let rest = finding.misses.filter { seen.insert($0.topic.period).inserted }
        guard !rest.isEmpty else { return nil }
        let named = rest.prefix(Limits.namedRoundsMax).map { miss in
            return "\(miss.topic.period?.title ?? "") (\(mismatch(of: miss)))"
        }
        let more = rest.count - named.count
        return "also for " + Self.list(more > 0 ? named + ["\(more) more"] : named)
    }

    /// When it is ready and when it should be, in a few words.
    private func mismatch(of miss: TimingFinding.Miss) -> String {
        let (ready, due) = days(of: miss)
        if miss.ready == miss.due { return "\(ready), the moment when it is due" }
        return day(miss.ready) == day(miss.due)
            ? "\(ready), not at \(calendar.zone.local(of: miss.due).time)" : "\(ready), not \(due)"
    }

    /// What to do about it.
    var help: String {
        if finding.call != nil { return "call it earlier, set a later day there, or say why it stands with `tight`" }
        switch (finding.pace, finding.deadline.kind) {
        case (.atOnce, _): return "set a later day, wait for less, or say why it stands with `tight`"
        case (.asGiven, _):
            return "set a later day, give the steps before it less time, or say why it stands with `tight`"
        }
    }
}

extension Period.Kind {
    /// The word for one of them.
    fileprivate var singular: String {
        switch self {
        case .month: "month"
        case .quarter: "quarter"
        case .half: "half-year"
        case .year: "financial year"
        case .calendarYear: "year"
        }
    }

    /// The word for several.
    fileprivate var plural: String { singular + "s" }
}
