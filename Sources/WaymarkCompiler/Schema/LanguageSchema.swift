package import CEL
import WaymarkDefinition
package import WaymarkPluginKit

/// The JSON Schema (2020-12) of a workflow file, with the step kinds of a build: what editors complete and check by.
///
/// It knows the form of a file and the parameters of each kind. What needs names and types to be known - expressions,
/// roles, routes, soundness - is the checker's.
package struct LanguageSchema {
    let registry: PluginRegistry

    /// The schema for the step kinds of a registry.
    package init(registry: PluginRegistry) {
        self.registry = registry
    }

    /// The schema as a value.
    package var value: Value {
        var schema = SchemaNode.object(
            "A workflow of Waymark: who decides what, when, and on what evidence.",
            Self.described(WorkflowParser.headerKeys, by: Self.headerKeys),
            required: ["workflow", "version", "title", "subject", "steps"])
        schema.members.insert(("$schema", .string("https://json-schema.org/draft/2020-12/schema")), at: 0)
        schema.members.insert(("title", .string("Waymark workflow")), at: 1)
        schema["$defs"] = SchemaNode(definitions).value
        return schema.value
    }

    /// The schema as text, laid out for reading.
    package var text: String { PrettyJSON.text(of: value) + "\n" }

    private var definitions: [(String, Value)] {
        var definitions = Self.shared.map { ($0.0, $0.1.value) }
        definitions.append(("steps", Self.steps.value))
        definitions.append(("step", step.value))
        for name in registry.kindNames {
            guard let kind = registry.kind(name) else { continue }
            definitions.append(("with.\(name)", parameters(of: kind).value))
        }
        return definitions
    }

    // MARK: - Steps

    private static let steps = SchemaNode([
        ("type", .string("array")), ("minItems", .int(1)), ("items", SchemaNode.reference("step").value),
        ("description", .string("Steps, from top to bottom.")),
    ])

    /// Keys with what is known of them, in their order.
    private static func described(_ keys: [String], by nodes: [String: SchemaNode]) -> [(String, SchemaNode)] {
        keys.map { ($0, nodes[$0] ?? SchemaNode([])) }
    }

    private var step: SchemaNode {
        var keys = WorkflowParser.common
        for construct in WorkflowParser.constructs {
            keys += (WorkflowParser.keys[construct] ?? []).filter { !keys.contains($0) }
        }
        let properties = Self.described(keys, by: Self.stepKeys).map { ($0.0, $0.0 == "uses" ? kinds : $0.1) }
        var step = SchemaNode.object("A step: an id, one thing that it does, and what every step may have.", properties)
        step["required"] = .list([.string("id")])
        step["oneOf"] = .list(Self.alternatives)
        step["allOf"] = .list(WorkflowParser.constructs.map { Self.rule(of: $0).value } + kindRules.map(\.value))
        return step
    }

    /// Exactly one of the keys that say what a step does; `set` alone is enough.
    private static var alternatives: [Value] {
        let one = WorkflowParser.constructs.map { SchemaNode([("required", .list([.string($0)]))]).value }
        let alone = SchemaNode([
            ("required", .list([.string("set")])), ("not", SchemaNode([("anyOf", .list(one))]).value),
        ])
        return one + [alone.value]
    }

    /// What may stand beside a construct.
    private static func rule(of construct: String) -> SchemaNode {
        let keys = WorkflowParser.common + (WorkflowParser.keys[construct] ?? [])
        var then = SchemaNode([
            ("propertyNames", SchemaNode([("enum", .list(keys.map { .string($0) }))]).value)
        ])
        if let required = required[construct] { then["required"] = .list(required.map { .string($0) }) }
        return SchemaNode([
            ("if", SchemaNode([("required", .list([.string(construct)]))]).value), ("then", then.value),
        ])
    }

    // MARK: - Kinds

    /// The names of the step kinds, each with what it does.
    private var kinds: SchemaNode {
        let names = registry.kindNames
        return SchemaNode([
            ("description", .string("A step kind of a plugin.")), ("enum", .list(names.map { .string($0) })),
            ("enumDescriptions", .list(names.map { .string(registry.kind($0)?.summary ?? "") })),
        ])
    }

    private var kindRules: [SchemaNode] {
        registry.kindNames.compactMap { registry.kind($0) }.map { kind in
            let isKind = SchemaNode([
                ("properties", SchemaNode([("uses", SchemaNode([("const", .string(kind.name))]).value)]).value),
                ("required", .list([.string("uses")])),
            ])
            var properties: [(String, Value)] = [("with", SchemaNode.reference("with.\(kind.name)").value)]
            if let outcomes = outcomes(of: kind) { properties.append(("outcomes", outcomes.value)) }
            var then = SchemaNode([("properties", SchemaNode(properties).value)])
            var required: [Value] = []
            if kind.parameters.fields.contains(where: \.isRequired) { required.append(.string("with")) }
            if kind.sort == .task { required.append(.string("role")) }
            if !required.isEmpty { then["required"] = .list(required) }
            if kind.sort != .task {
                let human = Self.humanKeys.map { SchemaNode([("required", .list([.string($0)]))]).value }
                then["not"] = SchemaNode([("anyOf", .list(human))]).value
            }
            return SchemaNode([("if", isKind.value), ("then", then.value)])
        }
    }

    /// The outcomes of a kind, with what they mean, where they do not depend on its parameters.
    private func outcomes(of kind: AnyStepKind) -> SchemaNode? {
        guard !kind.parameters.fields.contains(where: \.isLiteral) else { return nil }
        let known = kind.outcomes(literals: MapValue([])).map { outcome -> (String, Value) in
            var route = SchemaNode.reference("route")
            if !outcome.summary.isEmpty { route["description"] = .string(outcome.summary) }
            return (outcome.name, route.value)
        }
        return SchemaNode([("properties", SchemaNode(known).value)])
    }

    private func parameters(of kind: AnyStepKind) -> SchemaNode {
        let properties = kind.parameters.fields.map { ($0.name, FieldTypeSchema.node(of: $0)) }
        return SchemaNode.object(
            kind.summary, properties, required: kind.parameters.fields.filter(\.isRequired).map(\.name))
    }
}
