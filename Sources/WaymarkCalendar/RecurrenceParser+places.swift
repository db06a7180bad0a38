extension RecurrenceParser {
    private static let ordinals = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    ]

    static func isOrdinal(_ word: String) -> Bool { ordinal(word) != nil || word == "last" || word == "second-last" }

    static func ordinal(_ word: String) -> Int? {
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

    fileprivate enum Noun: Hashable {
        case day
        case workingDay
        case weekday(Weekday)
    }

    /// A day by its number, before it is known of which period.
    struct NumberedDay {
        fileprivate let start: RecurrenceParser
        fileprivate let number: Int
        fileprivate let noun: Noun
        /// Whether its noun goes without saying, as in `on the 15th`.
        fileprivate let isBare: Bool
    }

    /// Days by their numbers; in `first and third Monday` the noun is said once.
    mutating func places() throws(RecurrenceTextError) -> [NumberedDay] {
        var found: [(start: RecurrenceParser, number: Int, noun: Noun?)] = []
        repeat {
            _ = skip("the")
            let start = self
            found.append((start, try ordinal(), try noun()))
        } while skipSeparator()
        var days: [NumberedDay] = []
        var noun: Noun?
        for item in found.reversed() {
            noun = item.noun ?? noun
            days.append(
                NumberedDay(start: item.start, number: item.number, noun: noun ?? .day, isBare: noun == nil))
        }
        return days.reversed()
    }

    /// The days in their periods, if these have so many.
    func places(
        _ days: [NumberedDay], of periods: PeriodDays.Periods
    ) throws(RecurrenceTextError) -> [PeriodDays.Place] {
        var places: [PeriodDays.Place] = []
        for day in days {
            let place = try place(day, of: periods)
            if !places.contains(place) { places.append(place) }
        }
        return places
    }

    private func place(
        _ day: NumberedDay, of periods: PeriodDays.Periods
    ) throws(RecurrenceTextError) -> PeriodDays.Place {
        if day.isBare, !periods.areMonths {
            let written = Self.ordinalWord(day.number, spelled: false)
            throw day.start.fault(
                "the \(written) may be a day of a month, or of \(periods)",
                help: "write `\(written) day of \(periods)`, or name months, as in `\(written) day of March`")
        }
        let (most, unit, place): (Int, String, PeriodDays.Place)
        switch day.noun {
        case .day: (most, unit, place) = (periods.daysMax, "days", .day(day.number))
        case .workingDay: (most, unit, place) = (periods.daysMax, "working days", .workingDay(day.number))
        case .weekday(let weekday):
            (most, unit, place) = ((periods.daysMax + 6) / 7, "\(weekday)s", .weekday(day.number, weekday))
        }
        guard day.number.magnitude <= most else {
            throw day.start.fault("\(periods) has not so many \(unit)", help: "there are \(most) at the most")
        }
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
}

extension PeriodDays.Periods {
    /// Whether each is a month.
    fileprivate var areMonths: Bool {
        switch self {
        case .every(let kind): kind == .month
        case .months: true
        case .given: false
        }
    }

    /// The days of the longest of them.
    fileprivate var daysMax: Int {
        switch self {
        case .every(.month): 31
        case .every(.quarter): 92
        case .every(.half): 184
        case .every(.year), .every(.calendarYear), .given: 366
        // 2000 was a leap year.
        case .months(let months): months.map { Month.days(in: $0, of: 2000) }.max() ?? 31
        }
    }
}
