extension RecurrenceParser {
    // MARK: - Distances

    /// An amount before or after an edge of a period.
    mutating func distance(_ count: Int) throws(RecurrenceTextError) -> PeriodDays {
        guard count <= Limits.deadlineAmountMax else {
            throw fault("\(found) is more than \(Limits.deadlineAmountMax)", help: "use a larger unit")
        }
        advance()
        let span = DeadlineSpan(count, try unit(count))
        let direction: DeadlineRule.Direction
        if skip("before") {
            direction = .before
        } else if skip("after") {
            direction = .after
        } else {
            throw fault(
                "`before` or `after` must follow \(span), not \(found)",
                help: "write for example `\(span) before the period ends`, or begin with `every`")
        }
        let (periods, edge) = try edge()
        return PeriodDays(
            periods: periods, days: .distance(PeriodDays.Distance(span: span, direction: direction, edge: edge)))
    }

    private mutating func unit(_ count: Int) throws(RecurrenceTextError) -> DeadlineSpan.Unit {
        if skip("working") {
            guard skip("days") || skip("day") else {
                throw fault("`days` must follow `working`, not \(found)", help: "write `\(count) working days`")
            }
            return .workingDays
        }
        let units: [DeadlineSpan.Unit] = [.days, .weeks, .months]
        for unit in units where word == unit.rawValue || word.map({ $0 + "s" }) == unit.rawValue {
            advance()
            return unit
        }
        let known = ["working", "days", "weeks", "months"]
        let help = word.flatMap {
            $0 == "business"
                ? "write `working days`"
                : nounHelp($0, among: known, instead: "\(count) working days")
        }
        throw fault(
            "a unit must follow the number \(count), not \(found)",
            help: help ?? "write for example `\(count) working days before the period ends`")
    }

    private mutating func edge() throws(RecurrenceTextError) -> (PeriodDays.Periods, PeriodDays.Edge) {
        let hasThe = word == "the" && (word(after: 1) == "end" || word(after: 1) == "start")
        if hasThe { advance() }
        for (name, edge) in [("end", PeriodDays.Edge.end), ("start", .start)] where word == name {
            advance()
            guard skip("of") else {
                throw fault("`of` must follow `\(name)`, not \(found)", help: "write `\(name) of every quarter`")
            }
            return (try periods(), edge)
        }
        let periods = try periods()
        if skip("ends") || skip("end") { return (periods, .end) }
        if skip("starts") || skip("begins") || skip("start") { return (periods, .start) }
        let help = word.flatMap { NearestWord.help($0, among: ["starts", "ends", "begins"]) }
        throw fault("`starts` or `ends` must follow the period, not \(found)", help: help ?? "write for example `ends`")
    }

    // MARK: - Periods

    /// `every quarter`, `the period`, `March`.
    mutating func periods() throws(RecurrenceTextError) -> PeriodDays.Periods {
        if skip("every") || skip("each") { return try namedPeriods(all: true) }
        return try namedPeriods(all: skip("the"))
    }

    /// The periods after `every` or `the`, or months by their names.
    mutating func namedPeriods(all hasArticle: Bool) throws(RecurrenceTextError) -> PeriodDays.Periods {
        if let month = word.flatMap(Month.number) {
            advance()
            return .months(try months(after: month))
        }
        let start = self
        let kind: Period.Kind?
        switch word {
        case "month", "quarter", "half-year":
            kind = word == "month" ? .month : word == "quarter" ? .quarter : .half
            advance()
        case "half" where word(after: 1) == "year":
            kind = .half
            advance(by: 2)
        case "financial" where word(after: 1) == "year", "calendar" where word(after: 1) == "year":
            kind = word == "financial" ? .year : .calendarYear
            advance(by: 2)
        case "period":
            kind = nil
            advance()
        default: throw unknownPeriod()
        }
        guard hasArticle else {
            throw start.fault("it is not said which \(start.found) is meant", help: "write `every` before it")
        }
        return kind.map { .every($0) } ?? .given
    }

    private func unknownPeriod() -> RecurrenceTextError {
        let known = ["month", "quarter", "half-year", "financial year", "calendar year", "period"]
        if word == "year" {
            return fault(
                "which year is meant is not said", help: "write `financial year` (from 1 April) or `calendar year`")
        }
        if word == "financial" || word == "calendar" {
            return fault("`year` must follow \(found)", help: "write `every \(word ?? "") year`")
        }
        let days = ["day", "working day", "week", "year"] + Weekday.allCases.map(\.name)
        let help = word.flatMap { NearestWord.help($0, among: known + days + Month.names) }
        return fault("\(found) is no period", help: help ?? "there are: " + known.joined(separator: ", "))
    }

    private mutating func months(after first: Int) throws(RecurrenceTextError) -> [Int] {
        var months: Set<Int> = [first]
        while skipSeparator() {
            guard let month = word.flatMap(Month.number) else {
                let help = word.flatMap { NearestWord.help($0, among: Month.names) }
                throw fault("a month must follow, not \(found)", help: help)
            }
            months.insert(month)
            advance()
        }
        return months.sorted()
    }

    // MARK: - Endings

    /// The times after `at`.
    mutating func times() throws(RecurrenceTextError) -> [LocalTime] {
        advance()
        var times: Set<LocalTime> = [try time()]
        while skipSeparator() { times.insert(try time()) }
        return times.sorted()
    }

    private mutating func time() throws(RecurrenceTextError) -> LocalTime {
        guard let written = word, let time = LocalTime(written) else {
            throw fault("\(found) is not a time of day", help: "write it with two digits each, as in `at 09:30`")
        }
        advance()
        return time
    }

    /// What happens on a free day.
    mutating func roll() throws(RecurrenceTextError) -> RollConvention {
        if skip("never") {
            guard skip("moved") || skip("rolled") else {
                throw fault("`moved` must follow `never`, not \(found)", help: "write `never moved`")
            }
            return .none
        }
        advance()
        let start = self
        _ = skip("on")
        _ = skip("the")
        let isBefore = skip("previous")
        let isAfter = !isBefore && skip("next")
        guard skip("working"), skip("day"), isBefore || isAfter || skip("before") else {
            throw start.fault(
                "what follows `or` is not understood",
                help: "write `or the next working day` or `or the working day before`")
        }
        guard skip("in") || skip("of") else { return isAfter ? .following : .preceding }
        guard skip("the"), skip("same"), skip("month") else {
            throw fault("`the same month` must follow, not \(found)", help: "write `in the same month`")
        }
        return isAfter ? .modifiedFollowing : .modifiedPreceding
    }
}
