import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkYAML

extension ScenarioReader {
    /// The definition of a workflow; reported when there is none.
    mutating func definition(_ workflow: String, at span: SourceSpan) -> CompiledDefinition? {
        if let found = environment.definitions[workflow] { return found }
        reportName(
            .unknownWorkflow, workflow, at: span, of: "the project", among: environment.definitions.keys.sorted())
        return nil
    }

    /// The step of a workflow; reported when there is none.
    mutating func step(_ id: String, of workflow: String, at span: SourceSpan) -> Step? {
        guard let definition = environment.definitions[workflow] else { return nil }
        if let step = definition.step(id) { return step }
        reportName(.unknownStep, id, at: span, of: workflow, among: definition.steps.map(\.id))
        return nil
    }

    /// The use of a step kind that people do; reported when the step is something else.
    mutating func task(_ step: Step, at span: SourceSpan) -> UsesStep? {
        if case .uses(let use) = step.construct, use.sort == .task { return use }
        report(
            .nobodyDoes, at: span, "nobody does the step `\(step.id)`: \(Self.describe(step))",
            help: "name a step that people do")
        return nil
    }

    private static func describe(_ step: Step) -> String {
        guard case .uses(let use) = step.construct else { return "it is no use of a step kind" }
        return "\(use.kind) is \(use.sort == .effect ? "done to the outside world" : "computed")"
    }

    /// Who acts, by the id of a person or the name of a role of the workflow.
    mutating func actor(_ node: YAMLNode, workflow: String) -> ScenarioActor? {
        guard let name = text(node, "as") else { return nil }
        let roles = environment.definitions[workflow]?.roles ?? [:]
        if roles[name] != nil { return .role(name) }
        if cast.people[name] != nil || environment.people[name] != nil { return .person(name) }
        let known = roles.keys.sorted() + cast.people.keys.sorted() + environment.people.keys.sorted()
        report(
            .unknownPerson, at: node.span, "there is no person and no role `\(name)`",
            help: Nearest.word(to: name, among: known).map { "did you mean `\($0)`?" }
                ?? "name a person of the register or one of the roles: \(roles.keys.sorted().joined(separator: ", "))")
        return nil
    }

    /// Who acts, which must be said.
    mutating func requiredActor(in node: YAMLNode, workflow: String) -> ScenarioActor? {
        guard let value = node["as"] else {
            report(.missingKey, at: start(of: node), "it is not said who does it", help: "add as: a person or a role")
            return nil
        }
        return actor(value, workflow: workflow)
    }

    /// The id of an organisation, by its id or short name.
    mutating func organisation(_ node: YAMLNode, _ what: String) -> String? {
        guard let name = text(node, what) else { return nil }
        if cast.organisations[name] != nil || environment.organisations[name] != nil { return name }
        if let own = cast.organisations.values.first(where: { $0.short == name }) { return own.id }
        if let id = environment.shortNames[name] { return id }
        let known = cast.organisations.keys.sorted() + environment.shortNames.keys.sorted()
        report(
            .unknownOrganisation, at: node.span, "there is no organisation `\(name)`",
            help: Nearest.word(to: name, among: known).map { "did you mean `\($0)`?" }
                ?? "name an organisation of the register by its id or short name")
        return nil
    }

    /// Which case a line is about: the scenario's own unless it says otherwise.
    mutating func caseReference(in node: YAMLNode) -> CaseReference? {
        guard let value = node["case"] else { return CaseReference(target: .main, workflow: cast.workflow) }
        guard let name = text(value, "case") else { return nil }
        if let workflow = cast.cases[name] { return CaseReference(target: .named(name), workflow: workflow) }
        if environment.definitions[name] != nil {
            let subject = node["subject"].flatMap { organisation($0, "subject") }
            return CaseReference(target: .only(subject: subject), workflow: name)
        }
        let known = cast.cases.keys.sorted() + environment.definitions.keys.sorted()
        report(
            .unknownCase, at: value.span, "there is no case `\(name)`",
            help: Nearest.word(to: name, among: known).map { "did you mean `\($0)`?" }
                ?? "name a case as the line that starts it does, or its workflow when there is only one")
        return nil
    }

    /// How something is refused: the rule alone, or the rule with words of the reason and the field.
    mutating func refusal(_ node: YAMLNode) -> ExpectedRefusal? {
        guard node.entries != nil else {
            return text(node, "refused").flatMap { refusalCode($0, at: node.span) }.map {
                ExpectedRefusal(span: node.span, code: $0)
            }
        }
        allow(ScenarioForms.refusal.names, in: node, as: "a refusal")
        var refusal = ExpectedRefusal(span: node.span)
        if let code = node["code"] {
            guard let found = text(code, "code").flatMap({ refusalCode($0, at: code.span) }) else { return nil }
            refusal.code = found
        }
        refusal.words = node["says"].flatMap { text($0, "says") }
        refusal.path = node["at"].flatMap { text($0, "at") }
        return refusal
    }

    private mutating func refusalCode(_ name: String, at span: SourceSpan) -> Rejection.Code? {
        if let code = Rejection.Code(rawValue: name) { return code }
        reportName(
            .unknownRefusal, name, at: span, of: "the list of reasons", among: Rejection.Code.allCases.map(\.rawValue))
        return nil
    }
}
