import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkRuntime
import WaymarkStore

/// The fictional people of a run: when they act on a task, and what they hand in.
///
/// Everything follows from the seed and the task, so a run that was cut off goes on with the same people.
struct Cast {
    let behaviour: Behaviour
    let seed: UInt64
    let session: Session

    /// What somebody will do with a task.
    struct Plan: Sendable {
        var task: TaskRecord
        var at: Instant

        /// The same for a task that is open and for one that lapsed, so that each is planned once.
        var key: String { Self.key(of: task) }

        static func key(of task: TaskRecord) -> String { task.state == .lapsed ? "\(task.id)/late" : task.id }
    }

    private func steps(_ task: TaskRecord) -> Behaviour.StepBehaviour {
        behaviour.steps["\(task.workflow)/\(task.step)"] ?? Behaviour.StepBehaviour()
    }

    /// When somebody acts; nil when nobody does.
    func plan(_ task: TaskRecord) throws -> Plan? {
        let step = steps(task)
        let scope = try scope(task)
        if task.state == .lapsed { return try planLate(task, step, scope) }
        if let skip = step.skip, try evaluate(skip, scope, task) == .bool(true) { return nil }
        var random = SeededRandom(seed: seed, name: "\(task.id)/when")
        let calendar = session.calendar
        let opened = calendar.zone.local(of: Instant(millisecondsSinceEpoch: task.openedAt)).date
        let days = step.workingDays + random.below(step.spreadDays + 1)
        var day = try calendar.adding(workingDays: days, to: opened)
        if let on = step.on, let date = try? LocalDate(fieldValue: try evaluate(on, scope, task)), date > day {
            day = date
        }
        return moment(on: day, after: task.openedAt, &random).map { Plan(task: task, at: $0) }
    }

    /// When somebody hands in what silence has ended; nil when nobody does.
    private func planLate(
        _ task: TaskRecord, _ step: Behaviour.StepBehaviour, _ scope: SimulationScope
    ) throws -> Plan? {
        guard let late = step.late, let ended = task.endedAt else { return nil }
        if let when = late.when, try evaluate(when, scope, task) != .bool(true) { return nil }
        var random = SeededRandom(seed: seed, name: "\(task.id)/late")
        let end = session.calendar.zone.local(of: Instant(millisecondsSinceEpoch: ended)).date
        guard let days = try? Int(fieldValue: try value(late.after, scope, task)) else { return nil }
        let day = try session.calendar.adding(workingDays: days, to: end)
        return moment(on: day, after: ended, &random).map { Plan(task: task, at: $0) }
    }

    /// Between nine and five, at a quarter of an hour, so that people who act together are committed together.
    private func moment(on day: LocalDate, after earliest: Int64, _ random: inout SeededRandom) -> Instant? {
        let quarter = random.below(30)
        guard let time = LocalTime(hour: 9 + quarter / 4, minute: quarter % 4 * 15, second: 0) else { return nil }
        return max(
            session.calendar.zone.instant(of: day, time),
            Instant(millisecondsSinceEpoch: earliest).adding(seconds: 60))
    }

    /// The commands by which a task is done, for each person who could do it, in the order in which they are tried.
    func attempts(_ task: TaskRecord) throws -> [[CommandRequest]] {
        guard let number = Projection.number(task.id) else { return [] }
        let step = steps(task)
        let scope = try scope(task)
        let outcome = try step.outcome.map { try value($0, scope, task).printed }
        let reason = try step.reason.map { try value($0, scope, task).printed }
        var form: [(Value, Value)] = []
        for (name, part) in step.form {
            let value = try value(part, scope, task)
            if value != .null { form.append((.string(name), value)) }
        }
        let complete = Command.completeTask(
            CompleteTask(
                task: number, form: .map(MapValue(form)), outcome: outcome.flatMap { $0.isEmpty ? nil : $0 },
                reason: reason.flatMap { $0.isEmpty ? nil : $0 }))
        let climbs = try step.escalate.map { try evaluate($0, scope, task) == .bool(true) } ?? false
        return try people(for: task).map { person in
            let principal = Principal.person(person)
            var requests: [CommandRequest] = []
            if climbs {
                requests.append(
                    CommandRequest(
                        key: "demo/\(seed)/\(task.id)/escalate", target: .existing(task.caseID),
                        command: .escalateTask(
                            task: number, rung: nil, reason: "A second view is wanted before this is decided."),
                        principal: principal))
            }
            requests.append(
                CommandRequest(
                    key: "demo/\(seed)/\(Plan.key(of: task))", target: .existing(task.caseID), command: complete,
                    principal: principal))
            return requests
        }
    }

    /// Those who may act, beginning with one by chance.
    private func people(for task: TaskRecord) throws -> [Person] {
        let day = session.calendar.zone.local(of: session.now).date
        var people: [Person] = []
        for holder in task.holders {
            let parts = holder.split(separator: "/", maxSplits: 1).map(String.init)
            people += try session.runtime.directory.people(
                holding: parts.count == 2 ? parts[1] : nil, in: parts[0], on: day)
        }
        guard !people.isEmpty else { return [] }
        var random = SeededRandom(seed: seed, name: "\(task.id)/who")
        let first = random.below(people.count)
        return Array((people[first...] + people[..<first]).prefix(Limits.peoplePerTaskMax))
    }

    // MARK: - Values

    private func scope(_ task: TaskRecord) throws -> SimulationScope {
        let record = try session.store.read { try $0.caseRecord(id: task.caseID) }
        let subject = try session.runtime.directory.record(of: task.subject)
        let number = Projection.number(task.id) ?? 0
        let state = try record.map { try session.runtime.state(of: $0) }
        let parameters = state?.task(number)?.task.parameters ?? state?.lapsed[number]?.task.parameters
        let today = session.calendar.zone.local(of: Instant(millisecondsSinceEpoch: task.openedAt)).date
        return SimulationScope(
            values: [
                "params": parameters ?? .map(MapValue([])), "subject": subject ?? .null,
                "today": .string(today.description), "begin": .string(try begin(of: record).description),
                "task": .map(
                    MapValue([
                        (.string("id"), .string(task.id)), (.string("step"), .string(task.step)),
                        (
                            .string("due"),
                            task.dueAt.map { .timestamp(Instant(millisecondsSinceEpoch: $0).timestamp) } ?? .null
                        ),
                    ])),
                "case": .string(task.caseID),
            ], seed: seed, stream: task.id, subject: task.subject,
            host: SimulationHost(directory: session.runtime.directory, calendar: session.calendar))
    }

    /// The day of the round that a case belongs to: the one in which it, or the first of those that called it, began.
    private func begin(of record: CaseRecord?) throws -> LocalDate {
        guard var record else { return behaviour.from }
        while let id = record.parent, let parent = try session.store.read({ try $0.caseRecord(id: id) }) {
            record = parent
        }
        return behaviour.round(
            on: session.calendar.zone.local(of: Instant(millisecondsSinceEpoch: record.startedAt)).date
        ).on
    }

    private func evaluate(_ expression: CheckedExpression, _ scope: SimulationScope, _ task: TaskRecord) throws -> Value
    {
        do throws(EvaluationFailure) {
            return try expression.evaluate(scope)
        } catch {
            throw OperationFailure(
                .findings,
                "the behaviour of \(task.workflow)/\(task.step) cannot be evaluated for \(task.id): \(error.message) in `\(expression.source)`"
            )
        }
    }

    private func value(_ part: Behaviour.Part, _ scope: SimulationScope, _ task: TaskRecord) throws -> Value {
        switch part {
        case .fixed(let value): return value
        case .computed(let expression): return try evaluate(expression, scope, task)
        case .list(let items): return .list(try items.map { try value($0, scope, task) })
        case .map(let entries):
            return .map(
                MapValue(
                    try entries.compactMap { name, part in
                        let value = try value(part, scope, task)
                        return value == .null ? nil : (.string(name), value)
                    }))
        }
    }
}
