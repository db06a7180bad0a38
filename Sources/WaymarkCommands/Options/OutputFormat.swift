import ArgumentParser

/// How results are written.
package enum OutputFormat: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// For people: aligned columns.
    case table
    /// For programs: one JSON text.
    case json
    /// For programs: one JSON text a line.
    case ndjson
    /// For spreadsheets.
    case csv
}
