import WaymarkStore

/// What both a reader and a transaction can be asked.
///
/// Every list is a range of one index. Where SQLite could choose another, the statement names the index: a plan that
/// depends on nobody's statistics stays the same at a million cases.
protocol SQLiteReading: StoreReading {
    /// The connection.
    var sql: SQLConnection { get }
}

/// A read transaction.
struct SQLiteReader: SQLiteReading {
    let sql: SQLConnection
}

/// What stands before and after a prefix in the order of ids.
struct PrefixRange {
    let lower: SQLValue
    let upper: SQLValue

    init(_ prefix: String) {
        lower = .text(prefix)
        upper = .text(prefix + "\u{10FFFF}")
    }
}
