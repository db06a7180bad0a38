import AssuranceRecords
import WaymarkCalendar
import WaymarkPluginKit

/// The evidence of one period, by organisation and in the order of the file.
struct EvidenceTable: Sendable {
    private static let columns = ["ccg", "type", "domain", "title", "source", "date", "finding"]

    private var items: [String: [EvidenceItem]] = [:]

    /// Reads a file.
    ///
    /// Ids are made of the type and a number, so that the same file always gives the same ids.
    /// - Throws: ``StepFailure``, permanent, naming the line.
    init(_ bytes: [UInt8], file: String) throws {
        let table = try DataTable(bytes, file: file, columns: Self.columns)
        for row in table.rows {
            for column in ["ccg", "type", "domain", "title", "source"] where row[column].isBlank {
                throw table.failure("the column \(column) is empty", in: row)
            }
            guard let finding = Finding(rawValue: row["finding"]) else {
                throw table.failure("the finding is \"\(row["finding"])\", but must be concern or note", in: row)
            }
            var item = EvidenceItem()
            item.type = row["type"]
            item.domain = row["domain"]
            item.title = row["title"]
            item.source = row["source"]
            item.finding = finding
            if !row["date"].isEmpty {
                guard let date = LocalDate(row["date"]) else {
                    throw table.failure("\"\(row["date"])\" is not a date such as 2013-10-31", in: row)
                }
                item.date = date
            }
            let number = (items[row["ccg"]] ?? []).count { $0.type == item.type } + 1
            item.id = "\(item.type)-\(number)"
            items[row["ccg"], default: []].append(item)
        }
    }

    /// What there is on an organisation; empty when there is nothing.
    func items(of organisation: String) -> [EvidenceItem] { items[organisation] ?? [] }
}
