import CEL
import WaymarkDefinition
import WaymarkEngine

/// Rows for people and programs: one description, shown as a table, JSON or CSV.
struct Listing {
    /// A cell: what programs get, and what people read when that differs.
    struct Cell {
        var value: Value
        var text: String
        var emphasis: Emphasis = .plain

        init(_ text: String?, emphasis: Emphasis = .plain) {
            value = text.map { .string($0) } ?? .null
            self.text = text ?? ""
            self.emphasis = emphasis
        }

        init(_ number: Int) {
            value = .int(Int64(number))
            text = "\(number)"
        }

        init(_ value: Value, text: String, emphasis: Emphasis = .plain) {
            self.value = value
            self.text = text
            self.emphasis = emphasis
        }
    }

    enum Emphasis { case plain, strong, faint, alarming, good }

    /// The columns: the name that programs see, and the heading that people see.
    var columns: [(name: String, heading: String)]
    var rows: [[Cell]] = []

    func rendered(_ format: OutputFormat, style: Style, width: Int?) -> String {
        switch format {
        case .table: table(style, width: width)
        case .json: "[" + rows.map { "\n  " + json($0) }.joined(separator: ",") + (rows.isEmpty ? "]\n" : "\n]\n")
        case .ndjson: rows.map { json($0) + "\n" }.joined()
        case .csv:
            ([columns.map(\.name)] + rows.map { $0.map { Self.csv($0.value) } }).map {
                $0.joined(separator: ",") + "\n"
            }.joined()
        }
    }

    private func json(_ row: [Cell]) -> String {
        JSONText.string(of: .map(MapValue(zip(columns, row).map { (.string($0.name), $1.value) })), style: .plain)
    }

    private static func csv(_ value: Value) -> String {
        let text = if case .null = value { "" } else { value.printed }
        guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }

    private func table(_ style: Style, width: Int?) -> String {
        guard !rows.isEmpty else { return "" }
        var widths = columns.map(\.heading.count)
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.text.count) }
        }
        if let width { Self.fit(&widths, into: width) }
        var text = line(columns.map { Cell($0.heading, emphasis: .faint) }, widths, style)
        for row in rows { text += line(row, widths, style) }
        return text
    }

    /// Narrows the widest columns until a row fits.
    private static func fit(_ widths: inout [Int], into width: Int) {
        while widths.reduce(0, +) + 2 * (widths.count - 1) > width, let widest = widths.max(), widest > 14,
            let index = widths.firstIndex(of: widest)
        {
            widths[index] -= 1
        }
    }

    private func line(_ row: [Cell], _ widths: [Int], _ style: Style) -> String {
        var text = ""
        for (index, cell) in row.enumerated() {
            let isLast = index == row.count - 1
            let shown =
                cell.text.count > widths[index] ? String(cell.text.prefix(max(1, widths[index] - 1))) + "…" : cell.text
            let padding = isLast ? "" : String(repeating: " ", count: max(0, widths[index] - shown.count) + 2)
            text += cell.emphasis.apply(shown, style) + padding
        }
        while text.hasSuffix(" ") { text.removeLast() }
        return text + "\n"
    }
}

extension Listing.Emphasis {
    func apply(_ text: String, _ style: Style) -> String {
        switch self {
        case .plain: text
        case .strong: style.bold(text)
        case .faint: style.dim(text)
        case .alarming: style.red(text)
        case .good: style.green(text)
        }
    }
}
