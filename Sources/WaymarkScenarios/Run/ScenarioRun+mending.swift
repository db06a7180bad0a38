import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

extension ScenarioRun {
    /// Lets somebody mend a case.
    mutating func play(_ mend: ScenarioMend, at span: SourceSpan) async throws {
        let record = try record(of: mend.caseReference, at: span)
        let state = try runtime.state(of: record)
        let command = try command(mend.deed, state, record, at: span)
        let person = try candidates(mend.actor, state, frame: 0, try definition(of: record), at: span)[0]
        let answer = try await execute(
            CommandRequest(target: .existing(record.id), command: command, principal: .person(person)))
        switch (answer, mend.refusal) {
        case (.rejected(let rejection), let refusal?): try check(rejection, against: refusal)
        case (.rejected(let rejection), nil):
            throw ScenarioFailure(
                span, "\(person.name) (\(person.id)) was refused: \(rejection.code.rawValue)",
                found: refusalLines(rejection), help: rejection.help)
        case (_, let refusal?): throw unrefused(refusal, "\(person.name) (\(person.id)) was let to do it")
        case (_, nil): break
        }
    }

    private func command(
        _ deed: ScenarioMend.Deed, _ state: CaseState, _ record: CaseRecord, at span: SourceSpan
    ) throws -> Command {
        switch deed {
        case .retry(let step): .retryIncident(incident: try incident(step, state, at: span))
        case .skip(let step, let reason): .skipIncident(incident: try incident(step, state, at: span), reason: reason)
        case .redo(let step, let reason): .redoStep(step: step, reason: reason)
        case .add(let step, let item):
            .addItem(AddItem(step: step, item: try evaluate(item, in: try scope(of: record))))
        case .cancel(let reason): .cancelCase(reason: reason)
        case .suspend(let reason): .suspendCase(reason: reason)
        case .resume: .resumeCase
        }
    }

    /// The earliest incident of a step.
    private func incident(_ step: String, _ state: CaseState, at span: SourceSpan) throws -> Int {
        let found = state.incidents.values.filter { $0.step == step }.map(\.number).min()
        guard let found else {
            throw ScenarioFailure(
                span, "\(step) has not stopped", found: state.incidents.values.map(\.step).sorted(),
                help: state.incidents.isEmpty ? "no step of the case has" : "these have stopped")
        }
        return found
    }
}
