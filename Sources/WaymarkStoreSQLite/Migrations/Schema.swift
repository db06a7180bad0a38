import GRDB

/// The numbered steps from an empty file to the schema of this program; forward only, none is ever changed.
///
/// The number of the last step is also kept as the file's `user_version`, so that opening costs one cheap read.
enum Schema {
    /// Each step with its name.
    static let steps = [
        (identifier: InitialMigration.identifier, sql: InitialMigration.sql),
        (identifier: ExclusivesMigration.identifier, sql: ExclusivesMigration.sql),
        (identifier: HandedInMigration.identifier, sql: HandedInMigration.sql),
        (identifier: VersionsMigration.identifier, sql: VersionsMigration.sql),
        (identifier: NoticesMigration.identifier, sql: NoticesMigration.sql),
        (identifier: SchedulesMigration.identifier, sql: SchedulesMigration.sql),
        (identifier: DelegationsMigration.identifier, sql: DelegationsMigration.sql),
    ]

    /// The number of the last step.
    static var version: Int { steps.count }

    /// Marks a file as ours: `WYMK`.
    static let applicationID: Int64 = 0x5759_4D4B

    /// The steps as a migrator.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        for (index, step) in steps.enumerated() {
            migrator.registerMigration(step.identifier) { database in
                try database.execute(sql: step.sql)
                try database.execute(sql: "PRAGMA user_version = \(index + 1)")
                try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            }
        }
        return migrator
    }
}
