import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension WorkflowChecker {
    // MARK: - What expressions may name

    /// The environment of expressions of a step, or of the workflow itself, inside some loops.
    mutating func environment(loops: [Int], at step: ParsedStep?) -> Environment {
        guard step?.isCatching == true else { return environment(loops: loops) }
        let key = Self.environmentKey(loops, step)
        if let known = scopes[key]?.environment { return known }
        let environment = Environment(
            inside: environment(loops: loops), variables: ["error": .record(Self.errorType)])
        scopes[key] = ExpressionScope(environment)
        return environment
    }

    /// The environment of expressions inside some loops.
    mutating func environment(loops: [Int]) -> Environment {
        if let known = scopes[loops]?.environment { return known }
        let environment = loops.isEmpty ? outerEnvironment() : innerEnvironment(loops: loops)
        scopes[loops] = ExpressionScope(environment)
        return environment
    }

    /// Inside a loop only its item and the steps in it are other than outside.
    private mutating func innerEnvironment(loops: [Int]) -> Environment {
        let outer = environment(loops: Array(loops.dropLast()))
        guard let loop = loops.last else { return outer }
        var variables: [String: CELType] = [:]
        for step in parsed.steps[loop..<parsed.steps[loop].end]
        where step.loops.starts(with: loops) && !step.id.isEmpty {
            variables["steps.\(step.id)"] = type(of: step, loops: loops)
        }
        if let name = parsed.steps[loop]["for_each"]?.text { variables[name] = itemTypes[loop] ?? .dyn }
        return Environment(inside: outer, variables: variables)
    }

    /// What a step gives, seen from inside some loops: a list of it from outside its own.
    private func type(of step: ParsedStep, loops: [Int]) -> CELType {
        let isOpen = isUnknown(step) || (environment.isTrusted && step.construct == "call")
        let type: CELType = isOpen ? .dyn : stepTypes[step.index]
        return loops.starts(with: step.loops) ? type : .list(type)
    }

    private func outerEnvironment() -> Environment {
        var variables = caseVariables
        variables.reserveCapacity(variables.count + parsed.steps.count)
        for step in parsed.steps where !step.id.isEmpty { variables["steps.\(step.id)"] = type(of: step, loops: []) }
        return Environment(variables: variables, functions: HostFunctions.all, abstractTypes: HostFunctions.types)
    }

    /// What a case knows whatever step it is at.
    var caseVariables: [String: CELType] {
        var variables: [String: CELType] = [
            "now": .timestamp, "today": .abstract("date"), "case": .record(Self.caseType),
            "parent": .record(Self.parentType),
            "subject": environment.registerSchema.recordType(of: parsed.subject).map { .record($0) } ?? .dyn,
        ]
        for field in parsed.inputs.fields { variables["inputs.\(field.name)"] = field.type.celType }
        for variable in self.variables { variables["vars.\(variable.name)"] = variable.type.celType }
        for (name, value) in bundle.vocabularies { variables["vocabulary.\(name)"] = CELType(of: value) }
        return variables
    }

    /// The loops, and a last number that no step has where `error` is seen.
    static func environmentKey(_ loops: [Int], _ step: ParsedStep?) -> [Int] {
        step?.isCatching == true ? loops + [-1] : loops
    }

    private static let errorType = RecordType(
        name: "error", fields: ["step", "kind", "message"].map { .init(name: $0, type: .string) })

    private static let caseType = RecordType(
        name: "case",
        fields: ["id", "workflow", "title", "key", "subject"].map { .init(name: $0, type: .string) } + [
            .init(name: "started", type: .timestamp)
        ])
    private static let parentType = RecordType(
        name: "parent", fields: [.init(name: "case", type: .string), .init(name: "workflow", type: .string)])

    // MARK: - Expressions

    /// An expression that stands bare, as in `when`.
    mutating func bareExpression(
        _ node: YAMLNode, loops: [Int], at step: ParsedStep?, includesOwn: Bool = false
    ) -> CheckedExpression? {
        guard let scalar = node.scalar else {
            report(
                .notText, at: node.span, "an expression is text",
                help: "write it as one value; put it in quotes when YAML reads it as something else")
            return nil
        }
        var text = scalar.text
        var offset = 0
        if text.hasPrefix("${"), text.hasSuffix("}") {
            text = String(text.dropFirst(2).dropLast())
            offset = 2
            report(
                .expressionInBraces, at: node.span, "an expression stands bare here, without ${ and }",
                help: "write \(text.contains("\n") ? "it without them" : text)")
        }
        return expression(
            text, offset: offset, scalar: scalar, span: node.span, loops: loops, at: step, includesOwn: includesOwn)
    }

    /// An expression that must be true or false.
    mutating func condition(
        _ node: YAMLNode, loops: [Int], at step: ParsedStep, includesOwn: Bool = false
    ) -> CheckedExpression? {
        guard let expression = bareExpression(node, loops: loops, at: step, includesOwn: includesOwn) else {
            return nil
        }
        if !expression.resultType.isAssignable(to: .bool) {
            report(
                .wrongType, at: node.span, "a condition is true or false, but this is \(expression.resultType)",
                help: "compare it with something")
        }
        return expression
    }

    mutating func expression(
        _ text: String, offset: Int, scalar: YAMLScalar, span: SourceSpan, loops: [Int], at step: ParsedStep?,
        includesOwn: Bool = false
    ) -> CheckedExpression? {
        let (program, problems) = checked(text, loops: loops, at: step)
        for problem in problems {
            let code: DiagnosticCode =
                switch problem.kind {
                case .syntax: .expressionSyntax
                case .undeclared: .expressionName
                case .type, .value: .expressionType
                }
            report(
                code, at: place(problem.start + offset, problem.end + offset, in: scalar, file: span.file),
                problem.message,
                help: problem.suggestion)
            if let suggestion = problem.suggestion { noteNames(in: suggestion) }
        }
        guard let program else {
            noteNames(in: text)
            return nil
        }
        for reference in program.references {
            if noted.insert(reference.name).inserted { note(reference.name) }
            if let whyNoneHasRun, reference.name.hasPrefix("steps.") || reference.name.hasPrefix("vars.") {
                report(
                    .neverWritten,
                    at: place(reference.start + offset, reference.end + offset, in: scalar, file: span.file),
                    whyNoneHasRun, help: "make it of inputs and of the subject")
            }
        }
        if let step {
            noteReads(
                of: program, by: step, loops: loops, scalar: scalar, offset: offset, span: span,
                moment: moment ?? (includesOwn ? .ending : .opening))
        }
        return program
    }

    /// What comes of a text in the scope of a step.
    private mutating func checked(
        _ text: String, loops: [Int], at step: ParsedStep?
    ) -> (program: CheckedExpression?, problems: [Problem]) {
        let key = Self.environmentKey(loops, step)
        if let known = scopes[key]?.known[text] { return (known, []) }
        var environment = environment(loops: loops, at: step)
        environment.suggestsNames = mayStillSuggest
        let result = check(text, in: environment)
        effort += 1 + result.namesCompared
        for problem in result.problems where problem.kind == .undeclared { _ = takeSuggestion() }
        if let program = result.program { scopes[key]?.known[text] = program }
        return (result.program, result.problems)
    }

    func place(_ start: Int, _ end: Int, in scalar: YAMLScalar, file: String) -> SourceSpan {
        SourceSpan(
            file: file, start: scalar.position(atScalarOffset: start),
            end: scalar.position(atScalarOffset: max(end, start + 1)))
    }

    private mutating func note(_ name: String) {
        if name.hasPrefix("inputs.") { use("input", String(name.dropFirst(7))) }
        if name.hasPrefix("vars.") { use("variable", String(name.dropFirst(5))) }
    }

    /// What a faulty expression names counts as used, so that one fault is not reported as two.
    mutating func noteNames(in text: String) {
        for name in Self.names(after: "inputs.", in: text) where parsed.inputs.field(name) != nil { use("input", name) }
        for name in Self.names(after: "vars.", in: text) where variableIndexes[name] != nil { use("variable", name) }
    }

    /// What may be meant by a name after a prefix: all that begins there, long or short.
    private static func names(after prefix: String, in text: String) -> Set<String> {
        var names: Set<String> = []
        for found in text.ranges(of: prefix) {
            let rest = text[found.upperBound...].prefix(128).prefix {
                $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-"
            }
            for end in rest.indices { names.insert(String(rest[...end])) }
        }
        return names
    }

    // MARK: - Templates

    /// A value with expressions in it.
    mutating func template(_ node: YAMLNode, loops: [Int], at step: ParsedStep?, includesOwn: Bool = false)
        -> ValueTemplate
    {
        switch node.content {
        case .sequence(let items):
            let parts = items.map { template($0, loops: loops, at: step, includesOwn: includesOwn) }
            let constants = parts.compactMap(\.constant)
            return constants.count == parts.count ? .constant(.list(constants)) : .list(parts)
        case .mapping(let entries):
            let parts = entries.map {
                NamedTemplate(name: $0.key, value: template($0.value, loops: loops, at: step, includesOwn: includesOwn))
            }
            let constants = parts.compactMap { part in part.value.constant.map { (Value.string(part.name), $0) } }
            return constants.count == parts.count ? .constant(.map(MapValue(constants))) : .map(parts)
        case .scalar(let scalar):
            guard case .string(let text) = scalar.resolved, text.hasBraces else { return .constant(literal(node)) }
            return text == "${"
                ? .constant(.string(text))
                : textTemplate(text, scalar, node.span, loops: loops, at: step, includesOwn: includesOwn)
        }
    }

    private mutating func textTemplate(
        _ text: String, _ scalar: YAMLScalar, _ span: SourceSpan, loops: [Int], at step: ParsedStep?, includesOwn: Bool
    ) -> ValueTemplate {
        let pieces: [TextPieces.Piece]
        do {
            pieces = try TextPieces.cut(text)
        } catch {
            report(
                .badTemplate, at: place(error.offset, error.offset + 2, in: scalar, file: span.file),
                "this ${ is not closed",
                help: "add the missing }; write $${ for a plain ${")
            noteNames(in: text)
            return .constant(.null)
        }
        var parts: [ValueTemplate.TextPart] = []
        var isWhole = true
        for piece in pieces {
            switch piece {
            case .literal(let literal): parts.append(.literal(literal))
            case .expression(let source, let offset):
                if let expression = expression(
                    source, offset: offset, scalar: scalar, span: span, loops: loops, at: step, includesOwn: includesOwn
                ) {
                    parts.append(.expression(expression))
                } else {
                    isWhole = false
                }
            }
        }
        guard isWhole else { return .constant(.null) }
        if parts.count == 1, case .expression(let expression) = parts[0] { return .expression(expression) }
        let literals = parts.compactMap { if case .literal(let text) = $0 { text } else { nil } }
        return literals.count == parts.count ? .constant(.string(literals.joined())) : .text(parts)
    }

    /// The value that a node says, without expressions.
    func literal(_ node: YAMLNode) -> Value { Value(of: node) }

    // MARK: - Types

    /// The help for text that was probably meant to be worked out.
    private static func braces(around value: Value) -> String? {
        guard let text = value.text else { return nil }
        let names = ["inputs.", "vars.", "steps.", "subject.", "case.", "vocabulary.", "today", "now"]
        return names.contains { text.hasPrefix($0) } ? "an expression has braces here: \"${\(text)}\"" : nil
    }

    /// Checks that a value fits a field: constants by their value, expressions by their type.
    mutating func checkFits(_ template: ValueTemplate, _ type: FieldType, at node: YAMLNode, what: String) {
        switch template {
        case .constant(.null): break
        case .constant(let value):
            for fault in type.faults(in: value).prefix(4) {
                let path = fault.path.isEmpty ? "" : "\(fault.path): "
                report(
                    .wrongType, at: node.place(of: fault.path), "\(what) does not fit: \(path)\(fault.message)",
                    help: fault.help ?? Self.braces(around: value))
            }
        case .expression(let expression):
            guard !FieldFit.fits(expression.resultType, type) else { return }
            report(
                .wrongType, at: node.span,
                "\(what) is \(type.title), but the expression gives \(FieldFit.words(expression.resultType))",
                help: FieldFit.help(expression.resultType, type))
        case .text:
            if !FieldFit.fits(.string, type) { report(.wrongType, at: node.span, "\(what) is \(type.title), not text") }
        case .list(let items):
            guard case .list(let element) = type else {
                if type != .any { report(.wrongType, at: node.span, "\(what) is \(type.title), not a list") }
                return
            }
            for (index, item) in items.enumerated() {
                checkFits(item, element, at: node.items?[index] ?? node, what: what)
            }
        case .map(let entries): checkFits(entries, type, at: node, what: what)
        }
    }

    private mutating func checkFits(_ entries: [NamedTemplate], _ type: FieldType, at node: YAMLNode, what: String) {
        switch type {
        case .any: break
        case .map(let element):
            for (entry, written) in zip(entries, node.entries ?? []) {
                checkFits(entry.value, element, at: written.value, what: what)
            }
        case .record(let schema):
            for entry in entries {
                guard let field = schema.field(entry.name) else {
                    let near = Nearest.word(to: entry.name, among: schema.fields.map(\.name))
                    let place = node.entries?.first { $0.key == entry.name }?.keySpan ?? node.span
                    report(
                        .wrongType, at: place, "\(what) has no field `\(entry.name)`",
                        help: near.map { "did you mean `\($0)`?" } ?? "it is \(type.title)")
                    continue
                }
                checkFits(
                    entry.value, field.type, at: node[entry.name] ?? node, what: "\(what), field `\(entry.name)`,")
            }
            for field in schema.fields where field.isRequired && !entries.contains(where: { $0.name == field.name }) {
                report(
                    .wrongType, at: node.span, "\(what) needs the field `\(field.name)`",
                    help: field.summary.isEmpty ? nil : field.summary)
            }
        default: report(.wrongType, at: node.span, "\(what) is \(type.title), not a map")
        }
    }
}

extension YAMLNode {
    /// The place of a key; the node's own when it has not the key.
    func keySpan(of key: String) -> SourceSpan { entries?.first { $0.key == key }?.keySpan ?? span }

    /// The place of a fault whose path is as in `[1].name`; the innermost node of the path that is there.
    func place(of path: String) -> SourceSpan {
        var node = self
        for part in path.replacing("[", with: ".").replacing("]", with: "").split(separator: ".") {
            if let index = Int(part), let items = node.items, items.indices.contains(index) {
                node = items[index]
            } else if let inner = node[String(part)] {
                node = inner
            } else {
                break
            }
        }
        return node.span
    }
}

extension ValueTemplate {
    /// The value, when it is the same every time.
    var constant: Value? {
        if case .constant(let value) = self { value } else { nil }
    }
}
