import AssuranceRecords
import WaymarkPluginKit

/// The value of one indicator for one organisation, as the file gives it.
struct Reading: Sendable {
    /// The indicator.
    let indicator: String
    /// The domain that it speaks to.
    let domain: String
    /// The value as written; nil when it is missing, which is neither zero nor good.
    let value: String?
    /// Whether the file flags a concern.
    let isConcern: Bool
    private let unit: String
    private let expectation: String

    init(_ row: DataTable.Row, of table: DataTable) throws {
        for column in ["ccg", "indicator", "domain"] where row[column].isBlank {
            throw table.failure("the column \(column) is empty", in: row)
        }
        for column in ["value", "threshold"] where !row[column].isEmpty && Double(row[column])?.isFinite != true {
            throw table.failure("the \(column) is \"\(row[column])\", which is not a number", in: row)
        }
        switch row["direction"] {
        case "at_least": expectation = "at least \(row["threshold"])"
        case "at_most": expectation = "at most \(row["threshold"])"
        default: throw table.failure("the direction must be at_least or at_most", in: row)
        }
        guard let isConcern = Bool(row["concern"]) else {
            throw table.failure("the concern must be true or false", in: row)
        }
        guard !isConcern || !row["value"].isEmpty else {
            throw table.failure("a concern is flagged without a value", in: row)
        }
        indicator = row["indicator"]
        domain = row["domain"]
        value = row["value"].isEmpty ? nil : row["value"]
        unit = row["unit"]
        self.isConcern = isConcern
    }

    /// What is read, in words.
    var words: String {
        guard let value else { return "no value" }
        let unit = unit.isEmpty ? "" : " " + Self.spaced(unit)
        return "\(value)\(unit), expected \(expectation)"
    }

    /// A name with blanks for underscores.
    static func spaced(_ name: String) -> String {
        name.split(separator: "_", omittingEmptySubsequences: false).joined(separator: " ")
    }
}
