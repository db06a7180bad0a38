extension RecurrenceParser {
    // MARK: - Places

    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]

    static func isOrdinal(_ word: String) -> Bool { ordinal(word) != nil || word == "last" || word == "second-last" }

    private static func ordinal(_ word: String) -> Int? {
        if let index = ordinals.firstIndex(of: word) { return index + 1 }
        let digits = PlacedText(String(word.dropLast(2)))
        guard let number = digits.number, word == ordinalWord(number, spelled: false) else { return nil }
        return number
    }

    /// The word for a number, as in `first` or `21st`; counted from the end when negative.
    static func ordinalWord(_ number: Int, spelled: Bool = true) -> String {
        if number == -1 { return "last" }
        if number < 0 { return "\(ordinalWord(-number, spelled: spelled)) last" }
        if spelled, number <= ordinals.count { return ordinals[number - 1] }
        let ending: String
        switch (number % 100, number % 10) {
        case (11...13, _): ending = "th"
        case (_, 1): ending = "st"
        case (_, 2): ending = "nd"
        case (_, 3): ending = "rd"
        default: ending = "th"
        }
        return "\(number)\(ending)"
    }

    private enum Noun: Hashable {
        case day
        case workingDay
        case weekday(Weekday)
    }

    /// Days by their numbers; in `first and third Monday` the noun is said once.
    mutating func places() throws(RecurrenceTextError) -> [PeriodDays.Place] {
        var found: [(start: RecurrenceParser, number: Int, noun: Noun?)] = []
        repeat {
            _ = skip("the")
            let start = self
            found.append((start, try ordinal(), try noun()))
        } while skipSeparator()
        var places: [PeriodDays.Place] = []
        var noun = Noun.day
        for item in found.reversed() {
            noun = item.noun ?? noun
            let place = try item.start.place(item.number, noun)
            if !places.contains(place) { places.append(place) }
        }
        return places.reversed()
    }

    private func place(_ number: Int, _ noun: Noun) throws(RecurrenceTextError) -> PeriodDays.Place {
        let (most, unit, place): (Int, String, PeriodDays.Place)
        switch noun {
        case .day: (most, unit, place) = (366, "days", .day(number))
        case .workingDay: (most, unit, place) = (262, "working days", .workingDay(number))
        case .weekday(let weekday): (most, unit, place) = (53, "\(weekday)s", .weekday(number, weekday))
        }
        guard number.magnitude <= most else { throw fault("no period has so many \(unit)") }
        return place
    }

    private mutating func ordinal() throws(RecurrenceTextError) -> Int {
        if skip("last") { return -1 }
        if skip("second-last") { return -2 }
        guard let number = word.flatMap(Self.ordinal), number > 0 else {
            let help = word.flatMap { NearestWord.help($0, among: Self.ordinals + ["last"]) }
            throw fault(
                "a day by its number must follow, not \(found)", help: help ?? "write for example `first working day`")
        }
        advance()
        return skip("last") ? -number : number
    }

    /// The noun of an ordinal; nil where it goes without one, as in `on the 15th`.
    private mutating func noun() throws(RecurrenceTextError) -> Noun? {
        if skip("day") { return .day }
        if skip("working") {
            guard skip("day") else {
                throw fault("`day` must follow `working`, not \(found)", help: "write `working day`")
            }
            return .workingDay
        }
        if let weekday = word.flatMap({ Weekday($0) }) {
            advance()
            return .weekday(weekday)
        }
        let ends = ["and", "of", "in", "at", "from", "until", "or", "never"]
        if content == nil || content == .comma || word.map(ends.contains) == true { return nil }
        let known = ["day", "working"] + Weekday.allCases.map(\.name) + ends
        let help = word.flatMap { nounHelp($0, among: known) }
        throw fault(
            "`day`, `working day` or a day of the week must follow, not \(found)",
            help: help ?? "write for example `last working day of March`")
    }

    /// What to do about a word where a noun should stand: the nearest noun, or to have the calendar call its days so.
    func nounHelp(_ word: String, among known: [String], instead: String = "working day") -> String? {
        let own = dayNoun.map { $0 == word ? [] : [$0] } ?? []
        if let near = NearestWord.help(word, among: known + own) { return near }
        guard word != dayNoun, isBeforeDay else { return nil }
        return "write `\(instead)`, or have the calendar say `working_day: \(word) day`"
    }

    /// Whether the word after the next is `day` or `days`.
    var isBeforeDay: Bool { word(after: 1) == "day" || word(after: 1) == "days" }

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
