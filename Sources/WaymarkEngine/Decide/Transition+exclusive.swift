import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Steps that only one case at a time goes through.
///
/// The queue is in the store, because it goes across cases: entering the step puts the case into it, and whatever ends
/// the step takes it out again, in the same transaction. Whose turn it is learns so by a message.
extension Transition {
    /// Queues for the steps inside.
    mutating func beginExclusive(
        _ name: ValueTemplate, of step: Step, in list: Activity, scope: CaseScope
    ) throws -> Entry {
        let value = try name.evaluated(in: scope)
        guard let text = value.text, !text.isEmpty, text.utf8.count <= Limits.exclusiveNameBytesMax else {
            throw EvaluationFailure(
                "the name of an exclusive part is a text of at most \(Limits.exclusiveNameBytesMax) bytes, found \(value.shortDescription)"
            )
        }
        var progress = BranchProgress()
        progress.total = 1
        progress.needed = 1
        progress.exclusive = text
        let activity = number()
        try emit(
            .stepEntered(
                StepEntered(
                    activity: activity, parent: list.number, step: step.id, index: step.index, frame: list.frame,
                    branches: progress, timers: try timeout(of: step, activity: activity, scope: scope))))
        return .waiting
    }

    /// It is the case's turn.
    mutating func enterExclusive(_ message: IncomingMessage) throws {
        guard let number = message.data["activity"].flatMap({ try? Int(fieldValue: $0) }),
            let activity = state.activities[number], case .branches(let progress) = activity.work,
            progress.exclusive != nil, progress.begun == 0
        else {
            throw Rejection(.notOpen, "Expected a step of case \(state.id) to wait for its turn, but none does")
        }
        let step = try step(of: activity)
        guard case .exclusive(_, let inside) = step.construct else { return }
        let list = try enterBranch(
            inside, of: step, activity: number, frame: activity.frame, branch: 0, item: nil)
        moveFirst([.run(list: list)])
    }
}
