package import WaymarkCalendar

/// What moving a case to another version of its workflow comes to: where it would stand, or what cannot move and why.
package struct MigrationPlan: Sendable {
    /// What keeps the case from moving; it moves when there is nothing.
    package var obstacles: [Obstacle] = []
    /// What is open, and how it would stand in the other version, in the order of the activities.
    package var standings: [Standing] = []
    /// What else changes with it that somebody should know.
    package var notes: [String] = []
    /// The fact that would be recorded.
    package var event = CaseMigrated()
    /// Steps with branches that have all they need under the other version.
    package var joining: [Int] = []

    /// Whether the case can move.
    package var canMove: Bool { obstacles.isEmpty }

    /// Something that cannot move.
    package struct Obstacle: Sendable, Hashable {
        /// The step's id in the version that the case is on; empty where it is the case itself.
        package var step: String
        /// What stands against it.
        package var message: String
        /// What would let it move.
        package var help: String

        /// Both in one line.
        package var line: String { message + (help.isEmpty ? "" : " (\(help))") }
    }

    /// Something that is open.
    package struct Standing: Sendable, Hashable {
        /// The activity.
        package var activity: Int
        /// The step's id before.
        package var step: String
        /// The step's id afterwards.
        package var target: String
        /// What people call it afterwards.
        package var title: String
        /// The item that it is for, in words, where it stands in a loop.
        package var item: String?
        /// When it is due before.
        package var due: Instant?
        /// When it is due afterwards.
        package var newDue: Instant?
        /// Who has claimed it, when the claim would be lost.
        package var lostClaim: String?
        /// What else changes of it.
        package var notes: [String] = []
    }
}
