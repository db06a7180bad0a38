import CEL
import WaymarkCalendar
import WaymarkDefinition

/// The rounds in which a definition is looked at: those that its deadlines rest on, over all years of the calendar.
///
/// Where schedules start the workflow, their starts are rounds, with what they give. A definition about a period has
/// one for each period of the calendar beside those; one whose deadlines are counted from the start of a case, or from
/// a day that it is given, one for each working day. What has a date of its own is looked at once.
struct TimingRounds {
    private let timed: TimedDefinition
    private let openings: [CaseOpening]
    private let calendar: WorkingCalendar
    /// What deadlines rest on.
    private let bases: Set<TimedMoment.Basis>
    /// Whether cases are called that have deadlines of their own, which the period may give their dates.
    private let judgesCalls: Bool
    /// How many steps may be looked at in all rounds together.
    private let stepsMax: Int

    /// Looks for the rounds of a definition that schedules start at some moments.
    init(_ timed: TimedDefinition, openings: [CaseOpening], judgesCalls: Bool, calendar: WorkingCalendar, stepsMax: Int)
    {
        self.judgesCalls = judgesCalls
        self.stepsMax = stepsMax
        self.timed = timed
        self.openings = openings
        self.calendar = calendar
        bases = Set(timed.deadlines.map { timed.moments[$0.moment].basis })
    }

    /// All rounds, each kind in the order of time.
    var all: [DatedRound] {
        var rounds: [DatedRound] = []
        if bases.contains(.fixed) { rounds.append(dated(TimingRound(topic: .every))) }
        guard judgesCalls || bases.contains(where: { $0 != .fixed }) else { return rounds }
        let scheduled = openings.map { round(of: $0) }
        rounds += scheduled.map { dated($0) }
        if let field = periodInput, judgesCalls || rests(on: field.name) {
            rounds += periods(field, without: scheduled.map(\.topic))
        }
        guard openings.isEmpty else { return rounds }
        if restsOnStart { rounds += starts() }
        for field in dayInputs { rounds += days(field) }
        return rounds
    }

    /// Whether deadlines are counted from the day on which a case starts, which nothing says.
    private var restsOnStart: Bool { periodInput == nil && bases.contains(.given([TimingRound.started])) }

    /// The inputs from which deadlines are counted, that are days.
    private var dayInputs: [FieldSchema] {
        timed.definition.inputs.fields.filter { field in
            (field.type == .date || field.type == .instant) && bases.contains(.given(["inputs.\(field.name)"]))
        }
    }

    private func dated(_ round: TimingRound) -> DatedRound { DatedRound(round, of: timed, calendar) }

    private func rests(on input: String) -> Bool {
        bases.contains { if case .given(let names) = $0 { names.contains("inputs.\(input)") } else { false } }
    }

    // MARK: - Schedules

    private func round(of opening: CaseOpening) -> TimingRound {
        let inputs = timed.definition.inputDefaults.merging(opening.inputs) { $1 }
        let period = periodInput.flatMap { inputs[$0.name] }.flatMap { try? Period(fieldValue: $0) }
        let day = calendar.zone.local(of: opening.at).date
        return TimingRound(
            topic: period.map { .period($0) } ?? .start(day), start: .scheduled(opening.at, by: opening.schedule),
            inputs: inputs)
    }

    // MARK: - Periods

    /// The input that says what a case is about, if that is a period.
    private var periodInput: FieldSchema? { timed.definition.inputs.fields.first { $0.type == .period } }

    /// One round for each period of the calendar's years.
    ///
    /// A round looks back, so it is taken to start when its period is over. Where something is waited for or due before
    /// that, nobody can tell when it starts.
    private func periods(_ field: FieldSchema, without known: [TimingRound.Topic]) -> [DatedRound] {
        let known = Set(known)
        var period = Period(kind(of: field), containing: calendar.firstDate)
        var rounds: [TimingRound] = []
        while period.end <= calendar.lastDate {
            if period.start >= calendar.firstDate, !known.contains(.period(period)), let value = period.fieldValue {
                rounds.append(
                    TimingRound(topic: .period(period), start: start(after: period), inputs: [field.name: value]))
            }
            period = period.next
        }
        let dated = rounds.map { self.dated($0) }
        let looksBack = zip(rounds, dated).allSatisfy { round, dated in
            guard let end = round.topic.period?.end else { return true }
            return dated.dates.allSatisfy { date in date.map { $0 > calendar.close(of: end) } ?? true }
        }
        guard !looksBack else { return dated }
        return rounds.map { round in
            var round = round
            round.start = .unknown
            return self.dated(round)
        }
    }

    private func start(after period: Period) -> TimingRound.Start {
        let day = try? calendar.workingDay(onOrAfter: period.end.adding(days: 1))
        return day.map { .whenOver(calendar.open(of: $0)) } ?? .unknown
    }

    /// The kind of period that an input takes: that of its default, or that of its name, or else a quarter.
    private func kind(of field: FieldSchema) -> Period.Kind {
        let examples = openings.map { $0.inputs[field.name] } + [timed.definition.inputDefaults[field.name]]
        if let example = examples.compactMap({ $0 }).first, let period = try? Period(fieldValue: example) {
            return period.kind
        }
        switch field.name {
        case "month": return .month
        case "half", "half_year": return .half
        case "year", "financial_year": return .year
        case "calendar_year": return .calendarYear
        default: return .quarter
        }
    }

    // MARK: - Days

    private func starts() -> [DatedRound] {
        workingDays.map { day in
            dated(TimingRound(topic: .start(day), start: .asSaid(calendar.open(of: day))))
        }
    }

    private func days(_ field: FieldSchema) -> [DatedRound] {
        workingDays.compactMap { day in
            let value = field.type == .date ? day.fieldValue : calendar.open(of: day).fieldValue
            return value.map { dated(TimingRound(topic: .day(day, input: field.name), inputs: [field.name: $0])) }
        }
    }

    /// The working days of the calendar's years; of a very large definition only every so many-th.
    private var workingDays: [LocalDate] {
        let days = allWorkingDays
        return stride(from: 0, to: days.count, by: step(through: days)).map { days[$0] }
    }

    /// Every how manieth working day is taken, where rounds begin on working days.
    var dayStep: Int {
        let isOfDays = restsOnStart || !dayInputs.isEmpty
        return isOfDays && openings.isEmpty ? step(through: allWorkingDays) : 1
    }

    private func step(through days: [LocalDate]) -> Int {
        // Each round may be gone through twice.
        1 + 2 * days.count * timed.stepCount / stepsMax
    }

    private var allWorkingDays: [LocalDate] {
        (calendar.firstDate.daysSinceEpoch...calendar.lastDate.daysSinceEpoch)
            .map { LocalDate(daysSinceEpoch: $0) }
            .filter { (try? calendar.isWorkingDay($0)) == true }
    }
}
