package import CEL
package import WaymarkCalendar
import WaymarkCompiler
package import WaymarkDefinition
package import WaymarkStore

/// What templates may name: facts in the words of the calendar's zone.
///
/// Titles and names are one line each, so that they cannot add lines to what they stand in.
package struct NoticeValues: Sendable {
    private let calendar: WorkingCalendar
    private let now: Instant

    /// Words for a moment.
    package init(calendar: WorkingCalendar, now: Instant) {
        self.calendar = calendar
        self.now = now
    }

    /// The values of one notice to a person.
    package func values(_ facts: NoticeFacts, to person: Person) -> Value {
        Self.map([
            ("person", self.person(person)), ("kind", .string(facts.kind.rawValue)),
            ("what", .string(facts.kind.words)), ("at", .string(moment(facts.at))),
            (
                "case",
                Self.map([
                    ("id", .string(facts.caseID)), ("title", .string(facts.title.line)),
                    ("workflow", .string(facts.workflow)),
                ])
            ),
            ("subject", Self.map([("id", .string(facts.subject)), ("name", .string(facts.subjectName.line))])),
            ("task", task(facts)), ("outcome", Self.text(facts.outcome)), ("milestone", Self.text(facts.milestone)),
            ("reason", Self.text(facts.reason)), ("by", Self.text(facts.by?.line)),
            ("until", Self.text(facts.until?.description)),
            (
                "incident",
                facts.incident.map { Self.map([("id", .string($0)), ("help", Self.text(facts.help))]) } ?? .null
            ),
        ])
    }

    /// The values of a digest to a person: what is new, and what is open.
    package func values(_ digest: Digest, to person: Person) -> Value {
        let notices = digest.notices.prefix(NoticeLimits.digestNoticesMax).map { values($0, to: person) }
        let tasks = digest.tasks.prefix(NoticeLimits.digestTasksMax).map { task in
            Self.map([
                ("id", .string(task.id)), ("title", .string(task.stepTitle.line)),
                ("subject", .string(task.subjectName.line)),
                ("process", .string(task.title.line)), ("due", due(task.dueAt)), ("standing", standing(task.dueAt)),
                ("claimed", .bool(task.claimant(at: now.millisecondsSinceEpoch) == person.id)),
            ])
        }
        return Self.map([
            ("person", self.person(person)), ("at", .string(moment(now))),
            ("news", notices.isEmpty ? .null : Self.map([("count", .int(Int64(digest.notices.count)))])),
            ("notices", .list(notices)), ("more_notices", rest(digest.notices.count, notices.count)),
            ("open", digest.openTasks == 0 ? .null : Self.map([("count", .int(Int64(digest.openTasks)))])),
            ("tasks", .list(tasks)), ("more_tasks", rest(digest.openTasks, tasks.count)),
        ])
    }

    /// What a digest tells.
    package struct Digest: Sendable {
        /// What is new, the oldest first.
        package var notices: [NoticeFacts]
        /// The open tasks, the soonest due first; perhaps not all of them.
        package var tasks: [TaskRecord]
        /// How many open tasks there are.
        package var openTasks: Int

        /// Describes a digest.
        package init(notices: [NoticeFacts], tasks: [TaskRecord], openTasks: Int) {
            self.notices = notices
            self.tasks = tasks
            self.openTasks = openTasks
        }
    }

    // MARK: - Parts

    private func person(_ person: Person) -> Value {
        Self.map([("id", .string(person.id)), ("name", .string(person.name.line))])
    }

    private func task(_ facts: NoticeFacts) -> Value {
        guard let title = facts.stepTitle else { return .null }
        let dueAt = facts.due?.millisecondsSinceEpoch
        return Self.map([
            ("id", Self.text(facts.task)), ("title", .string(title.line)), ("role", Self.text(facts.role?.line)),
            ("due", due(dueAt)), ("standing", standing(dueAt)),
            ("was_due", due(facts.wasDue?.millisecondsSinceEpoch)),
        ])
    }

    private func due(_ at: Int64?) -> Value {
        at.map { .string(moment(Instant(millisecondsSinceEpoch: $0))) } ?? .null
    }

    private func standing(_ at: Int64?) -> Value {
        at.map {
            .string(
                DeadlineWording(calendar: calendar).describe(Instant(millisecondsSinceEpoch: $0), now: now))
        } ?? .null
    }

    private func rest(_ total: Int, _ shown: Int) -> Value { total > shown ? .int(Int64(total - shown)) : .null }

    private func moment(_ instant: Instant) -> String {
        let local = calendar.zone.local(of: instant)
        return "\(local.date) \(String(local.time.description.prefix(5)))"
    }

    private static func text(_ text: String?) -> Value { text.map { .string($0) } ?? .null }

    private static func map(_ pairs: [(String, Value)]) -> Value {
        .map(MapValue(pairs.map { (.string($0.0), $0.1) }))
    }
}
