import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkYAML

/// Checks that what a file of `Config/simulation` says fits the project: its workflows, register, calendar and data.
package struct BehaviourCheck {
    let environment: BehaviourEnvironment
    private(set) var diagnostics = Diagnostics()
    /// The names of the values that each round has; nil where the rounds are those of a file that extends this one.
    private var roundValues: Set<String>?
    private var rounds: [YAMLNode] = []

    private init(_ environment: BehaviourEnvironment) {
        self.environment = environment
    }

    /// Everything that is wrong with a file, by itself and in its project.
    ///
    /// - Parameters:
    ///   - text: What it says.
    ///   - file: Its name.
    ///   - isExtended: Whether another file extends it, which may have the rounds that it speaks of.
    ///   - environment: The project.
    ///   - base: Gives the text of the file that it extends.
    /// - Returns: The faults and warnings, each at its place.
    package static func check(
        _ text: String, file: String, isExtended: Bool, in environment: BehaviourEnvironment,
        base: @escaping (String) -> String?
    ) -> Diagnostics {
        let (behaviour, faults) = Behaviour.read(text, file: file, base: base)
        var check = BehaviourCheck(environment)
        check.diagnostics = faults
        check.diagnostics.add(
            contentsOf: behaviour.faults(
                people: { environment.people.contains($0) },
                positions: environment.registerSchema.positions.keys.sorted()))
        guard let document = YAMLReader.read(text, file: file).document else { return check.diagnostics }
        check.readRounds(of: document, behaviour, isExtended: isExtended)
        check.checkDays(document, behaviour)
        for item in document["start"].map({ $0.items ?? [$0] }) ?? [] where item.entries != nil {
            check.checkStart(item)
        }
        for item in document["report"]?.items ?? [] { check.checkWorkflow(item["workflow"], in: item) }
        for entry in document["data"]?.entries ?? [] { check.checkData(entry) }
        for entry in document["steps"]?.entries ?? [] { check.checkStep(entry) }
        return check.diagnostics
    }

    mutating func report(
        _ code: DiagnosticCode = BehaviourReader.code, _ severity: Diagnostic.Severity = .error, at span: SourceSpan,
        _ message: String, help: String? = nil
    ) {
        diagnostics.add(Diagnostic(code, severity, at: span, message, help: help))
    }

    /// Advice where a name is not known: the nearest one that is, or all of them.
    func advice(_ name: String, among known: [String]) -> String? {
        if let near = Nearest.word(to: name, among: known) { return "did you mean `\(near)`?" }
        return known.isEmpty ? nil : "there are: " + known.joined(separator: ", ")
    }

    // MARK: - Days

    private mutating func readRounds(of document: YAMLNode, _ behaviour: Behaviour, isExtended: Bool) {
        rounds = document["rounds"]?.items ?? []
        guard !isExtended || !behaviour.rounds.isEmpty else { return }
        let names = behaviour.rounds.map { Set($0.values.keys).union(["name"]) }
        roundValues = names.dropFirst().reduce(names.first ?? []) { $0.intersection($1) }
    }

    private mutating func checkDays(_ document: YAMLNode, _ behaviour: Behaviour) {
        guard let calendar = environment.calendar else { return }
        for key in ["from", "until"] {
            guard let node = document[key], let day = node.text.flatMap({ LocalDate($0) }) else { continue }
            if day < calendar.firstDate || day > calendar.lastDate {
                report(
                    .outsideCalendar, at: node.span,
                    "the calendar \(calendar.name) knows \(calendar.years.lowerBound) to \(calendar.years.upperBound), not \(day)",
                    help: "choose a day in those years, or add the year to Config/calendars/\(calendar.name).yaml")
            }
        }
        for round in rounds {
            guard let node = round["on"], let day = node.text.flatMap({ LocalDate($0) }), day > behaviour.until
            else { continue }
            report(
                at: node.span, "the round begins after \(behaviour.until), when the run is over",
                help: "let `until` be later")
        }
    }

    // MARK: - Starts

    private mutating func checkStart(_ node: YAMLNode) {
        if let by = node["by"]?.text, !environment.people.contains(by) {
            report(
                at: node["by"]?.span ?? node.span, "the register has no person \(by), in whose name cases start",
                help: Nearest.word(to: by, among: environment.people.sorted()).map { "did you mean `\($0)`?" })
        } else if node["by"] == nil {
            report(
                at: node.span, "`by` is missing: it says in whose name cases start", help: "add by: and a person's id")
        }
        guard let workflow = checkWorkflow(node["workflow"], in: node),
            let interface = environment.workflows[workflow]
        else { return }
        checkCohort(node["cohort"], of: interface)
        checkInputs(node, of: interface)
    }

    @discardableResult
    mutating func checkWorkflow(_ node: YAMLNode?, in parent: YAMLNode) -> String? {
        guard let name = node?.text else {
            report(
                at: (node ?? parent).span, "`workflow` is missing: it says of which", help: "add workflow: and its name"
            )
            return nil
        }
        guard environment.workflows[name] == nil else { return name }
        report(
            .unknownWorkflow, at: (node ?? parent).span, "there is no workflow \(name)",
            help: advice(name, among: environment.workflows.keys.sorted()))
        return nil
    }

    private mutating func checkCohort(_ node: YAMLNode?, of interface: WorkflowInterface) {
        guard let node, let scalar = node.scalar else { return }
        let type = environment.registerSchema.recordType(of: interface.subjectType).map { CELType.record($0) } ?? .dyn
        let result = CEL.check(scalar.text, in: Environment(variables: ["subject": type]))
        for problem in result.problems {
            let place = scalar.position(atScalarOffset: problem.start)
            report(
                at: SourceSpan(file: node.span.file, start: place, end: place), problem.message,
                help: problem.suggestion)
        }
        if let program = result.program, !program.resultType.isAssignable(to: .bool) {
            report(
                .wrongType, at: node.span, "a cohort is a condition on `subject`, but this is \(program.resultType)",
                help: "write cohort: \"true\" for every \(interface.subjectType)")
        }
    }

    private mutating func checkInputs(_ node: YAMLNode, of interface: WorkflowInterface) {
        let fields = interface.inputs.fields
        let given = node["inputs"]?.entries ?? []
        for entry in given {
            guard let field = fields.first(where: { $0.name == entry.key }) else {
                report(
                    .unknownInput, at: entry.keySpan, "\(interface.workflow) has no input `\(entry.key)`",
                    help: advice(entry.key, among: fields.map(\.name)))
                continue
            }
            checkInput(entry.value, field)
        }
        for field in fields where field.isRequired && !given.contains(where: { $0.key == field.name }) {
            report(
                .missingParameter, at: node.span,
                "\(interface.workflow) needs the input `\(field.name)`, which is not given",
                help: "add inputs: { \(field.name): … }")
        }
    }

    private mutating func checkInput(_ node: YAMLNode, _ field: FieldSchema) {
        let text = node.scalar?.text ?? ""
        guard text.hasPrefix("${round."), text.hasSuffix("}") else { return checkInput(text, field, at: node.span) }
        let name = String(text.dropFirst(8).dropLast())
        if let roundValues, !roundValues.contains(name) {
            report(
                at: node.span,
                roundValues.isEmpty
                    ? "there are no rounds that `\(name)` could come from" : "not every round has `\(name)`",
                help: "write it into each of the `rounds`, beside its name")
        }
        for round in rounds {
            guard let value = round[name]?.scalar?.text else { continue }
            checkInput(value, field, at: round[name]?.span ?? node.span)
        }
    }

    private mutating func checkInput(_ text: String, _ field: FieldSchema, at span: SourceSpan) {
        guard let fault = field.type.faults(in: .string(text)).first else { return }
        report(.wrongType, at: span, "the input \(field.name) does not fit: \(fault.message)", help: fault.help)
    }

    private mutating func checkData(_ entry: YAMLEntry) {
        guard let standIn = entry.value.text else {
            return report(at: entry.value.span, "a stand-in is the name of a file of the data folder")
        }
        if entry.key.contains("..") {
            report(at: entry.keySpan, "a file that is stood in for is one of the data folder")
        } else if !environment.hasData(entry.key), !environment.hasData(standIn) {
            report(at: entry.value.span, "the data folder has no file \(standIn)", help: "name one that is there")
        }
    }
}
