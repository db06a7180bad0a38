import Testing
import WaymarkDiagnostics
import WaymarkYAML

/// Characters of a value found in the file, whatever way the value is written.
struct ScalarPlaceTests {
    /// Finds `X` in the text of the value under `a`, and in the file.
    @Test(arguments: [
        "a: plain X", "a: \"double X\"", "a: 'single X'", "a: \"tab\\t quote\\\" X\"",
        "a: \"\\x41\\u00e4\\U0001F600 X\"",
        "a: 'it''s ''X'''", "a: \"é ü 😀 X\"", "a: plain\n  goes on\n  to X", "a: \"double\n  goes on\n\n  to X\"",
        "a: plain\n\n\n  to X", "a: 'single\n\n  to\n  X'", "a: \"joined \\\n  without a blank X\"",
        "a: |\n  first\n  second X\n", "a: |\n\n  first\n\n\n  second X\n", "a: |\n  first\n    indented X\n  third\n",
        "a: >\n  first\n  second X\n", "a: >-\n  first\n\n  second X\n", "a: >\n  first\n\n\n  second\n  third X\n",
        "a: >\n  first\n    indented\n\n  third X\n", "b: 1\na:\n  - x\n  - { c: \"d X\" }", "a: plain\r\n  on X\r\n",
        "a: |\r\n  first\r\n  second X\r\n", "a: \"double\r\n  on X\"\r\n",
    ])
    func aCharacterIsFoundInTheFile(text: String) throws {
        let (document, diagnostics) = YAMLReader.read(text, file: "a.yaml")
        #expect(diagnostics.isEmpty)
        let scalar = try #require(document.flatMap { innermost($0["a"] ?? $0) })
        let offset = try #require(
            scalar.text.unicodeScalars.split(separator: "X", omittingEmptySubsequences: false).first?.count)
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map(Array.init)
        let line = try #require(lines.firstIndex { $0.contains("X") })
        let column = try #require(lines[line].firstIndex(of: "X"))
        #expect(scalar.position(atScalarOffset: offset) == SourcePosition(line: line + 1, column: column + 1))
    }

    private func innermost(_ node: YAMLNode) -> YAMLScalar? {
        if let scalar = node.scalar { return scalar }
        return (node.items ?? node.entries?.map(\.value))?.last.flatMap(innermost)
    }

    @Test func theEndOfAValueIsFoundToo() throws {
        let document = try #require(YAMLReader.read("a: \"one two\"\nb: |\n  one\n", file: "a.yaml").document)
        let quoted = try #require(document["a"]?.scalar)
        #expect(quoted.position(atScalarOffset: 7) == SourcePosition(line: 1, column: 12))
        let block = try #require(document["b"]?.scalar)
        #expect(block.position(atScalarOffset: 3) == SourcePosition(line: 3, column: 6))
    }
}
