import CEL
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension BehaviourCheck {
    /// Checks what people do in a step.
    mutating func checkStep(_ entry: YAMLEntry) {
        let parts = entry.key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            return report(
                at: entry.keySpan, "a step is named with its workflow", help: "write it as in urgent-action/log_action")
        }
        let (workflow, name) = (parts[0], parts[1])
        guard environment.workflows[workflow] != nil else {
            return report(
                .unknownWorkflow, at: entry.keySpan, "there is no workflow \(workflow)",
                help: advice(workflow, among: environment.workflows.keys.sorted()))
        }
        // What is wrong with a workflow is said there; until it is mended nothing is known of its steps.
        guard let definition = environment.definitions[workflow] else { return }
        guard let step = definition.step(name) else {
            let human = definition.steps.filter { Self.uses($0)?.human != nil }.map(\.id)
            let near = Nearest.word(to: name, among: human)
            return report(
                .unknownStep, .warning, at: entry.keySpan, "\(workflow) has no step `\(name)`",
                help: near.map { "did you mean `\($0)`?" }
                    ?? "leave it out, unless it is a step of a version that this one is compared with")
        }
        guard let uses = Self.uses(step), let human = uses.human else {
            return report(
                at: entry.keySpan, "nobody does the step `\(name)`, so nobody behaves in it", help: "leave it out")
        }
        checkOutcome(entry.value, of: uses)
        checkForm(entry.value, of: uses, name)
        if let late = entry.value["late"], human.late == nil {
            report(
                at: late.span, "nothing that comes late is taken in `\(name)`",
                help: "write `late` into the step of the workflow, or leave it out here")
        }
        if let escalate = entry.value["escalate"], human.ladder.isEmpty {
            report(at: escalate.span, "the step `\(name)` has no ladder to climb", help: "leave it out")
        }
    }

    private static func uses(_ step: Step) -> UsesStep? {
        if case .uses(let uses) = step.construct { uses } else { nil }
    }

    private mutating func checkOutcome(_ node: YAMLNode, of uses: UsesStep) {
        guard let outcome = node["outcome"], let name = Self.constant(outcome)?.text else { return }
        guard let known = uses.outcomes.first(where: { $0.name == name }) else {
            return report(
                .unknownOutcome, at: outcome.span, "\(uses.kind) has no outcome `\(name)`",
                help: advice(name, among: uses.outcomes.map(\.name)))
        }
        if known.needsReason, node["reason"] == nil {
            report(at: outcome.span, "the outcome `\(name)` needs a reason", help: "add reason: and why")
        }
    }

    private mutating func checkForm(_ node: YAMLNode, of uses: UsesStep, _ step: String) {
        let given = node["form"]?.entries ?? []
        for entry in given {
            guard let field = uses.form.field(entry.key) else {
                report(
                    at: entry.keySpan, "the form of `\(step)` has no field `\(entry.key)`",
                    help: advice(entry.key, among: uses.form.fields.map(\.name)) ?? "it asks for nothing")
                continue
            }
            guard let value = Self.constant(entry.value), value != .null,
                let fault = field.type.faults(in: value).first
            else { continue }
            report(
                .wrongType, at: entry.value.span, "the field \(entry.key) does not fit: \(fault.message)",
                help: fault.help)
        }
        for field in uses.form.fields where field.isRequired && !given.contains(where: { $0.key == field.name }) {
            report(
                at: node["form"]?.span ?? node.span,
                "nobody fills in `\(field.name)`, which the form of `\(step)` needs",
                help: "add form: { \(field.name): … }")
        }
    }

    /// A value that is the same for each task; nil when some of it is computed.
    private static func constant(_ node: YAMLNode) -> Value? {
        switch node.content {
        case .sequence(let items):
            let values = items.compactMap { constant($0) }
            return values.count == items.count ? .list(values) : nil
        case .mapping(let entries):
            var pairs: [(Value, Value)] = []
            for entry in entries {
                guard let value = constant(entry.value) else { return nil }
                if value != .null { pairs.append((.string(entry.key), value)) }
            }
            return .map(MapValue(pairs))
        case .scalar(let scalar):
            if case .string(let text) = scalar.resolved, text.hasPrefix("${"), text.hasSuffix("}") { return nil }
            return Value(of: node)
        }
    }
}
