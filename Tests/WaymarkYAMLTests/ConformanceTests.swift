import Foundation
import Testing
import WaymarkDiagnostics

@testable import WaymarkYAML

/// The YAML test suite; see `shared/conformance/README.md` for where it comes from.
@Suite(.enabled(if: ConformanceCase.file != nil, "no conformance suite: set WAYMARK_CONFORMANCE to its folder"))
struct ConformanceTests {
    /// The cases of some classes; a part of the suite may have none of them.
    private func cases(_ isWanted: (String) -> Bool) throws -> [ConformanceCase] {
        let cases = try ConformanceCase.all()
        try #require(!cases.isEmpty)
        return cases.filter { isWanted($0.class) }
    }

    @Test func `Every text with a JSON form is read as that, or refused for what the language leaves out`() throws {
        for item in try cases({ $0 == "must-equal-json" }) {
            var builder = NodeBuilder(text: item.yaml, file: item.id, limits: .definition)
            let document = builder.document()
            var codes = Set(builder.diagnostics.sorted.map(\.code.number))
            // The language has no tags; each is reported, and what it stands on is read as if it were not there.
            if item.yaml.contains("!") { codes.remove("WM1013") }
            let json = try #require(item.json)
            if json.count == 1 {
                #expect(codes.isEmpty, "\(item.id) \(item.name): \(codes)\n\(item.yaml)")
                #expect(document.map { JSON($0) } == json[0], "\(item.id) \(item.name)\n\(item.yaml)")
            } else {
                // A file of the language has one document.
                #expect(codes == [json.isEmpty ? "WM1010" : "WM1009"], "\(item.id) \(item.name): \(codes)")
            }
        }
    }

    @Test func `Every text that is not YAML is refused at a place in it`() throws {
        for item in try cases({ $0 == "must-reject" }) { try expectRefusal(of: item) }
    }

    @Test func `What libyaml wrongly refuses is refused with a place and a help, not with a crash`() throws {
        for item in try cases({ $0 == "gap-rejects-valid" }) { try expectRefusal(of: item) }
    }

    /// Where libyaml is laxer than the standard, the text is read without a fault of ours.
    @Test func `What libyaml wrongly accepts is read or refused, not with a crash`() throws {
        for item in try cases({ ["gap-accepts-invalid", "gap-events-differ", "accept-no-json"].contains($0) }) {
            let (document, diagnostics) = YAMLReader.read(item.yaml, file: item.id)
            #expect((document == nil) == diagnostics.hasErrors, "\(item.id) \(item.name)")
        }
    }

    private func expectRefusal(of item: ConformanceCase) throws {
        let (document, diagnostics) = YAMLReader.read(item.yaml, file: item.id)
        #expect(document == nil, "\(item.id) \(item.name)\n\(item.yaml)")
        let first = try #require(diagnostics.sorted.first, "\(item.id) \(item.name)\n\(item.yaml)")
        let lines = item.yaml.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect((1...lines + 1).contains(first.span.start.line), "\(item.id) \(item.name)")
        #expect(first.help != nil || first.code.number == "WM1001", "\(item.id) \(item.name)")
    }
}
