/// When something falls due, as a workflow says it; `resolve` makes a moment of it.
package struct DeadlineRule: Hashable, Sendable {
    /// Whether the amount is counted forwards or backwards.
    package enum Direction: Hashable, Sendable {
        /// The deadline lies after the anchor.
        case after
        /// The deadline lies before the anchor.
        case before
    }

    /// What the deadline is counted from.
    package enum Anchor: Hashable, Sendable {
        /// When the step opened.
        case opened
        /// When the step is due; for reminders and escalations.
        case due
        /// A day written in the text.
        case date(LocalDate)
        /// The next such day on or after the day the step opened; 29 February is the 28th in most years.
        case dayOfYear(month: Int, day: Int)
        /// The value of the n-th expression of the text.
        case expression(Int)
        /// The last day of the period that the n-th expression gives, or the day itself.
        case endOf(Int)
        /// The first day of the period that the n-th expression gives, or the day itself.
        case startOf(Int)
    }

    /// How far from the anchor; nil for the anchor itself.
    package var amount: DeadlineSpan?
    /// On which side of the anchor; of no meaning without an amount.
    package var direction: Direction
    /// What it is counted from.
    package var anchor: Anchor
    /// The time of day on which a deadline in days ends; nil for the calendar's close of business.
    package var time: LocalTime?

    /// Describes a deadline.
    package init(
        amount: DeadlineSpan? = nil, direction: Direction = .after, anchor: Anchor = .opened, time: LocalTime? = nil
    ) {
        self.amount = amount
        self.direction = direction
        self.anchor = anchor
        self.time = time
    }

    /// Whether it can be reckoned only for a step that has a due date.
    package var dependsOnDue: Bool { anchor == .due }

    /// Which expression of the text it is counted from; nil when from none.
    package var expressionIndex: Int? {
        switch anchor {
        case .expression(let index), .endOf(let index), .startOf(let index): index
        case .opened, .due, .date, .dayOfYear: nil
        }
    }

    /// Whether the calendar's working days decide the answer.
    package var countsWorkingTime: Bool { amount?.unit == .workingDays || amount?.unit == .workingHours }
}

/// A number of days, hours or the like.
package struct DeadlineSpan: Hashable, Sendable, CustomStringConvertible {
    /// What is counted.
    package enum Unit: String, CaseIterable, Hashable, Sendable {
        /// Seconds that pass.
        case seconds
        /// Minutes that pass.
        case minutes
        /// Hours that pass.
        case hours
        /// Hours between the opening and the close of business.
        case workingHours = "working hours"
        /// Days of the calendar, free or not.
        case days
        /// Days on which people work.
        case workingDays = "working days"
        /// Stretches of seven days.
        case weeks
        /// Months; a day that the month has not becomes its last.
        case months
        /// Stretches of twelve months.
        case years

        /// Whether the amount is a stretch of time that passes alike everywhere, whatever the calendar.
        package var isElapsed: Bool {
            switch self {
            case .seconds, .minutes, .hours: true
            case .workingHours, .days, .workingDays, .weeks, .months, .years: false
            }
        }

        /// Whether the amount is counted in days, so that a deadline ends at the close of one.
        package var isInDays: Bool { !isElapsed && self != .workingHours }
    }

    /// How many, from 0.
    package let count: Int
    /// Of what.
    package let unit: Unit
    /// What working days were called, where not that; `school` of school days.
    package let noun: String?

    /// Describes an amount, from 0 to `Limits.deadlineAmountMax`.
    package init(_ count: Int, _ unit: Unit, noun: String? = nil) {
        precondition(
            (0...Limits.deadlineAmountMax).contains(count),
            "Expected an amount from 0 to \(Limits.deadlineAmountMax), but it is \(count)")
        self.count = count
        self.unit = unit
        self.noun = noun
    }

    /// The amount as people write it, as in `1 working day`.
    package var description: String {
        let name = noun.map { "\($0) days" } ?? unit.rawValue
        return "\(count) \(count == 1 ? String(name.dropLast()) : name)"
    }
}

/// What an expression gives to count a deadline from.
package enum DeadlineAnchorValue: Hashable, Sendable {
    /// A day.
    case date(LocalDate)
    /// A moment.
    case instant(Instant)
    /// A period; after it means after its end, before it before its start.
    case period(Period)
}
