import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Cells: what stands in a column of inputs is read as a test, what stands in a column of outputs as a value.
extension WorkflowChecker {
    /// Where a cell stands and what it is read against.
    struct CellPlace {
        var column: FieldSchema
        var scalar: YAMLScalar
        var span: SourceSpan
        /// The scope of the table's expressions.
        var scope: [Int]
    }

    /// A text that can only be meant as a value, and the value unless it is none.
    private struct Word {
        var value: Value?
    }

    // MARK: - Tests

    /// A cell as a test of the value in its column; nil when it has been reported.
    mutating func test(_ node: YAMLNode, of column: FieldSchema, scope: [Int]) -> CellTest? {
        switch node.content {
        case .mapping:
            report(
                .badCell, at: node.span, "a cell is a value, a list of values or a test, not a map",
                help: "quote text that looks like a map")
            return nil
        case .sequence(let items):
            guard !items.isEmpty else {
                report(.badCell, at: node.span, "no value is in an empty list", help: "write - where anything goes")
                return nil
            }
            let tests = items.compactMap { test($0, of: column, scope: scope) }
            return tests.count == items.count ? .oneOf(tests) : nil
        case .scalar(let scalar):
            let place = CellPlace(column: column, scalar: scalar, span: node.span, scope: scope)
            switch scalar.resolved {
            case .string(let text): return test(CellText(text), place)
            case .null: return missing(place)
            case .bool, .int, .double:
                return constant(literal(node), at: node.span, column).map { .equals(.constant($0)) }
            }
        }
    }

    /// `null`, where the input may be missing.
    private mutating func missing(_ place: CellPlace) -> CellTest? {
        if !place.scalar.text.isEmpty, !place.column.isRequired { return .equals(.constant(.null)) }
        report(
            .badCell, at: place.span,
            place.scalar.text.isEmpty ? "a cell is empty" : "`\(place.column.name)` is always there",
            help: "write - where anything goes")
        return nil
    }

    private mutating func test(_ text: CellText, _ place: CellPlace) -> CellTest? {
        if text.text == "-" { return .anything }
        let alternatives = text.alternatives()
        if alternatives.count > 1 { return oneOf(alternatives, place) }
        if let inside = text.dropping("not")?.bracketed(), inside.open == "(", inside.close == ")" {
            let parts = inside.inside.alternatives()
            return (parts.count > 1 ? oneOf(parts, place) : test(inside.inside, place)).map { .not($0) }
        }
        for comparison in CellTest.Comparison.allCases {
            guard let rest = text.dropping(comparison.rawValue) else { continue }
            guard let operand = operand(rest, place), requireOrder(comparison, text, place) else { return nil }
            return .compares(comparison, operand)
        }
        if let brackets = text.enclosed(), let ends = brackets.inside.ends() {
            return range(ends, from: brackets.open == "[", to: brackets.close == "]", text, place)
        }
        // A list of alternatives that was put in quotes.
        if let brackets = text.bracketed(), brackets.open == "[", brackets.close == "]" {
            return oneOf(brackets.inside.alternatives(), place)
        }
        if let ends = text.ends() { return range(ends, from: true, to: true, text, place) }
        if let word = word(text, place) { return word.value.map { .equals(.constant($0)) } }
        return condition(text, place)
    }

    private mutating func oneOf(_ parts: [CellText], _ place: CellPlace) -> CellTest? {
        let tests = parts.compactMap { test($0, place) }
        return tests.count == parts.count ? .oneOf(tests) : nil
    }

    private mutating func requireOrder(_ comparison: CellTest.Comparison, _ text: CellText, _ place: CellPlace) -> Bool
    {
        guard comparison.needsOrder, !place.column.type.isOrdered else { return true }
        reportCell(
            text, place,
            "`\(comparison.rawValue)` needs values with an order, but `\(place.column.name)` is \(place.column.type.title)",
            help: "name the values, or write ${…} with a condition")
        return false
    }

    private mutating func range(
        _ ends: (low: CellText, high: CellText), from includesLow: Bool, to includesHigh: Bool, _ text: CellText,
        _ place: CellPlace
    ) -> CellTest? {
        guard place.column.type.isOrdered else {
            reportCell(
                text, place,
                "a range needs values with an order, but `\(place.column.name)` is \(place.column.type.title)",
                help: "name the values")
            return nil
        }
        let low = operand(ends.low, place)
        let high = operand(ends.high, place)
        guard let low, let high else { return nil }
        if case .constant(let first) = low, case .constant(let last) = high,
            let order = place.column.type.order(of: first, last),
            order > 0 || (order == 0 && !(includesLow && includesHigh))
        {
            reportCell(text, place, "no value lies in this range", help: "write the lower end first")
            return nil
        }
        return .within(CellRange(low: low, includesLow: includesLow, high: high, includesHigh: includesHigh))
    }

    /// What is compared with: a value as it is written in a cell by itself, or an expression that gives one.
    private mutating func operand(_ text: CellText, _ place: CellPlace) -> CellOperand? {
        if let word = word(text, place) { return word.value.map { .constant($0) } }
        guard let program = expression(in: text, place) else { return nil }
        if let value = Self.constant(of: program) {
            return constant(value, at: span(text, place), place.column).map { .constant($0) }
        }
        guard FieldFit.fits(program.resultType, place.column.type) else {
            reportCell(
                text, place,
                "`\(place.column.name)` is \(place.column.type.title), but the expression gives \(FieldFit.words(program.resultType))",
                help: FieldFit.help(program.resultType, place.column.type))
            return nil
        }
        return .expression(program)
    }

    private mutating func condition(_ text: CellText, _ place: CellPlace) -> CellTest? {
        guard let program = expression(in: text, place) else { return nil }
        if let value = Self.constant(of: program) {
            return constant(value, at: span(text, place), place.column).map { .equals(.constant($0)) }
        }
        guard program.resultType.isAssignable(to: .bool) else {
            reportCell(
                text, place,
                "an expression in a cell is true or false, but this is \(FieldFit.words(program.resultType))",
                help: "to compare it with `\(place.column.name)`, write == before it")
            return nil
        }
        return .condition(program)
    }

    // MARK: - Values

    /// A value that is written without quotes; nil when the text is an expression. One that is none has been reported.
    private mutating func word(_ text: CellText, _ place: CellPlace) -> Word? {
        guard !text.isEmpty else {
            reportCell(text, place, "a value is missing here", help: "write the value, or - for the whole cell")
            return Word(value: nil)
        }
        switch place.column.type {
        case .choice(let type):
            if type.values.contains(text.text) { return Word(value: .string(text.text)) }
            guard text.isWord, !text.beginsWithDigit else { return nil }
            reportCell(
                text, place, "`\(text.text)` is not one of the values of `\(place.column.name)`",
                help: Nearest.word(to: text.text, among: type.values).map { "did you mean `\($0)`?" } ?? "they are: "
                    + type.values.joined(separator: ", "))
            return Word(value: nil)
        case .text, .organisation, .person, .typeName:
            let isPath = Self.scopeNames.contains { text.text.hasPrefix("\($0).") }
            return text.isPlain && !isPath ? Word(value: .string(text.text)) : nil
        case .date, .period, .instant:
            if let value = try? place.column.type.normalised(.string(text.text)) { return Word(value: value) }
            guard text.beginsWithDigit else { return nil }
            reportCell(text, place, "\"\(text.text)\" is not \(place.column.type.title)")
            return Word(value: nil)
        default: return nil
        }
    }

    /// A constant in the form of the column's type; nil when it does not fit, which has been reported.
    private mutating func constant(_ value: Value, at span: SourceSpan, _ column: FieldSchema) -> Value? {
        if value == .null, !column.isRequired { return .null }
        do {
            return try column.type.normalised(value)
        } catch {
            report(.badCell, at: span, "`\(column.name)`: \(error.message)", help: error.help)
            return nil
        }
    }

    /// The value of an expression that rests on nothing.
    private static func constant(of program: CheckedExpression) -> Value? {
        if let literal = program.literal { return literal }
        guard program.references.isEmpty else { return nil }
        return try? program.evaluate(DictionaryActivation())
    }

    // MARK: - Answers

    /// A cell as a value of its column; nil when it has been reported.
    mutating func answer(_ node: YAMLNode, of column: FieldSchema, scope: [Int]) -> ValueTemplate? {
        guard let scalar = node.scalar else { return answerTemplate(node, of: column, scope: scope) }
        let place = CellPlace(column: column, scalar: scalar, span: node.span, scope: scope)
        switch (scalar.resolved, column.type) {
        case (.null, _): return missingAnswer(place)
        case (.string(let text), .choice), (.string(let text), .date), (.string(let text), .instant),
            (.string(let text), .period), (.string(let text), .integer), (.string(let text), .number),
            (.string(let text), .boolean):
            guard !text.contains("${") else { return answerTemplate(node, of: column, scope: scope) }
            let text = CellText(text)
            if let word = word(text, place) { return word.value.map { .constant($0) } }
            return answerExpression(text, place)
        default: return answerTemplate(node, of: column, scope: scope)
        }
    }

    private mutating func missingAnswer(_ place: CellPlace) -> ValueTemplate? {
        if !place.scalar.text.isEmpty, !place.column.isRequired { return .constant(.null) }
        report(
            .badCell, at: place.span, "the answer for `\(place.column.name)` is missing",
            help: "write \(place.column.type.title), or declare the output with required: false and write null")
        return nil
    }

    private mutating func answerExpression(_ text: CellText, _ place: CellPlace) -> ValueTemplate? {
        guard let program = expression(in: text, place) else { return nil }
        if let value = Self.constant(of: program) {
            return constant(value, at: span(text, place), place.column).map { .constant($0) }
        }
        guard FieldFit.fits(program.resultType, place.column.type) else {
            reportCell(
                text, place,
                "`\(place.column.name)` is \(place.column.type.title), but the expression gives \(FieldFit.words(program.resultType))",
                help: FieldFit.help(program.resultType, place.column.type))
            return nil
        }
        return .expression(program)
    }

    private mutating func answerTemplate(_ node: YAMLNode, of column: FieldSchema, scope: [Int]) -> ValueTemplate? {
        let errors = diagnostics.counts.errors
        let value = template(node, loops: scope, at: nil)
        checkFits(value, column.type, at: node, what: "the answer for `\(column.name)`")
        guard diagnostics.counts.errors == errors else { return nil }
        guard let constant = value.constant else { return value }
        return .constant((try? column.type.normalised(constant)) ?? constant)
    }

    // MARK: - Expressions and places

    private mutating func expression(in text: CellText, _ place: CellPlace) -> CheckedExpression? {
        var text = text
        if let inner = text.dropping("${"), inner.text.hasSuffix("}") { text = inner.droppingLast() }
        return expression(
            text.text, offset: text.range.lowerBound, scalar: place.scalar, span: place.span, loops: place.scope,
            at: nil)
    }

    private func span(_ text: CellText, _ place: CellPlace) -> SourceSpan {
        self.place(text.range.lowerBound, text.range.upperBound, in: place.scalar, file: place.span.file)
    }

    private mutating func reportCell(_ text: CellText, _ place: CellPlace, _ message: String, help: String? = nil) {
        report(.badCell, at: span(text, place), message, help: help)
    }
}
