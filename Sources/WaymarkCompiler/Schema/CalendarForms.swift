import WaymarkCalendar

/// The keys of files of calendars.
package enum CalendarForms {
    /// The JSON Schema of such a file.
    package static var schema: String { KeyForm.schema("Waymark calendar", [document]) }

    static let hours = KeyForm(
        "When business opens and closes.",
        [("open", .time("When it opens: \"09:00\".")), ("close", .time("When it closes: \"17:00\"."))],
        required: ["open", "close"])

    static let years = KeyForm(
        "The years whose holidays it knows.",
        [("from", .type("integer", "The first.")), ("to", .type("integer", "The last."))], required: ["from", "to"])

    private static let announced: KeyForm.Key = ("announced", .date("When it was announced."))

    static let holiday = KeyForm(
        "A day, or days in a row, on which nobody works.",
        [
            ("date", .date("The day.")), ("from", .date("The first of several days.")),
            ("to", .date("The last of several days.")), ("title", .text("What it is called.")), announced,
        ], rules: [KeyForm.oneOf(["date", "from"]), KeyForm.together("from", with: "to")])

    static let change = KeyForm(
        "A single day that is otherwise than planned.",
        [
            ("date", .date("The day.")), ("title", .text("Why.")),
            ("day", .words(["free", "worked"], "Nobody works, or people do.")), ("hours", hours.node), announced,
        ], required: ["date"], rules: [KeyForm.oneOf(["day", "hours"])])

    static let document = KeyForm(
        "A calendar of working days.",
        [
            ("name", .text("The name that files use: that of the file.")),
            ("title", .text("What people call it.")), ("source", .text("Where its days come from.")),
            ("inherits", .text("A calendar whose days are this one's too.")),
            ("zone", .text("The zone whose clocks count: Europe/London.")),
            (
                "weekend",
                .list(of: .words(Weekday.allCases.map { $0.name.lowercased() }, "A day."), "The free days of the week.")
            ),
            ("working_day", .pattern("^[a-z]+ day$", "What its working days are called besides: school day.")),
            ("hours", hours.node), ("years", years.node), ("holidays", .list(of: holiday.node, "The holidays.")),
            ("changes", .list(of: change.node, "Single days that are otherwise than planned.")),
        ], required: ["name"])
}
