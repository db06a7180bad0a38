import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Decisions that several people take together.
///
/// An outcome decides as soon as enough members agree on it. When all have handed in and none has enough, or when time
/// is up and silence ends the step, the outcome with the most votes counts if as many as are needed have handed in and
/// no other has as many; else the step ends `undecided`, or `overdue`.
extension Transition {
    /// Refuses a second vote.
    ///
    /// What a delegate hands in is their delegator's one vote, and nobody hands in two, whosever they are.
    func requireVote(of authority: Authority, on task: TaskState) throws {
        guard let votes = task.votes else { return }
        let voted = Set(votes.flatMap(\.people))
        guard let person = authority.people.first(where: { voted.contains($0.id) }) else { return }
        throw Rejection(
            .handedInBefore, "Expected \(person.name) (\(person.id)) to hand in once, but they have handed in before",
            help: "wait for the others")
    }

    /// Takes what a member hands in, and ends the step when that decides it.
    mutating func take(
        _ result: AnyStepResult, quorum: QuorumRule, of step: Step, activity: Activity, task: TaskState,
        by authority: Authority, form: Value, reason: String?
    ) throws {
        documents += result.documents
        if !isWholeTurn(activity) { try takeTurns(for: activity.number, claim: nil) }
        let vote = Vote(
            by: authority.person.id, onBehalfOf: authority.onBehalfOf, at: context.now, outcome: result.outcome,
            reason: reason, outputs: result.outputs)
        try emit(
            .taskVoted(
                TaskVoted(
                    task: task.number, step: step.id, index: step.index, vote: vote, form: form,
                    documents: result.documents.map(\.document))))
        guard let (activity, task) = state.task(task.number) else { return }
        let members = try members(of: step, task, frame: activity.frame)
        let votes = task.votes ?? []
        let recused = votes.count { $0.outcome == BuiltInOutcome.recused }
        let needed = quorum.needed(of: members - recused)
        if let outcome = Self.counts(votes).first(where: { $0.count >= needed })?.outcome {
            return try end(task, with: outcome, of: step, activity: activity)
        }
        guard votes.count >= members else { return }
        try end(
            task, with: Self.leader(votes, needed: needed) ?? BuiltInOutcome.undecided, of: step, activity: activity)
    }

    /// Time is up: ends the step with what most voted for, if enough have voted; says whether it has.
    mutating func decideByTime(
        _ quorum: QuorumRule, _ task: TaskState, of step: Step, activity: Activity
    ) throws -> Bool {
        let votes = task.votes ?? []
        let recused = votes.count { $0.outcome == BuiltInOutcome.recused }
        let needed = quorum.needed(of: try members(of: step, task, frame: activity.frame) - recused)
        guard let outcome = Self.leader(votes, needed: needed) else { return false }
        try end(task, with: outcome, of: step, activity: activity)
        return true
    }

    /// What a step with a quorum gives besides what its kind does: what each member handed in.
    func withVotes(of task: TaskState, _ outputs: Value) -> Value {
        guard let votes = task.votes else { return outputs }
        var pairs = outputs.entriesMap.entries.map { ($0.0, $0.1) }
        pairs.append((.string("votes"), .list(votes.map(\.shown))))
        return .map(MapValue(pairs))
    }

    // MARK: - Counting

    /// How many voted for each outcome, in the order in which the outcomes were first voted for.
    private static func counts(_ votes: [Vote]) -> [(outcome: String, count: Int)] {
        var counts: [(outcome: String, count: Int)] = []
        for vote in votes where vote.outcome != BuiltInOutcome.recused {
            if let index = counts.firstIndex(where: { $0.outcome == vote.outcome }) {
                counts[index].count += 1
            } else {
                counts.append((vote.outcome, 1))
            }
        }
        return counts
    }

    /// The outcome with the most votes, if enough have voted and no other has as many.
    private static func leader(_ votes: [Vote], needed: Int) -> String? {
        let counts = counts(votes)
        guard counts.reduce(0, { $0 + $1.count }) >= needed, let most = counts.map(\.count).max() else { return nil }
        let leading = counts.filter { $0.count == most }
        return leading.count == 1 ? leading[0].outcome : nil
    }

    /// How many people may hand in today.
    private func members(of step: Step, _ task: TaskState, frame: Int) throws -> Int {
        var people: Set<String> = []
        for holder in try holders(of: task, step: step, frame: frame) {
            let found = try context.directory.people(
                holding: holder.position, in: holder.organisation, on: context.today)
            people.formUnion(found.map(\.id))
        }
        return people.count
    }

    // MARK: - Ending

    private mutating func end(_ task: TaskState, with outcome: String, of step: Step, activity: Activity) throws {
        guard let list = activity.parent, case .uses(let use) = step.construct,
            case .task(let body)? = context.registry.kind(use.kind)?.body
        else { return }
        let deciding = (task.votes ?? []).last { $0.outcome == outcome }
        let outputs = withVotes(
            of: task, try deciding?.outputs ?? body.lapse(task.parameters, stepContext(step)))
        let assignments = try assigned(by: step, outputs: outputs, outcome: outcome, frame: activity.frame)
        try emit(
            .taskCompleted(
                TaskCompleted(
                    activity: activity.number, task: task.number, step: step.id, index: step.index,
                    frame: activity.frame, by: context.principal.name, onBehalfOf: onBehalfOf, at: context.now,
                    outcome: outcome, reason: deciding?.reason, form: .null, outputs: outputs, milestone: step.milestone
                )))
        try goOn(after: step, outcome: outcome, assignments: assignments, in: list)
    }
}
