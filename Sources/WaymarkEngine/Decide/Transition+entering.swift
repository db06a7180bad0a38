import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    // MARK: - Entering steps

    /// Begins a step; an expression that cannot be evaluated stops it with an incident and leaves the rest running.
    mutating func enter(_ step: Step, in list: Activity) throws -> Entry {
        let before = events.count
        do {
            return try begin(step, in: list)
        } catch let rejection as Rejection {
            throw rejection
        } catch {
            guard events.count == before else { throw error }
            try raise(error, at: step, activity: number(), in: list.number, frame: list.frame, failed: FailedState())
            return .waiting
        }
    }

    private mutating func begin(_ step: Step, in list: Activity) throws -> Entry {
        let scope = scope(list.frame)
        if let condition = step.when, try !condition.holds(in: scope) {
            try emit(
                .stepSkipped(
                    StepSkipped(parent: list.number, step: step.id, index: step.index, frame: list.frame)))
            return .ended
        }
        switch step.construct {
        case .uses(let use): return try begin(use, of: step, in: list, scope: scope)
        case .parallel(let branches, let join, _):
            return try beginBranches(
                branches.map { (list: $0.list, item: nil) }, join: join, of: step, in: list)
        case .choose(let branches, let otherwise, let takesEvery):
            return try beginChoice(branches, otherwise: otherwise, takesEvery: takesEvery, of: step, in: list)
        case .forEach(let loop): return try beginForEach(loop, of: step, in: list, scope: scope)
        case .repeats(let loop): return try beginRepeat(loop, of: step, in: list, scope: scope)
        case .wait(let rule): return try beginWait(rule, of: step, in: list, scope: scope)
        case .call(let call): return try beginCall(call, of: step, in: list, scope: scope)
        case .send(let message): return try sendMessage(message, of: step, in: list, scope: scope)
        case .decide(let table, let given): return try decide(by: table, given, of: step, in: list, scope: scope)
        case .race(let branches):
            return try beginBranches(branches.map { (list: $0.list, item: nil) }, join: .any, of: step, in: list)
        case .anyOrder(let branches):
            return try beginBranches(branches.map { (list: $0.list, item: nil) }, join: .all, of: step, in: list)
        case .attempt(let tried, _, _):
            return try beginBranches([(list: tried, item: nil)], join: .all, of: step, in: list)
        case .cancel(let targets): return try cancel(targets, by: step, in: list)
        case .set: return try end(step, in: list, outcome: BuiltInOutcome.done)
        case .stop(let outcome):
            try finish(step, activity: nil, in: list.number, frame: list.frame, outcome: outcome)
            try endCase(outcome: outcome)
            return .waiting
        case .exclusive(let name, _): return try beginExclusive(name, of: step, in: list, scope: scope)
        }
    }

    private mutating func begin(
        _ use: UsesStep, of step: Step, in list: Activity, scope: CaseScope
    ) throws -> Entry {
        guard let kind = context.registry.kind(use.kind) else {
            throw StepFailure(
                "this build has no step kind named \(use.kind)", help: "build with the plugin that has it, then retry")
        }
        let parameters = Value.map(try use.parameters.evaluated(in: scope))
        switch kind.body {
        case .computation(let compute):
            let result = try compute(parameters, stepContext(step))
            documents += result.documents
            return try end(
                step, in: list, outcome: result.outcome, outputs: result.outputs,
                documents: result.documents.map(\.document))
        case .task:
            guard let human = use.human else { throw StepFailure("step \(step.id) has no role", isPermanent: true) }
            try openTask(human, of: step, in: list, parameters: parameters, scope: scope)
        case .effect:
            try requestEffect(use.kind, of: step, in: list, parameters: parameters, scope: scope)
        }
        return .waiting
    }

    func stepContext(_ step: Step) -> StepContext {
        StepContext(
            caseID: state.id, step: step.id, now: context.now, subject: state.subject, directory: context.directory,
            calendar: context.calendar, definition: definition)
    }

    private mutating func requestEffect(
        _ kind: String, of step: Step, in list: Activity, parameters: Value, scope: CaseScope
    ) throws {
        let activity = number()
        var effect = EffectState()
        effect.number = number()
        effect.kind = kind
        effect.parameters = parameters
        effect.notBefore = context.now
        try emit(
            .effectRequested(
                EffectRequested(
                    activity: activity, parent: list.number, step: step.id, index: step.index, frame: list.frame,
                    effect: effect, timers: try timeout(of: step, activity: activity, scope: scope))))
    }

    /// The timer of a step's `timeout`, if it has one.
    mutating func timeout(of step: Step, activity: Int, scope: CaseScope) throws -> [TimerState] {
        guard let timeout = step.timeout else { return [] }
        let moment = try timeout.moment(opened: context.now, due: nil, in: scope, calendar: context.calendar)
        return [TimerState(number: number(), activity: activity, purpose: .timeout, at: moment)]
    }

    // MARK: - Ending steps

    /// Ends a step that was entered just now.
    mutating func end(
        _ step: Step, in list: Activity, outcome: String, outputs: Value = .map(MapValue([])),
        documents: [Document] = [], message: String? = nil
    ) throws -> Entry {
        let assignments = try assigned(by: step, outputs: outputs, outcome: outcome, frame: list.frame)
        try finish(
            step, activity: nil, in: list.number, frame: list.frame, outcome: outcome, outputs: outputs,
            documents: documents, message: message)
        try emitAssignments(assignments)
        try follow(outcome, of: step, in: list.number)
        return .ended
    }

    /// Ends a step that has been under way, and lets its list go on.
    ///
    /// When its `set` cannot be evaluated the step stops with an incident that keeps what it gave.
    mutating func complete(
        _ step: Step, activity: Activity, outcome: String, outputs: Value = .map(MapValue([])),
        documents: [Document] = [], message: String? = nil
    ) throws {
        guard let list = activity.parent else { return }
        let assignments: MapValue
        do {
            assignments = try assigned(by: step, outputs: outputs, outcome: outcome, frame: activity.frame)
        } catch {
            var failed = FailedState()
            failed.outcome = outcome
            failed.outputs = outputs
            return try raise(
                error, at: step, activity: activity.number, in: list, frame: activity.frame, failed: failed)
        }
        try finish(
            step, activity: activity.number, in: list, frame: activity.frame, outcome: outcome, outputs: outputs,
            documents: documents, message: message)
        try goOn(after: step, outcome: outcome, assignments: assignments, in: list)
    }

    /// What comes after the end of a step: its assignments, its route, and the next step of its list.
    mutating func goOn(after step: Step, outcome: String, assignments: MapValue, in list: Int) throws {
        try emitAssignments(assignments)
        try follow(outcome, of: step, in: list)
        moveFirst([.run(list: list)])
    }

    mutating func finish(
        _ step: Step, activity: Int?, in list: Int, frame: Int, outcome: String,
        outputs: Value = .map(MapValue([])), documents: [Document] = [], message: String? = nil,
        isFinishing: Bool = false
    ) throws {
        try emit(
            .stepDone(
                StepDone(
                    activity: activity, parent: list, step: step.id, index: step.index, frame: frame, outcome: outcome,
                    outputs: outputs, at: context.now, milestone: step.milestone, documents: documents,
                    message: message, isFinishing: isFinishing, endsTimers: isFinishing ? true : nil)))
    }

    /// The values of a step's `set`, seen as if the step had already ended.
    func assigned(
        by step: Step, outputs: Value, outcome: String, frame: Int, by person: String? = nil
    ) throws -> MapValue {
        guard !step.assignments.isEmpty else { return MapValue([]) }
        return try step.assignments.evaluated(in: scope(after: step, outputs: outputs, outcome: outcome, frame: frame))
    }

    /// What expressions see once a step has ended.
    func scope(after step: Step, outputs: Value, outcome: String, frame: Int) -> CaseScope {
        var after = state
        after.apply(
            .stepDone(
                StepDone(
                    activity: nil, parent: -1, step: step.id, index: step.index, frame: frame, outcome: outcome,
                    outputs: outputs, at: context.now)))
        return CaseScope(after, frame: frame, definition: definition, context: context)
    }

    mutating func emitAssignments(_ values: MapValue) throws {
        guard values.count > 0 else { return }
        try emit(.variablesSet(VariablesSet(values: .map(values))))
    }

    // MARK: - Incidents

    /// What failed goes to the nearest `catch` that takes it; else the step stops with an incident, and the rest of
    /// the case goes on.
    mutating func raise(
        _ error: any Error, at step: Step, activity: Int, in list: Int, frame: Int, failed: FailedState
    ) throws {
        let kind = failed.effect != nil ? "effect" : error is EvaluationFailure ? "expression" : "step"
        if try isCaught(CaughtFailure(step: step.id, kind: kind, message: describe(error)), from: list) { return }
        var incident = IncidentState()
        incident.number = number()
        incident.activity = activity
        incident.step = step.id
        incident.kind = kind
        incident.message = describe(error)
        incident.help = (error as? StepFailure)?.help ?? "mend the cause, then `waymark retry`"
        var failed = failed
        failed.incident = incident.number
        try emit(
            .incidentRaised(
                IncidentRaised(incident: incident, parent: list, index: step.index, frame: frame, failed: failed)))
    }
}

/// An error in one sentence, safe to keep.
package func describe(_ error: any Error) -> String {
    switch error {
    case let failure as StepFailure: failure.message
    case let failure as EvaluationFailure: failure.description
    case let failure as FieldFailure: failure.line
    case let refusal as Refusal: refusal.faults.map(\.line).joined(separator: "; ")
    case let rejection as Rejection: rejection.message
    default: "\(error)"
    }
}
