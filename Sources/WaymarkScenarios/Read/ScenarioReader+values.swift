import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension ScenarioReader {
    // MARK: - Forms of YAML

    /// The entries of a map; reported when it is none.
    mutating func mapping(_ node: YAMLNode, _ what: String) -> [YAMLEntry]? {
        if let entries = node.entries { return entries }
        report(.notAMapping, at: node.span, "\(what) is a map of keys")
        return nil
    }

    /// The items of a list; none when there is no node.
    mutating func list(_ node: YAMLNode?, _ what: String) -> [YAMLNode] {
        guard let node else { return [] }
        if let items = node.items { return items }
        report(.notAList, at: node.span, "\(what) is a list")
        return []
    }

    /// The text of a scalar, a number or date as it is written; reported when it is none.
    mutating func text(_ node: YAMLNode, _ what: String) -> String? {
        if let scalar = node.scalar, scalar.resolved != .null { return scalar.text }
        report(.notText, at: node.span, "`\(what)` is text")
        return nil
    }

    /// The text under a key that must be there.
    mutating func required(_ key: String, in node: YAMLNode, of what: String) -> String? {
        guard let value = node[key] else {
            report(.missingKey, at: start(of: node), "\(what) needs `\(key)`", help: "add \(key): …")
            return nil
        }
        return text(value, key)
    }

    /// Reports keys that have no meaning.
    mutating func allow(_ keys: [String], in node: YAMLNode, as what: String) {
        for entry in node.entries ?? [] where !keys.contains(entry.key) {
            report(
                .unknownKey, at: entry.keySpan, "`\(entry.key)` has no meaning in \(what)",
                help: Nearest.word(to: entry.key, among: keys).map { "did you mean `\($0)`?" }
                    ?? "there are: " + keys.joined(separator: ", "))
        }
    }

    /// One text, or several in a list.
    mutating func texts(_ node: YAMLNode?, _ what: String) -> [String] {
        guard let node else { return [] }
        return (node.items ?? [node]).compactMap { text($0, what) }
    }

    // MARK: - Values

    /// A value with `${…}` in it, about a case of a workflow.
    mutating func template(_ node: YAMLNode, workflow: String) -> ValueTemplate {
        switch node.content {
        case .sequence(let items): return .list(items.map { template($0, workflow: workflow) })
        case .mapping(let entries):
            return .map(
                entries.map { NamedTemplate(name: $0.key, value: template($0.value, workflow: workflow)) })
        case .scalar(let scalar):
            switch scalar.resolved {
            case .null: return .constant(.null)
            case .bool(let flag): return .constant(.bool(flag))
            case .int(let number): return .constant(.int(number))
            case .double(let number): return .constant(.double(number))
            case .string(let text): return textTemplate(text, scalar, node.span, workflow: workflow)
            }
        }
    }

    private mutating func textTemplate(
        _ text: String, _ scalar: YAMLScalar, _ span: SourceSpan, workflow: String
    ) -> ValueTemplate {
        guard text.contains("${") else { return .constant(.string(text)) }
        let pieces: [TextPieces.Piece]
        do throws(TextPieces.Unclosed) {
            pieces = try TextPieces.cut(text)
        } catch {
            let place = scalar.position(atScalarOffset: error.offset)
            report(
                .badTemplate, at: SourceSpan(file: file, start: place, end: place), "this expression is not closed",
                help: "close it with }")
            return .constant(.null)
        }
        var parts: [ValueTemplate.TextPart] = []
        for piece in pieces {
            switch piece {
            case .literal(let literal): parts.append(.literal(literal))
            case .expression(let source, let offset):
                guard let program = expression(source, offset, scalar, workflow: workflow) else { continue }
                if pieces.count == 1 { return .expression(program) }
                parts.append(.expression(program))
            }
        }
        return .text(parts)
    }

    private mutating func expression(
        _ source: String, _ offset: Int, _ scalar: YAMLScalar, workflow: String
    ) -> CheckedExpression? {
        let result = check(source, in: scope(of: workflow))
        for problem in result.problems {
            let span = SourceSpan(
                file: file, start: scalar.position(atScalarOffset: offset + problem.start),
                end: scalar.position(atScalarOffset: offset + problem.end))
            report(.expressionName, at: span, problem.message, help: problem.suggestion)
        }
        return result.program
    }

    /// The entries of a map against the fields that there are: unknown names, and constants of another type.
    mutating func record(
        _ node: YAMLNode?, against schema: RecordSchema, of what: String, workflow: String,
        unknown: DiagnosticCode = .unknownField, checksTypes: Bool = true
    ) -> [NamedTemplate] {
        guard let node, let entries = mapping(node, what) else { return [] }
        return entries.map { entry in
            let value = template(entry.value, workflow: workflow)
            if let field = schema.field(entry.key) {
                if checksTypes { checkType(value, field, entry.value, of: what) }
            } else if checksTypes {
                reportName(unknown, entry.key, at: entry.keySpan, of: what, among: schema.fields.map(\.name))
            }
            return NamedTemplate(name: entry.key, value: value)
        }
    }

    private mutating func checkType(_ value: ValueTemplate, _ field: FieldSchema, _ node: YAMLNode, of what: String) {
        guard let constant = value.constant, constant != .null else { return }
        for fault in field.type.faults(in: constant) {
            let place =
                fault.path.isEmpty || fault.path.hasPrefix("[")
                ? field.name + fault.path : "\(field.name).\(fault.path)"
            report(.wrongType, at: node.span, "\(what): `\(place)`: \(fault.message)", help: fault.help)
        }
    }

    // MARK: - Moments

    /// A day or a moment: `2013-10-14`, `2013-10-14 16:00` or RFC 3339; a day alone gives what a function makes of it.
    mutating func moment(_ node: YAMLNode, _ what: String, ofDay: (LocalDate) -> Instant) -> Instant? {
        guard let text = text(node, what) else { return nil }
        if let instant = Instant(text) { return instant }
        guard let expected = expectedMoment(text) else {
            report(
                .badMoment, at: node.span, "\"\(text)\" is not a day or a moment",
                help: "write 2013-10-14 or 2013-10-14 16:00")
            return nil
        }
        return expected.time.map { environment.calendar.zone.instant(of: expected.date, $0) } ?? ofDay(expected.date)
    }

    /// A day, perhaps with a time.
    func expectedMoment(_ text: String) -> ExpectedMoment? {
        let words = text.split(separator: " ")
        guard let date = words.first.flatMap({ LocalDate(String($0)) }), words.count <= 2 else { return nil }
        guard words.count == 2 else { return ExpectedMoment(date: date) }
        return LocalTime(String(words[1])).map { ExpectedMoment(date: date, time: $0) }
    }
}

extension ValueTemplate {
    /// The value, when nothing in it is computed.
    var constant: Value? {
        switch self {
        case .constant(let value): return value
        case .expression, .text: return nil
        case .list(let items):
            let values = items.compactMap(\.constant)
            return values.count == items.count ? .list(values) : nil
        case .map(let entries):
            let values = entries.compactMap { entry in entry.value.constant.map { (Value.string(entry.name), $0) } }
            return values.count == entries.count ? .map(MapValue(values)) : nil
        }
    }
}
