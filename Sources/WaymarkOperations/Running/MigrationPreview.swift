import WaymarkDefinition
package import WaymarkEngine
package import WaymarkStore

/// Where some cases would stand under another version of their workflow.
package struct MigrationPreview: Sendable {
    /// One case.
    package struct Line: Sendable {
        /// The case as it is.
        package var record: CaseRecord
        /// The version that it is on.
        package var version: String
        /// Where it would stand, or what cannot move.
        package var plan: MigrationPlan
        /// The command that would move it.
        package var command: MigrateCase
    }

    /// The version that they would go on under.
    package var target: DefinitionRecord
    /// The cases, by id.
    package var lines: [Line]

    /// Those that cannot move.
    package var stuck: [Line] { lines.filter { !$0.plan.canMove } }

    /// What the preview is known by: another as soon as one of the cases has changed, or others are meant.
    package var plan: String {
        let map = lines.first?.command.map.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" } ?? []
        let cases = lines.map { "\($0.record.id)@\($0.command.revision)" }
        let text = ([target.hash] + map + cases).joined(separator: "\n")
        return String(ContentHash(of: Array(text.utf8)).description.prefix(12))
    }
}
