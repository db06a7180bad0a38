import WaymarkDiagnostics

/// Finds characters of a scalar's text in the file, undoing quotes, escapes, folding and indentation.
struct ScalarPlaces {
    private let scalar: YAMLScalar
    private let lines: [[Unicode.Scalar]]

    init(_ scalar: YAMLScalar) {
        self.scalar = scalar
        lines = scalar.source.lines
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

    /// In a block each line break of the file is one character of the text.
    private func inBlock(_ offset: Int) -> SourcePosition {
        var line = scalar.start.line
        while line < lines.count, lines[line].allSatisfy({ $0 == " " || $0 == "\r" }) { line += 1 }
        let indent = line < lines.count ? lines[line].prefix { $0 == " " }.count : 0
        var rest = offset
        while line < lines.count {
            let length = max(0, lines[line].count - indent)
            if rest <= length { return SourcePosition(line: line + 1, column: indent + rest + 1) }
            rest -= length + 1
            line += 1
        }
        return SourcePosition(line: max(1, lines.count), column: 1)
    }

    /// In plain and quoted text a run of line breaks and the blanks around it is one character.
    private func inFlow(_ offset: Int, from start: SourcePosition, quote: Unicode.Scalar?) -> SourcePosition {
        var line = start.line - 1
        var column = start.column - 1
        var rest = offset
        while rest > 0, line < lines.count {
            let content = lines[line]
            guard column < content.count, !content[column...].allSatisfy({ $0 == " " || $0 == "\t" || $0 == "\r" }) else {
                line += 1
                guard line < lines.count else { break }
                column = lines[line].prefix { $0 == " " || $0 == "\t" }.count
                rest -= 1
                continue
            }
            column += width(of: content, at: column, quote: quote)
            rest -= 1
        }
        return SourcePosition(line: min(line, max(0, lines.count - 1)) + 1, column: column + 1)
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
