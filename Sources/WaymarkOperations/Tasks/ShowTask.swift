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
        guard let step = definition.step(task.step), case .uses(let use) = step.construct else {
            throw OperationFailure(.fault, "the definition of case \(record.id) has no step \(task.step)")
        }
        return TaskView(
            record: task, summary: step.summary, citation: step.citation,
            brief: try brief(task, record: record, use: use, definition: definition, session: session), form: use.form,
            outcomes: use.outcomes,
            ladder: use.human?.ladder.map { $0.to.title } ?? [],
            comments: try comments(on: task, in: session))
    }

    private func brief(
        _ task: TaskRecord, record: CaseRecord, use: UsesStep, definition: CompiledDefinition, session: Session
    ) throws -> Brief {
        guard case .task(let body)? = session.runtime.environment.registry.kind(use.kind)?.body,
            let number = task.id.split(separator: "-").last.flatMap({ Int($0) }), task.state == .open,
            let open = try session.runtime.state(of: record).task(number)
        else { return Brief() }
        return try body.brief(
            open.task.parameters,
            StepContext(
                caseID: record.id, step: task.step, now: session.now, subject: record.subject,
                directory: session.runtime.directory, calendar: session.calendar, definition: definition))
    }

    private func comments(on task: TaskRecord, in session: Session) throws -> [TaskView.Comment] {
        let number = task.id.split(separator: "-").last.flatMap { Int($0) }
        return try History(caseID: task.caseID).run(in: session).compactMap { entry in
            guard case .taskCommented(let comment) = entry.event, comment.task == number else { return nil }
            return TaskView.Comment(by: entry.record.actor, at: entry.record.at, text: comment.text)
        }
    }
}
