import CEL
import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkYAML

/// Reads and checks a file of scenarios: everything that is wrong is reported at once, nothing is run.
package struct ScenarioReader {
    private(set) var diagnostics = Diagnostics()
    let file: String
    let environment: ScenarioEnvironment
    /// What the scenario that is being read has said so far.
    var cast = Cast()
    private var expressionScopes: [String: Environment] = [:]

    /// The names that a scenario may use.
    struct Cast {
        var workflow = ""
        var cases: [String: String] = [:]
        var organisations: [String: Organisation] = [:]
        var people: [String: Person] = [:]
    }

    private init(file: String, environment: ScenarioEnvironment) {
        self.file = file
        self.environment = environment
    }

    /// Reads a file.
    /// - Parameters:
    ///   - text: The text.
    ///   - file: The file, as people name it.
    ///   - workflow: The workflow that it stands beside, if it does.
    ///   - environment: What it is checked against.
    /// - Returns: The scenarios that can be played, and everything that is wrong.
    package static func read(
        _ text: String, file: String, workflow: String?, in environment: ScenarioEnvironment
    ) -> (content: ScenarioFile, diagnostics: Diagnostics) {
        var reader = ScenarioReader(file: file, environment: environment)
        let (document, faults) = YAMLReader.read(text, file: file)
        reader.diagnostics.add(contentsOf: faults)
        guard let document else { return (ScenarioFile(file: file), reader.diagnostics) }
        let content = reader.readFile(document, workflow: workflow)
        return (content, reader.diagnostics)
    }

    // MARK: - The file

    private mutating func readFile(_ document: YAMLNode, workflow: String?) -> ScenarioFile {
        var content = ScenarioFile(file: file)
        guard mapping(document, "a file of scenarios") != nil else { return content }
        let isOne = document["scenarios"] == nil
        allow((isOne ? ScenarioForms.one : ScenarioForms.many).names, in: document, as: "a file of scenarios")
        guard let name = document["workflow"].flatMap({ text($0, "workflow") }) ?? workflow else {
            report(
                .missingKey, at: start(of: document), "the file says not which workflow it is about",
                help: "add workflow: name")
            return content
        }
        cast.workflow = name
        guard definition(name, at: document["workflow"]?.span ?? start(of: document)) != nil else { return content }
        let nodes = isOne ? [document] : list(document["scenarios"], "`scenarios`")
        var known: [String: Scenario] = [:]
        var casts: [String: Cast] = [:]
        for node in nodes {
            cast = Cast(workflow: name)
            guard
                let scenario = readScenario(
                    node, shared: isOne ? nil : document["given"], isFile: isOne, known: known, casts: casts)
            else { continue }
            if known.updateValue(scenario, forKey: scenario.title) != nil {
                report(
                    .duplicateScenario, at: scenario.span, "there is a scenario of this title above",
                    help: "say in its title what is different here")
            }
            casts[scenario.title] = cast
            content.scenarios.append(scenario)
        }
        content.impossibleRoutes = list(document["cannot_happen"], "`cannot_happen`").compactMap {
            impossibleRoute($0, workflow: name)
        }
        return content
    }

    private mutating func impossibleRoute(_ node: YAMLNode, workflow: String) -> ImpossibleRoute? {
        guard mapping(node, "what cannot happen") != nil else { return nil }
        allow(ScenarioForms.impossible.names, in: node, as: "what cannot happen")
        guard let step = required("step", in: node, of: "what cannot happen"),
            let outcome = required("outcome", in: node, of: "what cannot happen"),
            let reason = required("because", in: node, of: "what cannot happen"),
            let found = self.step(step, of: workflow, at: node["step"]?.span ?? node.span)
        else { return nil }
        let routes = CoverageMap.outcomes(of: found)
        guard routes.contains(outcome) else {
            reportName(.unknownOutcome, outcome, at: node["outcome"]?.span ?? node.span, of: step, among: routes)
            return nil
        }
        return ImpossibleRoute(workflow: workflow, step: step, outcome: outcome, reason: reason, span: node.span)
    }

    // MARK: - A scenario

    private mutating func readScenario(
        _ node: YAMLNode, shared: YAMLNode?, isFile: Bool, known: [String: Scenario], casts: [String: Cast]
    ) -> Scenario? {
        guard mapping(node, "a scenario") != nil else { return nil }
        if !isFile { allow(ScenarioForms.scenario.names, in: node, as: "a scenario") }
        guard let title = required("scenario", in: node, of: "a scenario") else { return nil }
        var scenario = Scenario(
            title: title, span: node["scenario"]?.span ?? node.span, workflow: cast.workflow, given: ScenarioGiven(),
            steps: [])
        if let continued = node["continues"] {
            guard let before = text(continued, "continues").flatMap({ known[$0] }) else {
                report(
                    .unknownScenario, at: continued.span, "there is no scenario of this title above it in the file",
                    help: Nearest.word(to: continued.text ?? "", among: known.keys.sorted()).map {
                        "did you mean \"\($0)\"?"
                    } ?? "write the title of a scenario above")
                return nil
            }
            if let given = node["given"] {
                report(.unknownKey, at: given.span, "a scenario that continues another begins as that one does")
            }
            scenario.given = before.given
            scenario.steps = before.steps
            cast = casts[before.title] ?? cast
        } else {
            scenario.given = given(node["given"], shared: shared, at: start(of: node))
        }
        let own = list(node["then"], "`then`").compactMap { scenarioStep($0) }
        scenario.steps += own
        scenario.ending = node["ends"].flatMap { ending($0) }
        let expects = own.contains { step in
            switch step.action {
            case .expect: true
            case .act(let act): act.refusal != nil
            case .start(let start): start.refusal != nil
            default: false
            }
        }
        if scenario.ending == nil, !expects {
            report(
                .nothingExpected, at: scenario.span, "this scenario expects nothing, so it cannot fail",
                help: "add ends: or a line with expect:")
        }
        return scenario
    }

    // MARK: - Reporting

    mutating func report(_ code: DiagnosticCode, at span: SourceSpan, _ message: String, help: String? = nil) {
        diagnostics.add(Diagnostic(code, at: span, message, help: help))
    }

    /// Reports a name that is not among those that there are.
    mutating func reportName(
        _ code: DiagnosticCode, _ name: String, at span: SourceSpan, of what: String, among names: [String]
    ) {
        let shown = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
        report(
            code, at: span, "\(what) has no `\(name)`",
            help: Nearest.word(to: name, among: names).map { "did you mean `\($0)`?" }
                ?? (names.isEmpty ? "there is none" : "there are: \(shown)"))
    }

    func start(of node: YAMLNode) -> SourceSpan {
        SourceSpan(file: file, start: node.span.start, end: node.span.start)
    }

    // MARK: - Expressions

    /// What expressions about a case of a workflow may name.
    mutating func scope(of workflow: String) -> Environment {
        if let known = expressionScopes[workflow] { return known }
        var variables: [String: CELType] = [
            "subject": .dyn, "now": .timestamp, "today": .abstract("date"), "case": .dyn, "params": .dyn,
        ]
        if let definition = environment.definitions[workflow] {
            for field in definition.inputs.fields { variables["inputs.\(field.name)"] = field.type.celType }
            for variable in definition.variables { variables["vars.\(variable.name)"] = variable.type.celType }
            for name in definition.vocabularies.keys { variables["vocabulary.\(name)"] = .dyn }
            for step in definition.steps {
                variables["steps.\(step.id)"] = .dyn
                if case .forEach(let loop) = step.construct { variables[loop.item] = .dyn }
            }
        }
        let scope = Environment(variables: variables, functions: HostFunctions.all, abstractTypes: HostFunctions.types)
        expressionScopes[workflow] = scope
        return scope
    }
}
