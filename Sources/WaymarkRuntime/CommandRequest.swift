package import WaymarkEngine

/// A command on its way: what is wanted, of which case, by whom, under which key.
package struct CommandRequest: Sendable {
    /// The key under which the command counts once; nil for commands that repeat harmlessly.
    package var key: String?
    /// Of which case, or which workflow to start.
    package var target: Target
    /// What is wanted.
    package var command: Command
    /// By whom.
    package var principal: Principal

    /// Which case a command is about.
    package enum Target: Sendable {
        /// A case that has begun.
        case existing(String)
        /// A new case of a workflow: on the definition of a hash, or the one that was published last.
        case new(workflow: String, definition: String? = nil)
    }

    /// Describes a command on its way.
    package init(key: String? = nil, target: Target, command: Command, principal: Principal) {
        self.key = key
        self.target = target
        self.command = command
        self.principal = principal
    }
}

/// What became of a command.
package enum CommandAnswer: Sendable {
    /// It is done, durably.
    case done(Done)
    /// It was done before under the same key, or the case was already there.
    case already(Done)
    /// It is refused.
    case rejected(Rejection)

    /// What was done.
    package struct Done: Sendable, Hashable {
        /// The case.
        package var caseID: String
        /// Its revision after the command.
        package var revision: Int64
        /// How many events the command caused.
        package var events: Int

        /// Describes what was done.
        package init(caseID: String, revision: Int64, events: Int) {
            self.caseID = caseID
            self.revision = revision
            self.events = events
        }
    }
}
