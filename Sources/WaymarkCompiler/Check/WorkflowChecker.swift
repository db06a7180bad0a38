import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit
import WaymarkYAML

/// Checks a parsed workflow against what its names mean, and lowers it to a definition.
struct WorkflowChecker {
    var diagnostics: Diagnostics
    let parsed: ParsedWorkflow
    let bundle: SourceBundle
    private(set) var environment: CompilerEnvironment
    /// What is used, for the warning about what is not: names by kind.
    private var used: [String: Set<String>] = [:]
    /// The names that expressions read and that have been noted as used.
    var noted: Set<String> = []
    /// The types of loop items, by the `for_each` step.
    var itemTypes: [Int: CELType] = [:]
    /// What each step gives, by index.
    var stepTypes: [CELType] = []
    /// The fields of what steps give, by all that decides them.
    var outputFields: [[String]: [RecordType.Field]] = [:]
    /// The records of step kinds, by all that decides their types.
    var kindRecords: [[String]: KindRecords] = [:]
    /// The parameters of each step kind that name types.
    var typeParameters: [String: [String]] = [:]
    /// What expressions may name, by the loops around them.
    var scopes: [[Int]: ExpressionScope] = [:]
    /// What came of the texts of deadlines.
    var deadlines: [[DeadlineToken]: DeadlineRule] = [:]
    /// How many names, ways and conditions were looked at.
    var effort = 0
    /// How often a name that is not there may still be compared with all that are.
    private var suggestionsLeft = Limits.suggestionsMax
    /// Whether each list can come to its end, so that something can follow it.
    var listEnds: [Bool] = []
    /// Whether each step can.
    var stepEnds: [Bool] = []
    /// What is said of an expression that reads a step where none has run yet; nil elsewhere.
    var whyNoneHasRun: String?
    /// When the expression that is being read is evaluated, where its key says more than its step.
    var moment: StepRead.Moment?
    /// What the step has found to be so before it evaluates the expression that is being read.
    var knownSoFar: [Proposition] = []
    /// Where steps are read.
    var reads: [StepRead] = []
    var roles: [String: RoleRule] = [:]
    var variables: [Variable] = []
    /// The place of each variable by its name.
    private(set) var variableIndexes: [String: Int] = [:]
    /// The decision tables of the header, their cells not yet read.
    var parsedTables: [ParsedTable] = []
    /// The ids that `cancel` steps name: those steps may also end with `withdrawn`.
    let cancelled: Set<String>

    init(parsed: ParsedWorkflow, bundle: SourceBundle, environment: CompilerEnvironment, diagnostics: Diagnostics) {
        self.parsed = parsed
        self.bundle = bundle
        self.environment = environment
        // A workflow may call itself and send to itself.
        if !parsed.name.isEmpty { self.environment.workflows[parsed.name] = parsed.interface }
        self.diagnostics = diagnostics
        cancelled = Set(
            parsed.steps.flatMap { step in step["cancel"].map { ($0.items ?? [$0]).compactMap(\.text) } ?? [] })
    }

    mutating func report(
        _ code: DiagnosticCode, _ severity: Diagnostic.Severity = .error, at span: SourceSpan, _ message: String,
        help: String? = nil
    ) {
        diagnostics.add(Diagnostic(code, severity, at: span, message, help: help))
    }

    mutating func use(_ kind: String, _ name: String) { used[kind, default: []].insert(name) }

    func isUsed(_ kind: String, _ name: String) -> Bool { used[kind]?.contains(name) == true }

    /// Whether a name that is not there may be compared with all of the workflow, for the one that was probably meant.
    ///
    /// Only the first faults of a file are looked at so closely: a thousand names against a thousand would take long.
    mutating func takeSuggestion() -> Bool {
        guard suggestionsLeft > 0 else { return false }
        suggestionsLeft -= 1
        effort += parsed.steps.count
        return true
    }

    var mayStillSuggest: Bool { suggestionsLeft > 0 }

    /// The definition; complete only when nothing was reported.
    mutating func definition() -> CompiledDefinition {
        for name in parsed.usedTypes { use("type", name) }
        checkSubject()
        variables = readVariables()
        variableIndexes = Dictionary(
            variables.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        readTables()
        stepTypes = typesOfSteps()
        let duties = parsed.header["rules"]
        roles = readRoles()
        let tables = lowerTables()
        whyNoneHasRun = "the id of a case is made before any step has run"
        let caseID = parsed.header["id"].map { template($0, loops: [], at: nil) }
        whyNoneHasRun = "first values are given before any step has run"
        readFormulas()
        whyNoneHasRun = nil
        let steps = parsed.steps.map { lower($0) }
        let rules = duties.map { readDuties($0, steps: steps) } ?? []
        let results = readOutputs()
        let defaults = readDefaults()
        checkKey()
        checkFlow(steps)
        checkReads(steps)
        checkDeadlines(steps)
        checkSilence(steps)
        checkPeople(steps, rules)
        checkUse()
        return CompiledDefinition(
            hash: ContentHash(of: bundle.bytes), workflow: parsed.name, version: parsed.version, title: parsed.title,
            source: parsed.source, subjectType: parsed.subject, caseID: caseID, key: parsed.key, inputs: parsed.inputs,
            inputDefaults: defaults, variables: variables, outputs: results, roles: roles, duties: rules,
            types: parsed.types.compactMapValues { if case .choice(let type) = $0 { type } else { nil } },
            tables: tables, messages: parsed.messages, vocabularies: bundle.vocabularies, templates: bundle.templates,
            steps: steps,
            lists: parsed.lists)
    }

    // MARK: - Header

    private mutating func checkSubject() {
        guard !parsed.subject.isEmpty, environment.registerSchema.organisationTypes[parsed.subject] == nil else {
            return
        }
        let known = environment.registerSchema.organisationTypes.keys.sorted()
        report(
            .unknownSubject, at: parsed.subjectSpan, "the register has no type of organisation `\(parsed.subject)`",
            help: Nearest.word(to: parsed.subject, among: known).map { "did you mean `\($0)`?" } ?? "there are: "
                + known.joined(separator: ", "))
    }

    private mutating func checkKey() {
        for item in parsed.header["key"]?.items ?? [] {
            guard let name = item.text else {
                report(.notText, at: item.span, "`key` is a list of names of inputs")
                continue
            }
            use("input", name)
            guard parsed.inputs.field(name) == nil else { continue }
            let near = Nearest.word(to: name, among: parsed.inputs.fields.map(\.name))
            if let near { use("input", near) }
            report(
                .unknownInput, at: item.span, "`key` names `\(name)`, which is not an input",
                help: near.map { "did you mean `\($0)`?" } ?? "name inputs of the workflow")
        }
    }

    private mutating func headerMap(_ key: String, _ help: String) -> [YAMLEntry] {
        guard let node = parsed.header[key] else { return [] }
        if node.entries == nil { report(.notAMapping, at: node.span, "`\(key)` is a map", help: help) }
        return node.entries ?? []
    }

    private mutating func readVariables() -> [Variable] {
        var variables: [Variable] = []
        for entry in headerMap("vars", "write name: { type: …, initial: … }") {
            guard entry.value.entries != nil else {
                let word = entry.value.scalar?.text ?? "…"
                let isType = entry.value.text.flatMap { parsed.types[$0] ?? WorkflowParser.plainTypes[$0] } != nil
                report(
                    .notAMapping, at: entry.value.span, "a variable is a map",
                    help: "write \(entry.key): "
                        + (isType ? "{ type: \(word), initial: … }" : "{ type: …, initial: \(word) }"))
                continue
            }
            for detail in entry.value.entries ?? [] where !["type", "initial", "title"].contains(detail.key) {
                report(
                    .unknownKey, at: detail.keySpan, "`\(detail.key)` has no meaning in a variable",
                    help: "there are: type, initial, title")
            }
            var parser = TypeReader(parsed: parsed, file: bundle.file)
            let type = entry.value["type"].map { parser.type($0, name: entry.key) } ?? .any
            diagnostics.add(contentsOf: parser.diagnostics)
            for name in parser.usedTypes { use("type", name) }
            guard let initial = entry.value["initial"] else {
                report(
                    .missingKey, at: entry.keySpan, "the variable `\(entry.key)` needs `initial`",
                    help: "give its first value: initial: []")
                variables.append(Variable(name: entry.key, type: type, initial: .null))
                continue
            }
            guard !hasExpressions(initial) else {
                variables.append(Variable(name: entry.key, type: type, initial: .null))
                continue
            }
            let value = literal(initial)
            for fault in type.faults(in: value) {
                report(
                    .wrongType, at: initial.place(of: fault.path),
                    "the first value of `\(entry.key)` does not fit: \(fault.message)", help: fault.help)
            }
            variables.append(Variable(name: entry.key, type: type, initial: value))
        }
        return variables
    }

    /// The first values that are worked out when a case starts.
    private mutating func readFormulas() {
        for entry in parsed.header["vars"]?.entries ?? [] {
            guard let initial = entry.value["initial"], hasExpressions(initial),
                let index = variableIndexes[entry.key]
            else { continue }
            let formula = template(initial, loops: [], at: nil)
            checkFits(formula, variables[index].type, at: initial, what: "the first value of `\(entry.key)`")
            variables[index].formula = formula
        }
    }

    private func hasExpressions(_ node: YAMLNode) -> Bool {
        if let text = node.text { return text.hasBraces }
        return node.items?.contains { hasExpressions($0) } ?? node.entries?.contains { hasExpressions($0.value) }
            ?? false
    }

    private mutating func readDefaults() -> [String: Value] {
        var defaults: [String: Value] = [:]
        for entry in parsed.header["inputs"]?.entries ?? [] {
            guard let node = entry.value["default"], let field = parsed.inputs.field(entry.key) else { continue }
            let value = literal(node)
            for fault in field.type.faults(in: value) {
                report(
                    .wrongType, at: node.place(of: fault.path),
                    "the default of `\(entry.key)` does not fit: \(fault.message)", help: fault.help)
            }
            defaults[entry.key] = value
        }
        return defaults
    }

    private mutating func readOutputs() -> [NamedTemplate] {
        (parsed.header["outputs"]?.entries ?? []).map { entry in
            let node = entry.value["value"] ?? entry.value
            let value = template(node, loops: [], at: nil)
            if let type = parsed.interface.outputs.field(entry.key)?.type, entry.value["value"] != nil {
                checkFits(value, type, at: node, what: "the output `\(entry.key)`")
            }
            return NamedTemplate(name: entry.key, value: value)
        }
    }

    // MARK: - People

    private mutating func readRoles() -> [String: RoleRule] {
        var roles: [String: RoleRule] = [:]
        for entry in headerMap("roles", "write name: { in: …, position: … }") {
            if let role = role(entry.value, name: entry.key, loops: [], at: nil) { roles[entry.key] = role }
        }
        return roles
    }

    /// A role as a rule: `{ in: …, position: … }`.
    mutating func role(_ node: YAMLNode, name: String, loops: [Int], at step: ParsedStep?) -> RoleRule? {
        guard let entries = node.entries else {
            report(.notAMapping, at: node.span, "a role is a map", help: "write { in: subject, position: … }")
            return nil
        }
        let known = ["title", "in", "position"]
        for entry in entries where !known.contains(entry.key) {
            let near = Nearest.word(to: entry.key, among: known)
            report(
                .unknownKey, at: entry.keySpan, "`\(entry.key)` has no meaning in a role",
                help: near.map { "did you mean `\($0)`?" } ?? "there are: title, in, position")
        }
        guard let organisation = node["in"] else {
            report(
                .missingKey, at: node.span, "a role needs `in`: the organisation whose people hold it",
                help: "write in: subject")
            return nil
        }
        let expression = bareExpression(organisation, loops: loops, at: step)
        let type = expression.flatMap { organisationType(of: $0, loops: loops) }
        let positions = (node["position"]?.items ?? node["position"].map { [$0] } ?? []).compactMap {
            position -> String? in
            guard let name = position.text else { return nil }
            checkPosition(name, ofType: type, at: position.span)
            return name
        }
        guard let expression else { return nil }
        checkOrganisation(expression, at: organisation.span)
        return RoleRule(
            name: name,
            title: node["title"]?.text ?? positions.first.flatMap { environment.registerSchema.positions[$0]?.title }
                ?? name.replacing("_", with: " "),
            organisation: expression, positions: positions)
    }

    private mutating func checkOrganisation(_ expression: CheckedExpression, at span: SourceSpan) {
        func isOrganisation(_ type: CELType) -> Bool {
            switch type {
            case .dyn, .string: true
            case .record(let record): record.field("id") != nil
            case .list(let element): isOrganisation(element)
            default: false
            }
        }
        guard !isOrganisation(expression.resultType) else { return }
        report(
            .wrongType, at: span, "a role is held in an organisation, but this is \(expression.resultType)",
            help: "write subject, subject.area_team or org(\"…\")")
    }

    private mutating func readDuties(_ node: YAMLNode, steps: [Step]) -> [DutyRule] {
        guard let items = node.items else {
            report(.notAList, at: node.span, "`rules` is a list", help: "begin each rule with - different_people: […]")
            return []
        }
        var duties: [DutyRule] = []
        for item in items {
            guard let entry = item.entries?.first, item.entries?.count == 1 else {
                report(
                    .notAMapping, at: item.span, "a rule is a map with one key",
                    help: "write - different_people: [first, second]")
                continue
            }
            switch entry.key {
            case "different_people": duties.append(.differentPeople(steps: severalSteps(entry, steps)))
            case "same_person": duties.append(.samePerson(steps: severalSteps(entry, steps)))
            case "not_submitter": duties += humanSteps(entry.value, steps).map { .notSubmitter(step: $0) }
            case "not_from": duties += notFrom(entry, steps)
            default:
                let known = ["different_people", "same_person", "not_from", "not_submitter"]
                report(
                    .unknownKey, at: entry.keySpan, "`\(entry.key)` is not a rule",
                    help: Nearest.word(to: entry.key, among: known).map { "did you mean `\($0)`?" } ?? "there are: "
                        + known.joined(separator: ", "))
            }
        }
        return duties
    }

    /// The steps of a rule that compares what people do: at least two, each named once.
    private mutating func severalSteps(_ entry: YAMLEntry, _ steps: [Step]) -> [Int] {
        let items = entry.value.items ?? [entry.value]
        var places: [String: SourceSpan] = [:]
        for item in items {
            guard let id = item.text else { continue }
            if let first = places[id] {
                diagnostics.add(
                    Diagnostic(
                        .badDuty, at: item.span, "the rule names `\(id)` twice", help: "name each step once",
                        notes: [.init("the first is here", at: first)]))
            } else {
                places[id] = item.span
            }
        }
        if places.count < 2, items.allSatisfy({ $0.text != nil }) {
            report(
                .badDuty, at: entry.keySpan, "`\(entry.key)` compares who does several steps, but it names one",
                help: "name at least two different steps")
        }
        return humanSteps(entry.value, steps)
    }

    private mutating func notFrom(_ entry: YAMLEntry, _ steps: [Step]) -> [DutyRule] {
        for detail in entry.value.entries ?? [] where !["step", "organisation"].contains(detail.key) {
            let near = Nearest.word(to: detail.key, among: ["step", "organisation"])
            report(
                .unknownKey, at: detail.keySpan, "`\(detail.key)` has no meaning in `not_from`",
                help: near.map { "did you mean `\($0)`?" } ?? "there are: step, organisation")
        }
        guard let step = entry.value["step"], let organisation = entry.value["organisation"] else {
            report(
                .missingKey, at: entry.keySpan, "`not_from` needs `step` and `organisation`",
                help: "write { step: id, organisation: subject }")
            return []
        }
        return humanSteps(step, steps).compactMap { index in
            let reader = parsed.steps[index]
            let expression = bareExpression(organisation, loops: reader.loops, at: reader)
            return expression.map { .notFrom(step: index, organisation: $0) }
        }
    }

    private mutating func humanSteps(_ node: YAMLNode, _ steps: [Step]) -> [Int] {
        (node.items ?? [node]).compactMap { item -> Int? in
            guard let id = item.text, let step = parsed.step(id) else {
                reportUnknownStep(item.scalar?.text ?? "", at: item.span)
                return nil
            }
            if isUnknown(step) { return nil }
            guard case .uses(let use) = steps[step.index].construct, use.sort == .task else {
                report(
                    .dutyOnMachine, at: item.span, "nobody does `\(id)`, so no rule about people can hold for it",
                    help: "name a step that people do")
                return nil
            }
            return step.index
        }
    }

    mutating func reportUnknownStep(_ id: String, at span: SourceSpan) {
        guard !id.isEmpty else {
            return report(.notText, at: span, "a step is named by its id", help: "write the id of a step of this file")
        }
        let near = takeSuggestion() ? Nearest.word(to: id, among: parsed.steps.map(\.id)) : nil
        report(
            .unknownStep, at: span, "there is no step `\(id)`",
            help: near.map { "did you mean `\($0)`?" } ?? "name the id of a step of this file")
    }

    // MARK: - What steps give

    /// The fields of `steps.<id>`: what the step gives, its outcome, who did it and when.
    mutating func outputs(of step: ParsedStep) -> RecordSchema {
        var schema = RecordSchema(name: step.id)
        switch step.construct {
        case "uses":
            guard let kind = step["uses"]?.text.flatMap({ environment.registry.kind($0) }) else { break }
            schema.fields = records(of: kind, in: step).outputs.fields
            if step["quorum"] != nil { schema.fields.append(votes(of: schema)) }
        case "wait":
            if let name = step["wait"]?["message"]?.text, let message = parsed.messages[name] {
                schema.fields = message.fields.map { field in
                    var field = field
                    field.isRequired = false
                    return field
                }
            }
        case "call":
            guard let name = step["call"]?.text, let other = environment.workflows[name] else { break }
            var results = other.outputs
            results.fields += [FieldSchema(name: "outcome", type: .text), FieldSchema(name: "case", type: .text)]
            if step["each"] != nil {
                schema.fields = [FieldSchema(name: "cases", type: .list(.record(results)))]
            } else {
                schema.fields = results.fields.filter { $0.name != "outcome" }
            }
        case "decide": schema.fields = table(of: step)?.stepOutputs.fields ?? []
        case "race": schema.fields = [FieldSchema(name: "winner", type: .text, isRequired: false)]
        default: break
        }
        if step["late"] != nil { schema.fields.append(FieldSchema(name: "late", type: .any, isRequired: false)) }
        schema.fields += [
            FieldSchema(name: "outcome", type: .text), FieldSchema(name: "by", type: .text, isRequired: false),
            FieldSchema(name: "on_behalf_of", type: .text, isRequired: false), FieldSchema(name: "at", type: .instant),
        ]
        return schema
    }

    /// What each member of a quorum handed in.
    private func votes(of schema: RecordSchema) -> FieldSchema {
        var vote = RecordSchema(name: "vote")
        vote.fields =
            schema.fields + [
                FieldSchema(name: "outcome", type: .text), FieldSchema(name: "by", type: .text),
                FieldSchema(name: "on_behalf_of", type: .text, isRequired: false),
                FieldSchema(name: "at", type: .instant), FieldSchema(name: "reason", type: .text, isRequired: false),
            ]
        return FieldSchema(name: "votes", type: .list(.record(vote)), isRequired: false)
    }

    /// Whether it cannot be told what a step gives, because what it names is not there; that is reported where it is named.
    func isUnknown(_ step: ParsedStep) -> Bool {
        switch step.construct {
        case "uses": step["uses"]?.text.flatMap { environment.registry.kind($0) } == nil
        case "call": step["call"]?.text.flatMap { environment.workflows[$0] } == nil
        case "decide": table(of: step) == nil
        case "wait":
            if let message = step["wait"]?["message"]?.text {
                parsed.messages[message] == nil
            } else {
                !["for", "until", "condition", "milestone"].contains { step["wait"]?[$0] != nil }
            }
        case nil: true
        default: false
        }
    }

    /// A kind's fields with the types that the workflow decides.
    func retyped(_ schema: RecordSchema, of step: ParsedStep) -> RecordSchema {
        var schema = schema
        schema.fields = schema.fields.map { field in
            var field = field
            field.type = retyped(field.type, of: step)
            if let parameter = field.typedBy, let name = step["with"]?[parameter]?.text, let type = parsed.types[name] {
                field.type = if case .list = field.type { .list(type) } else { type }
            }
            return field
        }
        return schema
    }

    private func retyped(_ type: FieldType, of step: ParsedStep) -> FieldType {
        switch type {
        case .record(let schema): .record(retyped(schema, of: step))
        case .list(let element): .list(retyped(element, of: step))
        default: type
        }
    }

    // MARK: - Warnings

    private mutating func checkUse() {
        checkTableUse()
        for declared in parsed.declared where !isUsed(declared.kind, declared.name) {
            report(
                .unused, .warning, at: declared.span, "the \(declared.kind) `\(declared.name)` is never used",
                help: "use it or leave it out")
        }
        for entry in parsed.header["vars"]?.entries ?? [] where !isUsed("variable", entry.key) {
            report(
                .unused, .warning, at: entry.keySpan, "the variable `\(entry.key)` is never read",
                help: "read it as vars.\(entry.key), or leave it out")
        }
        for entry in parsed.header["roles"]?.entries ?? [] where !isUsed("role", entry.key) {
            report(
                .unused, .warning, at: entry.keySpan, "the role `\(entry.key)` is never used",
                help: "use it or leave it out")
        }
    }
}
