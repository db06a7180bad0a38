extension Rewording {
    /// What people write in either.
    private static let shared: [Entry] = [
        (", (or|at|from|until|never|and)", ["{1}"]), ("calendar (day|days)", ["{1}"]),
        ("business|work (day|days)", ["working {1}"]), ("workday", ["working day"]),
        ("workdays", ["working days"]), ("a|an {any}", ["1 {1}"]), ("^within|in", [""]),
        ("no|not later|more than", [""]),
        ("at the latest$", [""]), ("at most", [""]), ("^up to", [""]), ("{ordinal} of {month}", ["{1} {2}"]),
        ("{ordinal} {month}", ["{1} {2}"]), ("the {d} {month}", ["{1} {2}"]), ("{month} {ordinal}", ["{2} {1}"]),
        ("{month} {d}", ["{2} {1}"]), ("{d} {month} , {n}", ["{1} {2} {3}"]), ("beginning|begin of", ["start of"]),
        ("first working day (before|after)", ["1 working day {1}"]),
        ("{ordinal} working day (before|after)", ["{1} working days {2}"]),
    ]

    /// What people write of deadlines.
    static let deadlines = Rewording(
        shared + [
            ("at|by|on the (end|start) of", ["{1} of"]), ("at|by|on (end|start) of", ["{1} of"]),
            ("the (end|start) of", ["{1} of"]), ("(before|after|from) end of {month}", ["{1} {2.last} {2}"]),
            ("(before|after|from) start of {month}", ["{1} 1 {2}"]), ("end of {month}", ["on {1.last} {1}"]),
            ("start of {month}", ["on 1 {1}"]), ("last working day before", ["1 working day before"]),
            ("(day|days|week|weeks|month|months) of", ["{1} after"]), ("^the 1 working", ["1 working"]),
            ("^(on|by) the", ["{1}"]),
        ])

    /// What people write of recurrences.
    static let recurrences = Rewording(
        shared + [
            ("^@hourly", ["cron 0 * * * *"]), ("^@daily|@midnight", ["cron 0 0 * * *"]),
            ("^@weekly", ["cron 0 0 * * SUN"]), ("^@monthly", ["cron 0 0 1 * *"]),
            ("^@yearly|@annually", ["cron 0 0 1 1 *"]),

            ("^daily", ["every day"]), ("^weekly on", ["every"]), ("^fortnightly", ["every 2 weeks"]),
            ("^monthly", ["every month"]), ("^quarterly", ["every quarter"]), ("^half-yearly", ["every half-year"]),
            ("^yearly|annually on", ["every year on"]), ("once 1 (month|quarter)", ["every {1}"]),
            ("every|each fortnight", ["every 2 weeks"]), ("every other week", ["every 2 weeks"]),
            ("every other {weekday}", ["every 2 weeks on {1}"]), ("every other (day|month)", ["every 2 {1s}"]),
            ("every 2 weeks$", ["every 2 weeks on Tuesday"]),
            ("every second|2nd {weekday}", ["second {1} of every month", "every 2 weeks on {1}"]),
            ("every {place} {weekday}", ["{1} {2} of every month"]),
            ("every {place} working day", ["{1} working day of every month"]),
            ("every {place} day", ["{1} day of every month"]), ("of every month of", ["of"]),
            ("every {d} {month}", ["every year on {1} {2}"]), ("^on {weekday}", ["every {1}"]), ("^on the", ["the"]),
            ("^on {place}", ["{1}"]),
            ("last working day before 1 {month}", ["1 working day before {1} starts"]),
            ("last working day before {d} {month}", ["every year on {1-1} {2} or the working day before"]),
            ("last working day before", ["1 working day before"]),
            ("^the 1 working", ["1 working"]), ("^the every", ["every"]),
            ("^at|by|on the end of", ["last day of"]), ("^at|by|on end of", ["last day of"]),
            ("^the end of", ["last day of"]), ("^end of", ["last day of"]), ("^start of", ["first day of"]),
            ("last day of (month|quarter|half-year)$", ["last day of every {1}"]),
            ("last day of the (month|quarter|half-year)$", ["last day of every {1}"]),
            ("every (month|quarter|half-year) end$", ["last day of every {1}"]), ("at midnight", ["at 00:00"]),
            ("^{d} {month}$", ["every year on {1} {2}"]), ("^on {d} {month}$", ["every year on {1} {2}"]),
            ("^{any} {any} {any} {any} {any}", ["cron {1} {2} {3} {4} {5}"]),
        ])
}
