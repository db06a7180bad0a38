import AssuranceRecords
import WaymarkPluginKit

/// The indicators of one period, with the readings of each organisation.
struct DashboardTable: Sendable {
    private static let columns = ["ccg", "indicator", "domain", "value", "unit", "threshold", "direction", "concern"]

    /// The indicators that the file has for anybody, in the order in which they first stand there.
    private(set) var indicators: [(id: String, domain: String)] = []
    private var readings: [String: [String: Reading]] = [:]

    /// Reads a file.
    /// - Throws: ``StepFailure``, permanent, naming the line.
    init(_ bytes: [UInt8], file: String) throws {
        let table = try DataTable(bytes, file: file, columns: Self.columns)
        var known: Set<String> = []
        for row in table.rows {
            let reading = try Reading(row, of: table)
            if known.insert(reading.indicator).inserted { indicators.append((reading.indicator, reading.domain)) }
            guard readings[row["ccg"], default: [:]].updateValue(reading, forKey: reading.indicator) == nil else {
                throw table.failure("\(row["ccg"]) has a second value of \(reading.indicator)", in: row)
            }
        }
    }

    /// The readings of an organisation, one for each indicator; nil where it has none.
    func readings(of organisation: String) -> [(id: String, domain: String, reading: Reading?)] {
        let own = readings[organisation] ?? [:]
        return indicators.map { ($0.id, $0.domain, own[$0.id]) }
    }
}
