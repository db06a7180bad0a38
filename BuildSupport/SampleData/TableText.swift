/// A table as comma-separated values: one header, one row a line, quotes where RFC 4180 wants them.
struct TableText {
    private(set) var lines: [String]

    init(header: [String]) {
        lines = [Self.line(header)]
    }

    mutating func add(_ cells: [String]) {
        lines.append(Self.line(cells))
    }

    private static func line(_ cells: [String]) -> String {
        cells.map { cell in
            guard cell.contains(where: { ",\"\n\r".contains($0) }) else { return cell }
            return "\"" + cell.replacing("\"", with: "\"\"") + "\""
        }
        .joined(separator: ",")
    }
}
