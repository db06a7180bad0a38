import CEL
import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkEngine
import WaymarkRuntime
package import WaymarkStore

/// Where a case stands.
package struct CaseView: Sendable {
    /// The case's row.
    package var record: CaseRecord
    /// The definition that it is pinned to.
    package var definition: CompiledDefinition
    /// The state.
    package var state: CaseState
    /// The open tasks, soonest due first.
    package var tasks: [TaskRecord]
    /// What the case waits for besides people, in words.
    package var waits: [String]
    /// The open incidents.
    package var incidents: [IncidentRecord]
    /// The steps in the order of the file, and what became of each.
    package var steps: [StepLine]

    /// A step of the process, and what became of it.
    package struct StepLine: Sendable, Hashable {
        /// How deep it is nested.
        package var depth: Int
        /// Its id.
        package var id: String
        /// Its title.
        package var title: String
        /// What became of it.
        package var status: Status
        /// Outcome, person or progress, in words.
        package var detail: String
    }

    /// What became of a step.
    package enum Status: String, Sendable {
        /// It has given its result.
        case done
        /// It is under way.
        case open
        /// It stopped with an incident.
        case stopped
        /// It has not been reached, or was passed over.
        case ahead
    }
}

/// Shows a case.
package struct ShowCase: Sendable {
    private let id: String

    /// Shows the case of an id or unambiguous beginning.
    package init(_ id: String) {
        self.id = id
    }

    /// The case.
    package func run(in session: Session) throws -> CaseView {
        try session.store.read { store in
            let record = try Lookup(store).caseRecord(id)
            let definition = try session.runtime.definitions.definition(record.definitionHash, from: store)
            guard let snapshot = try store.snapshot(caseID: record.id) else {
                throw OperationFailure(.fault, "case \(record.id) has no snapshot", help: "run `waymark audit verify`")
            }
            let state = try CaseSnapshot.state(from: snapshot.bytes)
            return CaseView(
                record: record, definition: definition, state: state,
                tasks: try store.tasks(TaskQuery(caseID: record.id, limit: 200)),
                waits: waits(of: state, definition, in: session),
                incidents: try store.incidents(state: .open, caseID: record.id, limit: 100),
                steps: lines(of: state, definition, in: session))
        }
    }

    // MARK: - Waits

    private func waits(of state: CaseState, _ definition: CompiledDefinition, in session: Session) -> [String] {
        let moments = Moments(session.calendar)
        return state.activities.values.sorted { $0.number < $1.number }.compactMap { activity in
            guard case .step(let index) = activity.node else { return nil }
            let step = definition.steps[index]
            switch activity.work {
            case .task(let task) where task.heldBack == true:
                return "\(step.title): is offered while `\(step.availableWhile?.source ?? "")`"
            case .wait(let wait):
                let until = latest(of: activity, state).map { ", until \(moments.text($0)) at the latest" } ?? ""
                if let message = wait.message { return "\(step.title): for the message \(message)\(until)" }
                if let milestone = wait.milestone { return "\(step.title): for the milestone \(milestone)\(until)" }
                return "\(step.title)\(until)"
            case .branches(let progress) where progress.openUntil != nil:
                let until = progress.openUntil?.until.map { moments.text($0) } ?? step.awaited?.sourceText ?? ""
                return "\(step.title): open for more until \(until)"
            case .branches(let progress) where progress.begun == 0:
                return progress.exclusive.map { "\(step.title): for its turn at \($0)" }
            case .effect(let effect):
                return "\(step.title): \(effect.kind), try \(effect.attempt) at \(moments.text(effect.notBefore))"
            case .children(let progress):
                let open = progress.results.compactMap { $0["open"]?.text }.prefix(3)
                return "\(step.title): for \(progress.total - progress.ended) of \(progress.total) cases"
                    + (open.isEmpty
                        ? "" : " (\(open.joined(separator: ", "))\(progress.results.count > 3 ? ", …" : ""))")
            default: return nil
            }
        }
    }

    /// When time ends what an activity waits for.
    private func latest(of activity: Activity, _ state: CaseState) -> Instant? {
        state.timers.values.filter { $0.activity == activity.number && $0.purpose != .day }.map(\.at).min()
    }

    // MARK: - Steps

    private func lines(
        of state: CaseState, _ definition: CompiledDefinition, in session: Session
    ) -> [CaseView.StepLine] {
        let hidden = state.hidden.filter { result in
            result.until > session.now && session.person.map { result.people.contains($0.id) } != true
        }
        return definition.steps.map { step in
            let results = state.results.filter { $0.key.step == step.index }.sorted { $0.key < $1.key }.map(\.value)
            let open = state.activities.values.filter { $0.node == .step(step.index) }
            let isStopped = open.contains { if case .failed = $0.work { true } else { false } }
            let status: CaseView.Status =
                isStopped ? .stopped : !open.isEmpty ? .open : results.isEmpty ? .ahead : .done
            return CaseView.StepLine(
                depth: depth(of: step, definition), id: step.id, title: step.title, status: status,
                detail: hidden.first { $0.step == step.index }.map {
                    "its result is shown from \(Moments(session.calendar).text($0.until))"
                } ?? detail(results, open: open.count, isLoop: !step.loops.isEmpty))
        }
    }

    private func depth(of step: Step, _ definition: CompiledDefinition) -> Int {
        var depth = 0
        var owner = definition.lists[step.list].owner
        while let index = owner {
            depth += 1
            owner = definition.lists[definition.steps[index].list].owner
        }
        return depth
    }

    private func detail(_ results: [Value], open: Int, isLoop: Bool) -> String {
        let late = results.count { $0["late"]?["by"] != nil }
        if isLoop, results.count + open > 1 {
            return "\(results.count) of \(results.count + open)\(late > 0 ? ", \(late) came late and kept" : "")"
        }
        guard let result = results.last else { return "" }
        let outcome = result["outcome"]?.text.flatMap { $0 == BuiltInOutcome.done ? nil : $0 }
        let delegator = result["on_behalf_of"]?.text.map { ", for \($0)" } ?? ""
        let by = result["by"]?.text.map { "by \($0)\(delegator)" }
        let because = result[DecisionTable.decidedField]?["because"]?.text
        return [outcome, by, because, late > 0 ? "came late and kept" : nil].compactMap { $0 }.joined(separator: ", ")
    }
}
