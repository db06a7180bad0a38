import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Waits for what this or another case reaches.
///
/// A case that waits for another's milestone asks it by a message, which waits with the others where that case has not
/// begun. The answer is a message too: at once where the milestone was reached before, else when it is.
extension Transition {
    // MARK: - Waiting

    /// Asks the case that is to reach a milestone to tell of it.
    mutating func watch(_ wait: WaitState, activity: Int) throws {
        guard let milestone = wait.milestone, let target = wait.target else { return }
        try send(IncomingMessage.watchMilestone, to: target, data: Self.question(milestone, activity: activity))
    }

    /// The answer of the case that was to reach a milestone.
    mutating func receiveMilestone(_ message: IncomingMessage) throws {
        guard let number = message.data["activity"].flatMap({ try? Int(fieldValue: $0) }),
            let activity = state.activities[number], let wait = activity.awaited, let target = wait.target,
            let milestone = wait.milestone, milestone == message.data["milestone"]?.text
        else {
            throw Rejection(.notOpen, "Expected a step of case \(state.id) to wait for that milestone, but none does")
        }
        if message.name == IncomingMessage.milestoneReached {
            return try meet(activity, outcome: BuiltInOutcome.reached)
        }
        // Another case may yet begin for the same subject and key; one that is known by its id cannot.
        guard target.caseID != nil else { return try watch(wait, activity: number) }
        try stop(activity, because: StepFailure("case \(message.from ?? "") ended without reaching \(milestone)"))
    }

    // MARK: - Being waited for

    /// Another case wants to know when this one reaches something.
    mutating func receiveWatch(_ message: IncomingMessage) throws {
        guard let from = message.from, let milestone = message.data["milestone"]?.text,
            let activity = message.data["activity"].flatMap({ try? Int(fieldValue: $0) })
        else { throw Rejection(.invalid, "Expected a case that waits for a milestone, but none is named") }
        try emit(
            .milestoneWatched(
                MilestoneWatched(watcher: Watcher(caseID: from, activity: activity, milestone: milestone))))
    }

    /// Tells those who wait what was reached, and when the case ends, also what was not.
    mutating func tellWatchers(isEnding: Bool = false) throws {
        for watcher in state.watchers {
            let isReached = state.reached.contains(watcher.milestone)
            guard isReached || isEnding else { continue }
            try emit(.watcherTold(WatcherTold(watcher: watcher, isReached: isReached)))
            try send(
                isReached ? IncomingMessage.milestoneReached : IncomingMessage.milestoneMissed,
                to: MessageTarget(caseID: watcher.caseID),
                data: Self.question(watcher.milestone, activity: watcher.activity))
        }
    }

    private static func question(_ milestone: String, activity: Int) -> Value {
        .map(
            MapValue([
                (.string("milestone"), .string(milestone)), (.string("activity"), .int(Int64(activity))),
            ]))
    }
}
