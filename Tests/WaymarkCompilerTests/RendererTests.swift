import Foundation
import Testing
import WaymarkDiagnostics

/// Diagnostics as text, as JSON and as SARIF.
struct RendererTests {
    private static let code = DiagnosticCode("WM1053", "unknown-key", "A key that has no meaning here.")
    private static let source = "workflow: round\n\tcolour: \"rot\"\nsteps: []\n"

    private static func span(_ line: Int, _ column: Int, _ end: Int, endLine: Int? = nil) -> SourceSpan {
        SourceSpan(
            file: "round.yaml", start: SourcePosition(line: line, column: column),
            end: SourcePosition(line: endLine ?? line, column: end))
    }

    private static var diagnostics: Diagnostics {
        var diagnostics = Diagnostics()
        diagnostics.add(Diagnostic(code, .warning, at: span(3, 1, 6), "a list \"of\" steps\tis empty"))
        diagnostics.add(
            Diagnostic(
                code, at: span(2, 2, 8), "`colour` has no meaning", help: "leave it out",
                notes: [.init("the first is here", at: span(1, 1, 9)), .init("that is all")]))
        diagnostics.add(Diagnostic(code, .warning, at: span(3, 1, 6), "a list \"of\" steps\tis empty"))
        return diagnostics
    }

    @Test func textShowsTheLineAndMarksThePlace() {
        let text = TextRenderer { $0 == "round.yaml" ? Self.source : nil }.render(Self.diagnostics)
        #expect(
            text == """
                error[WM1053]: `colour` has no meaning
                  --> round.yaml:2:2
                   |
                 2 |  colour: "rot"
                   |  ^^^^^^
                  = note: the first is here (round.yaml:1:1)
                  = note: that is all
                  = help: leave it out

                warning[WM1053]: a list "of" steps\tis empty
                  --> round.yaml:3:1
                   |
                 3 | steps: []
                   | ^^^^^

                1 error, 1 warning in 1 file

                """)
    }

    @Test func textOfSeveralLinesIsMarkedToTheEndOfTheFirst() {
        let renderer = TextRenderer { _ in "one two\r\nthree\r\n" }
        let text = renderer.render(Diagnostic(Self.code, at: Self.span(1, 5, 3, endLine: 2), "odd"))
        #expect(text.hasSuffix(" 1 | one two\n   |     ^^^"))
    }

    @Test func textWithoutASourceHasNoExcerpt() {
        let text = TextRenderer { _ in nil }.render(
            Diagnostic(Self.code, at: Self.span(9, 1, 2), "odd", help: "mend it"))
        #expect(text == "error[WM1053]: odd\n  --> round.yaml:9:1\n  = help: mend it")
    }

    @Test func coloursAreOnlyShownWhenAskedFor() {
        let diagnostic = Diagnostic(Self.code, at: Self.span(1, 1, 2), "odd")
        #expect(!TextRenderer { _ in "x" }.render(diagnostic).contains("\u{1B}"))
        let text = TextRenderer(isColoured: true) { _ in "x" }.render(diagnostic)
        #expect(text.hasPrefix("\u{1B}[1;31merror[WM1053]\u{1B}[0m: odd"))
    }

    @Test func nothingWrongIsNoText() {
        #expect(TextRenderer { _ in nil }.render(Diagnostics()) == "")
    }

    @Test func jsonIsOneObjectWithCounts() throws {
        let text = JSONRenderer.render(Self.diagnostics)
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["errors"] as? Int == 1)
        #expect(object["warnings"] as? Int == 1)
        let rows = try #require(object["diagnostics"] as? [[String: Any]])
        #expect(rows.map { $0["line"] as? Int } == [2, 3])
        #expect(rows.map { $0["end_column"] as? Int } == [8, 6])
        #expect(rows.map { $0["severity"] as? String } == ["error", "warning"])
        #expect(rows[0]["help"] as? String == "leave it out")
        #expect(rows[0]["notes"] as? [String] == ["the first is here", "that is all"])
        #expect(rows[1]["help"] is NSNull)
        #expect(rows[1]["message"] as? String == "a list \"of\" steps\tis empty")
    }

    @Test func jsonOfNothingIsStillAnObject() {
        #expect(JSONRenderer.render(Diagnostics()) == "{\"diagnostics\":[],\"errors\":0,\"warnings\":0}\n")
    }

    @Test func sarifHasTheRuleTheRegionAndTheHelp() throws {
        let text = SARIFRenderer.render(Self.diagnostics, version: "1.2.3")
        let object = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(object["version"] as? String == "2.1.0")
        let run = try #require((object["runs"] as? [[String: Any]])?.first)
        let driver = try #require((run["tool"] as? [String: Any])?["driver"] as? [String: Any])
        #expect(driver["semanticVersion"] as? String == "1.2.3")
        #expect((driver["rules"] as? [[String: Any]])?.map { $0["id"] as? String } == ["WM1053"])
        let results = try #require(run["results"] as? [[String: Any]])
        #expect(results.map { $0["level"] as? String } == ["error", "warning"])
        #expect(
            (results[0]["message"] as? [String: Any])?["text"] as? String == "`colour` has no meaning; leave it out")
        let location = try #require(
            (results[0]["locations"] as? [[String: Any]])?.first?["physicalLocation"] as? [String: Any])
        #expect((location["artifactLocation"] as? [String: Any])?["uri"] as? String == "round.yaml")
        let region = try #require(location["region"] as? [String: Int])
        #expect(region == ["startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 8])
    }

    @Test(arguments: [
        ("hed", "head"), ("haed", "head"), ("qwx", nil), ("inspectr", "inspector"), ("head", nil),
    ])
    func theNearestWordIsFound(word: String, expected: String?) {
        #expect(Nearest.word(to: word, among: ["head", "inspector"]) == expected)
    }
}
