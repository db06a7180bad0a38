import CEL
import WaymarkDefinition

/// The schema of a value of a type, as it may stand in a file: the value itself, or an expression that gives it.
enum FieldTypeSchema {
    /// The schema of a parameter.
    static func node(of field: FieldSchema) -> SchemaNode {
        var description = field.summary
        if field.isLiteral { description += description.isEmpty ? "A constant." : " A constant." }
        let own = field.typedBy == nil ? literal(field.type) : SchemaNode([])
        let node = field.isLiteral || isText(field.type) || own.members.isEmpty ? own : orExpression(own)
        return description.isEmpty ? node : node.described(description)
    }

    /// The value, or text with `${…}` in it.
    static func orExpression(_ node: SchemaNode) -> SchemaNode { .anyOf([node, .reference("expression")]) }

    private static func isText(_ type: FieldType) -> Bool {
        switch type {
        case .text, .organisation, .person, .typeName, .any: true
        default: false
        }
    }

    private static func literal(_ type: FieldType) -> SchemaNode {
        switch type {
        case .text, .organisation, .person, .typeName: .type("string")
        case .integer: .type("integer")
        case .number: .type("number")
        case .boolean: .type("boolean")
        case .date: .pattern("^\\d{4}-\\d{2}-\\d{2}$", "A date: 2013-10-31.")
        case .period: .pattern("^\\d{4}", "A period: 2013-14-Q2.")
        case .instant: .pattern("^\\d{4}-\\d{2}-\\d{2}T", "A moment: 2013-10-31T17:00:00Z.")
        case .choice(let type): .words(type.values, "One of these.")
        case .list(let element): SchemaNode([("type", .string("array")), ("items", item(element).value)])
        case .map(let element):
            SchemaNode([("type", .string("object")), ("additionalProperties", item(element).value)])
        case .record(let schema) where schema.fields.isEmpty: .type("object")
        case .record(let schema):
            .object(
                schema.name, schema.fields.map { ($0.name, node(of: $0)) },
                required: schema.fields.filter(\.isRequired).map(\.name))
        case .document: .type("object")
        case .any: SchemaNode([])
        }
    }

    private static func item(_ type: FieldType) -> SchemaNode {
        let own = literal(type)
        return isText(type) || own.members.isEmpty ? own : orExpression(own)
    }
}
