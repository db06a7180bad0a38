import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// Processes made by chance, run by chance, changed by chance and gone on with under the change.
@Suite struct MigrationPropertyTests {
    /// What became of many processes.
    private struct Tally {
        var moved = 0
        var stuck = 0
        var reasons: Set<String> = []
    }

    @Test func `A case that moves is the fold of its events, and comes to its end; one that cannot stays as it was`()
        throws
    {
        var tally = Tally()
        for seed in 0..<500 {
            var process = RandomProcess(seed: seed)
            guard var trial = try? Trial(process.steps) else { continue }
            var pick = Pick(UInt64(seed) &+ 31)
            for _ in 0..<pick.below(14) where trial.state?.status == .open { try trial.go(&pick) }
            guard trial.state?.status == .open else { continue }
            for _ in 0...pick.below(3) { process.change() }
            guard let target = try? Trial.compiled(process.steps, version: "2"), target.hash != trial.definition.hash
            else { continue }
            try move(&trial, to: target, seed: seed, &tally)
        }
        #expect(tally.moved > 100, "\(tally)")
        #expect(tally.stuck > 30, "\(tally)")
        #expect(tally.reasons.count >= 4, "\(tally.reasons)")
    }

    /// A reason without the names of steps.
    private static func shape(of message: String) -> String {
        message.replacing(/s\d+|"s\d+"/, with: "…").replacing(/branch \w+/, with: "branch")
    }

    private func move(_ trial: inout Trial, to target: CompiledDefinition, seed: Int, _ tally: inout Tally) throws {
        let before = CaseSnapshot.bytes(of: try #require(trial.state))
        let plan = try trial.plan(target)
        guard plan.canMove else {
            tally.stuck += 1
            tally.reasons.formUnion(plan.obstacles.map { Self.shape(of: $0.message) })
            #expect(throws: Rejection.self, "seed \(seed)") { try trial.migrate(to: target) }
            #expect(CaseSnapshot.bytes(of: try #require(trial.state)) == before, "seed \(seed)")
            return
        }
        tally.moved += 1
        let open = Set(trial.state?.tasks.map(\.task.number) ?? [])
        let events = try trial.migrate(to: target)
        #expect(events.contains { if case .caseMigrated = $0 { true } else { false } }, "seed \(seed)")
        try FoldingTests.check(trial)
        let joined = events.contains { if case .activityWithdrawn = $0 { true } else { false } }
        #expect(joined || open.isSubset(of: Set(trial.state?.tasks.map(\.task.number) ?? [])), "seed \(seed)")
        var pick = Pick(UInt64(seed) &+ 97)
        for _ in 0..<400 where trial.state?.status == .open { try trial.go(&pick) }
        #expect(
            trial.state?.status == .completed, "seed \(seed): \(trial.state?.incidents.values.map(\.message) ?? [])")
        try FoldingTests.check(trial)
    }
}

extension Trial {
    /// Something that can be done now: a task, an effect's result, or time passing; fails when nothing can.
    mutating func go(_ pick: inout Pick) throws {
        guard let state else { return }
        let effects = state.activities.values.compactMap { activity in
            if case .effect(let effect) = activity.work { effect.number } else { nil }
        }.sorted()
        let tasks = state.tasks
        let choice = pick.below(tasks.count + effects.count + 1)
        if choice < tasks.count {
            let person = tasks[choice].task.holders.contains("S1/head") ? "ann" : "cyd"
            let form = Value.map(MapValue([(.string("text"), .string("fine"))]))
            let number = tasks[choice].task.number
            let delegates = state.delegations(of: number, at: now).map(\.to)
            // Some let another do it, and go on some other time.
            if number.isMultiple(of: 3), delegates.isEmpty {
                _ = try? perform(.delegateTask(DelegateTask(task: number, to: "zed")), by: self.person(person))
                return
            }
            // Another branch may have its turn, and a delegator may not hold the role of a new version.
            for actor in delegates + [person] {
                let command = Command.completeTask(CompleteTask(task: number, form: form, outcome: "approved"))
                if (try? perform(command, by: self.person(actor))) != nil { break }
            }
        } else if choice < tasks.count + effects.count {
            _ = try perform(
                .completeEffect(
                    effect: effects[choice - tasks.count],
                    result: EffectResult(outcome: "done", outputs: .map(MapValue([])))),
                by: .system("effect"))
        } else {
            try pass(to: now.adding(seconds: 86_400))
        }
    }
}
