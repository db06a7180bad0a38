package import CEL
import WaymarkCalendar
package import WaymarkDefinition

/// What expressions of a case see, from one of its scopes.
///
/// Immutable; a class because it is handed on with each expression.
package final class CaseScope: HostedActivation {
    private let state: CaseState
    private let frame: Int
    private let definition: CompiledDefinition
    private let context: DecisionContext
    private let named: [(name: String, value: Value)]

    /// Looks at a case from a scope; 0 is the case itself.
    package convenience init(
        _ state: CaseState, frame: Int, definition: CompiledDefinition, context: DecisionContext
    ) {
        self.init(state, frame: frame, definition: definition, context: context, naming: [])
    }

    private init(
        _ state: CaseState, frame: Int, definition: CompiledDefinition, context: DecisionContext,
        naming named: [(name: String, value: Value)]
    ) {
        self.state = state
        self.frame = frame
        self.definition = definition
        self.context = context
        self.named = named
    }

    /// The same scope with one more name, before those that it has: the item of a call's list.
    package func naming(_ name: String, _ value: Value) -> CaseScope {
        CaseScope(state, frame: frame, definition: definition, context: context, naming: named + [(name, value)])
    }

    /// The value of a name as the checker knows it; nil when a step has not given it.
    package func value(of qualifiedName: String) throws(EvaluationFailure) -> Value? {
        guard let dot = qualifiedName.utf8.firstIndex(of: UInt8(ascii: ".")) else { return try single(qualifiedName) }
        let name = String(qualifiedName[qualifiedName.utf8.index(after: dot)...])
        switch qualifiedName[..<dot] {
        case "inputs": return state.inputs[name]
        case "vars": return state.variables[name]
        case "steps": return definition.step(name).flatMap { result(of: $0) }
        case "vocabulary": return definition.vocabularies[name]
        default: return nil
        }
    }

    /// The register and the calendar, for the functions of the language.
    package var host: any HostServices {
        EngineHost(directory: context.directory, calendar: context.calendar)
    }

    private func single(_ name: String) throws(EvaluationFailure) -> Value? {
        switch name {
        case "subject": return try subject()
        case "now": return .timestamp(context.now.timestamp)
        case "today": return .string(context.today.description)
        case "case": return caseRecord
        case "parent": return state.parent?.recordValue
        default: return item(name)
        }
    }

    private func subject() throws(EvaluationFailure) -> Value? {
        do {
            return try context.directory.record(of: state.subject)
        } catch {
            throw EvaluationFailure("the register cannot be read: \(error)")
        }
    }

    private var caseRecord: Value {
        .map(
            MapValue([
                (.string("id"), .string(state.id)), (.string("workflow"), .string(state.workflow)),
                (.string("title"), .string(state.title)), (.string("key"), .string(state.key)),
                (.string("subject"), .string(state.subject)),
                (.string("started"), .timestamp(state.startedAt.timestamp)),
            ]))
    }

    // MARK: - Looking through scopes

    /// The scopes from this one outwards, without the case itself.
    private var chain: [Frame] {
        var chain: [Frame] = []
        var number = frame
        while let frame = state.frames[number] {
            chain.append(frame)
            number = frame.parent
        }
        return chain
    }

    private func item(_ name: String) -> Value? {
        if let named = named.last(where: { $0.name == name }) { return named.value }
        for frame in chain {
            if frame.kind == .failure {
                if name == "error" { return frame.item }
                continue
            }
            if case .forEach(let loop) = definition.steps[frame.step].construct, loop.item == name { return frame.item }
        }
        return nil
    }

    /// What a step gave: one record from inside its loops, a list of them from outside.
    private func result(of step: Step) -> Value? {
        if step.loops.isEmpty { return state.results[ResultKey(step: step.index, frame: 0)] }
        let shared = chain.filter { $0.kind != .failure }.reversed().enumerated().prefix {
            $0.offset < step.loops.count && $0.element.step == step.loops[$0.offset]
        }
        let scope = Array(shared).last?.element.number ?? 0
        let depth = shared.count
        if depth == step.loops.count { return state.results[ResultKey(step: step.index, frame: scope)] }
        return .list(results(of: step, below: scope, depth: depth))
    }

    private func results(of step: Step, below scope: Int, depth: Int) -> [Value] {
        let inner = state.frames.values
            .filter { $0.kind == nil && $0.step == step.loops[depth] && state.resultFrame(of: $0.parent) == scope }
            .sorted { $0.index < $1.index }
        if depth + 1 == step.loops.count {
            return inner.compactMap { state.results[ResultKey(step: step.index, frame: $0.number)] }
        }
        return inner.flatMap { results(of: step, below: $0.number, depth: depth + 1) }
    }
}
