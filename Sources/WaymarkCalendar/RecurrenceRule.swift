/// A rule of RFC 5545 on which days and at what times something happens again, as in `FREQ=MONTHLY;BYDAY=-1FR`.
///
/// All of the RFC but `BYWEEKNO`, which is refused: weeks of the year are numbered differently by different people.
/// A rule says nothing on when it begins; `RecurrenceSeries` adds that.
package struct RecurrenceRule: Hashable, Sendable {
    /// The stretch of time of which every one, or every n-th, has its occurrences.
    package enum Frequency: String, CaseIterable, Hashable, Sendable, Comparable {
        /// Every second.
        case secondly = "SECONDLY"
        /// Every minute.
        case minutely = "MINUTELY"
        /// Every hour.
        case hourly = "HOURLY"
        /// Every day.
        case daily = "DAILY"
        /// Every week.
        case weekly = "WEEKLY"
        /// Every month.
        case monthly = "MONTHLY"
        /// Every calendar year.
        case yearly = "YEARLY"

        /// Whether the left is the shorter stretch.
        package static func < (left: Frequency, right: Frequency) -> Bool { left.rank < right.rank }

        private var rank: Int { Frequency.allCases.firstIndex(of: self) ?? 0 }
    }

    /// A weekday, all of them in the stretch or the n-th only.
    package struct Day: Hashable, Sendable {
        /// Which one, from the end when negative; nil for all.
        package let ordinal: Int?
        /// The day of the week.
        package let weekday: Weekday
    }

    /// The stretch that is counted.
    package internal(set) var frequency: Frequency
    /// Every how many of them.
    package internal(set) var interval = 1
    /// How many times the rule names before it ends; nil without such an end.
    package internal(set) var count: Int?
    /// The last moment that the rule may name; nil without such an end.
    package internal(set) var until: RecurrenceMoment?
    /// `BYSECOND`; empty where the rule has none, as for all that follow.
    package internal(set) var seconds: [Int] = []
    /// `BYMINUTE`.
    package internal(set) var minutes: [Int] = []
    /// `BYHOUR`.
    package internal(set) var hours: [Int] = []
    /// `BYDAY`.
    package internal(set) var days: [Day] = []
    /// `BYMONTHDAY`, from the end of the month when negative.
    package internal(set) var monthDays: [Int] = []
    /// `BYYEARDAY`, from the end of the year when negative.
    package internal(set) var yearDays: [Int] = []
    /// `BYMONTH`.
    package internal(set) var months: [Int] = []
    /// `BYSETPOS`: which of the times in a stretch count, from its last when negative.
    package internal(set) var setPositions: [Int] = []
    /// `WKST`: the day on which weeks begin.
    package internal(set) var weekStart = Weekday.monday

    init(frequency: Frequency) {
        self.frequency = frequency
    }

    /// Reads a rule, with or without `RRULE:` before it.
    /// - Throws: `RecurrenceTextError` at the first part that makes no sense.
    package init(parsing text: String) throws(RecurrenceTextError) {
        var place = PlacedText(text)
        if let (name, rest) = place.split(at: ":"), name.text.uppercased() == "RRULE" { place = rest }
        self = try RecurrenceRuleParser.rule(place)
    }
}
