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
        var wait = WaitState()
        var timers = try timeout(of: step, activity: activity, scope: scope)
        switch rule {
        case .time(let deadline):
            let at = try deadline.moment(opened: context.now, due: nil, in: scope, calendar: context.calendar)
            guard at > context.now else { return try end(step, in: list, outcome: BuiltInOutcome.done) }
            wait.until = at
            timers.append(TimerState(number: number(), activity: activity, purpose: .wait, at: at))
        case .condition(let condition):
            if try condition.holds(in: scope) { return try end(step, in: list, outcome: BuiltInOutcome.done) }
            wait.isCondition = true
        case .message(let name, let keeps):
            if keeps, let message = state.keptMessages.first(where: { $0.name == name }) {
                return try end(
                    step, in: list, outcome: BuiltInOutcome.received, outputs: message.data, message: message.id)
            }
            if let timeout = timers.first, timeout.at <= context.now {
                return try end(step, in: list, outcome: BuiltInOutcome.timedOut)
            }
            wait.message = name
        case .milestone(let name, let address):
            if address == nil, state.reached.contains(name) {
                return try end(step, in: list, outcome: BuiltInOutcome.reached)
            }
            wait.milestone = name
            wait.target = try address.flatMap { try targets(of: $0, in: scope).first }
        }
        try emit(
            .stepEntered(
                StepEntered(
                    activity: activity, parent: list.number, step: step.id, index: step.index, frame: list.frame,
                    wait: wait, timers: timers)))
        try watch(wait, activity: activity)
        return .waiting
    }

    /// Ends every wait whose condition has come to hold; says whether one has.
    mutating func resumeConditions() throws -> Bool {
        let waiting = state.activities.values.filter { if case .wait = $0.work { true } else { false } }
        for activity in waiting.sorted(by: { $0.number < $1.number }) {
            guard case .wait(let wait) = activity.work else { continue }
            if let milestone = wait.milestone, wait.target == nil, state.reached.contains(milestone) {
                try complete(try step(of: activity), activity: activity, outcome: BuiltInOutcome.reached)
                return true
            }
            guard wait.isCondition else { continue }
            let step = try step(of: activity)
            guard case .wait(.condition(let condition)) = step.construct else { continue }
            do {
                guard try condition.holds(in: scope(activity.frame)) else { continue }
            } catch let error as EvaluationFailure {
                guard let list = activity.parent else { continue }
                try raise(
                    error, at: step, activity: activity.number, in: list, frame: activity.frame, failed: FailedState())
                return true
            }
            try complete(step, activity: activity, outcome: BuiltInOutcome.done)
            return true
        }
        return false
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
        try complete(step, activity: activity, outcome: BuiltInOutcome.timedOut)
    }

    // MARK: - Effects

    private func effect(_ number: Int) throws -> (Activity, EffectState) {
        for activity in state.activities.values {
            if case .effect(let effect) = activity.work, effect.number == number { return (activity, effect) }
        }
        throw Rejection(.notOpen, "Expected effect \(number) to be open, but it is not")
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
