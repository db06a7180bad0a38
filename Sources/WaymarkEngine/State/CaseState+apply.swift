package import CEL
import WaymarkDefinition

extension CaseState {
    /// Folds one event into the state; the only thing that changes it.
    ///
    /// Total: it never throws, reads no clock and looks nothing up. An event that fits nothing changes only the revision.
    package mutating func apply(_ event: Event) {
        revision += 1
        switch event {
        case .caseStarted(let event): begin(event)
        case .caseCancelled(let event):
            cancellation = event.cancellation
            suspension = nil
        case .caseSuspended(let event):
            suspension = event.suspension
            removeTimers { $0.purpose == .day }
        case .caseResumed: suspension = nil
        case .stepRedone(let event): activities[event.list]?.work = .list(place: event.place)
        case .caseMigrated(let event): migrate(event)
        case .deadlinesRecomputed(let event): recompute(event)
        case .caseEnded(let event): end(event)
        case .stepEntered(let event): enter(event)
        case .branchEntered(let event): enter(event)
        case .listMoved(let event): activities[event.activity]?.work = .list(place: event.place)
        case .listEnded(let event): endList(event)
        case .raceDecided(let event): changeBranches(event.activity) { $0.winner = event.branch }
        case .turnTaken(let event): changeBranches(event.activity) { ($0.turn, $0.claim) = (event.list, event.claim) }
        case .turnEnded(let event): changeBranches(event.activity) { ($0.turn, $0.claim) = (nil, nil) }
        case .itemAdded(let event):
            changeBranches(event.activity) { progress in
                progress.waiting.append(event.item)
                (progress.total, progress.needed) = (event.total, event.needed)
            }
        case .loopClosed(let event): close(event)
        case .dayAwaited(let event):
            removeTimers { $0.activity == event.timer.activity && $0.purpose == .day }
            addTimer(event.timer)
        case .failureCaught(let event):
            changeBranches(event.activity) { ($0.failure, $0.handler) = (event.failure, event.handler) }
        case .undoKept(let event): undos.append(event.undo)
        case .undoBegan(let event): undo(event)
        case .stepSkipped(let event): leaveStep(in: event.parent)
        case .stepDone(let event): finish(event)
        case .activityWithdrawn(let event): remove(subtree(of: event.activity))
        case .taskOpened(let event): open(event)
        case .taskHeldBack(let event): changeTask(event.task) { $0.heldBack = true }
        case .taskOffered(let event): changeTask(event.task) { $0.heldBack = nil }
        case .taskVoted(let event): vote(event)
        case .taskClaimed(let event): assign(event.task, to: event.by, for: event.onBehalfOf)
        case .taskReleased(let event): assign(event.task, to: nil)
        case .taskDelegated(let event): delegate(event)
        case .delegationWithdrawn(let event): withdraw(event)
        case .taskReassigned(let event):
            endDelegations(of: event.task)
            assign(event.task, to: event.to)
        case .taskCommented(let event): changeTask(event.task) { $0.comments += 1 }
        case .taskEscalated(let event): escalate(event)
        case .taskReminded(let event): timers[event.timer] = nil
        case .taskLate(let event):
            timers[event.timer] = nil
            changeTask(event.task) { $0.isLate = true }
        case .taskCompleted(let event): complete(event)
        case .taskLapsed(let event): lapse(event)
        case .taskAnsweredLate(let event): answerLate(event)
        case .effectRequested(let event): request(event)
        case .effectFailed(let event): postpone(event)
        case .messageSent(let event): noteNumber(ofMessage: event.id)
        case .messageReceived(let event): keep(event)
        case .milestoneWatched(let event): watchers.append(event.watcher)
        case .watcherTold(let event): watchers.removeAll { $0 == event.watcher }
        case .childStarted(let event):
            changeChild(event.activity, event.item) { $0 = .map(MapValue([(.string("open"), .string(event.caseID))])) }
        case .childEnded(let event): changeChild(event.activity, event.item, ends: true) { $0 = event.result }
        case .variablesSet(let event): set(event)
        case .incidentRaised(let event): stop(event)
        case .incidentResolved(let event): resolve(event)
        case .commandRefused: break
        }
        dropDelegationsOfEndedTasks()
    }

    // MARK: - Cases

    private mutating func begin(_ event: CaseStarted) {
        id = event.id
        workflow = event.workflow
        definition = event.definition
        title = event.title
        subject = event.subject
        subjectName = event.subjectName
        key = event.key
        inputs = event.inputs.entriesMap
        variables = event.variables.entriesMap
        parent = event.parent
        detachedDepth = event.detachedDepth
        startedAt = event.at
        startedBy = event.by
        add(
            Activity(
                number: event.listActivity, parent: nil, node: .list(CompiledDefinition.rootList), frame: 0,
                work: .list(place: 0)))
    }

    private mutating func end(_ event: CaseEnded) {
        status = event.status
        outcome = event.outcome
        endedAt = event.at
        outputs = event.outputs.entriesMap
        activities = ActivityTree()
        lapsed = [:]
        timers = [:]
        incidents = [:]
        keptMessages = []
        undos = []
        watchers = []
        delegations = []
        suspension = nil
    }

    private mutating func set(_ event: VariablesSet) {
        var pairs = variables.entries.map { ($0.0, $0.1) }
        for (name, value) in event.values.entriesMap.entries {
            if let index = pairs.firstIndex(where: { $0.0 == name }) {
                pairs[index].1 = value
            } else {
                pairs.append((name, value))
            }
        }
        // Both maps have each of their names once.
        variables = MapValue(unique: pairs)
    }

    // MARK: - Lists and steps

    private mutating func enter(_ event: StepEntered) {
        if event.dropsFrames { dropFrames(of: event.index, in: event.frame) }
        let work: Activity.Work
        if let branches = event.branches {
            work = .branches(branches)
        } else if let children = event.children {
            work = .children(children)
        } else {
            work = .wait(event.wait ?? WaitState())
        }
        add(
            Activity(
                number: event.activity, parent: event.parent, node: .step(event.index), frame: event.frame, work: work))
        event.timers.forEach { addTimer($0) }
    }

    private mutating func enter(_ event: BranchEntered) {
        if let scope = event.scope {
            frames[scope.number] = scope
            nextNumber = max(nextNumber, scope.number + 1)
        }
        add(
            Activity(
                number: event.activity, parent: event.parent, node: .list(event.list), frame: event.frame,
                branch: event.branch, work: .list(place: 0)))
        changeBranches(event.parent) { progress in
            progress.begun += 1
            if event.scope?.kind == .failure { progress.handler = nil }
            if event.scope != nil, !progress.waiting.isEmpty { progress.waiting.removeFirst() }
        }
    }

    private mutating func close(_ event: LoopClosed) {
        changeBranches(event.activity) { $0.openUntil = nil }
        removeTimers { $0.activity == event.activity && ($0.purpose == .close || $0.purpose == .day) }
        // What kept the condition from being told has lost its sense.
        for stopped in children(of: event.activity) where stopped.node == activities[event.activity]?.node {
            remove(subtree(of: stopped.number))
        }
    }

    private mutating func endList(_ event: ListEnded) {
        guard let list = activities.removeValue(forKey: event.activity), let parent = list.parent else { return }
        changeBranches(parent) { progress in
            progress.ended += 1
            if progress.turn == event.activity { (progress.turn, progress.claim) = (nil, nil) }
        }
    }

    private mutating func finish(_ event: StepDone) {
        if event.isFinishing, let number = event.activity {
            changeBranches(number) { ($0.isFinishing, $0.openUntil) = (true, nil) }
            if event.endsTimers ?? false { removeTimers(of: [number]) }
        } else if let number = event.activity {
            remove(subtree(of: number))
        }
        if let message = event.message { keptMessages.removeAll { $0.id == message } }
        record(
            event.index, frame: event.frame, outcome: event.outcome, outputs: event.outputs, by: nil,
            at: .timestamp(event.at.timestamp))
        if let milestone = event.milestone { reach(milestone) }
        leaveStep(in: event.parent)
    }

    /// The list goes on after the step: its place moves by one, and a `list_moved` event says when it goes elsewhere.
    private mutating func leaveStep(in list: Int) {
        guard case .list(let place)? = activities[list]?.work else { return }
        activities[list]?.work = .list(place: place + 1)
    }

    private mutating func reach(_ milestone: String) {
        self.milestone = milestone
        if !reached.contains(milestone) { reached.append(milestone) }
    }

    private mutating func record(
        _ step: Int, frame: Int, outcome: String, outputs: Value, by: String?, for delegator: String? = nil, at: Value
    ) {
        results[ResultKey(step: step, frame: resultFrame(of: frame))] = Self.result(
            outcome: outcome, outputs: outputs, by: by, for: delegator, at: at)
    }

    private static func result(
        outcome: String, outputs: Value, by: String?, for delegator: String?, at: Value
    ) -> Value {
        var result = outputs.entriesMap
        result[key: .string("outcome")] = .string(outcome)
        if let by { result[key: .string("by")] = .string(by) }
        if let delegator { result[key: .string("on_behalf_of")] = .string(delegator) }
        result[key: .string("at")] = at
        return .map(result)
    }

    private mutating func undo(_ event: UndoBegan) {
        undos.removeAll { $0.activity == event.undo.activity }
        add(
            Activity(
                number: event.activity, parent: event.parent, node: .list(event.undo.list), frame: event.undo.frame,
                work: .list(place: 0)))
        if let parent = event.parent { changeBranches(parent) { $0.begun += 1 } }
    }

    private mutating func dropFrames(of step: Int, in frame: Int) {
        var dropped = Set(
            frames.values.filter { $0.step == step && $0.parent == frame && $0.kind == nil }.map(\.number))
        var grew = !dropped.isEmpty
        while grew {
            let below = frames.values.filter { dropped.contains($0.parent) && !dropped.contains($0.number) }
            grew = !below.isEmpty
            dropped.formUnion(below.map(\.number))
        }
        for undo in undos { keep(undo.frame, from: &dropped) }
        guard !dropped.isEmpty else { return }
        frames = frames.filter { !dropped.contains($0.key) }
        results = results.filter { !dropped.contains($0.key.frame) }
        lapsed = lapsed.filter { !dropped.contains($0.value.frame) }
    }

    /// Keeps the scopes of what can still be undone; expressions elsewhere do not see them any more.
    private mutating func keep(_ frame: Int, from dropped: inout Set<Int>) {
        var number = frame
        while let scope = frames[number], dropped.remove(number) != nil {
            if scope.kind == nil { frames[number]?.kind = .past }
            number = scope.parent
        }
    }

    // MARK: - Tasks

    private mutating func open(_ event: TaskOpened) {
        add(
            Activity(
                number: event.activity, parent: event.parent, node: .step(event.index), frame: event.frame,
                work: .task(event.task)))
        nextNumber = max(nextNumber, event.task.number + 1)
        event.timers.forEach { addTimer($0) }
        // Who is asked again answers the new question.
        lapsed = lapsed.filter { $0.value.step != event.index || $0.value.frame != event.frame }
    }

    private mutating func changeTask(_ number: Int, _ change: (inout TaskState) -> Void) {
        guard let (activity, task) = task(number) else { return }
        var changed = task
        change(&changed)
        activities[activity.number]?.work = .task(changed)
    }

    private mutating func escalate(_ event: TaskEscalated) {
        if let timer = event.timer { timers[timer] = nil }
        changeTask(event.task) { task in
            task.rung = event.rung
            task.holders = event.holders
            if event.handsOver { task.assignee = nil }
        }
        // Who may no longer act can let nobody act.
        if event.handsOver { endDelegations(of: event.task) }
    }

    private mutating func assign(_ task: Int, to person: String?, for delegator: String? = nil) {
        changeTask(task) { $0.assignee = person }
        noteClaim(of: task, by: person, for: delegator)
    }

    /// What the delegate had claimed is whose the fact says.
    private mutating func withdraw(_ event: DelegationWithdrawn) {
        let ended = delegations.first { $0.task == event.task && $0.from == event.from && $0.to == event.to }
        delegations.removeAll { $0 == ended }
        if ended?.isClaim == true { assign(event.task, to: event.assignee) }
    }

    private mutating func complete(_ event: TaskCompleted) {
        // Who voted is noted with the vote.
        let hasVoted = task(event.task)?.task.votes?.contains { $0.by == event.by } ?? false
        endTask(
            event.activity, step: event.index, frame: event.frame, outcome: event.outcome, outputs: event.outputs,
            by: event.by, for: event.onBehalfOf, at: .timestamp(event.at.timestamp), milestone: event.milestone)
        if !hasVoted { notePerformer(event.by, onBehalfOf: event.onBehalfOf, of: event.index) }
    }

    private mutating func vote(_ event: TaskVoted) {
        changeTask(event.task) { $0.votes = ($0.votes ?? []) + [event.vote] }
        guard event.vote.outcome != BuiltInOutcome.recused else { return }
        notePerformer(event.vote.by, onBehalfOf: event.vote.onBehalfOf, of: event.index)
    }

    private mutating func lapse(_ event: TaskLapsed) {
        if event.takesLate, let (_, task) = task(event.task) {
            lapsed[event.task] = LapsedTask(task: task, step: event.index, frame: event.frame, list: event.lateList)
        }
        endTask(
            event.activity, step: event.index, frame: event.frame, outcome: event.outcome, outputs: event.outputs,
            by: nil, at: .timestamp(event.at.timestamp), milestone: event.milestone)
    }

    /// What is acted on becomes the step's result; what is only kept stands beside it, under `late`.
    private mutating func answerLate(_ event: TaskAnsweredLate) {
        lapsed[event.task] = nil
        let at = Value.timestamp(event.at.timestamp)
        guard event.isActedOn else {
            let kept = Self.result(
                outcome: event.outcome, outputs: event.outputs, by: event.by, for: event.onBehalfOf, at: at)
            let key = ResultKey(step: event.index, frame: resultFrame(of: event.frame))
            var pairs = results[key]?.entriesMap.entries.map { ($0.0, $0.1) } ?? []
            pairs.append((.string("late"), kept))
            results[key] = .map(MapValue(pairs))
            return
        }
        record(
            event.index, frame: event.frame, outcome: event.outcome, outputs: event.outputs, by: event.by,
            for: event.onBehalfOf, at: at)
        notePerformer(event.by, onBehalfOf: event.onBehalfOf, of: event.index)
    }

    private mutating func endTask(
        _ activity: Int, step: Int, frame: Int, outcome: String, outputs: Value, by: String?,
        for delegator: String? = nil,
        at: Value, milestone: String?
    ) {
        let list = activities[activity]?.parent
        if case .task(let task)? = activities[activity]?.work, let until = task.hiddenUntil {
            let people = Set((task.votes ?? []).flatMap(\.people) + [by, delegator].compactMap(\.self)).sorted()
            hidden.append(HiddenResult(task: task.number, step: step, frame: frame, until: until, people: people))
        }
        remove([activity])
        record(step, frame: frame, outcome: outcome, outputs: outputs, by: by, for: delegator, at: at)
        if let milestone { reach(milestone) }
        if let list { leaveStep(in: list) }
    }

    // MARK: - Effects, messages, children

    private mutating func request(_ event: EffectRequested) {
        add(
            Activity(
                number: event.activity, parent: event.parent, node: .step(event.index), frame: event.frame,
                work: .effect(event.effect)))
        nextNumber = max(nextNumber, event.effect.number + 1)
        event.timers.forEach { addTimer($0) }
    }

    private mutating func postpone(_ event: EffectFailed) {
        guard let activity = activities.holder(of: event.effect), case .effect(var effect) = activity.work else {
            return
        }
        effect.attempt = event.attempt + 1
        effect.notBefore = event.notBefore
        activities[activity.number]?.work = .effect(effect)
    }

    private mutating func noteNumber(ofMessage id: String) {
        guard let number = id.split(separator: "-").last.flatMap({ Int($0.dropFirst()) }) else { return }
        nextNumber = max(nextNumber, number + 1)
    }

    private mutating func keep(_ event: MessageReceived) {
        guard event.isKept else { return }
        keptMessages.append(KeptMessage(event))
    }

    private mutating func changeChild(
        _ activity: Int, _ item: Int, ends: Bool = false, _ change: (inout Value) -> Void
    ) {
        guard case .children(var progress)? = activities[activity]?.work, progress.results.indices.contains(item)
        else { return }
        change(&progress.results[item])
        if ends { progress.ended += 1 }
        activities[activity]?.work = .children(progress)
    }

    // MARK: - Incidents

    private mutating func stop(_ event: IncidentRaised) {
        incidents[event.incident.number] = event.incident
        nextNumber = max(nextNumber, event.incident.number + 1)
        // What an open loop waits for is not asked again before the incident is mended.
        if activities[event.parent]?.node == .step(event.index) {
            removeTimers { $0.activity == event.parent && $0.purpose == .day }
        }
        if activities[event.incident.activity] == nil {
            add(
                Activity(
                    number: event.incident.activity, parent: event.parent, node: .step(event.index),
                    frame: event.frame, work: .failed(event.failed)))
        } else {
            removeTimers(of: [event.incident.activity])
            activities[event.incident.activity]?.work = .failed(event.failed)
        }
    }

    /// The failed activity goes; what follows says how the step goes on.
    private mutating func resolve(_ event: IncidentResolved) {
        guard let incident = incidents.removeValue(forKey: event.incident) else { return }
        remove(subtree(of: incident.activity))
    }

    // MARK: - Keeping the tree

    private mutating func add(_ activity: Activity) {
        activities[activity.number] = activity
        nextNumber = max(nextNumber, activity.number + 1)
    }

    private mutating func addTimer(_ timer: TimerState) {
        timers[timer.number] = timer
        nextNumber = max(nextNumber, timer.number + 1)
    }

    private mutating func changeBranches(_ number: Int, _ change: (inout BranchProgress) -> Void) {
        guard case .branches(var progress)? = activities[number]?.work else { return }
        change(&progress)
        activities[number]?.work = .branches(progress)
    }

    private mutating func remove(_ numbers: [Int]) {
        for number in numbers { activities[number] = nil }
        removeTimers(of: numbers)
        if !incidents.isEmpty {
            incidents = incidents.filter { !numbers.contains($0.value.activity) }
        }
    }

    private mutating func removeTimers(of numbers: [Int]) {
        removeTimers { numbers.contains($0.activity) }
    }

    private mutating func removeTimers(where isOver: (TimerState) -> Bool) {
        guard !timers.isEmpty else { return }
        timers = timers.filter { !isOver($0.value) }
    }
}

extension Value {
    /// The map, or an empty one.
    package var entriesMap: MapValue {
        if case .map(let map) = self { map } else { MapValue([]) }
    }
}
