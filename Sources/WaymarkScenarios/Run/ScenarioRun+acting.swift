import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

extension ScenarioRun {
    /// A task that a line of a scenario is about.
    private struct Found {
        var number: Int
        var frame: Int
        var parameters: Value
    }

    /// Lets somebody act.
    mutating func play(_ act: ScenarioAct, at span: SourceSpan) async throws {
        let record = try record(of: act.caseReference, at: span)
        let definition = try definition(of: record)
        for found in try find(act, try runtime.state(of: record), record, definition, at: span) {
            try await play(act, found, in: record.id, definition, at: span)
        }
    }

    private mutating func play(
        _ act: ScenarioAct, _ found: Found, in caseID: String, _ definition: CompiledDefinition, at span: SourceSpan
    ) async throws {
        guard let record = try runtime.store.read({ try $0.caseRecord(id: caseID) }) else { return }
        let state = try runtime.state(of: record)
        let scope = try scope(of: record, frame: found.frame).naming("params", found.parameters)
        let target = try target(of: act, state, frame: found.frame, definition, at: span)
        let command = try command(act.deed, found.number, to: target, in: scope)
        let person = try actor(act, command, state, frame: found.frame, definition, at: span)
        let answer = try await execute(
            CommandRequest(target: .existing(caseID), command: command, principal: .person(person)))
        switch (answer, act.refusal) {
        case (.rejected(let rejection), let refusal?): try check(rejection, against: refusal)
        case (.rejected(let rejection), nil):
            throw ScenarioFailure(
                span, "\(person.name) (\(person.id)) was refused: \(rejection.code.rawValue)",
                found: refusalLines(rejection), help: rejection.help)
        case (_, let refusal?): throw unrefused(refusal, "\(person.name) (\(person.id)) was let to do it")
        case (_, nil): break
        }
    }

    /// The person who is meant: of those who hold a role, the first whom nothing personal keeps from acting.
    private func actor(
        _ act: ScenarioAct, _ command: Command, _ state: CaseState, frame: Int, _ definition: CompiledDefinition,
        at span: SourceSpan
    ) throws -> Person {
        let people = try candidates(act.actor, state, frame: frame, definition, at: span)
        let person = people.first { person in
            guard
                case .rejected(let rejection, _) = decide(
                    command, on: state, of: definition, in: context(.person(person)))
            else { return true }
            return ![.notPermitted, .separationOfDuties, .claimedByOther, .handedInBefore].contains(rejection.code)
        }
        return person ?? people[0]
    }

    /// The id of the person to whom a task goes: of those who hold a role, the first who is not said to act.
    private func target(
        of act: ScenarioAct, _ state: CaseState, frame: Int, _ definition: CompiledDefinition, at span: SourceSpan
    ) throws -> String {
        switch act.deed {
        case .delegate(let actor, _, _), .reassign(let actor, _):
            let people = try candidates(actor, state, frame: frame, definition, at: span)
            guard case .person(let id) = act.actor else { return people[0].id }
            return (people.first { $0.id != id } ?? people[0]).id
        default: return ""
        }
    }

    private func command(
        _ deed: ScenarioAct.Deed, _ task: Int, to target: String, in scope: CaseScope
    ) throws -> Command {
        switch deed {
        case .complete(let form, let outcome, let verb, let reason):
            .completeTask(
                CompleteTask(
                    task: task, form: try evaluate(form, in: scope), outcome: outcome, verb: verb, reason: reason))
        case .claim: .claimTask(task: task)
        case .release: .releaseTask(task: task)
        case .delegate(_, let until, let reason):
            .delegateTask(DelegateTask(task: task, to: target, until: until, reason: reason))
        case .withdraw: .withdrawDelegation(task: task)
        case .reassign(_, let reason): .reassignTask(ReassignTask(task: task, to: target, reason: reason))
        case .comment(let text): .commentTask(task: task, text: text)
        case .escalate(let rung, let reason): .escalateTask(task: task, rung: rung, reason: reason)
        }
    }

    // MARK: - Finding tasks

    /// The one open task of the step and items, or each of them; then one that silence has ended and that still takes
    /// what is handed in; then one that has ended, when it is to be refused; none, when it is not to be open.
    private func find(
        _ act: ScenarioAct, _ state: CaseState, _ record: CaseRecord, _ definition: CompiledDefinition,
        at span: SourceSpan
    ) throws -> [Found] {
        let open = state.tasks.filter { activity, _ in
            stepID(of: activity, definition) == act.step
                && items(act.items, fit: activity.frame, of: state)
        }
        if open.count == 1 || act.isEvery && !open.isEmpty {
            return open.map {
                Found(number: $0.task.number, frame: $0.activity.frame, parameters: $0.task.parameters)
            }
        }
        guard open.isEmpty else {
            throw ScenarioFailure(
                span, "\(open.count) tasks of \(act.step) are open",
                found: open.map { label(of: $0.activity, definition, state) },
                help: "say which with item:, or every: true")
        }
        let lapsed = state.lapsed.values.filter { lapsed in
            definition.steps[lapsed.step].id == act.step && items(act.items, fit: lapsed.frame, of: state)
        }.sorted { $0.task.number < $1.task.number }
        if lapsed.count == 1 || act.isEvery && !lapsed.isEmpty {
            return lapsed.map { Found(number: $0.task.number, frame: $0.frame, parameters: $0.task.parameters) }
        }
        if act.refusal != nil,
            let ended = try runtime.store.read({ try $0.tasks(caseID: record.id, limit: Limits.casesMax) }).last(
                where: { $0.step == act.step && $0.state != .open && $0.state != .held }),
            let number = Projection.number(ended.id)
        {
            return [Found(number: number, frame: 0, parameters: .null)]
        }
        // What is not there yet cannot be done: nobody has to be refused for that to be so.
        if let refusal = act.refusal, refusal.code == .notOpen, refusal.words == nil, refusal.path == nil { return [] }
        throw ScenarioFailure(
            span, "no task of \(act.step) is open",
            expected: [([act.step] + act.items).joined(separator: " · ")],
            found: state.tasks.map { label(of: $0.activity, definition, state) },
            help: state.status == .open ? nil : "the case has ended: \(state.outcome ?? state.status.rawValue)")
    }

    func stepID(of activity: Activity, _ definition: CompiledDefinition) -> String {
        if case .step(let index) = activity.node { definition.steps[index].id } else { "" }
    }

    /// A step and the items of the loops around it.
    private func label(of activity: Activity, _ definition: CompiledDefinition, _ state: CaseState) -> String {
        ([stepID(of: activity, definition)] + itemLabels(activity.frame, of: state)).joined(separator: " · ")
    }

    /// The items of the loops around a scope, the outermost first, as people name them.
    func itemLabels(_ frame: Int, of state: CaseState) -> [String] {
        frames(from: frame, of: state).reversed().map { frame in
            frame.item.text ?? (frame.item["id"] ?? frame.item["code"])?.printed ?? frame.item.printed
        }
    }

    private func frames(from frame: Int, of state: CaseState) -> [Frame] {
        var frames: [Frame] = []
        var number = frame
        while let frame = state.frames[number] {
            frames.append(frame)
            number = frame.parent
        }
        return frames
    }

    /// Whether each word names an item of a loop around a scope, by its text or by one of its fields.
    func items(_ words: [String], fit frame: Int, of state: CaseState) -> Bool {
        let items = frames(from: frame, of: state).map(\.item)
        return words.allSatisfy { word in
            items.contains { item in
                if case .map(let map) = item { return map.values.contains { $0.printed == word } }
                return item.printed == word
            }
        }
    }

    // MARK: - Refusals

    func refusalLines(_ rejection: Rejection) -> [String] {
        ["\(rejection.code.rawValue): \(rejection.message)"] + rejection.faults.map(\.line)
    }

    func unrefused(_ refusal: ExpectedRefusal, _ fact: String) -> ScenarioFailure {
        ScenarioFailure(
            refusal.span, "expected a refusal, but \(fact)",
            expected: [refusal.code?.rawValue, refusal.words, refusal.path].compactMap(\.self))
    }

    /// Whether a refusal is the one that is expected.
    func check(_ rejection: Rejection, against refusal: ExpectedRefusal) throws {
        let lines = refusalLines(rejection)
        let isRight =
            (refusal.code ?? rejection.code) == rejection.code
            && refusal.words.map { words in lines.contains { $0.contains(words) } } ?? true
            && refusal.path.map { path in rejection.faults.contains { $0.path == path } } ?? true
        guard !isRight else { return }
        throw ScenarioFailure(
            refusal.span, "it was refused, but for another reason",
            expected: [refusal.code?.rawValue, refusal.words, refusal.path.map { "a fault at \($0)" }].compactMap(
                \.self), found: lines)
    }
}
