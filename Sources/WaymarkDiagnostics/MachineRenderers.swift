/// Diagnostics for programs, as JSON: `{"diagnostics": […], "errors": n, "warnings": n}`; the shape is a contract.
package enum JSONRenderer {
    /// The text, with a line break at its end.
    package static func render(_ diagnostics: Diagnostics) -> String {
        let rows = diagnostics.sorted.map { diagnostic in
            let span = diagnostic.span
            var pairs = [
                ("code", JSONWords.text(diagnostic.code.number)), ("name", JSONWords.text(diagnostic.code.name)),
                ("severity", JSONWords.text(diagnostic.severity.rawValue)), ("file", JSONWords.text(span.file)),
                ("line", "\(span.start.line)"), ("column", "\(span.start.column)"), ("end_line", "\(span.end.line)"),
                ("end_column", "\(span.end.column)"), ("message", JSONWords.text(diagnostic.message)),
            ]
            pairs.append(("help", diagnostic.help.map(JSONWords.text) ?? "null"))
            pairs.append(("notes", JSONWords.list(diagnostic.notes.map { JSONWords.text($0.message) })))
            return "\n  " + JSONWords.object(pairs)
        }
        let counts = diagnostics.counts
        return
            "{\"diagnostics\":[\(rows.joined(separator: ","))],\"errors\":\(counts.errors),\"warnings\":\(counts.warnings)}\n"
    }
}

/// Diagnostics as SARIF 2.1.0, for code review tools.
package enum SARIFRenderer {
    /// The text, with a line break at its end.
    package static func render(_ diagnostics: Diagnostics, version: String) -> String {
        let sorted = diagnostics.sorted
        var codes: [DiagnosticCode] = []
        for diagnostic in sorted where !codes.contains(diagnostic.code) { codes.append(diagnostic.code) }
        let rules = codes.sorted { $0.number < $1.number }.map { code in
            JSONWords.object([
                ("id", JSONWords.text(code.number)), ("name", JSONWords.text(code.name)),
                ("shortDescription", JSONWords.object([("text", JSONWords.text(code.summary))])),
            ])
        }
        let driver = JSONWords.object([
            ("name", JSONWords.text("waymark")), ("semanticVersion", JSONWords.text(version)),
            ("rules", JSONWords.list(rules)),
        ])
        let run = JSONWords.object([
            ("tool", JSONWords.object([("driver", driver)])), ("columnKind", JSONWords.text("unicodeCodePoints")),
            ("results", JSONWords.list(sorted.map(result))),
        ])
        return JSONWords.object([
            ("$schema", JSONWords.text("https://json.schemastore.org/sarif-2.1.0.json")),
            ("version", JSONWords.text("2.1.0")),
            ("runs", JSONWords.list([run])),
        ]) + "\n"
    }

    private static func result(_ diagnostic: Diagnostic) -> String {
        let span = diagnostic.span
        let region = JSONWords.object([
            ("startLine", "\(span.start.line)"), ("startColumn", "\(span.start.column)"),
            ("endLine", "\(span.end.line)"),
            ("endColumn", "\(span.end.column)"),
        ])
        let location = JSONWords.object([
            (
                "physicalLocation",
                JSONWords.object([
                    ("artifactLocation", JSONWords.object([("uri", JSONWords.text(span.file))])), ("region", region),
                ])
            )
        ])
        let words = diagnostic.message + (diagnostic.help.map { "; \($0)" } ?? "")
        return JSONWords.object([
            ("ruleId", JSONWords.text(diagnostic.code.number)), ("level", JSONWords.text(diagnostic.severity.rawValue)),
            ("message", JSONWords.object([("text", JSONWords.text(words))])), ("locations", JSONWords.list([location])),
        ])
    }
}

/// The words of JSON.
enum JSONWords {
    static func text(_ text: String) -> String {
        var words = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": words += "\\\""
            case "\\": words += "\\\\"
            case "\n": words += "\\n"
            case "\t": words += "\\t"
            case "\r": words += "\\r"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                words += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: words.unicodeScalars.append(scalar)
            }
        }
        return words + "\""
    }

    static func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

    static func object(_ pairs: [(String, String)]) -> String {
        "{" + pairs.map { "\(text($0.0)):\($0.1)" }.joined(separator: ",") + "}"
    }
}
