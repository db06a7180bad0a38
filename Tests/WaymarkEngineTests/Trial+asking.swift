import WaymarkDefinition
import WaymarkEngine

extension Trial {
    /// The ids of the steps that people are asked for, in the order of opening.
    var asked: [String] {
        state?.tasks.compactMap { task in
            if case .step(let index) = task.activity.node { definition.steps[index].id } else { nil }
        } ?? []
    }
}
