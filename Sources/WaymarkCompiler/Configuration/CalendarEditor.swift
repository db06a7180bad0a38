import WaymarkCalendar
import WaymarkDiagnostics
import WaymarkYAML

/// Changes single lines of the file of a calendar and leaves all others as they are.
struct CalendarEditor {
    private var lines: [[Unicode.Scalar]]
    private let root: YAMLNode
    private let items: [(date: LocalDate, node: YAMLNode)]
    /// Lines to put before a line of the file, from 0.
    private var inserted: [Int: [String]] = [:]
    private var struck: Set<Int> = []

    init(_ text: String, root: YAMLNode) {
        lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        self.root = root
        items = (root["holidays"]?.items ?? []).compactMap { node in
            (node["date"] ?? node["from"])?.text.flatMap { LocalDate($0) }.map { ($0, node) }
        }.sorted { $0.0 < $1.0 }
    }

    /// The text with all changes.
    func edited() -> String {
        var result: [String] = []
        for (number, line) in lines.enumerated() {
            result += inserted[number] ?? []
            if !struck.contains(number) { result.append(String(line)) }
        }
        result += inserted[lines.count] ?? []
        return result.joined(separator: "\n")
    }

    /// Whether the day is listed as a holiday by itself, not as one of a stretch.
    func hasHoliday(on date: LocalDate) -> Bool { item(of: date) != nil }

    private func item(of date: LocalDate) -> YAMLNode? {
        items.first { $0.date == date && $0.node["date"] != nil }?.node
    }

    // MARK: - Changing

    mutating func rename(_ date: LocalDate, to title: String) {
        guard let span = item(of: date)?["title"]?.span else { return }
        replace(span, by: Self.quoted(title))
    }

    mutating func remove(_ holiday: Holiday, announced: LocalDate?) {
        guard let announced else {
            guard let item = item(of: holiday.date) else { return }
            for line in item.span.start.line...lastLine(of: item) { struck.insert(line - 1) }
            return
        }
        let change =
            "- { date: \(holiday.date), title: \(Self.quoted(holiday.title + ", no longer")), day: worked, "
            + "announced: \(announced) }"
        append(change, under: "changes")
    }

    mutating func add(_ holiday: Holiday, announced: LocalDate?) {
        let ending = announced.map { ", announced: \($0)" } ?? ""
        let entry = "- { date: \(holiday.date), title: \(Self.quoted(holiday.title))\(ending) }"
        let before = items.last { $0.date < holiday.date }
        let next = items.first { $0.date > holiday.date }
        // Under the heading of its year, if that is there.
        if let next, before == nil || next.date.year == holiday.date.year && before?.date.year != next.date.year {
            inserted[next.node.span.start.line - 1, default: []].append(indent(of: next.node) + entry)
            return
        }
        guard let before else { return append(entry, under: "holidays") }
        let indent = indent(of: before.node)
        let line = lastLine(of: before.node)
        var new = [indent + entry]
        let heading = "\(indent)# \(holiday.date.year)"
        if before.date.year != holiday.date.year, hasYearHeadings, inserted[line]?.contains(heading) != true {
            new.insert(heading, at: 0)
        }
        inserted[line, default: []] += new
    }

    mutating func widen(to year: Int) {
        guard let span = root["years"]?["to"]?.span else { return }
        replace(span, by: "\(year)")
    }

    private mutating func append(_ entry: String, under key: String) {
        if let last = root[key]?.items?.last {
            inserted[lastLine(of: last), default: []].append(indent(of: last) + entry)
            return
        }
        let end = lines.last?.isEmpty == true ? lines.count - 1 : lines.count
        if inserted[end]?.contains("\(key):") != true { inserted[end, default: []].append("\(key):") }
        inserted[end, default: []].append("  " + entry)
    }

    /// Replaces what stands on one line; places are kept right by working on the line as it was.
    private mutating func replace(_ span: SourceSpan, by text: String) {
        guard span.start.line == span.end.line else { return }
        let line = span.start.line - 1
        lines[line].replaceSubrange((span.start.column - 1)..<(span.end.column - 1), with: text.unicodeScalars)
    }

    // MARK: - Places

    /// The last line on which a node has something, from 1; the span of a block runs on to what follows it.
    private func lastLine(of node: YAMLNode) -> Int {
        switch node.content {
        case .scalar: return node.span.end.line
        case .sequence(let items): return max(items.last.map(lastLine) ?? 0, closingLine(of: node))
        case .mapping(let entries): return max(entries.last.map { lastLine(of: $0.value) } ?? 0, closingLine(of: node))
        }
    }

    /// The line of the bracket that closes a node; its first line where there is none.
    private func closingLine(of node: YAMLNode) -> Int {
        let end = node.span.end
        guard end.column > 1, lines.indices.contains(end.line - 1), lines[end.line - 1].count >= end.column - 1 else {
            return node.span.start.line
        }
        let last = lines[end.line - 1][end.column - 2]
        return last == "}" || last == "]" ? end.line : node.span.start.line
    }

    /// What stands before the dash of an item.
    private func indent(of item: YAMLNode) -> String {
        let line = lines[item.span.start.line - 1]
        return String(line.prefix { $0 == " " })
    }

    private var hasYearHeadings: Bool {
        lines.contains { line in
            let text = String(line).drop { $0 == " " }
            return text.hasPrefix("# ") && text.count == 6 && text.dropFirst(2).allSatisfy(\.isNumber)
        }
    }

    /// A title as YAML writes it within braces.
    private static func quoted(_ title: String) -> String {
        let isPlain =
            title.first?.isLetter == true
            && title.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789 '()-".unicodeScalars.contains($0)
            }
            && title.last != " "
        if isPlain { return title }
        return "\"" + title.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

extension String {
    fileprivate init(_ scalars: [Unicode.Scalar]) {
        self.init()
        unicodeScalars.append(contentsOf: scalars)
    }

    fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) { self.init(Array(scalars)) }
}
