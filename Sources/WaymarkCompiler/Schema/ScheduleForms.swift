import WaymarkCalendar
import WaymarkSchedules

/// The keys of files of schedules and dated entries.
package enum ScheduleForms {
    /// The JSON Schema of such a file.
    package static var schema: String { KeyForm.schema("Waymark schedules and dated entries", [document]) }

    static let document = KeyForm(
        "Schedules, which start workflows by themselves, and dated entries of the programme's calendar.",
        [
            ("schedules", .list(of: schedule.node, "What starts when, for whom.")),
            ("entries", .list(of: entry.node, "What falls on which day and starts no workflow.")),
        ])

    /// The kinds of period that a run can cover.
    static let periods: [String: Period.Kind] = [
        "month": .month, "quarter": .quarter, "half": .half, "financial_year": .year, "calendar_year": .calendarYear,
    ]

    private static let name = SchemaNode.pattern("^[A-Za-z0-9._-]{1,64}$", "A name that no other has in the project.")
    private static let dates = SchemaNode.list(of: .date, "Days.")

    static let force = KeyForm("The days in force.", [("from", .date("The first.")), ("until", .date("The last."))])

    /// When: what a rule says, and a schedule or entry that is its own rule.
    private static let when: [KeyForm.Key] = [
        ("on", .text("When: every quarter or the next working day, last working day of March, RRULE or cron.")),
        ("at", .time("The time of day: \"09:00\".")),
        ("except", dates.described("Days on which it does not happen.")),
        ("also", dates.described("Days on which it happens besides.")),
        ("roll", .words(RollConvention.allCases.map(\.rawValue), "What happens on a free day.")),
        ("in_force", force.node),
    ]
    private static let version: [KeyForm.Key] = [("version", .text("The version of the workflow that starts."))]

    static let rule = KeyForm("A rule, with the days on which it is in force.", when + version, required: ["on"])

    private static let rules: [KeyForm.Key] = [
        ("rules", .list(of: rule.node, "Rules, of which one is in force on a day.", least: 1))
    ]
    private static let setting: [KeyForm.Key] = [
        ("calendar", .text("The calendar, if not that of the programme.")),
        ("period", .words(periods.keys.sorted(), "The kind of period that a run covers.")),
    ]

    // MARK: - Schedules

    private static let start: [KeyForm.Key] = [
        ("schedule", name), ("title", .text("What people call it.")), ("source", .text("Where it stands written.")),
        ("refs", .list(of: .text, "References into the sources.")), ("workflow", .text("The workflow that starts.")),
        ("for", .condition("For whom: a condition on subject; \"true\" for everybody.")),
        ("subject", .text("For one organisation, by its id.")),
        ("inputs", .map(to: SchemaNode([]), "Inputs; ${covers} is the period that a run covers.")),
    ]
    private static let course: [KeyForm.Key] = [
        ("skip_when", .condition("Does not start where this holds.")),
        ("skip_reason", .text("Why not, for the record.")),
        ("never_skip", .condition("Starts all the same where this holds.")),
        ("catch_up", .words(CatchUp.allCases.map(\.rawValue), "What becomes of runs that an outage kept back.")),
        ("overlap", .words(Overlap.allCases.map(\.rawValue), "What becomes of a run while one is under way.")),
        ("as", .text("In whose name cases start; in that of the schedule if left out.")),
    ]

    static let schedule = KeyForm(
        "A schedule: a workflow that starts by itself.", start + setting + rules + course + when + version,
        required: ["schedule", "title", "workflow"],
        rules: [KeyForm.oneOf(["for", "subject"]), KeyForm.anyOf(["on", "rules"])])

    // MARK: - Entries

    private static let concerned = SchemaNode.anyOf(
        [.text, .list(of: .text, "Several.")], "Whom it concerns: types of organisations, or their ids.")
    private static let what: [KeyForm.Key] = [
        ("entry", name), ("title", .text("What it is.")), ("who", .text("Who does it.")), ("for", concerned),
        ("source", .text("Where it stands written.")), ("note", .text("What there is to say besides.")),
        ("reported", .type("boolean", "Whether somebody reports on it.")),
        ("legal", .type("boolean", "Whether the day is set by law; then it never moves.")),
    ]
    private static let days: [KeyForm.Key] = [
        ("by", .text("The last day on which it can be: a day, or May 2013.")),
        ("from", .text("The first day of several.")), ("to", .text("The last day of several.")),
        ("undated", .text("Why nobody knows the day.")),
    ]

    static let entry = KeyForm(
        "Something that falls on a day.",
        what + when.prefix(1) + days + rules + when.dropFirst() + setting, required: ["entry", "title", "who"],
        rules: [
            KeyForm.oneOf(["on", "by", "from", "undated", "rules"]), KeyForm.together("from", with: "to"),
        ])
}
