/// Diagnostics for people: the place, the line with a mark under the fault, and what to write instead.
package struct TextRenderer {
    private let source: (String) -> String?
    private let isColoured: Bool

    /// Renders with the texts that a function finds by the name of their file.
    package init(isColoured: Bool = false, source: @escaping (String) -> String?) {
        self.isColoured = isColoured
        self.source = source
    }

    /// Everything in order, and a summary.
    package func render(_ diagnostics: Diagnostics) -> String {
        let sorted = diagnostics.sorted
        let counts = diagnostics.counts
        var text = sorted.map { render($0) + "\n" }.joined(separator: "\n")
        let files = Set(sorted.map(\.span.file)).count
        if !sorted.isEmpty {
            text +=
                "\n\(Self.count(counts.errors, "error")), \(Self.count(counts.warnings, "warning")) in \(Self.count(files, "file"))\n"
        }
        return text
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    private func paint(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// One diagnostic, without a line break at its end.
    package func render(_ diagnostic: Diagnostic) -> String {
        let colour = diagnostic.severity == .error ? "1;31" : "1;33"
        let span = diagnostic.span
        var lines = [
            paint("\(diagnostic.severity.rawValue)[\(diagnostic.code)]", colour) + ": \(diagnostic.message)",
            "  --> \(span.file):\(span.start.line):\(span.start.column)",
        ]
        lines += excerpt(span, colour)
        for note in diagnostic.notes {
            lines.append(
                "  = note: \(note.message)\(note.span.map { " (\($0.file):\($0.start.line):\($0.start.column))" } ?? "")"
            )
        }
        if let help = diagnostic.help { lines.append("  = " + paint("help", "1") + ": \(help)") }
        return lines.joined(separator: "\n")
    }

    private func excerpt(_ span: SourceSpan, _ colour: String) -> [String] {
        guard let text = source(span.file) else { return [] }
        // By scalars, because a carriage return and a line feed make one character.
        let all = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        guard all.indices.contains(span.start.line - 1) else { return [] }
        let line = String(all[span.start.line - 1]).replacing("\t", with: " ").replacing("\r", with: "")
        let number = String(span.start.line)
        let gutter = String(repeating: " ", count: number.count)
        let length = line.unicodeScalars.count
        let end = span.end.line == span.start.line ? span.end.column : length + 1
        let marks = max(1, min(end, length + 1) - span.start.column)
        let pad = String(repeating: " ", count: max(0, span.start.column - 1))
        return [
            " \(gutter) |", " \(number) | \(line)",
            " \(gutter) | \(pad)" + paint(String(repeating: "^", count: marks), colour),
        ]
    }
}
