import WaymarkCalendar
package import WaymarkDefinition

/// Decides one command on one case: pure, and the same for the same arguments.
///
/// - Parameters:
///   - command: What is wanted.
///   - state: Where the case stands; nil when it is to be started.
///   - definition: The definition that the case is pinned to.
///   - context: Time, person, register, calendar and step kinds.
/// - Returns: The facts and the case after them, or why not.
package func decide(
    _ command: Command, on state: CaseState?, of definition: CompiledDefinition, in context: DecisionContext
) -> Decision {
    var transition = Transition(state: state ?? CaseState(), definition: definition, context: context)
    do {
        try transition.perform(command, isNew: state == nil)
        try transition.runToRest()
        if let state { try transition.cancelAbandonedChildren(of: state) }
        return .accepted(
            Acceptance(
                events: transition.events, state: transition.state, documents: transition.documents,
                onBehalfOf: transition.onBehalfOf))
    } catch let rejection as Rejection {
        return .rejected(rejection, record: refusal(rejection, of: command, state: state, context: context))
    } catch {
        return .rejected(
            Rejection(.wrongState, "Expected to \(command.name), but \(describe(error))"), record: nil)
    }
}

/// Refusals of people are kept as facts, so that it can be shown later who tried what; a machine's repetition is not.
private func refusal(
    _ rejection: Rejection, of command: Command, state: CaseState?, context: DecisionContext
) -> Event? {
    guard state != nil, context.principal.person != nil else { return nil }
    switch rejection.code {
    case .notPermitted, .separationOfDuties, .claimedByOther, .handedInBefore, .notOffered, .outOfTurn, .notOpen:
        return .commandRefused(
            CommandRefused(
                command: command.name, task: command.task, code: rejection.code.rawValue, message: rejection.message))
    case .invalid, .notFound, .wrongState, .endless, .cannotMove: return nil
    }
}

extension Command {
    /// The task that the command is about, if it is about one.
    var task: Int? {
        switch self {
        case .claimTask(let task), .releaseTask(let task), .withdrawDelegation(let task): task
        case .delegateTask(let delegate): delegate.task
        case .reassignTask(let reassign): reassign.task
        case .completeTask(let complete): complete.task
        case .escalateTask(let task, _, _): task
        case .commentTask(let task, _): task
        default: nil
        }
    }
}
