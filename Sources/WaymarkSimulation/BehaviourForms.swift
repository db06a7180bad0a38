import CEL
import WaymarkCompiler

/// The keys of files of `Config/simulation`.
package enum BehaviourForms {
    /// The JSON Schema of such a file.
    package static var schema: String { KeyForm.schema("Waymark simulation", [document]) }

    private static let expression = SchemaNode.text
    private static let value = SchemaNode([]).described("A value; text ${…} is worked out for each task.")
    private static let days = SchemaNode.anyOf(
        [
            SchemaNode([("type", .string("integer")), ("minimum", .int(0)), ("maximum", .int(250))]),
            .pattern("^\\d+ working days?$", "Working days."),
        ])

    static let round = KeyForm(
        "A day on which everything under `start` happens; other keys are values that inputs can name.",
        [("name", .text("Its name: ${round.name}.")), ("on", .date("The day."))], required: ["name", "on"],
        isOpen: true)

    static let start = KeyForm(
        "Cases that start.",
        [
            ("workflow", .text("The workflow.")),
            ("cohort", .condition("For whom: a condition on subject; everybody if left out.")),
            ("inputs", .map(to: .text, "Inputs; ${round.name} is a value of the round.")),
            ("by", .text("In whose name.")),
        ], required: ["workflow", "by"])

    static let count = KeyForm(
        "A table of what cases gave.",
        [
            ("title", .text("What it is called.")), ("workflow", .text("The workflow.")),
            ("each", expression.described("A list that is gone through as `item`.")),
            ("by", expression.described("What is counted.")),
        ], required: ["workflow", "by"])

    // MARK: - People

    static let whom: [KeyForm.Key] = [
        ("person", .text("Whom it is about, by id; everybody if neither is said.")),
        ("position", .text("Those whom it is about, by their position.")),
    ]
    static let hours = KeyForm(
        "When people work on a working day.",
        whom + [("from", .time("From when: \"09:30\".")), ("to", .time("Until when: \"16:30\"."))],
        required: ["from", "to"])
    static let workdays = KeyForm(
        "The days of the week on which people work.",
        whom + [("on", .list(of: .text, "Days: [monday, tuesday].", least: 1))], required: ["on"])
    static let absence = KeyForm(
        "When people are away.",
        whom + [
            ("from", .date("The first day.")), ("to", .date("The last day.")),
            ("rate", .text("By chance: 2 %, or 25 days a year.")), ("spell", .text("For how long: 1 week.")),
        ], rules: [KeyForm.oneOf(["from", "rate"]), KeyForm.together("from", with: "to")])
    static let people = KeyForm(
        "When people work, and when they are away.",
        [
            ("hours", .list(of: hours.node, "Their hours.")), ("days", .list(of: workdays.node, "Their days.")),
            ("absences", .list(of: absence.node, "When they are away.")),
        ])

    // MARK: - Steps

    static let lateness = KeyForm(
        "What people do when silence has ended the step.",
        [
            ("when", expression.described("They hand it in all the same where this holds.")),
            ("after", value.described("So many working days after.")),
        ])
    static let step = KeyForm(
        "What people do in a step.",
        [
            ("after", days.described("Working days until somebody acts; 1 if left out.")),
            ("spread", days.described("How many more by chance; 1 if left out.")),
            ("on", expression.described("Acts on this day instead, if it is later.")),
            ("skip", expression.described("Nobody acts where this holds.")), ("late", lateness.node),
            ("escalate", expression.described("Climbs the ladder first where this holds.")),
            ("outcome", value.described("The outcome.")), ("reason", value.described("Why.")),
            ("form", .map(to: value, "What is filled in.")),
        ])

    // MARK: - Files

    private static let starts = SchemaNode.anyOf(
        [.words([BehaviourReader.fromSchedules], "What the schedules start."), start.node])
    static let document = KeyForm(
        "How fictional people behave.",
        [
            ("extends", .text("A file in the same folder whose parts hold where this one has none.")),
            ("from", .date("The first day.")), ("until", .date("The last day.")),
            ("rounds", .list(of: round.node, "Days on which everything under start happens.")),
            ("start", .anyOf([starts, .list(of: starts, "Several.")], "What starts.")),
            ("people", people.node), ("data", .map(to: .text, "Files that stand in for missing ones.")),
            ("report", .list(of: count.node, "Tables of what cases gave.")),
            ("steps", .map(to: step.node, "What people do, by workflow/step.")),
        ], required: ["from", "until"])
}
