import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    /// Takes what is handed in after silence has ended its step: it is kept, or acted on as the definition says.
    mutating func answerLate(_ lapsed: LapsedTask, _ command: CompleteTask) throws {
        let step = definition.steps[lapsed.step]
        let authority = try admit(lapsed.task, at: step, frame: lapsed.frame)
        let (result, reason) = try handIn(
            command, for: lapsed.task, at: step, by: authority.person, isLate: true)
        documents += result.documents
        var event = TaskAnsweredLate()
        event.task = lapsed.task.number
        event.step = step.id
        event.index = step.index
        event.frame = lapsed.frame
        event.by = authority.person.id
        event.onBehalfOf = authority.onBehalfOf
        event.at = context.now
        event.outcome = result.outcome
        event.reason = reason
        event.form = command.form
        event.outputs = result.outputs
        event.documents = result.documents.map(\.document)
        let scope = scope(after: step, outputs: result.outputs, outcome: result.outcome, frame: lapsed.frame)
        guard case .goTo(let target, let condition)? = humanPart(of: step)?.late,
            let list = lapsed.list.flatMap({ state.activities[$0] }), case .list(let place) = list.work,
            try condition?.holds(in: scope) ?? true
        else { return try emit(.taskAnsweredLate(event)) }
        let assignments = try step.assignments.evaluated(in: scope)
        // A step that is still ahead will see what came; only one that has been reached is done again.
        let isReached = place >= definition.steps[target].position
        event.isActedOn = true
        event.reopens = isReached ? definition.steps[target].id : nil
        try emit(.taskAnsweredLate(event))
        try emitAssignments(assignments)
        if isReached { try goBack(to: definition.steps[target], in: list, after: step) }
    }

    /// A list goes back to one of its steps; what runs in it from there on is withdrawn, and its history stays.
    private mutating func goBack(to target: Step, in list: Activity, after late: Step) throws {
        for child in state.children(of: list.number)
        where try step(of: child).position >= target.position {
            try emit(
                .activityWithdrawn(
                    ActivityWithdrawn(
                        activity: child.number, reason: "\(late.id) was answered late, so \(target.id) is done again")))
        }
        try emit(.listMoved(ListMoved(activity: list.number, place: target.position)))
        moveFirst([.run(list: list.number)])
    }

    /// The activity of the list that a late arrival at a step may set back.
    func lateList(_ rule: LateRule?, of activity: Activity) -> Int? {
        guard case .goTo(let target, _)? = rule else { return nil }
        var current = activity.parent
        while let number = current, let around = state.activities[number] {
            if around.node == .list(definition.steps[target].list) { return number }
            current = around.parent
        }
        return nil
    }
}
