import CEL
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkYAML

/// The records of a step kind with the types that the workflow decides.
struct KindRecords {
    var parameters: RecordSchema
    var outputs: RecordSchema
    var form: RecordSchema
}

extension WorkflowChecker {
    /// The records of a step kind as a step uses it; steps that decide the same types share them.
    mutating func records(of kind: AnyStepKind, in step: ParsedStep) -> KindRecords {
        let key = key(of: kind, in: step)
        if let known = kindRecords[key] { return known }
        let records = KindRecords(
            parameters: retyped(kind.parameters, of: step), outputs: retyped(kind.outputs, of: step),
            form: retyped(kind.form, of: step))
        kindRecords[key] = records
        return records
    }

    /// The kind's name and those of the types that the step gives it.
    private mutating func key(of kind: AnyStepKind, in step: ParsedStep) -> [String] {
        if typeParameters[kind.name] == nil {
            var names: Set<String> = []
            for schema in [kind.parameters, kind.outputs, kind.form] { schema.collectTypeParameters(into: &names) }
            typeParameters[kind.name] = names.sorted()
        }
        return [kind.name] + (typeParameters[kind.name] ?? []).map { step["with"]?[$0]?.text ?? "" }
    }

    /// What expressions see of each step, by index.
    mutating func typesOfSteps() -> [CELType] {
        parsed.steps.map { .record(RecordType(name: $0.id, fields: fields(of: $0))) }
    }

    private mutating func fields(of step: ParsedStep) -> [RecordType.Field] {
        guard let key = outputKey(of: step) else { return outputs(of: step).celType.fields }
        if let known = outputFields[key] { return known }
        let fields = outputs(of: step).celType.fields
        outputFields[key] = fields
        return fields
    }

    /// What decides which outputs a step has, where many steps have the same; nil where that is not so.
    private mutating func outputKey(of step: ParsedStep) -> [String]? {
        let extras = [step["quorum"], step["late"]].map { $0 == nil ? "" : "+" }
        switch step.construct {
        case "uses":
            guard let kind = step["uses"]?.text.flatMap({ environment.registry.kind($0) }) else { return nil }
            return key(of: kind, in: step) + extras
        case "wait", "call", "decide", "race": return nil
        default: return extras
        }
    }
}

extension RecordSchema {
    /// Adds the parameters that decide types of its fields, however deep they stand.
    fileprivate func collectTypeParameters(into names: inout Set<String>) {
        for field in fields {
            if let name = field.typedBy { names.insert(name) }
            field.type.collectTypeParameters(into: &names)
        }
    }
}

extension FieldType {
    fileprivate func collectTypeParameters(into names: inout Set<String>) {
        switch self {
        case .record(let schema): schema.collectTypeParameters(into: &names)
        case .list(let element), .map(let element): element.collectTypeParameters(into: &names)
        default: break
        }
    }
}
