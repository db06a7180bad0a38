import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkPluginKit
import WaymarkStore

/// Cases and tasks for programs; the shape is a contract.
enum CaseJSON {
    private static func map(_ pairs: [(String, Value?)]) -> Value {
        .map(MapValue(pairs.map { (.string($0.0), $0.1 ?? .null) }))
    }

    private static func text(_ text: String?) -> Value? { text.map { .string($0) } }

    private static func moment(_ milliseconds: Int64?) -> Value? {
        milliseconds.map { .timestamp(Instant(row: $0).timestamp) }
    }

    static func delegation(_ delegation: TaskRecord.Delegation) -> Value {
        map([
            ("from", .string(delegation.from)), ("to", .string(delegation.to)), ("until", moment(delegation.until)),
        ])
    }

    static func row(_ task: TaskRecord, at now: Instant) -> Value {
        let now = now.millisecondsSinceEpoch
        return row(task, assignee: task.claimant(at: now), delegations: task.delegations(at: now))
    }

    private static func row(
        _ task: TaskRecord, assignee: String?, delegations: [TaskRecord.Delegation]
    ) -> Value {
        map([
            ("task", .string(task.id)), ("case", .string(task.caseID)), ("step", .string(task.step)),
            ("title", .string(task.stepTitle)), ("subject", .string(task.subject)), ("role", .string(task.role)),
            ("holders", .list(task.holders.map { .string($0) })), ("assignee", text(assignee)),
            ("delegations", .list(delegations.map(delegation))),
            ("state", .string(task.state.rawValue)), ("late", .bool(task.isLate)), ("opened_at", moment(task.openedAt)),
            ("due_at", moment(task.dueAt)), ("ended_at", moment(task.endedAt)), ("ended_by", text(task.endedBy)),
            ("outcome", text(task.outcome)),
        ])
    }

    static func task(_ view: TaskView, at now: Instant) -> Value {
        map([
            ("task", row(view.record, at: now)), ("summary", text(view.summary)), ("citation", text(view.citation)),
            (
                "brief",
                map([
                    ("text", .string(view.brief.text)),
                    (
                        "facts",
                        .list(view.brief.facts.map { map([("label", .string($0.label)), ("value", $0.value)]) })
                    ), ("suggestion", view.brief.suggestion),
                ])
            ),
            (
                "form",
                .list(
                    view.form.fields.map { field in
                        map([
                            ("name", .string(field.name)), ("type", .string(field.type.title)),
                            ("required", .bool(field.isRequired)), ("summary", .string(field.summary)),
                        ])
                    })
            ),
            (
                "outcomes",
                .list(
                    view.outcomes.map { outcome in
                        map([
                            ("name", .string(outcome.name)), ("verb", text(outcome.verb?.rawValue)),
                            ("needs_reason", .bool(outcome.needsReason)),
                        ])
                    })
            ),
            ("if_late", text(ifLate(view.ifLate))), ("late_answer", view.lateAnswer.map(lateAnswer)),
        ])
    }

    private static func ifLate(_ handling: TaskView.LateHandling?) -> String? {
        switch handling {
        case nil: nil
        case .kept: "kept"
        case .mayReopen: "may_reopen"
        }
    }

    private static func lateAnswer(_ answer: TaskView.LateAnswer) -> Value {
        map([
            ("by", .string(answer.by)), ("at", moment(answer.at)), ("outcome", .string(answer.outcome)),
            ("form", answer.form), ("acted_on", .bool(answer.isActedOn)),
        ])
    }

    static func `case`(_ view: CaseView, at now: Instant) -> Value {
        let record = view.record
        return map([
            ("case", .string(record.id)), ("workflow", .string(record.workflow)), ("title", .string(record.title)),
            ("definition", .string(record.definitionHash)), ("subject", .string(record.subject)),
            ("subject_name", .string(record.subjectName)), ("key", .string(record.key)),
            ("status", .string(record.status)), ("outcome", text(record.outcome)),
            ("milestone", text(record.milestone)),
            ("parent", text(record.parent)), ("revision", .int(record.revision)),
            ("head", .string(ContentHash.hexadecimal(record.headHash))), ("started_at", moment(record.startedAt)),
            ("ended_at", moment(record.endedAt)), ("inputs", .map(view.state.inputs)),
            ("variables", .map(view.state.variables)), ("outputs", .map(view.state.outputs)),
            (
                "steps",
                .list(
                    view.steps.map { step in
                        map([
                            ("id", .string(step.id)), ("title", .string(step.title)),
                            ("status", .string(step.status.rawValue)), ("detail", .string(step.detail)),
                        ])
                    })
            ),
            ("tasks", .list(view.tasks.map { row($0, at: now) })), ("waits", .list(view.waits.map { .string($0) })),
            (
                "incidents",
                .list(
                    view.incidents.map {
                        map([
                            ("incident", .string($0.id)), ("step", .string($0.step)), ("message", .string($0.message)),
                        ])
                    })
            ),
        ])
    }
}
