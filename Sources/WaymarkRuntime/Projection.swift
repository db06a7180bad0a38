package import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkEngine
package import WaymarkStore

/// The rows that follow from a change of a case: tasks, timers, effects, messages and incidents.
///
/// They are the difference between two states, so they can never disagree with the snapshot.
package enum Projection {
    /// What changes in the rows when a case goes from one state to the next.
    package static func changes(
        from before: CaseState?, to after: CaseState, events: [Event], definition: CompiledDefinition, now: Instant
    ) -> [ProjectionChange] {
        var changes: [ProjectionChange] = []
        tasks(from: before, to: after, events: events, definition: definition, now: now, into: &changes)
        timers(from: before, to: after, into: &changes)
        effects(from: before, to: after, now: now, into: &changes)
        incidents(from: before, to: after, events: events, now: now, into: &changes)
        exclusives(from: before, to: after, into: &changes)
        messages(events, of: after, now: now, into: &changes)
        return changes
    }

    /// The id under which a numbered thing of a case is known: `13Q2-ALV-7`.
    package static func id(_ caseID: String, _ number: Int) -> String { "\(caseID)-\(number)" }

    /// The number at the end of such an id.
    package static func number(_ id: String) -> Int? {
        guard let dash = id.utf8.lastIndex(of: UInt8(ascii: "-")) else { return Int(id) }
        return Int(id[id.utf8.index(after: dash)...])
    }

    // MARK: - Tasks

    private static func tasks(
        from before: CaseState?, to after: CaseState, events: [Event], definition: CompiledDefinition, now: Instant,
        into changes: inout [ProjectionChange]
    ) {
        // Under another definition the same task may have another title, and its step another id.
        let isMigrated = before.map { $0.definition != after.definition } ?? false
        // Who acts for whom on a task stands beside it.
        let areDelegated = delegated(from: before, to: after)
        let changed = after.tasks {
            isMigrated || areDelegated.contains($0.number) || before?.task($0.number)?.task != $0
        }
        for (activity, task) in changed {
            changes.append(.putTask(record(task, activity: activity, of: after, definition: definition)))
        }
        for (_, task) in before?.tasks(where: { after.task($0.number) == nil }) ?? [] {
            let end = end(of: task, events: events)
            changes.append(
                .endTask(
                    id: id(after.id, task.number), state: end.state, outcome: end.outcome, by: end.by,
                    at: now.millisecondsSinceEpoch))
        }
        for case .taskAnsweredLate(let late) in events {
            changes.append(
                .endTask(
                    id: id(after.id, late.task), state: late.isActedOn ? .completed : .lapsed,
                    outcome: late.isActedOn ? late.outcome : TaskRecord.lateOutcome, by: late.by,
                    at: now.millisecondsSinceEpoch))
        }
        // A task that opened and ended within one command never was open to anybody, and needs no row.
    }

    /// The numbers of the tasks of which somebody else may act for somebody than before.
    private static func delegated(from before: CaseState?, to after: CaseState) -> Set<Int> {
        let old = before?.delegations ?? []
        guard old != after.delegations else { return [] }
        let changed = old.filter { !after.delegations.contains($0) } + after.delegations.filter { !old.contains($0) }
        return Set(changed.map(\.task))
    }

    private static func end(of task: TaskState, events: [Event]) -> (
        state: TaskRecord.State, outcome: String?, by: String?
    ) {
        for event in events {
            switch event {
            case .taskCompleted(let event) where event.task == task.number:
                return (.completed, event.outcome, event.by)
            case .taskLapsed(let event) where event.task == task.number: return (.lapsed, event.outcome, nil)
            default: continue
            }
        }
        return (.withdrawn, nil, nil)
    }

    private static func record(
        _ task: TaskState, activity: Activity, of state: CaseState, definition: CompiledDefinition
    ) -> TaskRecord {
        let step: Step? = if case .step(let index) = activity.node { definition.steps[index] } else { nil }
        let kind = if case .uses(let use)? = step?.construct { use.kind } else { "" }
        return TaskRecord(
            id: id(state.id, task.number), caseID: state.id, step: step?.id ?? "",
            stepTitle: title(step, activity: activity, of: state), title: state.title, workflow: state.workflow,
            subject: state.subject, subjectName: state.subjectName, key: state.key, kind: kind, role: task.role,
            holders: task.holders, assignee: task.assignee, handedInBy: handedIn(task),
            delegations: delegations(of: task, in: state), state: task.heldBack == true ? .held : .open,
            isLate: task.isLate, escalatedTo: task.rung > 0 ? "rung \(task.rung)" : nil,
            openedAt: task.openedAt.millisecondsSinceEpoch,
            dueAt: task.dueAt?.millisecondsSinceEpoch)
    }

    /// Who hands in nothing more, each once: whose vote it was, and whoever handed it in for them.
    private static func handedIn(_ task: TaskState) -> [String] {
        guard let votes = task.votes else { return [] }
        var people: [String] = []
        for person in votes.flatMap(\.people) where !people.contains(person) { people.append(person) }
        return people
    }

    /// Who may do it for whom, but for those whose vote has been handed in.
    private static func delegations(of task: TaskState, in state: CaseState) -> [TaskRecord.Delegation] {
        guard !state.delegations.isEmpty else { return [] }
        let voted = Set((task.votes ?? []).flatMap(\.people))
        return state.delegations.filter { $0.task == task.number && !voted.contains($0.from) }.map {
            TaskRecord.Delegation(
                from: $0.from, to: $0.to, until: $0.until?.millisecondsSinceEpoch, isClaim: $0.isClaim)
        }
    }

    /// The step's title, with the item's when it stands in a loop.
    package static func title(_ step: Step?, activity: Activity, of state: CaseState) -> String {
        guard let step else { return "" }
        guard let item = state.frames[activity.frame]?.item,
            let name = (item["title"] ?? item["name"] ?? item["ccg_name"])?.text ?? item.text
        else { return step.title }
        return "\(step.title): \(name)"
    }

    // MARK: - Timers, effects, incidents, messages

    private static func timers(from before: CaseState?, to after: CaseState, into changes: inout [ProjectionChange]) {
        let old = before?.timers ?? [:]
        let new = after.timers
        for timer in new.values.filter({ old[$0.number] != $0 }).sorted(by: { $0.number < $1.number }) {
            changes.append(
                .setTimer(
                    TimerRecord(
                        id: id(after.id, timer.number), caseID: after.id, dueAt: timer.at.millisecondsSinceEpoch,
                        purpose: timer.purpose.rawValue)))
        }
        for number in old.keys.filter({ new[$0] == nil }).sorted() {
            changes.append(.removeTimer(id: id(after.id, number)))
        }
    }

    private static func openEffects(of state: CaseState?) -> [EffectState] {
        (state?.activities.values.compactMap { if case .effect(let effect) = $0.work { effect } else { nil } } ?? [])
            .sorted { $0.number < $1.number }
    }

    private static func effects(
        from before: CaseState?, to after: CaseState, now: Instant, into changes: inout [ProjectionChange]
    ) {
        let old = openEffects(of: before)
        let new = openEffects(of: after)
        let known = Dictionary(uniqueKeysWithValues: old.map { ($0.number, $0) })
        for effect in new where known[effect.number] != effect {
            let id = id(after.id, effect.number)
            changes.append(
                .enqueueEffect(
                    EffectRecord(
                        id: id, caseID: after.id, kind: effect.kind, idempotencyKey: id,
                        payload: JSONText.bytes(of: effect.parameters), attempt: effect.attempt,
                        nextAttemptAt: effect.notBefore.millisecondsSinceEpoch,
                        enqueuedAt: now.millisecondsSinceEpoch)))
        }
        let open = Set(new.map(\.number))
        for effect in old where !open.contains(effect.number) {
            changes.append(.removeEffect(id: id(after.id, effect.number)))
        }
    }

    /// The names that a case queues for or is inside of, by the activity.
    private static func exclusives(of state: CaseState?) -> [Int: String] {
        var names: [Int: String] = [:]
        guard let state else { return names }
        for activity in state.activities.values {
            if case .branches(let progress) = activity.work, let name = progress.exclusive {
                names[activity.number] = name
            }
        }
        return names
    }

    private static func exclusives(
        from before: CaseState?, to after: CaseState, into changes: inout [ProjectionChange]
    ) {
        let old = exclusives(of: before)
        let new = exclusives(of: after)
        for (number, name) in old.sorted(by: { $0.key < $1.key }) where new[number] == nil {
            changes.append(.leaveExclusive(id: id(after.id, number), name: name))
        }
        for (number, name) in new.sorted(by: { $0.key < $1.key }) where old[number] == nil {
            changes.append(
                .queueExclusive(ExclusiveRecord(id: id(after.id, number), name: name, caseID: after.id)))
        }
    }

    private static func incidents(
        from before: CaseState?, to after: CaseState, events: [Event], now: Instant,
        into changes: inout [ProjectionChange]
    ) {
        let old = before?.incidents ?? [:]
        for (number, incident) in after.incidents.sorted(by: { $0.key < $1.key }) where old[number] == nil {
            changes.append(
                .raiseIncident(
                    IncidentRecord(
                        id: id(after.id, number), caseID: after.id, step: incident.step, kind: incident.kind,
                        message: incident.message, help: incident.help ?? "", raisedAt: now.millisecondsSinceEpoch)))
        }
        for number in old.keys.sorted() where after.incidents[number] == nil {
            let resolution: IncidentResolved? = events.lazy.compactMap { event in
                if case .incidentResolved(let event) = event, event.incident == number { event } else { nil }
            }.first
            changes.append(
                .resolveIncident(
                    id: id(after.id, number), at: now.millisecondsSinceEpoch, by: resolution?.by ?? "@engine",
                    how: resolution?.how ?? "withdrawn"))
        }
    }

    private static func messages(
        _ events: [Event], of state: CaseState, now: Instant, into changes: inout [ProjectionChange]
    ) {
        for case .messageSent(let message) in events {
            changes.append(
                .send(
                    MessageRecord(
                        id: message.id, fromCase: state.id, name: message.name, target: target(message.to, from: state),
                        payload: JSONText.bytes(of: message.data), sentAt: now.millisecondsSinceEpoch)))
        }
    }

    /// The case that a message is for; one without a target asks the runtime itself to start a case.
    private static func target(_ target: MessageTarget, from state: CaseState) -> MessageRecord.Target {
        if let id = target.caseID { return .id(id) }
        guard let workflow = target.workflow, let subject = target.subject else { return .id(state.id) }
        return .natural(workflow: workflow, subject: subject, key: target.key)
    }
}
