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
    /// Who is at work when; nil when everybody always is.
    let attendance: Attendance?

    /// What somebody will do with a task.
    struct Plan: Sendable {
        var task: TaskRecord
        /// The name under which its chance is drawn.
        var stream: String
        /// Who was asked when it was planned: they go before those whom the ladder adds.
        var asked: [String]
        /// The day on which it would be done if nobody were away.
        var day: LocalDate
        /// Where in somebody's hours, by chance.
        var quarter: UInt64
        /// When it is done.
        var at: Instant
        /// Those who may do it, in the order in which they are asked, where it matters who is at work.
        var people: [Person]?
        /// Who would do it if nobody were away; nil where it does not matter who is at work.
        var first: Person?

        /// The same for a task that is open and for one that lapsed, so that each is planned once.
        var key: String { Self.key(of: task) }

        static func key(of task: TaskRecord) -> String { task.state == .lapsed ? "\(task.id)/late" : task.id }
    }

    /// What became of a task because somebody was away.
    enum Absence: Sendable, Hashable {
        /// Another does it on the same day.
        case handedOn
        /// It waits so many working days.
        case waits(Int)
    }

    private func steps(_ task: TaskRecord) -> Behaviour.StepBehaviour {
        behaviour.steps["\(task.workflow)/\(task.step)"] ?? Behaviour.StepBehaviour()
    }

    /// When somebody acts; nil when nobody does.
    func plan(_ task: TaskRecord, drawing stream: String) throws -> Plan? {
        let step = steps(task)
        let scope = try scope(task, stream)
        if task.state == .lapsed { return try planLate(task, step, scope, stream) }
        if let skip = step.skip, try evaluate(skip, scope, task) == .bool(true) { return nil }
        var random = SeededRandom(seed: seed, name: "\(stream)/when")
        let calendar = session.calendar
        let opened = calendar.zone.local(of: Instant(millisecondsSinceEpoch: task.openedAt)).date
        let days = step.workingDays + random.below(step.spreadDays + 1)
        var day = try calendar.adding(workingDays: days, to: opened)
        if let on = step.on, let date = try? LocalDate(fieldValue: try evaluate(on, scope, task)), date > day {
            day = date
        }
        return try plan(task, stream, on: day, quarter: random.next(), after: task.openedAt)
    }

    /// When somebody hands in what silence has ended; nil when nobody does.
    private func planLate(
        _ task: TaskRecord, _ step: Behaviour.StepBehaviour, _ scope: SimulationScope, _ stream: String
    ) throws -> Plan? {
        guard let late = step.late, let ended = task.endedAt else { return nil }
        if let when = late.when, try evaluate(when, scope, task) != .bool(true) { return nil }
        var random = SeededRandom(seed: seed, name: "\(stream)/late")
        let end = session.calendar.zone.local(of: Instant(millisecondsSinceEpoch: ended)).date
        guard let days = try? Int(fieldValue: try value(late.after, scope, task)) else { return nil }
        let day = try session.calendar.adding(workingDays: days, to: end)
        return try plan(task, stream, on: day, quarter: random.next(), after: ended)
    }

    // MARK: - Acting

    /// The commands by which a task is done, for each person who could do it, in the order in which they are tried.
    func attempts(_ plan: Plan) throws -> [[CommandRequest]] {
        let task = plan.task
        guard let number = Projection.number(task.id) else { return [] }
        let step = steps(task)
        let scope = try scope(task, plan.stream)
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
        return try peoplePresent(for: plan).map { person in
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

    // MARK: - Values

    private func scope(_ task: TaskRecord, _ stream: String) throws -> SimulationScope {
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
            ], seed: seed, stream: stream, subject: task.subject,
            host: SimulationHost(directory: session.runtime.directory, calendar: session.calendar))
    }

    /// The day of the round that a case belongs to: the one in which it, or the first of those that called it, began.
    private func begin(of record: CaseRecord?) throws -> LocalDate {
        guard var record else { return behaviour.from }
        while let id = record.parent, let parent = try session.store.read({ try $0.caseRecord(id: id) }) {
            record = parent
        }
        return behaviour.begin(
            of: session.calendar.zone.local(of: Instant(millisecondsSinceEpoch: record.startedAt)).date)
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
