import WaymarkDefinition

/// The keys of files of the register.
package enum RegisterForms {
    /// The JSON Schema of such a file.
    package static var schema: String { KeyForm.schema("Waymark register", [document]) }

    static let attributeTypes: [String: FieldType] = [
        "text": .text, "integer": .integer, "number": .number, "boolean": .boolean, "date": .date,
    ]

    static let organisationType = KeyForm(
        "A type of organisation.",
        [
            ("title", .text("What people call it.")),
            ("relations", .map(to: .text, "Other organisations that one of it names, by the type that they are of.")),
            (
                "attributes",
                .map(to: .words(attributeTypes.keys.sorted(), "A type."), "What is known of one, by its type.")
            ),
        ])

    static let position = KeyForm(
        "A position that people hold.",
        [
            ("title", .text("What people call it.")),
            ("in", .anyOf([.text, .list(of: .text, "Several.")], "The types of organisation that have it.")),
        ])

    /// An organisation; its relations and attributes are keys besides, as its type says.
    package static let organisation = KeyForm(
        "An organisation, with the relations and attributes of its type.",
        [
            ("id", .text("Its id.")), ("type", .text("Its type.")), ("name", .text("Its name.")),
            ("short", .text("What people type for it.")),
        ], required: ["id", "type", "name"], isOpen: true)

    /// What a person holds.
    package static let appointment = KeyForm(
        "A position that a person holds.",
        [
            ("position", .text("The position.")), ("in", .text("The organisation.")),
            ("from", .date("From when.")), ("until", .date("Until when.")),
        ], required: ["position", "in"])

    /// The positions that a person holds.
    package static let holds = SchemaNode.list(of: appointment.node, "The positions that they hold.")

    static let person = KeyForm(
        "A person.",
        [
            ("id", .text("Their id.")), ("name", .text("Their name.")), ("holds", holds),
            ("email", .text("Where notices go.")),
        ], required: ["id", "name"])

    static let document = KeyForm(
        "Organisations and people, and the types and positions that there are.",
        [
            ("organisation_types", .map(to: organisationType.node, "Types of organisations.")),
            ("positions", .map(to: position.node, "Positions.")),
            ("organisations", .list(of: organisation.node, "Organisations.")),
            ("people", .list(of: person.node, "People.")),
        ])
}
