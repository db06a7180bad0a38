import WaymarkDefinition

extension CaseState {
    /// Takes over the moments of a corrected calendar.
    mutating func recompute(_ event: DeadlinesRecomputed) {
        for moved in event.moved {
            switch (moved.kind, activities[moved.activity]?.work) {
            case (.due, .task(var task)?):
                task.dueAt = moved.to
                // A deadline with a timer lies ahead, or fires as soon as timers are looked at.
                if moved.timer != nil { task.isLate = false }
                activities[moved.activity]?.work = .task(task)
            case (.hide, .task(var task)?):
                task.hiddenUntil = moved.to
                activities[moved.activity]?.work = .task(task)
            case (.wait, .wait(var wait)?):
                wait.until = moved.to
                activities[moved.activity]?.work = .wait(wait)
            case (.close, .branches(var progress)?):
                progress.openUntil?.until = moved.to
                activities[moved.activity]?.work = .branches(progress)
            default: break
            }
            guard let number = moved.timer, let at = moved.to, let purpose = moved.kind.purpose else { continue }
            timers[number] = TimerState(
                number: number, activity: moved.activity, purpose: purpose, index: moved.index, at: at)
            nextNumber = max(nextNumber, number + 1)
        }
    }
}
