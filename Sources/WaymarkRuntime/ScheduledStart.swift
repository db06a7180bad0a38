package import CEL
package import WaymarkEngine
package import WaymarkSchedules
package import WaymarkStore

/// One case that a schedule starts: it counts once for its schedule, moment and subject.
package struct ScheduledStart: Sendable {
    /// The schedule, the moment and the subject.
    package var place: QueuedStartRecord.Place
    /// The workflow.
    package var workflow: String
    /// What the case is given.
    package var inputs: MapValue
    /// What becomes of it while an earlier case is open.
    package var overlap: Overlap
    /// On whose behalf it starts.
    package var principal: Principal
    /// The hash of the definition that it starts on; nil for the one that was published last.
    package var definition: String?

    /// Describes a start.
    package init(
        place: QueuedStartRecord.Place, workflow: String, inputs: MapValue, overlap: Overlap, principal: Principal,
        definition: String? = nil
    ) {
        self.place = place
        self.workflow = workflow
        self.inputs = inputs
        self.overlap = overlap
        self.principal = principal
        self.definition = definition
    }

    /// The key under which it counts once, whatever crashes or runs twice.
    package var key: String { "schedule/\(place.schedule)/\(place.dueAt)/\(place.subject)" }

    /// The command that starts it.
    var request: CommandRequest {
        CommandRequest(
            key: key, target: .new(workflow: workflow, definition: definition),
            command: .startCase(StartCase(id: "", subject: place.subject, inputs: inputs)), principal: principal)
    }
}

/// What became of one start of a schedule.
package enum ScheduledResult: Sendable, Hashable {
    /// The case has started, now or when this was tried before.
    case started(caseID: String)
    /// There was a case of that subject and key already.
    case found(caseID: String)
    /// Nothing is started, for a reason.
    case skipped(reason: String)
    /// It starts when another case has ended.
    case queued(behind: String)
    /// It cannot start.
    case refused(reason: String)
}

/// A run of an occurrence, or a part of one.
package struct ScheduledBatch: Sendable {
    /// The schedule.
    package var schedule: String
    /// The moment, in milliseconds since 1970 UTC.
    package var dueAt: Int64
    /// The starts, in order.
    package var starts: [ScheduledStart]
    /// When it is done.
    package var condition: Condition

    /// What must hold of an occurrence for a batch to be done; looked at in the batch's own transaction.
    package enum Condition: Sendable, Hashable {
        /// It has not had its run.
        case hasNotRun
        /// It has not had its run, or was missed or skipped.
        case hasStartedNothing
        /// Nothing: a single subject is seen to afterwards.
        case none

        /// Whether it holds, given what is recorded of the occurrence.
        func holds(for known: OccurrenceRecord?) -> Bool {
            guard let known else { return true }
            return switch self {
            case .hasNotRun: false
            case .hasStartedNothing: known.hasStartedNothing
            case .none: true
            }
        }
    }

    /// Describes a batch.
    package init(schedule: String, dueAt: Int64, starts: [ScheduledStart], condition: Condition) {
        self.schedule = schedule
        self.dueAt = dueAt
        self.starts = starts
        self.condition = condition
    }
}
