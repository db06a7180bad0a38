/// A case that a schedule starts when an earlier one about the same subject has ended.
package struct QueuedStartRecord: Sendable, Hashable {
    /// The schedule.
    package var schedule: String
    /// The moment that the rule names, in milliseconds since 1970 UTC.
    package var dueAt: Int64
    /// The organisation that the case is about; unique for the schedule and the moment.
    package var subject: String
    /// The workflow.
    package var workflow: String
    /// What the case is given; opaque to the store.
    package var inputs: [UInt8]
    /// Who starts it, as the schedule's file said when it was queued; empty for the schedule itself.
    package var actor: String
    /// When it was queued, in milliseconds since 1970 UTC.
    package var queuedAt: Int64

    /// Describes a start that waits.
    package init(
        schedule: String, dueAt: Int64, subject: String, workflow: String, inputs: [UInt8], actor: String = "",
        queuedAt: Int64
    ) {
        self.schedule = schedule
        self.dueAt = dueAt
        self.subject = subject
        self.workflow = workflow
        self.inputs = inputs
        self.actor = actor
        self.queuedAt = queuedAt
    }

    /// A place in the order of queued starts: by moment, then schedule, then subject.
    package struct Place: Sendable, Hashable, Comparable {
        /// The moment.
        package var dueAt: Int64
        /// The schedule.
        package var schedule: String
        /// The subject.
        package var subject: String

        /// Names a place.
        package init(dueAt: Int64, schedule: String, subject: String) {
            self.dueAt = dueAt
            self.schedule = schedule
            self.subject = subject
        }

        /// Orders by moment, then schedule, then subject.
        package static func < (left: Place, right: Place) -> Bool {
            (left.dueAt, left.schedule, left.subject) < (right.dueAt, right.schedule, right.subject)
        }
    }

    /// Its place in the order of queued starts.
    package var place: Place { Place(dueAt: dueAt, schedule: schedule, subject: subject) }
}
