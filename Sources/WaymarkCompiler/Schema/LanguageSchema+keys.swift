import CEL

extension LanguageSchema {
    static let expression = SchemaNode.anyOf(
        [.type("string"), .type("boolean"), .type("number")], "An expression: steps.review.outcome == \"approved\".")
    private static let deadline = SchemaNode.reference("deadline")
    private static let steps = SchemaNode.reference("steps")
    private static let template = SchemaNode([]).described("A value; ${…} in it is an expression.")
    private static let name = SchemaNode.type("string")
    private static let flag = SchemaNode.type("boolean")

    // MARK: - Shared pieces

    static let shared: [(String, SchemaNode)] = [
        ("id", .pattern("^[a-z][a-z0-9_]{0,63}$", "Small letters, digits and _; unique in the file.")),
        ("expression", .pattern("\\$\\{", "Text with an expression in it: ${inputs.quarter.end}.")),
        (
            "deadline",
            .type("string", "5 working days, 2 weeks before ${…}, on 31 March, end of ${inputs.quarter}, P5D.")
        ),
        ("role", .anyOf([.type("string"), .reference("roleRule")], "The name of a role, or a rule of its own.")),
        (
            "roleRule",
            .object(
                "Who holds a role: those of an organisation, or of a position in it.",
                [
                    ("title", .type("string", "What people call the role.")),
                    ("in", .type("string", "The organisation: subject, subject.area_team or org(\"…\").")),
                    ("position", words("A position, or several of which one must be held.")),
                ], required: ["in"])
        ),
        (
            "type",
            .anyOf(
                [
                    .type("string"),
                    .object("One of some words, in their order.", [("one_of", list)], required: ["one_of"]),
                    .object("Several values.", [("list", .reference("type"))], required: ["list"]),
                    .object("Fields.", [("record", .reference("fields"))], required: ["record"]),
                ],
                "text, integer, number, boolean, date, period, instant, document, organisation, person, any, list<…>, or a type of the workflow."
            )
        ),
        (
            "fields",
            .map(
                to: .anyOf([
                    .reference("type"),
                    .object(
                        "A field.",
                        [
                            ("type", .reference("type")), ("required", flag), ("default", SchemaNode([])),
                            ("title", name), ("summary", name),
                        ], required: ["type"]),
                ]), "Fields and their types.")
        ),
        ("route", route), ("address", address),
    ]

    private static let list = SchemaNode.list(of: .type("string"), "Words.", least: 1)

    private static func words(_ description: String) -> SchemaNode { .anyOf([name, list], description) }

    private static let route = SchemaNode.anyOf(
        [
            .words(["continue", "leave"], "Go on with the next step, or end this list."),
            .object("Go to a step of the same list, forward or back.", [("go_to", name)], required: ["go_to"]),
            .object("End the case.", [("stop", name)], required: ["stop"]),
            .object("Steps of its own, then on.", [("steps", steps)], required: ["steps"]),
        ], "Where an outcome leads.")

    // MARK: - Header

    /// The keys of a workflow.
    static let headerKeys: [String: SchemaNode] = [
        "workflow": .type("string", "The name of the workflow."),
        "version": .anyOf([name, .type("number")], "The version, as its authors count."),
        "title": .type("string", "What people call the process."),
        "source": .type("string", "The policy that it carries out."),
        "summary": .type("string", "What it does, in a few sentences."),
        "subject": .type("string", "The type of organisation that a case is about."),
        "id": .type("string", "The id of a case: ${inputs.quarter.short}-${subject.short}."),
        "key": .list(of: name, "The inputs that make a case the only one of its subject."),
        "inputs": SchemaNode.reference("fields").described("What is given at the start."),
        "outputs": .map(to: template, "What a case gives: a value, or { type: …, value: … }."),
        "vars": .map(
            to: .object(
                "A variable.",
                [("type", .reference("type")), ("initial", SchemaNode([])), ("title", name)],
                required: ["initial"]), "Variables of a case, with their first values."),
        "roles": .map(to: .reference("roleRule"), "Who may act."),
        "rules": .list(
            of: SchemaNode([
                ("type", .string("object")), ("minProperties", .int(1)), ("maxProperties", .int(1)),
                (
                    "propertyNames",
                    SchemaNode.words(
                        ["different_people", "same_person", "not_from", "not_submitter"],
                        "A rule about who may not do both."
                    ).value
                ),
            ]), "Separation of duties."),
        "types": .map(to: .reference("type"), "Types of the workflow."),
        "messages": messages,
        "steps": steps,
        "tables": .map(to: table, "Decision tables."),
    ]

    /// Names that begin with `@` are those of the engine.
    private static let messages: SchemaNode = {
        var node = SchemaNode.map(to: .reference("fields"), "What messages carry.")
        node["propertyNames"] = SchemaNode([("pattern", .string("^[^@]"))]).value
        return node
    }()

    private static let table = SchemaNode.object(
        "A decision table: rows of conditions and answers.",
        [
            ("title", name), ("summary", name), ("cite", name),
            ("inputs", SchemaNode.reference("fields").described("What is asked of.")),
            ("output", SchemaNode.reference("fields").described("What is answered.")),
            (
                "hit",
                .anyOf(
                    [
                        .words(
                            ["unique", "first", "any", "priority", "collect", "rule_order", "output_order"],
                            "Which rows count."),
                        .object(
                            "All rows that hold, put together.",
                            [("collect", .words(["sum", "min", "max", "count"], "How they are put together."))]),
                    ], "Which rows count when several hold.")
            ),
            ("rows", .list(of: .list(of: SchemaNode([]), "A cell for each input and output."), "The rows.", least: 1)),
            ("default", SchemaNode([]).described("What is answered when no row holds.")),
        ], required: ["inputs", "output", "rows"])

    // MARK: - Steps

    /// The keys that are for steps that people do.
    static let humanKeys = [
        "role", "due", "remind", "escalate", "when_overdue", "late", "available_while", "quorum", "hide_until",
    ]

    /// The keys that a construct cannot do without.
    static let required: [String: [String]] = [
        "for_each": ["in", "steps"], "send": ["to"], "exclusive": ["steps"],
    ]

    /// The keys of a step.
    static let stepKeys: [String: SchemaNode] = [
        "id": .reference("id"), "title": .type("string", "What people call the step."),
        "summary": .type("string", "What it is for."),
        "cite": .type("string", "The place in the policy that it carries out."),
        "when": expression.described("The step is skipped when this is false."),
        "set": .map(to: template, "Variables that change when the step is done.", least: 1),
        "milestone": .type("string", "What the case has reached when the step is done."),
        "retry": retry, "timeout": deadline.described("How long the step may take; then it ends with timed_out."),
        "tight": .type("string", "Why its day stands, though what comes before may not leave time for it."),
        "outcomes": .map(to: .reference("route"), "Where each outcome leads; one that is not named continues."),
        "available_while": expression.described("The step is open only while this holds."),
        "uses": name, "with": .type("object", "Parameters, or the inputs of what is called."),
        "role": .reference("role"), "due": deadline.described("When it is due: 5 working days."),
        "remind": .anyOf(
            [deadline, .list(of: deadline, "Deadlines.", least: 1)],
            "When those who may act are reminded: 2 working days before due."),
        "escalate": .list(of: rung, "Who may act too, or instead, when it is late; in order.", least: 1),
        "when_overdue": .words(["stay_open", "continue"], "What its deadline does to it."),
        "late": .anyOf(
            [
                .words(["keep"], "It is kept; nothing follows from it."),
                .object("It goes back.", [("go_to", name), ("when", expression)], required: ["go_to"]),
            ], "What becomes of what is handed in after silence has ended the step."),
        "quorum": .type("object", "How many of a role must decide: { of: role, needed: 3, or: two_thirds }."),
        "hide_until": deadline.described("Until when others do not see the result."),
        "parallel": .map(to: steps, "Branches that run together.", least: 1), "join": join,
        "rest": .words(["cancel", "finish"], "What becomes of the others: withdrawn, or left to finish."),
        "choose": .list(of: branch, "Branches, each with its condition.", least: 1),
        "take": .words(["first", "every"], "The first branch that holds, or every one."),
        "for_each": .type("string", "The name of the item."),
        "in": expression.described("The list that is gone through."), "steps": steps,
        "mode": .words(["parallel", "one_by_one", "any_order"], "How the runs follow each other."),
        "open": .anyOf([flag, closing], "Whether people may add items while it runs, or until when."), "repeat": steps,
        "until": expression.described("Ends the loop after a pass."),
        "while": expression.described("Ends the loop when false."),
        "at_most": count.described("Passes at the most."),
        "race": .map(to: steps, "Branches of which the first to move wins.", least: 1),
        "any_order": .anyOf(
            [steps, .map(to: steps, "Branches.", least: 1)], "All of these, one at a time, as people take them."),
        "try": steps.described("What may fail."),
        "catch": .list(
            of: .object("What is done then.", [("when", expression), ("steps", steps)], required: ["steps"]),
            "What is done when something fails.", least: 1),
        "undo": steps.described("What undoes it when the case is cancelled."),
        "exclusive": .type("string", "A name: at most one case at a time is inside."),
        "cancel": words("The steps that are withdrawn."), "wait": wait,
        "call": .type("string", "Another workflow, as a case of its own."), "subject": template,
        "each": expression.described("A list, for one case an item."), "as": .type("string", "The name of the item."),
        "detach": flag.described("Goes on without waiting."), "send": .type("string", "A message of the workflow."),
        "to": .reference("address"), "data": .map(to: template, "What it carries."),
        "decide": .type("string", "A decision table of the workflow."),
        "stop": .type("string", "Ends the case with this outcome."),
    ]

    private static let count = SchemaNode([("type", .string("integer")), ("minimum", .int(1))])
    private static let retry = SchemaNode.object(
        "How an effect is tried again.",
        [
            ("attempts", .type("integer", "Tries in all.")), ("first", .type("string", "The first pause.")),
            ("factor", .type("number", "By what each pause is longer than the one before.")),
            ("longest", .type("string", "What no pause exceeds.")),
        ])
    private static let join = SchemaNode.anyOf(
        [.words(["all", "any"], "How many."), count], "How many must end: all, any or a number.")
    private static let branch = SchemaNode.anyOf(
        [
            .object("A branch.", [("when", expression), ("steps", steps)], required: ["when", "steps"]),
            .object("What remains.", [("else", steps)], required: ["else"]),
        ])
    private static let rung = SchemaNode.object(
        "A rung of the ladder; without `after` it is climbed by hand.",
        [
            ("after", deadline.described("When it is climbed: 3 working days overdue.")), ("to", .reference("role")),
            ("hand_over", flag.described("Whether the first role may no longer act.")),
        ], required: ["to"])
    private static let senders = SchemaNode.anyOf(
        [.reference("role"), .list(of: .reference("role"), "Roles; none for messages of other cases only.")],
        "Who may send it from outside.")
    private static let ends = [
        SchemaNode.object("So long.", [("for", deadline)], required: ["for"]),
        .object("Until then.", [("until", deadline)], required: ["until"]),
        .object("Until this is so.", [("condition", expression)], required: ["condition"]),
        .object(
            "For what a case has reached.", [("milestone", name), ("of", .reference("address"))],
            required: ["milestone"]),
    ]
    private static let wait = SchemaNode.anyOf(
        ends + [
            .object(
                "For a message; `keep` holds one that came before.",
                [("message", name), ("keep", flag), ("from", senders)],
                required: ["message"])
        ], "What is waited for.")
    private static let closing = SchemaNode.anyOf(
        ends + [.object("Until a message comes.", [("message", name), ("from", senders)], required: ["message"])],
        "Until when the loop is open, also without an item.")
    private static let address = SchemaNode.anyOf(
        [
            .words(["parent", "children"], "The case that called this, or those that it called."),
            .object("A case by its id.", [("case", template)], required: ["case"]),
            .object(
                "The case of a workflow for a subject.",
                [("workflow", name), ("subject", template), ("key", template)], required: ["workflow", "subject"]),
            .object(
                "The cases of a workflow for a list of subjects.",
                [("workflow", name), ("subjects", template), ("key", template)], required: ["workflow", "subjects"]),
        ], "Which case is meant.")
}
