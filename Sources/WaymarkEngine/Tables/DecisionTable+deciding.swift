package import CEL
package import WaymarkDefinition
import WaymarkPluginKit

extension DecisionTable {
    /// Answers an input.
    /// - Parameters:
    ///   - given: A value for each input.
    ///   - scope: What the expressions of the cells see of the case.
    /// - Returns: What the step gives, and which rows gave it.
    /// - Throws: `StepFailure` when the input does not fit, no row answers it, or rows contradict each other;
    ///   `EvaluationFailure` when an expression has no value.
    package func decide(_ given: MapValue, in scope: some HostedActivation) throws -> TableDecision {
        let inputs = try fitted(given)
        let scope = TableScope(inputs: inputs, outer: scope)
        let fired = try firing(for: inputs.values, in: scope)
        let answers = try fired.map { try values(of: rows[$0].answers, in: scope) }
        let chosen = try choose(fired, answers, inputs)
        var outputs = MapValue([])
        if chosen.isEmpty, let fallback {
            let values = try values(of: fallback, in: scope)
            for (output, value) in zip(self.outputs.fields, values) {
                outputs[key: .string(output.name)] = hit.givesList ? .list([value]) : value
            }
        } else {
            for (index, output) in self.outputs.fields.enumerated() {
                outputs[key: .string(output.name)] = try answer(chosen.map { answers[$0][index] }, output, inputs)
            }
        }
        let counted = chosen.map { fired[$0] + 1 }.sorted()
        outputs[key: .string(Self.decidedField)] = explanation(counted, inputs)
        return TableDecision(rows: counted, outputs: outputs)
    }

    // MARK: - Inputs and rows

    /// The inputs in the order of the columns and in the form of their types; one that is missing is null.
    private func fitted(_ given: MapValue) throws -> MapValue {
        var pairs: [(Value, Value)] = []
        for column in inputs.fields {
            let value = given[column.name].map(\.present) ?? .null
            if value == .null, !column.isRequired {
                pairs.append((.string(column.name), .null))
                continue
            }
            do {
                pairs.append((.string(column.name), try column.type.normalised(value)))
            } catch {
                throw StepFailure(
                    "the table \(name) cannot be asked about \(column.name): \(error.message)",
                    help: error.help ?? "mend what the step gives it, then `waymark retry`", isPermanent: true)
            }
        }
        return MapValue(pairs)
    }

    /// The rows whose tests all hold; under `first` only the first of them.
    private func firing(for values: [Value], in scope: some HostedActivation) throws -> [Int] {
        var fired: [Int] = []
        for (index, row) in rows.enumerated() {
            var holds = true
            for (place, test) in row.tests.enumerated() {
                holds = try test.holds(for: values[place], of: inputs.fields[place].type, in: scope)
                if !holds { break }
            }
            guard holds else { continue }
            fired.append(index)
            if hit == .first { return fired }
        }
        return fired
    }

    private func values(of cells: [ValueTemplate], in scope: some HostedActivation) throws -> [Value] {
        var values: [Value] = []
        for (output, cell) in zip(outputs.fields, cells) {
            let value = try cell.evaluated(in: scope).present
            if value == .null, !output.isRequired {
                values.append(.null)
                continue
            }
            do {
                values.append(try output.type.normalised(value))
            } catch {
                throw EvaluationFailure("the answer for \(output.name) does not fit: \(error.message)")
            }
        }
        return values
    }

    // MARK: - Policies

    /// Which of the answers count, as places among those that fired.
    private func choose(_ fired: [Int], _ answers: [[Value]], _ inputs: MapValue) throws -> [Int] {
        guard !fired.isEmpty else {
            guard fallback != nil || hit.answersNothing else {
                throw failure("no row answers", inputs, help: "a row or a default for it is missing")
            }
            return []
        }
        let places = Array(answers.indices)
        switch hit {
        case .unique:
            guard fired.count == 1 else { throw conflict(fired, inputs) }
        case .any:
            guard answers.allSatisfy({ $0.isSame(as: answers[0]) }) else { throw conflict(fired, inputs) }
        case .first: return [0]
        case .priority:
            let order = sorted(answers)
            let best = order.filter { priority(of: answers[$0]) == priority(of: answers[order[0]]) }
            guard best.allSatisfy({ answers[$0].isSame(as: answers[best[0]]) }) else {
                throw conflict(best.map { fired[$0] }, inputs)
            }
            return best
        case .outputOrder: return sorted(answers)
        case .collect, .ruleOrder: break
        }
        return places
    }

    /// Places of answers by the order of the listed values, those of the same priority in the order of the rows.
    private func sorted(_ answers: [[Value]]) -> [Int] {
        answers.indices.sorted { left, right in
            let (first, second) = (priority(of: answers[left]), priority(of: answers[right]))
            return first == second ? left < right : first.lexicographicallyPrecedes(second)
        }
    }

    /// What an output gives of the values of the rows that count.
    private func answer(_ values: [Value], _ output: FieldSchema, _ inputs: MapValue) throws -> Value {
        switch hit {
        case .unique, .first, .any, .priority: return values.first ?? .null
        case .collect(nil), .ruleOrder, .outputOrder: return .list(values)
        case .collect(.count?): return .int(Int64(values.count))
        case .collect(.sum?): return try sum(values, output, inputs)
        case .collect(.min?): return extreme(values, output) { $0 < 0 }
        case .collect(.max?): return extreme(values, output) { $0 > 0 }
        }
    }

    private func sum(_ values: [Value], _ output: FieldSchema, _ inputs: MapValue) throws -> Value {
        guard output.type == .integer else {
            return .double(values.reduce(0) { if case .double(let number) = $1 { $0 + number } else { $0 } })
        }
        var total: Int64 = 0
        for case .int(let number) in values {
            let (sum, overflow) = total.addingReportingOverflow(number)
            guard !overflow else { throw failure("the sum does not fit 64 bits", inputs, help: "use the type number") }
            total = sum
        }
        return .int(total)
    }

    private func extreme(_ values: [Value], _ output: FieldSchema, _ isBetter: (Int) -> Bool) -> Value {
        var best = Value.null
        for value in values where value != .null {
            if best == .null || output.type.order(of: value, best).map(isBetter) ?? false { best = value }
        }
        return best
    }

    // MARK: - Words

    private func explanation(_ rows: [Int], _ inputs: MapValue) -> Value {
        let present = MapValue(inputs.entries.filter { $0.1 != .null })
        return .map([
            "table": .string(name), "rows": .list(rows.map { .int(Int64($0)) }), "inputs": .map(present),
            "because": .string("\(title), \(words(for: rows)): \(words(for: inputs))"),
        ])
    }

    private func words(for rows: [Int]) -> String {
        let numbers = rows.map(String.init)
        return switch numbers.count {
        case 0: fallback == nil ? "no row" : "the default"
        case 1: "row \(numbers[0])"
        default: "rows \(numbers.dropLast().joined(separator: ", ")) and \(numbers[numbers.count - 1])"
        }
    }

    private func words(for inputs: MapValue) -> String {
        inputs.entries.map { "\($0.0.printed) = \($0.1 == .null ? "nothing" : $0.1.printed)" }.joined(separator: ", ")
    }

    private func conflict(_ rows: [Int], _ inputs: MapValue) -> StepFailure {
        failure(
            "\(words(for: rows.map { $0 + 1 })) contradict each other", inputs,
            help: "make the tests of the rows exclude each other")
    }

    private func failure(_ what: String, _ inputs: MapValue, help: String) -> StepFailure {
        StepFailure("the table \(name): \(what) for \(words(for: inputs))", help: help, isPermanent: true)
    }
}

extension [Value] {
    fileprivate func isSame(as other: [Value]) -> Bool { zip(self, other).allSatisfy { $0.equals($1) } }
}

extension Value {
    /// The value out of an optional; null when there is none.
    fileprivate var present: Value { if case .optional(let inner) = self { inner ?? .null } else { self } }
}
