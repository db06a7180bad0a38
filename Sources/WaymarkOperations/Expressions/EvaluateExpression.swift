package import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

/// Evaluates an expression that a person writes: to try it, or to look into a case.
package struct EvaluateExpression: Sendable {
    /// What came of an expression.
    package enum Outcome: Sendable {
        /// It has a value.
        case value(Value, type: String)
        /// It cannot be read, or its names and types do not fit.
        case faults(Diagnostics)
        /// It can be read, but it has no value.
        case failure(Diagnostics)
    }

    /// What faults call the text.
    package static let place = "expression"

    private let text: String

    /// Evaluates a text.
    package init(_ text: String) {
        self.text = text
    }

    /// Its value where the variables have these values; their types are taken from them.
    /// - Parameters:
    ///   - variables: Values by name.
    ///   - project: Where the functions of the register and the calendar look; without one they cannot be used.
    /// - Returns: The value, or why there is none.
    /// - Throws: what keeps the register from being read.
    package func run(variables: MapValue, in project: Session?) throws -> Outcome {
        var types: [String: CELType] = ["now": .timestamp, "today": .abstract("date")]
        var values: [String: Value] = [:]
        for (name, value) in variables.entries {
            guard let name = name.text else { continue }
            types[name] = CELType(of: value)
            values[name] = value
        }
        guard let project else {
            types = types.filter { values[$0.key] != nil }
            return evaluate(types, in: DictionaryActivation(values))
        }
        let today = project.calendar.zone.local(of: project.now).date
        let given: [String: Value] = ["now": .timestamp(project.now.timestamp), "today": .string(today.description)]
        return evaluate(
            types,
            in: GivenScope(
                values: values.merging(given) { own, _ in own },
                host: EngineHost(directory: project.runtime.directory, calendar: project.calendar)))
    }

    /// Its value where a case stands now, seen from outside of its loops.
    package func run(onCase id: String, in session: Session) throws -> Outcome {
        let record = try session.store.read { try Lookup($0).caseRecord(id) }
        let definition = try session.store.read {
            try session.runtime.definitions.definition(record.definitionHash, from: $0)
        }
        let environment = session.runtime.environment
        let context = DecisionContext(
            now: session.now, principal: .system("eval"), directory: session.runtime.directory,
            calendar: environment.hashedCalendar, registry: environment.registry)
        let scope = CaseScope(
            try session.runtime.state(of: record), frame: 0, definition: definition, context: context)
        return evaluate(CaseNames.types(of: definition, register: environment.registerSchema), in: scope)
    }

    private func evaluate(_ types: [String: CELType], in scope: some Activation) -> Outcome {
        let environment = Environment(
            variables: types, functions: HostFunctions.all, abstractTypes: HostFunctions.types)
        let result = check(text, in: environment)
        guard let program = result.program else {
            var faults = Diagnostics()
            for problem in result.problems { faults.add(diagnostic(problem)) }
            return .faults(faults)
        }
        do throws(EvaluationFailure) {
            return .value(try program.evaluate(scope), type: "\(program.resultType)")
        } catch {
            var faults = Diagnostics()
            faults.add(
                Diagnostic(
                    .noValue, at: span(error.start ?? 0, error.end ?? text.unicodeScalars.count), error.message))
            return .failure(faults)
        }
    }

    // MARK: - Places

    private func diagnostic(_ problem: Problem) -> Diagnostic {
        let code: DiagnosticCode =
            switch problem.kind {
            case .syntax: .expressionSyntax
            case .undeclared: .expressionName
            case .type, .value: .expressionType
            }
        return Diagnostic(code, at: span(problem.start, problem.end), problem.message, help: problem.suggestion)
    }

    private func span(_ start: Int, _ end: Int) -> SourceSpan {
        SourceSpan(file: Self.place, start: position(start), end: position(max(end, start + 1)))
    }

    private func position(_ offset: Int) -> SourcePosition {
        var position = SourcePosition(line: 1, column: 1)
        for scalar in text.unicodeScalars.prefix(offset) {
            if scalar == "\n" {
                position.line += 1
                position.column = 1
            } else {
                position.column += 1
            }
        }
        position.column += max(0, offset - text.unicodeScalars.count)
        return position
    }
}

/// Values that a person gives, with a project behind them.
private struct GivenScope: HostedActivation {
    let values: [String: Value]
    let host: any HostServices

    func value(of qualifiedName: String) -> Value? { values[qualifiedName] }
}

extension DiagnosticCode {
    /// An expression that has no value.
    package static let noValue = DiagnosticCode("WM3300", "no-value", "An expression cannot be evaluated.")
}
