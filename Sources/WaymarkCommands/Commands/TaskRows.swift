import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// Tasks as rows.
enum TaskRows {
    static func listing(_ tasks: [TaskRecord], in session: Session) -> Listing {
        var listing = Listing(columns: [
            ("task", "TASK"), ("step", "STEP"), ("subject", "SUBJECT"), ("due_at", "DUE"), ("role", "ROLE"),
            ("assignee", "CLAIMED BY"), ("title", "PROCESS"), ("case", "CASE"), ("opened_at", "OPENED"),
        ])
        let moments = Moments(session.calendar)
        for task in tasks {
            listing.rows.append([
                .init(task.id, emphasis: .strong), .init(.string(task.step), text: task.stepTitle),
                .init(.string(task.subject), text: task.subjectName), due(task, moments, now: session.now),
                .init(task.role), .init(task.assignee), .init(task.title, emphasis: .faint),
                .init(task.caseID, emphasis: .faint),
                .init(
                    .timestamp(Instant(row: task.openedAt).timestamp), text: moments.text(Instant(row: task.openedAt)),
                    emphasis: .faint),
            ])
        }
        return listing
    }

    static func due(_ task: TaskRecord, _ moments: Moments, now: Instant) -> Listing.Cell {
        guard let dueAt = task.dueAt.map(Instant.init(row:)) else { return .init(nil) }
        let isLate = dueAt < now
        return .init(
            .timestamp(dueAt.timestamp), text: moments.due(dueAt, now: now), emphasis: isLate ? .alarming : .plain)
    }
}
