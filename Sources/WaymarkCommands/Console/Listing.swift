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

        /// Whether people compare it with those above and below, digit under digit.
        fileprivate var isNumber: Bool {
            switch value {
            case .int, .uint, .double: true
            default: false
            }
        }

        fileprivate var isEmpty: Bool { text.isEmpty }
    }

    enum Emphasis { case plain, strong, faint, alarming, good }

    /// The columns: the name that programs see, and the heading that people see.
    var columns: [(name: String, heading: String)]
    var rows: [[Cell]] = []
    /// The column of sentences, which people see last: nothing stands to the right of it, and at a terminal it goes on
    /// in lines below.
    var prose: String?
    /// The columns that only programs see.
    var hidden: Set<String> = []

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
        let shown = columns.indices.filter { !hidden.contains(columns[$0].name) }
        let order = shown.filter { columns[$0].name != prose } + shown.filter { columns[$0].name == prose }
        let rows = self.rows.map { row in order.map { row[$0] } }
        let headings = order.map { Cell(columns[$0].heading, emphasis: .faint) }
        var widths = headings.map(\.text.count)
        for row in rows {
            for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.text.count) }
        }
        if let width { Self.fit(&widths, into: width) }
        let numbers = Self.columnsOfNumbers(rows)
        var text = line(headings, widths, numbers, style)
        for row in rows {
            text += prose == nil ? line(row, widths, numbers, style) : lines(row, widths, numbers, style)
        }
        return text
    }

    /// The columns that have numbers and nothing else; they stand to the right.
    private static func columnsOfNumbers(_ rows: [[Cell]]) -> Set<Int> {
        guard let first = rows.first else { return [] }
        return Set(
            first.indices.filter { index in
                rows.allSatisfy { $0[index].isNumber || $0[index].isEmpty } && rows.contains { $0[index].isNumber }
            })
    }

    /// A row whose last cell takes as many lines as it needs.
    private func lines(_ row: [Cell], _ widths: [Int], _ numbers: Set<Int>, _ style: Style) -> String {
        guard let last = row.last, let width = widths.last else { return "" }
        var rest = Self.wrapped(last.text, to: width)[...]
        let first = Cell(.null, text: rest.popFirst() ?? "", emphasis: last.emphasis)
        let indent = String(repeating: " ", count: widths.dropLast().reduce(0) { $0 + $1 + 2 })
        return line(row.dropLast() + [first], widths.dropLast() + [max(width, first.text.count)], numbers, style)
            + rest.map { indent + last.emphasis.apply($0, style) + "\n" }.joined()
    }

    /// Lines of a text, broken at its spaces, whatever kind they are; a word that is wider than a line has one of its own, whole.
    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            if let line = lines.last, line.count + 1 + word.count <= width {
                lines[lines.count - 1] = line + " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }

    /// Narrows the widest columns until a row fits.
    private static func fit(_ widths: inout [Int], into width: Int) {
        while widths.reduce(0, +) + 2 * (widths.count - 1) > width, let widest = widths.max(), widest > 14,
            let index = widths.firstIndex(of: widest)
        {
            widths[index] -= 1
        }
    }

    private func line(_ row: [Cell], _ widths: [Int], _ numbers: Set<Int>, _ style: Style) -> String {
        var text = ""
        for (index, cell) in row.enumerated() {
            let isLast = index == row.count - 1
            let shown =
                cell.text.count > widths[index] ? String(cell.text.prefix(max(1, widths[index] - 1))) + "…" : cell.text
            let padding = String(repeating: " ", count: max(0, widths[index] - shown.count))
            let aligned =
                numbers.contains(index)
                ? padding + cell.emphasis.apply(shown, style) : cell.emphasis.apply(shown, style) + padding
            text += isLast ? aligned : aligned + "  "
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
