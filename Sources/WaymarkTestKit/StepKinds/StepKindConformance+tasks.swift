import CEL
import WaymarkDefinition
import WaymarkPluginKit

extension StepKindConformance {
    /// What a task does not keep of the contract.
    func taskFaults(
        of kind: AnyStepKind, _ task: AnyStepKind.TaskBody, _ sample: StepSample, _ parameters: Value
    ) throws -> [String] {
        let submission = AnySubmission(
            form: try harness.value(sample.form), outcome: sample.outcome, reason: sample.reason,
            actor: Person(id: "amira.holt", name: "Amira Holt"))
        let context = try harness.context()
        let result = try task.submit(submission, parameters, context)
        var faults = try readingFaults(of: kind, .form, submission.form)
        faults += resultFaults(result, of: kind, parameters)
        if try task.submit(submission, parameters, context) != result {
            faults.append("it takes the same form another way the second time")
        }
        faults += try briefFaults(of: kind, task, parameters)
        faults += try choiceFaults(of: kind, task, submission, result, parameters)
        return faults + lapseFaults(of: kind, try silence(task, parameters))
    }

    private func briefFaults(
        of kind: AnyStepKind, _ task: AnyStepKind.TaskBody, _ parameters: Value
    ) throws -> [String] {
        let context = try harness.context()
        let brief = try task.brief(parameters, context)
        var faults: [String] = []
        if try task.brief(parameters, context) != brief { faults.append("its brief is another one the second time") }
        guard let suggestion = brief.suggestion else { return faults }
        guard case .map(let map) = suggestion else { return faults + ["its suggestion is not a form"] }
        for (key, _) in map.entries where kind.form.field(key.text ?? "") == nil {
            faults.append("it suggests \(key.shortDescription), which is not a field of its form")
        }
        return faults
    }

    /// Whether an outcome that is not offered, and a reason that is missing, are refused where they are chosen.
    private func choiceFaults(
        of kind: AnyStepKind, _ task: AnyStepKind.TaskBody, _ submission: AnySubmission, _ result: AnyStepResult,
        _ parameters: Value
    ) throws -> [String] {
        var faults: [String] = []
        var other = submission
        other.outcome = "no_such_outcome"
        if try !refused(task, other, parameters, at: "outcome") {
            faults.append("it does not refuse an outcome that it does not offer, at outcome")
        }
        let needsReason = outcomes(of: kind, parameters).contains { $0.name == result.outcome && $0.needsReason }
        if needsReason {
            var silent = submission
            silent.reason = nil
            if try !refused(task, silent, parameters, at: "reason") {
                faults.append("it does not refuse \(result.outcome) without a reason, at reason")
            }
        }
        return faults
    }

    private func refused(
        _ task: AnyStepKind.TaskBody, _ submission: AnySubmission, _ parameters: Value, at path: String
    ) throws -> Bool {
        do {
            _ = try task.submit(submission, parameters, try harness.context())
            return false
        } catch let refusal as Refusal {
            return refusal.faults.contains { $0.path == path }
        }
    }

    /// What silence gives, or the failure that says why it gives nothing.
    private func silence(_ task: AnyStepKind.TaskBody, _ parameters: Value) throws -> Result<Value, StepFailure> {
        do {
            return .success(try task.lapse(parameters, try harness.context()))
        } catch let failure as StepFailure {
            return .failure(failure)
        }
    }

    private func lapseFaults(of kind: AnyStepKind, _ silence: Result<Value, StepFailure>) -> [String] {
        switch silence {
        case .success(let outputs): outputFaults(outputs, of: kind).map { "after silence, \($0)" }
        case .failure(let failure):
            failure.isPermanent ? [] : ["it makes nothing of silence now, but says that it might later"]
        }
    }

    // MARK: - Effects

    /// What an effect does not keep of the contract.
    func effectFaults(of kind: AnyStepKind, _ sample: StepSample, _ parameters: Value) async throws -> [String] {
        guard let fixture else { return ["an effect needs an EffectFixture to act on"] }
        let key = "case-1:\(sample.kind)"
        let first = try await harness.perform(sample.kind, with: parameters, on: fixture, key: key, attempt: 1)
        let left = fixture.publications
        var faults = resultFaults(first, of: kind, parameters)
        let second = try await harness.perform(sample.kind, with: parameters, on: fixture, key: key, attempt: 2)
        if second != first { faults.append("tried again with its key, it gives another result") }
        if fixture.publications != left { faults.append("tried again with its key, it changes what it did") }
        return faults
    }
}
