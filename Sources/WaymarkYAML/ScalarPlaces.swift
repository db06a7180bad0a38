import WaymarkDiagnostics

/// Finds characters of a scalar's text in the file, undoing quotes, escapes, folding and indentation.
struct ScalarPlaces {
    private let scalar: YAMLScalar
    private let lines: LineReader

    init(_ scalar: YAMLScalar) {
        self.scalar = scalar
        lines = LineReader(scalar.source)
    }

    func position(of offset: Int) -> SourcePosition {
        switch scalar.style {
        case .literal, .folded: inBlock(offset)
        case .plain: inFlow(offset, from: scalar.start, quote: nil)
        case .single: inFlow(offset, from: after(scalar.start), quote: "'")
        case .double: inFlow(offset, from: after(scalar.start), quote: "\"")
        }
    }

    private func after(_ position: SourcePosition) -> SourcePosition {
        SourcePosition(line: position.line, column: position.column + 1)
    }

    private func isBlank(_ line: Int) -> Bool { lines[line].allSatisfy { $0 == " " || $0 == "\t" || $0 == "\r" } }

    /// The first line from one on that is not blank; the number of lines when there is none.
    private func firstFilled(from line: Int) -> Int {
        var line = line
        while line < lines.count, isBlank(line) { line += 1 }
        return line
    }

    /// In a block each line break of the file is one character of the text, but for those that folding takes away.
    private func inBlock(_ offset: Int) -> SourcePosition {
        var line = scalar.start.line
        let first = firstFilled(from: line)
        let indent = first < lines.count ? lines[first].prefix { $0 == " " }.count : 0
        var rest = offset
        while line < lines.count {
            let content = lines[line].last == "\r" ? lines[line].dropLast() : lines[line][...]
            let length = max(0, content.count - indent)
            if rest < length { return SourcePosition(line: line + 1, column: indent + rest + 1) }
            let isFolded = scalar.style == .folded && foldsAway(after: line, indent: indent)
            if rest == length, !isFolded { return SourcePosition(line: line + 1, column: indent + rest + 1) }
            rest -= isFolded ? length : length + 1
            line += 1
        }
        return SourcePosition(line: max(1, lines.count), column: 1)
    }

    /// Whether folding takes the break after a line away: blank lines follow, and neither neighbour is indented more.
    private func foldsAway(after line: Int, indent: Int) -> Bool {
        guard line + 1 < lines.count, !isBlank(line), isBlank(line + 1) else { return false }
        let next = firstFilled(from: line + 1)
        guard next < lines.count else { return false }
        return [line, next].allSatisfy { lines[$0].prefix { $0 == " " }.count == indent }
    }

    /// In plain and quoted text a line break and the blanks around it are one character, and so is each blank line.
    private func inFlow(_ offset: Int, from start: SourcePosition, quote: Unicode.Scalar?) -> SourcePosition {
        var line = start.line - 1
        var column = start.column - 1
        var rest = offset
        while line < lines.count {
            let content = lines[line]
            if let breaks = breaks(at: column, of: line, quote: quote) {
                let next = firstFilled(from: line + 1)
                let count = next - line - 1 > 0 ? next - line - 1 : breaks
                guard next < lines.count, rest >= count, rest > 0 || count == 0 else { break }
                line = next
                column = lines[line].prefix { $0 == " " || $0 == "\t" }.count
                rest -= count
                continue
            }
            guard rest > 0 else { break }
            column += width(of: content, at: column, quote: quote)
            rest -= 1
        }
        return SourcePosition(line: min(line, max(0, lines.count - 1)) + 1, column: column + 1)
    }

    /// How many characters the break of a line makes, if nothing but blanks stands before it; none after a backslash.
    private func breaks(at column: Int, of line: Int, quote: Unicode.Scalar?) -> Int? {
        let rest = column < lines[line].count ? lines[line][column...] : []
        if rest.allSatisfy({ $0 == " " || $0 == "\t" || $0 == "\r" }) { return 1 }
        guard quote == "\"", rest.first == "\\" else { return nil }
        return rest.dropFirst().allSatisfy { $0 == "\r" } ? 0 : nil
    }

    /// How many characters of the file make the next one of the text.
    private func width(of content: [Unicode.Scalar], at column: Int, quote: Unicode.Scalar?) -> Int {
        if quote == "'", content[column] == "'" { return 2 }
        guard quote == "\"", content[column] == "\\", column + 1 < content.count else { return 1 }
        switch content[column + 1] {
        case "x": return 4
        case "u": return 6
        case "U": return 10
        default: return 2
        }
    }
}
