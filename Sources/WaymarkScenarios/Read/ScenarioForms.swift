import WaymarkCompiler
import WaymarkEngine

/// The keys of files of scenarios.
package enum ScenarioForms {
    /// The JSON Schema of such a file.
    package static var schema: String { KeyForm.schema("Waymark scenarios", [one, many]) }

    private static let value = SchemaNode([]).described("A value; ${…} in it is an expression on the case.")
    private static let texts = SchemaNode.anyOf([.text, .list(of: .text, "Several.")])
    private static let flag = SchemaNode.type("boolean")

    // MARK: - Files

    private static let file: [KeyForm.Key] = [
        ("workflow", .text("The workflow, if the file does not stand beside it.")),
        ("cannot_happen", .list(of: impossible.node, "Outcomes that cannot come to be, and why.")),
    ]
    private static let own: [KeyForm.Key] = [
        ("scenario", .text("What happens, in a sentence.")), ("summary", .text("More of it.")),
        ("continues", .text("The scenario above that this one goes on from, by its title.")),
        ("given", given.node), ("then", .list(of: .anyOf(lines.map(\.node)), "What happens and what is so, in order.")),
        ("ends", ends),
    ]

    static let impossible = KeyForm(
        "An outcome that cannot come to be.",
        [
            ("step", .text("The step.")), ("outcome", .text("The outcome.")), ("because", .text("Why.")),
        ], required: ["step", "outcome", "because"])
    static let scenario = KeyForm("A scenario.", own, required: ["scenario"])
    static let one = KeyForm("A file of one scenario.", file + own, required: ["scenario"])
    static let many = KeyForm(
        "A file of several scenarios.",
        file + [
            ("given", given.node), ("scenarios", .list(of: scenario.node, "The scenarios, in order.", least: 1)),
        ], required: ["scenarios"])

    // MARK: - What is given

    static let given = KeyForm(
        "What is so at the beginning.",
        [
            ("subject", .text("The organisation that the case is about, by its id or short name.")),
            ("inputs", .map(to: value, "What is given at the start.")),
            ("at", .text("When the case begins: 2013-10-01 09:30.")), ("by", .text("Who starts it.")),
            ("organisations", .list(of: organisation.node, "Organisations besides those of the register.")),
            ("people", .list(of: person.node, "People besides those of the register.")),
            (
                "effects",
                .map(
                    to: .anyOf([answer.node, .list(of: answer.node, "One answer for each time.")]),
                    "What the outside world answers, by step.")
            ),
        ])

    static let organisation = RegisterForms.organisation
    static let appointment = RegisterForms.appointment
    static let person = KeyForm(
        "A person.",
        [("id", .text("Their id.")), ("name", .text("Their name.")), ("holds", RegisterForms.holds)], required: ["id"])

    static let answer = KeyForm(
        "What the outside world answers.",
        [
            ("outcome", .text("How it ends.")), ("outputs", .map(to: value, "What it gives.")),
            ("fails", .text("Why it fails.")), ("for_good", flag.described("Whether another try is of no use.")),
        ])

    // MARK: - Lines

    private static let who: [KeyForm.Key] = [("as", .text("Who: a person of the register, or a role."))]
    private static let which: [KeyForm.Key] = [
        ("case", .text("Which case, if not the scenario's own: by its name here, or its workflow.")),
        ("subject", .text("The organisation that the case is about.")),
    ]
    private static let refused: [KeyForm.Key] = [("refused", refusedNode)]
    private static let refusedNode = SchemaNode.anyOf(
        [.words(Rejection.Code.allCases.map(\.rawValue), "The rule."), refusal.node], "That it is refused, and how.")
    private static let reason: KeyForm.Key = ("reason", .text("Why."))
    private static let form: KeyForm.Key = ("form", .map(to: value, "What is filled in."))

    static let refusal = KeyForm(
        "How something is refused.",
        [
            ("code", .words(Rejection.Code.allCases.map(\.rawValue), "The rule.")),
            ("says", .text("Words of the reason.")), ("at", .text("The field that has the fault.")),
        ])

    /// What may stand beside each verb, in the order in which people are told of the verbs.
    static let lines: [KeyForm] = acts + mends + waits

    /// The verbs.
    static let verbs = lines.compactMap(\.required.first)

    /// The keys of a line that begins with a verb.
    static func names(of verb: String) -> [String] { lines.first { $0.required.first == verb }?.names ?? [] }

    private static func act(_ verb: String, _ what: String, _ more: [KeyForm.Key]) -> KeyForm {
        let task: [KeyForm.Key] = [
            ("item", texts.described("The items of the loops around it.")),
            ("every", flag.described("Whether it is done with each open task of the step.")),
        ]
        return KeyForm(
            what, [(verb, .text("The step."))] + who + which + task + refused + more, required: [verb])
    }

    static let acts = [
        act("do", "Hands in a task.", [form, ("outcome", .text("The outcome.")), reason]),
        act("approve", "Decides yes.", [form, reason]), act("return", "Gives back.", [form, reason]),
        act("reject", "Decides no.", [form, reason]), act("claim", "Takes a task.", []),
        act("release", "Gives a task up.", []),
        act(
            "delegate", "Lets somebody else do a task.",
            [
                ("to", .text("Whom: a person of the register, or a role.")),
                ("until", .date("The last day on which they may.")), reason,
            ]),
        act("withdraw", "Takes back what somebody else was to do.", []),
        act("reassign", "Gives a task to another.", [("to", .text("Whom.")), reason]),
        act("comment", "Says something on a task.", [("text", .text("What is said."))]),
        act("escalate", "Climbs the ladder.", [reason, ("to", .text("The rung, from 1."))]),
    ]

    private static func mend(_ verb: String, _ what: String, _ more: [KeyForm.Key]) -> KeyForm {
        let said = verb == "mend" ? SchemaNode.words(["cancel", "suspend", "resume"], "How.") : .text("The step.")
        return KeyForm(what, [(verb, said)] + who + which + refused + more, required: [verb])
    }

    static let mends = [
        mend("retry", "Tries again what failed.", []), mend("skip", "Goes on without a step.", [reason]),
        mend("redo", "Has a step done again.", [reason]), mend("add", "Adds an item to a loop.", [("item", value)]),
        mend("mend", "Mends a case.", [reason]),
    ]

    private static let waits = [
        KeyForm("Time passes.", [("until", .text("Until when: 2013-10-14 16:00."))], required: ["until"]),
        KeyForm("Time passes.", [("after", .text("How long: 5 working days."))], required: ["after"]),
        KeyForm(
            "A message comes.",
            [("message", .text("The message."))] + which + [
                ("data", .map(to: value, "What it carries.")), ("from", .text("The case that it comes from.")),
            ] + who + refused, required: ["message"]),
        KeyForm(
            "Another case begins.",
            [
                ("start", .text("The workflow.")), ("named", .text("What the case is called here.")),
                ("subject", .text("The organisation that it is about.")), ("inputs", .map(to: value, "Its inputs.")),
            ] + who + refused, required: ["start"]),
        KeyForm("Something is so.", [("expect", expected.node)] + which, required: ["expect"]),
    ]

    // MARK: - What is expected

    private static let fields = SchemaNode.map(to: value, "Values by name.")
    private static let day = SchemaNode.date("The day on which it ended.")

    static let expected = KeyForm(
        "How a case stands.",
        [
            (
                "open",
                .list(
                    of: .anyOf([.text, openTask.node]), "The tasks that are open; those of the steps, and no others.")
            ),
            ("waits", texts.described("The steps that wait.")), ("vars", fields.described("Variables.")),
            ("steps", fields.described("What steps gave, by step.")),
            ("milestone", .text("What the case has reached last.")),
            ("incidents", .list(of: .anyOf([.text, incident.node]), "What has stopped.")),
            ("sent", .list(of: .anyOf([.text, message.node]), "Messages that were sent.")),
            ("history", texts.described("Words of the history.")),
            ("status", .words(CaseState.Status.allCases.map(\.rawValue), "The state of the case.")),
            ("ended", .text("How it ended.")), ("on", day), ("outputs", fields.described("What it gave.")),
        ])

    static let ending = KeyForm(
        "How the case ends.",
        [
            ("outcome", .text("The outcome.")), ("on", day), ("outputs", fields.described("What it gave.")),
            ("milestone", .text("What it had reached last.")), ("vars", fields.described("Variables.")),
        ])

    private static let ends = SchemaNode.anyOf([.text, ending.node], "How the case ends.")

    static let openTask = KeyForm(
        "An open task.",
        [
            ("step", .text("The step.")), ("item", texts.described("The items of the loops around it.")),
            ("role", .text("Whose it is.")), ("due", .text("When it is due: 2013-10-14 17:00.")),
            ("claimed_by", .text("Who has taken it.")), ("late", flag.described("Whether it is late.")),
        ], required: ["step"])
    static let incident = KeyForm(
        "What has stopped.", [("step", .text("Where.")), ("says", .text("Words of why."))], required: ["step"])
    static let message = KeyForm(
        "A message that was sent.",
        [("message", .text("The message.")), ("to", .text("Whom it went to.")), ("data", fields)],
        required: ["message"])
}
