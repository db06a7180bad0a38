import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkPluginKit
import WaymarkRuntime
import WaymarkStore

/// Shows a task as the person who is to do it needs to see it.
package struct ShowTask: Sendable {
    private let id: String

    /// Shows the task of an id or unambiguous beginning.
    package init(_ id: String) {
        self.id = id
    }

    /// The task.
    package func run(in session: Session) throws -> TaskView {
        let (task, record) = try session.store.read { store in
            let task = try Lookup(store).taskRecord(id)
            return (task, try Lookup(store).caseRecord(task.caseID))
        }
        let definition = try session.store.read {
            try session.runtime.definitions.definition(record.definitionHash, from: $0)
        }
        let history = try History(caseID: task.caseID).run(in: session)
        guard let step = definition.step(task.step), case .uses(let use) = step.construct else {
            throw OperationFailure(.fault, "the definition of case \(record.id) has no step \(task.step)")
        }
        let number = Projection.number(task.id) ?? 0
        let state = try session.runtime.state(of: record)
        let waiting = [.open, .held].contains(task.state) ? state.task(number)?.task : state.lapsed[number]?.task
        return TaskView(
            record: try shown(task, of: record, use: use, in: session), summary: step.summary, citation: step.citation,
            brief: try brief(
                task, parameters: waiting?.parameters, record: record, use: use, definition: definition,
                session: session),
            form: use.form, outcomes: use.outcomes, ladder: use.human?.ladder.map { $0.to.title } ?? [],
            handedIn: waiting?.votes?.map { $0.by + ($0.onBehalfOf.map { ", for \($0)" } ?? "") } ?? [],
            comments: comments(on: number, in: history),
            ifLate: state.lapsed[number] == nil ? nil : ifLate(use.human?.late, definition),
            lateAnswer: lateAnswer(to: number, in: history))
    }

    private func ifLate(_ rule: LateRule?, _ definition: CompiledDefinition) -> TaskView.LateHandling? {
        switch rule {
        case nil: nil
        case .keep: .kept
        case .goTo(let target, _): .mayReopen(definition.steps[target].title)
        }
    }

    /// The row without its result, while only those who did the step may see it.
    private func shown(
        _ task: TaskRecord, of record: CaseRecord, use: UsesStep, in session: Session
    ) throws -> TaskRecord {
        guard use.human?.hiddenUntil != nil, let number = Projection.number(task.id),
            let hidden = try session.runtime.state(of: record).hidden.first(where: { $0.task == number }),
            hidden.until > session.now, session.person.map({ hidden.people.contains($0.id) }) != true
        else { return task }
        var task = task
        task.outcome = "its result is shown from \(Moments(session.calendar).text(hidden.until))"
        return task
    }

    private func brief(
        _ task: TaskRecord, parameters: Value?, record: CaseRecord, use: UsesStep, definition: CompiledDefinition,
        session: Session
    ) throws -> Brief {
        guard case .task(let body)? = session.runtime.environment.registry.kind(use.kind)?.body, let parameters
        else { return Brief() }
        return try body.brief(
            parameters,
            StepContext(
                caseID: record.id, step: task.step, now: session.now, subject: record.subject,
                directory: session.runtime.directory, calendar: session.calendar, definition: definition))
    }

    private func comments(on task: Int, in history: [History.Entry]) -> [TaskView.Comment] {
        history.compactMap { entry in
            guard case .taskCommented(let comment) = entry.event, comment.task == task else { return nil }
            return TaskView.Comment(by: entry.doer, at: entry.record.at, text: comment.text)
        }
    }

    private func lateAnswer(to task: Int, in history: [History.Entry]) -> TaskView.LateAnswer? {
        history.lazy.compactMap { entry in
            guard entry.hiddenUntil == nil, case .taskAnsweredLate(let late) = entry.event, late.task == task else {
                return nil
            }
            return TaskView.LateAnswer(
                by: late.by, at: entry.record.at, outcome: late.outcome, form: late.form, isActedOn: late.isActedOn)
        }.first
    }
}
