import CEL
package import WaymarkDefinition

extension CaseState {
    /// What rests on a condition that reads the date and has no timer for the next day; in the order of their numbers.
    ///
    /// Every command sets what it leaves without one, so that only a case which stands still, or which nothing has
    /// happened in since days are awaited at all, has any.
    package func untimedDays(of definition: CompiledDefinition) -> [Activity] {
        let timed = Set(timers.values.lazy.filter { $0.purpose == .day }.map(\.activity))
        return activities.values.filter { !timed.contains($0.number) && readsDate($0, definition) }
            .sorted { $0.number < $1.number }
    }

    /// Whether an activity rests on a condition that reads the date, and that is asked.
    private func readsDate(_ activity: Activity, _ definition: CompiledDefinition) -> Bool {
        guard case .step(let index) = activity.node else { return false }
        let step = definition.steps[index]
        switch activity.work {
        case .task: return step.availableWhile?.readsDate ?? false
        case .wait, .branches:
            guard activity.awaited?.isCondition == true, case .condition(let condition)? = step.awaited,
                condition.readsDate
            else { return false }
            // Where an incident keeps an open loop from being told, it is not asked.
            return !activities.hasChild(activity.number) { $0.node == activity.node }
        case .list, .effect, .children, .failed: return false
        }
    }
}
