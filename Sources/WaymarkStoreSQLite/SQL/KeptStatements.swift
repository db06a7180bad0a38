import GRDB
import WaymarkStore

/// The prepared statements of one connection, each prepared once.
///
/// `@unchecked Sendable`: it belongs to one connection of GRDB, which lends that connection to one thread at a time; it
/// is touched only there.
final class KeptStatements: @unchecked Sendable {
    /// A statement's text. Its length is hash enough, where hashing all of it would cost more than the look-up.
    private struct Key: Hashable {
        let sql: String

        func hash(into hasher: inout Hasher) { hasher.combine(sql.utf8.count) }
    }

    private var statements: [Key: Statement] = [:]

    /// The statement of a text, prepared when it is asked for first.
    func statement(_ sql: String, in database: Database) throws -> Statement {
        if let kept = statements[Key(sql: sql)] { return kept }
        let statement = try database.makeStatement(sql: sql)
        // Lists have a text for each number of holders; whoever runs one holds on to it.
        if statements.count >= Limits.keptStatementsMax { statements = [:] }
        statements[Key(sql: sql)] = statement
        return statement
    }

    /// Lets go of all statements, before their connection is closed.
    func removeAll() { statements = [:] }
}
