import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Tasks that are open only while a condition holds.
extension Transition {
    /// Refuses what a person wants of a task while its condition does not hold.
    func requireOffer(of task: Activity, to what: String) throws {
        let step = try step(of: task)
        guard let condition = step.availableWhile, try !condition.holds(in: scope(task.frame)) else { return }
        throw Rejection(
            .notOffered,
            "Expected to \(what), but \"\(step.title)\" is open only while `\(condition.source)`, and that does not hold",
            help: "it is offered again when that holds; its deadline goes on")
    }

    /// Offers the tasks whose condition has come to hold, and holds back those whose condition has ceased to.
    ///
    /// Says whether something has to move: a condition that cannot be evaluated stops its step.
    mutating func reviseOffers() throws -> Bool {
        let conditional = state.activities.values.filter { activity in
            guard case .task = activity.work, case .step(let index) = activity.node else { return false }
            return definition.steps[index].availableWhile != nil
        }
        for activity in conditional.sorted(by: { $0.number < $1.number }) {
            let step = try step(of: activity)
            guard case .task(let task) = activity.work, let condition = step.availableWhile else { continue }
            do {
                let holds = try condition.holds(in: scope(activity.frame))
                guard holds == (task.heldBack ?? false) else { continue }
                try emit(
                    holds
                        ? .taskOffered(TaskOffered(task: task.number))
                        : .taskHeldBack(TaskHeldBack(task: task.number)))
            } catch let error as EvaluationFailure {
                guard let list = activity.parent else { continue }
                try raise(
                    error, at: step, activity: activity.number, in: list, frame: activity.frame, failed: FailedState())
                return true
            }
        }
        return false
    }
}
