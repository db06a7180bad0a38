/// When something happens again, as people say it: `every quarter`, `last working day of March`, `every Monday at 09:00`.
///
/// It names days; a working calendar gives the working days, the zone, and the time where the words name none.
package struct Recurrence: Hashable, Sendable {
    /// What the words name.
    package enum Pattern: Hashable, Sendable {
        /// Single dates, in order.
        case dates([LocalDate])
        /// Every so many days from `from` on.
        case days(every: Int)
        /// Every day on which people work.
        case workingDays
        /// Some days of every so many weeks, which begin on Monday, from that of `from` on.
        case weeks(every: Int, on: [Weekday])
        /// The day of `from`, every so many months.
        case months(every: Int)
        /// Some days of every year; 29 February is the 28th in most years.
        case year([YearDay])
        /// Some days in or around every period of a kind.
        case period(PeriodDays)
        /// An RFC 5545 rule with its dates.
        case series(RecurrenceSeries)
        /// A cron expression.
        case cron(CronExpression)
    }

    /// A day of the year.
    package struct YearDay: Hashable, Comparable, Sendable {
        /// The month, from 1.
        package let month: Int
        /// The day of the month, from 1.
        package let day: Int

        /// Whether the left comes first in the year.
        package static func < (left: YearDay, right: YearDay) -> Bool {
            (left.month, left.day) < (right.month, right.day)
        }
    }

    /// What the words name.
    package internal(set) var pattern: Pattern
    /// The times of day, in order; empty where the words name none.
    package internal(set) var times: [LocalTime] = []
    /// The first day that counts, and what is counted from; nil where the words name none.
    package internal(set) var from: LocalDate?
    /// The last day that counts; nil where the words name none.
    package internal(set) var until: LocalDate?
    /// What happens on a free day; nil where the words leave it to whoever asks.
    package internal(set) var roll: RollConvention?
    /// What the words call working days, where it is what their calendar calls them.
    package internal(set) var dayNoun: String?

    init(_ pattern: Pattern) {
        self.pattern = pattern
    }

    /// The recurrence up to a day at the latest, by the days that its words name.
    package func ending(by day: LocalDate) -> Recurrence {
        var shorter = self
        shorter.until = min(until ?? day, day)
        return shorter
    }

    /// Whether it names working days only, so that nothing is left to roll.
    var namesWorkingDays: Bool {
        switch pattern {
        case .workingDays: true
        case .period(let period):
            switch period.days {
            case .start: false
            case .distance(let distance): distance.span.unit == .workingDays
            case .places(let places):
                places.allSatisfy { place in
                    if case .workingDay = place { true } else { false }
                }
            }
        case .dates, .days, .weeks, .months, .year, .series, .cron: false
        }
    }

    /// Reads a recurrence as people write it.
    ///
    /// ```
    /// recurrence: what {"at" times | "from" date | "until" date | roll}
    /// what:       ["on"] date {"," | "and" date} | "every" repeat | places "of" period | amount ("before" | "after") edge
    ///           | DTSTART:… RRULE:… | "cron" and its five fields
    /// repeat:     weekdays | "day" | "working day" | number ("days" | "weeks" "on" weekdays | "months")
    ///           | "year on" days of the year | period ["on" places]
    /// period:     "month" | "quarter" | "half-year" | "financial year" | "calendar year" | months by name | "the period"
    /// place:      ordinal ["working"] "day" | ordinal weekday                 ordinal: "first", "2nd", "last" and so on
    /// edge:       period ("starts" | "ends") | ("start" | "end") "of" period
    /// roll:       "or the next working day" | "or the working day before", then ["in the same month"] | "never moved"
    /// ```
    /// `dayNoun`: What working days are called besides, so that `last school day of March` is the last working day.
    /// - Throws: `RecurrenceTextError` at the first word that makes no sense.
    package init(parsing text: String, dayNoun: String? = nil) throws(RecurrenceTextError) {
        do {
            self = try RecurrenceParser.recurrence(text, dayNoun: dayNoun)
        } catch {
            let readings = Rewording.recurrences.readings(of: text, completions: ["", " from 2013-04-02"]) { reading in
                (try? RecurrenceParser.recurrence(reading, dayNoun: dayNoun)) != nil
            }
            throw RecurrenceTextError(
                offset: error.offset, length: error.length, message: error.message,
                help: Rewording.advice(readings) ?? error.help)
        }
    }
}

/// Which days in or around a period are meant.
package struct PeriodDays: Hashable, Sendable {
    /// The periods that are meant.
    package enum Periods: Hashable, Sendable {
        /// All of a kind.
        case every(Period.Kind)
        /// Some months of every year, by their numbers, in order.
        case months([Int])
        /// Those of the kind that whoever asks goes by.
        case given
    }

    /// A day in a period; counted from its end when negative.
    package enum Place: Hashable, Sendable {
        /// The n-th day, or the last where the period is shorter.
        case day(Int)
        /// The n-th working day.
        case workingDay(Int)
        /// The n-th of a weekday, in periods that have so many.
        case weekday(Int, Weekday)
    }

    /// An end of a period.
    package enum Edge: Hashable, Sendable {
        /// Its first day.
        case start
        /// Its last day.
        case end
    }

    /// What is counted off from an edge.
    package struct Distance: Hashable, Sendable {
        /// How far.
        package let span: DeadlineSpan
        /// On which side.
        package let direction: DeadlineRule.Direction
        /// From where.
        package let edge: Edge
    }

    /// Which day of a period.
    package enum Days: Hashable, Sendable {
        /// The first, where nothing more is said.
        case start
        /// Days in the period.
        case places([Place])
        /// A day counted from an edge.
        case distance(Distance)
    }

    /// The periods.
    package let periods: Periods
    /// The days.
    package let days: Days
}
