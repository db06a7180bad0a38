import CEL
import WaymarkCompiler
import WaymarkDefinition

/// The names that expressions can use of a case that is under way, and their types.
enum CaseNames {
    static func types(of definition: CompiledDefinition, register: RegisterSchema) -> [String: CELType] {
        var types: [String: CELType] = [
            "now": .timestamp, "today": .abstract("date"), "case": .dyn, "parent": .dyn,
            "subject": register.recordType(of: definition.subjectType).map { .record($0) } ?? .dyn,
        ]
        for field in definition.inputs.fields { types["inputs.\(field.name)"] = field.type.celType }
        for variable in definition.variables { types["vars.\(variable.name)"] = variable.type.celType }
        for (name, value) in definition.vocabularies { types["vocabulary.\(name)"] = CELType(of: value) }
        // What a step gives may be missing, one or many, so it is looked at as it is.
        for step in definition.steps { types["steps.\(step.id)"] = .dyn }
        return types
    }
}
