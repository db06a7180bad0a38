package import WaymarkPluginKit

/// A table read from comma-separated text: a header, then rows; lines that begin with `#` are comments.
package struct DataTable: Sendable {
    /// One row, with the line on which it begins.
    package struct Row: Sendable {
        /// The line, from 1.
        package let line: Int
        fileprivate let cells: [String]
        fileprivate let columns: [String]

        /// The text of a column that was asked for; empty for any other.
        package subscript(column: String) -> String {
            columns.firstIndex(of: column).map { cells[$0] } ?? ""
        }
    }

    /// The rows in the order of the file.
    package private(set) var rows: [Row] = []
    private let file: String

    /// Reads a table.
    /// - Parameters:
    ///   - bytes: The text, in UTF-8.
    ///   - file: What messages call it.
    ///   - columns: The columns that must be there; others are passed over.
    /// - Throws: ``StepFailure``, permanent, naming the line.
    package init(_ bytes: [UInt8], file: String, columns: [String]) throws {
        self.file = file
        var reader = DelimitedReader(bytes)
        guard let header = reader.nextRecord() else {
            throw Self.failure(
                "expected a header with \(columns.joined(separator: ", ")), but the file is empty", file, 1)
        }
        let places = try columns.map { column in
            guard let place = header.cells.firstIndex(of: column) else {
                throw Self.failure("the header has no column \(column)", file, header.line)
            }
            return place
        }
        while let record = reader.nextRecord() {
            guard record.cells.count == header.cells.count else {
                throw Self.failure(
                    "expected \(header.cells.count) values, but found \(record.cells.count)", file, record.line)
            }
            rows.append(Row(line: record.line, cells: places.map { record.cells[$0] }, columns: columns))
        }
        if let line = reader.faultLine { throw Self.failure("a quoted value does not end as it should", file, line) }
    }

    /// A failure that names a row.
    package func failure(_ message: String, in row: Row) -> StepFailure { Self.failure(message, file, row.line) }

    private static func failure(_ message: String, _ file: String, _ line: Int) -> StepFailure {
        StepFailure(
            "\(file), line \(line): \(message)", help: "mend the file, then let the step be tried again",
            isPermanent: true)
    }
}
