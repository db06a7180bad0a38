import CEL
import Document
import Testing
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkTestKit

@Suite("document.render")
struct RenderTests {
    private func text(of template: String, with data: String = "{}") throws -> String {
        let harness = StepHarness(plugin: DocumentPlugin.plugin, templates: ["t.mustache": template])
        let result = try harness.compute(
            "document.render", with: #"{"template": "t.mustache", "title": "Report", "data": \#(data)}"#)
        let whole = result.documents.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        return whole.firstRange(of: "\n\n---\n").map { String(whole[..<$0.lowerBound]) } ?? whole
    }

    private func failure(of template: String, with data: String = "{}") -> String? {
        do {
            _ = try text(of: template, with: data)
            return nil
        } catch let failure as StepFailure {
            return failure.isPermanent ? failure.message : nil
        } catch {
            return nil
        }
    }

    @Test(arguments: [
        ("Dear {{name}}.", #"{"name": "Ada"}"#, "Dear Ada."),
        ("{{a.b}} {{ n }} {{x}} {{y}}", #"{"a": {"b": "c"}, "n": 3, "x": 1.5, "y": true}"#, "c 3 1.5 yes"),
        ("{{#items}}\n- {{.}}\n{{/items}}\nend", #"{"items": ["a", "b"]}"#, "- a\n- b\nend"),
        (
            "{{#items}}{{name}} of {{title}};{{/items}}", #"{"items": [{"name": "a"}, {"name": "b"}]}"#,
            "a of Report;b of Report;"
        ),
        ("{{^items}}none{{/items}}", #"{"items": []}"#, "none"),
        ("{{^items}}none{{/items}}", "{}", "none"),
        ("{{#reason}}Because {{.}}{{/reason}}", "{}", ""),
        ("{{#reason}}Because {{.}}{{/reason}}", #"{"reason": "so"}"#, "Because so"),
        ("{{! a remark }}\ntext{{! another }}", "{}", "text"),
        ("{{#on}}{{^off}}both{{/off}}{{/on}}", #"{"on": true, "off": false}"#, "both"),
        ("{{case}} {{today}}", "{}", "13Q2-ALV 2013-10-31"),
    ])
    func `writes values in their places`(template: String, data: String, expected: String) throws {
        #expect(try text(of: template, with: data) == expected)
    }

    @Test(arguments: [
        ("a\n{{nme}}", #"{"name": "x"}"#, "line 2 of the template: nothing is named nme here"),
        ("{{items}}", #"{"items": [1]}"#, "line 1 of the template: items is a list of 1, which has no text"),
        ("{{#a}}", "{}", "line 1 of the template: {{#a}} is not closed"),
        ("{{/a}}", "{}", "line 1 of the template: {{/a}} closes nothing"),
        ("{{#a}}\n{{/b}}", "{}", "line 2 of the template: {{/b}} stands where {{/a}} is expected"),
        ("{{a", "{}", "line 1 of the template: {{ without }} on the same line"),
        ("{{> other}}", "{}", "line 1 of the template: {{> other}} is not a tag that templates have"),
        ("{{two words}}", "{}", "line 1 of the template: \"two words\" is not a name"),
    ])
    func `names the line of a fault in a template`(template: String, data: String, expected: String) {
        #expect(failure(of: template, with: data) == expected)
    }

    @Test func `sections go as deep as the limit and no deeper`() throws {
        let limit = TemplateLimits.depthMax
        func nested(_ depth: Int) -> String {
            String(repeating: "{{#a}}", count: depth) + "x" + String(repeating: "{{/a}}", count: depth)
        }
        #expect(try text(of: nested(limit), with: #"{"a": true}"#) == "x")
        #expect(failure(of: nested(limit + 1), with: #"{"a": true}"#)?.contains("more than \(limit)") ?? false)
    }

    @Test func `a template that was forgotten is read again, and a faulty one is never kept`() throws {
        for number in 0...TemplateLimits.knownMax { #expect(try text(of: "No. \(number)") == "No. \(number)") }
        #expect(try text(of: "No. 0") == "No. 0")
        for _ in 0..<2 { #expect(failure(of: "{{#a}}")?.contains("is not closed") == true) }
    }

    @Test func `a document grows to the limit and no further`() throws {
        let limit = DocumentLimits.documentBytesMax
        #expect(try text(of: String(repeating: "x", count: limit)).utf8.count == limit)
        #expect(failure(of: String(repeating: "x", count: limit + 1)) != nil)
    }

    @Test func `a missing or empty section is named, and the draft is kept`() throws {
        let template = "# Letter\n\n## Year\n\nGood.\n\n## Ambitions\n\n{{#ambitions}}\n- {{.}}\n{{/ambitions}}\n"
        let harness = StepHarness(plugin: DocumentPlugin.plugin, templates: ["letter.mustache": template])
        let parameters =
            #"{"template": "letter.mustache", "title": "Letter", "required_sections": ["Year", "Ambitions", "Annex"]}"#
        let result = try harness.compute("document.render", with: parameters)
        #expect(result.outcome == "missing_section")
        #expect(result.outputs["missing"] == .list([.string("Ambitions"), .string("Annex")]))
        #expect(result.documents.count == 1)
        #expect(result.outputs["document"]?["hash"]?.text == result.documents.first?.document.hash)
    }

    @Test(arguments: ["\\n", "\\r\\n", "\\r", "\\u000b", "\\u000c", "\\u0085", "\\u2028", "\\u2029", "\\u00a0"])
    func `ends of lines and blanks alone are no content`(blank: String) throws {
        let harness = StepHarness(plugin: DocumentPlugin.plugin, templates: ["r.mustache": "## Year\n\n{{note}}\n"])
        for (note, missing) in [("\(blank)\(blank)", [Value.string("Year")]), ("\(blank)x\(blank)", [])] {
            let result = try harness.compute(
                "document.render",
                with: """
                    {"template": "r.mustache", "title": "R", "data": {"note": "\(note)"},
                     "required_sections": ["Year"]}
                    """)
            #expect(result.outputs["missing"] == .list(missing))
        }
    }

    @Test func `a complete document says what it rests on`() throws {
        let template = "## Best practice\n\n### Ward\n\n{{practice}}\n"
        let harness = StepHarness(plugin: DocumentPlugin.plugin, templates: ["r.mustache": template])
        let result = try harness.compute(
            "document.render",
            with: """
                {"template": "r.mustache", "title": "R", "data": {"practice": "Shared rounds."},
                 "required_sections": ["best practice"]}
                """)
        #expect(result.outcome == "complete")
        let text = result.documents.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        #expect(text.hasSuffix("Made on 2013-10-31 in case 13Q2-ALV, step the_step, by assurance 1 (0123456789ab).\n"))
    }

    @Test func `no value can pass for a section`() throws {
        let harness = StepHarness(plugin: DocumentPlugin.plugin, templates: ["r.mustache": "{{note}}"])
        let result = try harness.compute(
            "document.render",
            with:
                #"{"template": "r.mustache", "title": "R", "data": {"note": "x\n## Annex\ny"}, "required_sections": ["Annex"]}"#
        )
        #expect(result.outputs["missing"] == .list([.string("Annex")]))
    }

    @Test func `refuses a template that is not there`() {
        let harness = StepHarness(plugin: DocumentPlugin.plugin)
        #expect(throws: StepFailure.self) {
            try harness.compute("document.render", with: #"{"template": "no.mustache", "title": "R"}"#)
        }
    }

    @Test func `finds faults in the file`() throws {
        let harness = StepHarness(plugin: DocumentPlugin.plugin)
        #expect(
            try harness.faults("document.render", with: #"{"required_sections": ["A", " ", "a"]}"#) == [
                "required_sections[1]: a section needs a title", "required_sections[2]: \"a\" is required twice",
            ])
        #expect(try harness.outcomes("document.render").map(\.name) == ["complete", "not_found"])
    }
}
