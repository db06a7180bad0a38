import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension ScheduleReader {
    /// An expression that is true or false.
    mutating func condition(_ node: YAMLNode, _ scope: Environment) -> CheckedExpression? {
        guard let scalar = node.scalar else {
            file.report("an expression is text", at: node.span, help: "write it as one value")
            return nil
        }
        guard let expression = expression(scalar.text, offset: 0, scalar, node.span, scope) else { return nil }
        guard expression.resultType.isAssignable(to: .bool) else {
            file.add(
                Diagnostic(
                    .wrongType, at: node.span,
                    "a condition is true or false, but this is \(expression.resultType)",
                    help: "compare it with something"))
            return nil
        }
        return expression
    }

    private mutating func expression(
        _ text: String, offset: Int, _ scalar: YAMLScalar, _ span: SourceSpan, _ scope: Environment
    ) -> CheckedExpression? {
        let result = check(text, in: scope)
        for problem in result.problems {
            let code: DiagnosticCode =
                switch problem.kind {
                case .syntax: .expressionSyntax
                case .undeclared: .expressionName
                case .type, .value: .expressionType
                }
            let start = problem.start + offset
            let place = SourceSpan(
                file: span.file, start: scalar.position(atScalarOffset: start),
                end: scalar.position(atScalarOffset: max(problem.end + offset, start + 1)))
            file.add(Diagnostic(code, at: place, problem.message, help: problem.suggestion))
        }
        return result.program
    }

    /// A value with expressions in it.
    mutating func template(_ node: YAMLNode, _ scope: Environment) -> ValueTemplate {
        switch node.content {
        case .sequence(let items): return .list(items.map { template($0, scope) })
        case .mapping(let entries):
            return .map(entries.map { NamedTemplate(name: $0.key, value: template($0.value, scope)) })
        case .scalar(let scalar):
            guard case .string(let text) = scalar.resolved, text.contains("${") else {
                return .constant(Value(of: node))
            }
            return textTemplate(text, scalar, node.span, scope)
        }
    }

    private mutating func textTemplate(
        _ text: String, _ scalar: YAMLScalar, _ span: SourceSpan, _ scope: Environment
    ) -> ValueTemplate {
        let pieces: [TextPieces.Piece]
        do {
            pieces = try TextPieces.cut(text)
        } catch {
            file.add(Diagnostic(.badTemplate, at: span, "this ${ is not closed", help: "add the missing }"))
            return .constant(.null)
        }
        var parts: [ValueTemplate.TextPart] = []
        for piece in pieces {
            switch piece {
            case .literal(let literal): parts.append(.literal(literal))
            case .expression(let source, let offset):
                guard let expression = expression(source, offset: offset, scalar, span, scope) else {
                    return .constant(.null)
                }
                parts.append(.expression(expression))
            }
        }
        if parts.count == 1, case .expression(let expression) = parts[0] { return .expression(expression) }
        return .text(parts)
    }

    /// Checks that a value fits an input: constants by their value, expressions by their type.
    mutating func checkFits(_ template: ValueTemplate, _ type: FieldType, at node: YAMLNode, what: String) {
        let fault: String?
        switch template {
        case .constant(.null), .map: return
        case .constant(let value): fault = type.faults(in: value).first.map { "\(what) does not fit: \($0.message)" }
        case .expression(let expression):
            let found = expression.resultType
            fault =
                FieldFit.fits(found, type)
                ? nil : "\(what) is \(type.title), but the expression gives \(FieldFit.words(found))"
        case .text: fault = FieldFit.fits(.string, type) ? nil : "\(what) is \(type.title), not text"
        case .list(let items):
            guard case .list(let element) = type else {
                fault = type == .any ? nil : "\(what) is \(type.title), not a list"
                break
            }
            for (index, item) in items.enumerated() {
                checkFits(item, element, at: node.items?[index] ?? node, what: what)
            }
            return
        }
        if let fault { file.add(Diagnostic(.wrongType, at: node.span, fault)) }
    }
}
