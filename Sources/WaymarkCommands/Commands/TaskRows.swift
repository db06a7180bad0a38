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
            ("delegations", "DELEGATED"),
        ])
        let now = session.now.millisecondsSinceEpoch
        if tasks.allSatisfy({ $0.delegations(at: now).isEmpty }) { listing.hidden = ["delegations"] }
        let moments = Moments(session.calendar)
        for task in tasks {
            listing.rows.append([
                .init(task.id, emphasis: .strong), .init(.string(task.step), text: task.stepTitle),
                .init(.string(task.subject), text: task.subjectName), due(task, moments, now: session.now),
                .init(task.role), .init(task.claimant(at: now)), .init(task.title, emphasis: .faint),
                .init(task.caseID, emphasis: .faint),
                .init(
                    .timestamp(Instant(row: task.openedAt).timestamp), text: moments.text(Instant(row: task.openedAt)),
                    emphasis: .faint),
                delegations(task, moments, now: now),
            ])
        }
        return listing
    }

    /// Who may do it for whom, and until when.
    private static func delegations(_ task: TaskRecord, _ moments: Moments, now: Int64) -> Listing.Cell {
        let delegations = task.delegations(at: now)
        return .init(
            .list(delegations.map(CaseJSON.delegation)),
            text: delegations.map { words($0, moments) }.joined(separator: "; "))
    }

    /// Who may do it for whom: `ben for ann, until 2013-10-31`.
    static func words(_ delegation: TaskRecord.Delegation, _ moments: Moments) -> String {
        let day = delegation.until.map { ", until \(moments.lastDay(before: Instant(row: $0)))" } ?? ""
        return "\(delegation.to) for \(delegation.from)\(day)"
    }

    static func due(_ task: TaskRecord, _ moments: Moments, now: Instant) -> Listing.Cell {
        guard let dueAt = task.dueAt.map(Instant.init(row:)) else { return .init(nil) }
        let isLate = dueAt < now
        return .init(
            .timestamp(dueAt.timestamp), text: moments.due(dueAt, now: now), emphasis: isLate ? .alarming : .plain)
    }
}
