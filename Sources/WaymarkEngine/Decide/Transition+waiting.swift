import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    // MARK: - Waits

    mutating func beginWait(
        _ rule: WaitRule, of step: Step, in list: Activity, scope: CaseScope
    ) throws -> Entry {
        let activity = number()
        var timers = try timeout(of: step, activity: activity, scope: scope)
        if case .message(let name, let keeps, _) = rule {
            if keeps, let message = try keptMessage(name, for: step, frame: list.frame) {
                return try end(
                    step, in: list, outcome: BuiltInOutcome.received, outputs: message.data, message: message.id)
            }
            if let timeout = timers.first, timeout.at <= context.now {
                return try end(step, in: list, outcome: BuiltInOutcome.timedOut)
            }
        }
        guard let wait = try pending(rule, in: scope) else {
            let isReached = if case .milestone = rule { true } else { false }
            return try end(step, in: list, outcome: isReached ? BuiltInOutcome.reached : BuiltInOutcome.done)
        }
        if let at = wait.until {
            timers.append(TimerState(number: number(), activity: activity, purpose: .wait, at: at))
        }
        try emit(
            .stepEntered(
                StepEntered(
                    activity: activity, parent: list.number, step: step.id, index: step.index, frame: list.frame,
                    wait: wait, timers: timers)))
        try watch(wait, activity: activity)
        return .waiting
    }

    /// What has still to come before a rule is met; nil when it is met already.
    func pending(_ rule: WaitRule, in scope: CaseScope) throws -> WaitState? {
        var wait = WaitState()
        switch rule {
        case .time(let deadline):
            let at = try deadline.moment(opened: context.now, due: nil, in: scope, calendar: context.calendar)
            guard at > context.now else { return nil }
            wait.until = at
        case .condition(let condition):
            if try condition.holds(in: scope) { return nil }
            wait.isCondition = true
        case .message(let name, _, _): wait.message = name
        case .milestone(let name, let address):
            if address == nil, state.reached.contains(name) { return nil }
            wait.milestone = name
            wait.target = try address.flatMap { try targets(of: $0, in: scope).first }
        }
        return wait
    }

    /// Ends every wait, and closes every loop, whose condition has come to hold; says whether one has.
    mutating func resumeConditions() throws -> Bool {
        let waiting = state.activities.values.filter { $0.awaited != nil }
        for activity in waiting.sorted(by: { $0.number < $1.number }) {
            guard let wait = activity.awaited else { continue }
            if let milestone = wait.milestone, wait.target == nil, state.reached.contains(milestone) {
                try meet(activity, outcome: BuiltInOutcome.reached)
                return true
            }
            guard wait.isCondition, let condition = condition(of: try step(of: activity)), !isStopped(activity)
            else { continue }
            do {
                guard try condition.holds(in: scope(activity.frame)) else { continue }
            } catch let error as EvaluationFailure {
                try stop(activity, because: error)
                return true
            }
            try meet(activity, outcome: BuiltInOutcome.done)
            return true
        }
        return false
    }

    /// What was awaited has come: the wait ends, or the loop takes no more items.
    mutating func meet(_ activity: Activity, outcome: String, outputs: Value = .map(MapValue([]))) throws {
        if case .branches = activity.work { return try close(activity) }
        try complete(try step(of: activity), activity: activity, outcome: outcome, outputs: outputs)
    }

    /// What was awaited cannot be told, or will not come: the wait stops. A loop goes on with its items, and stays open.
    mutating func stop(_ activity: Activity, because error: any Error) throws {
        let step = try step(of: activity)
        let isLoop = if case .branches = activity.work { true } else { false }
        guard let list = isLoop ? activity.number : activity.parent else { return }
        try raise(
            error, at: step, activity: isLoop ? number() : activity.number, in: list, frame: activity.frame,
            failed: FailedState())
    }

    /// The condition that a step waits for, if it does.
    func condition(of step: Step) -> CheckedExpression? {
        if case .condition(let condition)? = step.awaited { condition } else { nil }
    }

    // MARK: - Timers

    mutating func fire(_ number: Int) throws {
        guard let timer = state.timers[number] else {
            throw Rejection(.notOpen, "Expected timer \(number) to be set, but it is not")
        }
        guard timer.at <= context.now else {
            throw Rejection(.wrongState, "Expected timer \(number) to be due, but it is due at \(timer.at)")
        }
        guard let activity = state.activities[timer.activity] else {
            throw Rejection(.notOpen, "Expected timer \(number) to belong to something open, but it does not")
        }
        switch (timer.purpose, activity.work) {
        case (.due, .task(let task)): try taskDue(task, activity: activity, timer: timer)
        case (.remind, .task(let task)):
            try emit(.taskReminded(TaskReminded(task: task.number, timer: number)))
        case (.rung, .task(let task)): try climbByTime(task, activity: activity, timer: timer)
        case (.timeout, _): try timeOut(activity)
        case (.wait, _): try complete(try step(of: activity), activity: activity, outcome: BuiltInOutcome.done)
        case (.close, .branches): try close(activity)
        case (.day, _): try awaitDay(after: timer, at: try step(of: activity))
        default: throw Rejection(.notOpen, "Expected timer \(number) to fit what is open, but it does not")
        }
    }

    private mutating func climbByTime(_ task: TaskState, activity: Activity, timer: TimerState) throws {
        let step = try step(of: activity)
        let ladder = humanPart(of: step)?.ladder ?? []
        guard timer.index < ladder.count, timer.index + 1 > task.rung else {
            return try emit(.taskReminded(TaskReminded(task: task.number, timer: timer.number)))
        }
        try climb(
            task, activity: activity, to: timer.index + 1, of: ladder, reason: "the task is late", timer: timer.number)
    }

    private mutating func timeOut(_ activity: Activity) throws {
        let step = try step(of: activity)
        if case .task(let task) = activity.work {
            return try lapse(task, of: step, activity: activity, outcome: BuiltInOutcome.timedOut)
        }
        // A time limit that outlived the step's result, as they once did, has nothing left to end but the rest.
        if case .branches(let progress) = activity.work, progress.isFinishing, let list = activity.parent {
            try emit(.activityWithdrawn(ActivityWithdrawn(activity: activity.number, reason: "its time has passed")))
            return moveFirst([.run(list: list)])
        }
        try complete(step, activity: activity, outcome: BuiltInOutcome.timedOut)
    }

    // MARK: - Effects

    private func effect(_ number: Int) throws -> (Activity, EffectState) {
        guard let activity = state.activities.holder(of: number), case .effect(let effect) = activity.work else {
            throw Rejection(.notOpen, "Expected effect \(number) to be open, but it is not")
        }
        return (activity, effect)
    }

    mutating func completeEffect(_ number: Int, _ result: EffectResult) throws {
        let (activity, _) = try effect(number)
        documents += result.documents
        try complete(
            try step(of: activity), activity: activity, outcome: result.outcome, outputs: result.outputs,
            documents: result.documents.map(\.document))
    }

    mutating func failEffect(_ number: Int, _ failure: EffectFailure) throws {
        let (activity, effect) = try effect(number)
        let step = try step(of: activity)
        let policy = step.retry ?? RetryPolicy()
        guard !failure.isPermanent, effect.attempt < policy.attempts else {
            guard let list = activity.parent else { return }
            var failed = FailedState()
            failed.effect = effect
            return try raise(
                StepFailure(failure.message, help: failure.help), at: step, activity: activity.number, in: list,
                frame: activity.frame, failed: failed)
        }
        try emit(
            .effectFailed(
                EffectFailed(
                    effect: number, attempt: effect.attempt, message: failure.message,
                    notBefore: context.now.adding(milliseconds: policy.pause(after: effect.attempt)))))
    }

    // MARK: - Incidents

    mutating func retry(_ number: Int) throws {
        guard let incident = state.incidents[number],
            let activity = state.activities[incident.activity], case .failed(let failed) = activity.work,
            let list = activity.parent
        else {
            throw Rejection(.notOpen, "Expected incident \(number) of case \(state.id) to be open, but it is not")
        }
        let step = try step(of: activity)
        try emit(
            .incidentResolved(IncidentResolved(incident: number, how: "retried", by: context.principal.name)))
        if let loop = openLoop(around: activity) {
            if let wait = loop.awaited { try watch(wait, activity: list) }
            return moveFirst([.branchEnded(step: list)])
        }
        if let outcome = failed.outcome {
            return try endAfterRetry(step, failed: failed, outcome: outcome, frame: activity.frame, in: list)
        }
        moveFirst([.run(list: list)])
    }

    private mutating func endAfterRetry(
        _ step: Step, failed: FailedState, outcome: String, frame: Int, in list: Int
    ) throws {
        let outputs = failed.outputs ?? .map(MapValue([]))
        do {
            let assignments = try assigned(by: step, outputs: outputs, outcome: outcome, frame: frame)
            try finish(step, activity: nil, in: list, frame: frame, outcome: outcome, outputs: outputs)
            try goOn(after: step, outcome: outcome, assignments: assignments, in: list)
        } catch let error as EvaluationFailure {
            try raise(error, at: step, activity: number(), in: list, frame: frame, failed: failed)
        }
    }
}

extension RetryPolicy {
    /// Milliseconds to wait after a try, counted from 1.
    package func pause(after attempt: Int) -> Int64 {
        var pause = Double(firstPause)
        for _ in 1..<max(attempt, 1) { pause = min(pause * factor, Double(longestPause)) }
        return Int64(min(pause, Double(longestPause)))
    }
}
