import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Whether the kinds of a plugin are declared so that people, editors and the checker can be shown them.
struct DeclarationCheck {
    /// The plugin.
    var plugin: Plugin

    /// Everything that is not as it should be.
    func faults() -> [String] {
        var faults = Self.isSentence(plugin.summary) ? [] : ["\(plugin.name): the summary is no sentence"]
        if plugin.kinds.isEmpty { faults.append("\(plugin.name): it has no step kind") }
        for kind in plugin.kinds {
            faults += self.faults(of: kind).map { "\(kind.name): \($0)" }
        }
        return faults
    }

    private func faults(of kind: AnyStepKind) -> [String] {
        var faults: [String] = []
        if !kind.name.hasPrefix(plugin.name + ".") { faults.append("it bears another family's name") }
        if !Self.isName(String(kind.name.drop { $0 != "." }.dropFirst())) {
            faults.append("its name is not snake case")
        }
        if plugin.kinds.count(where: { $0.name == kind.name }) > 1 { faults.append("the plugin has two of that name") }
        if !Self.isSentence(kind.summary) { faults.append("the summary is no sentence") }
        faults += outcomeFaults(kind.outcomes(literals: MapValue([])))
        for part in AnyStepKind.RecordPart.allCases {
            let schema = kind.schema(of: part)
            faults += fieldFaults(schema, at: "\(part)")
            for field in schema.fields {
                if let typedBy = field.typedBy, !Self.isTypeParameter(typedBy, of: kind) {
                    faults.append("\(part).\(field.name) is typed by \(typedBy), which is no constant naming a type")
                }
            }
        }
        return faults
    }

    private static func isTypeParameter(_ name: String, of kind: AnyStepKind) -> Bool {
        kind.parameters.field(name).map { $0.type == .typeName && $0.isLiteral } ?? false
    }

    private func outcomeFaults(_ outcomes: [OutcomeSchema]) -> [String] {
        var faults = outcomes.isEmpty ? ["it has no outcome"] : []
        for outcome in outcomes {
            if !Self.isName(outcome.name) { faults.append("the outcome \(outcome.name) is not snake case") }
            if !Self.isSentence(outcome.summary) { faults.append("the outcome \(outcome.name) has no sentence") }
            if outcomes.count(where: { $0.name == outcome.name }) > 1 {
                faults.append("it has two outcomes \(outcome.name)")
            }
            if [BuiltInOutcome.overdue, BuiltInOutcome.timedOut].contains(outcome.name) {
                faults.append("the outcome \(outcome.name) is the engine's own")
            }
        }
        for verb in OutcomeSchema.Verb.allCases where outcomes.count(where: { $0.verb == verb }) > 1 {
            faults.append("two outcomes answer to the verb \(verb.rawValue)")
        }
        return faults
    }

    private func fieldFaults(_ schema: RecordSchema, at path: String) -> [String] {
        schema.fields.flatMap { field -> [String] in
            let place = "\(path).\(field.name)"
            var faults: [String] = []
            if !Self.isName(field.name) { faults.append("\(place) is not snake case") }
            if !Self.isSentence(field.summary) { faults.append("\(place): the summary is no sentence") }
            if schema.fields.count(where: { $0.name == field.name }) > 1 { faults.append("\(place) is there twice") }
            switch field.type {
            case .record(let inner), .list(.record(let inner)): return faults + fieldFaults(inner, at: place)
            default: return faults
            }
        }
    }

    private static func isName(_ text: String) -> Bool {
        text.first?.isLowercase == true && text.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" }
    }

    private static func isSentence(_ text: String) -> Bool {
        text.first?.isUppercase == true && text.hasSuffix(".")
    }
}
