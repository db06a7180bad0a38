package import CEL
package import WaymarkDefinition
package import WaymarkPluginKit
package import WaymarkStore

/// What a person needs to know to do a task.
package struct TaskView: Sendable {
    /// The task's row.
    package var record: TaskRecord
    /// What its step is for.
    package var summary: String?
    /// The place in the policy that it carries out.
    package var citation: String?
    /// What the step kind shows.
    package var brief: Brief
    /// What is to be filled in.
    package var form: RecordSchema
    /// How it can end.
    package var outcomes: [OutcomeSchema]
    /// The rungs of its ladder, by the role that each adds.
    package var ladder: [String]
    /// Who has handed in, where several people do.
    package var handedIn: [String]
    /// The comments on it: who, when in milliseconds since 1970, what.
    package var comments: [Comment]
    /// What becomes of what is handed in now, although silence has ended the task; nil when it is open or refuses it.
    package var ifLate: LateHandling?
    /// What was handed in after silence had ended the task.
    package var lateAnswer: LateAnswer?

    /// What becomes of a late arrival.
    package enum LateHandling: Sendable, Hashable {
        /// It is kept and not acted on.
        case kept
        /// The case goes back to the step of this title while the process allows it; else it is kept.
        case mayReopen(String)
    }

    /// What came late.
    package struct LateAnswer: Sendable, Hashable {
        /// Who handed it in.
        package var by: String
        /// When, in milliseconds since 1970.
        package var at: Int64
        /// How the task would have ended.
        package var outcome: String
        /// What was handed in.
        package var form: Value
        /// Whether it was acted on.
        package var isActedOn: Bool
    }

    /// A comment on a task.
    package struct Comment: Sendable, Hashable {
        /// Who wrote it.
        package var by: String
        /// When, in milliseconds since 1970.
        package var at: Int64
        /// What.
        package var text: String
    }
}
