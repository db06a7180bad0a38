import Testing
import WaymarkDiagnostics

@testable import WaymarkYAML

/// The bounds of a text: what is just within is read, one more is not.
struct YAMLLimitTests {
    private func codes(_ text: String, _ limits: YAMLLimits) -> [String] {
        YAMLReader.read(text, file: "a.yaml", limits: limits).diagnostics.sorted.map(\.code.number)
    }

    @Test func bytesAreLimited() {
        #expect(codes("abcde", YAMLLimits(bytesMax: 5)) == [])
        #expect(codes("abcde", YAMLLimits(bytesMax: 4)) == ["WM1003"])
        #expect(codes("äöü", YAMLLimits(bytesMax: 5)) == ["WM1003"])
    }

    @Test func depthIsLimited() {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        // The innermost of 65 lists stands at depth 64.
        #expect(codes(nested(65), YAMLLimits(bytesMax: 1000)) == [])
        #expect(codes(nested(66), YAMLLimits(bytesMax: 1000)) == ["WM1004"])
    }

    @Test func nodesAreLimited() {
        // The list and its three items.
        #expect(codes("[a, b, c]", YAMLLimits(bytesMax: 1000, nodesMax: 4)) == [])
        #expect(codes("[a, b, c]", YAMLLimits(bytesMax: 1000, nodesMax: 3)) == ["WM1005"])
    }

    @Test func nodesOfAliasesAreLimited() {
        let text = "a: &a [b, c]\nd: *a\ne: *a\n"
        #expect(codes(text, YAMLLimits(bytesMax: 1000, aliasNodesMax: 6)) == [])
        #expect(codes(text, YAMLLimits(bytesMax: 1000, aliasNodesMax: 5)) == ["WM1011"])
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        let (document, diagnostics) = YAMLReader.read(bytes: [0x61, 0x3A, 0x20, 0xFF], file: "a.yaml")
        #expect(document == nil)
        #expect(diagnostics.sorted.map(\.code.number) == ["WM1002"])
        #expect(YAMLReader.read(bytes: Array("a: ä".utf8), file: "a.yaml").document?["a"]?.text == "ä")
    }

    @Test(arguments: [
        ("no", YAMLScalar.Resolved.string("no")), ("2013-10-31", .string("2013-10-31")), ("true", .bool(true)),
        ("~", .null), ("0x1F", .int(31)), ("1_000", .string("1_000")), ("-12", .int(-12)), (".5", .double(0.5)),
        ("1e3", .double(1000)), ("12:30", .string("12:30")), ("'12'", .string("12")), ("!!str 12", .string("12")),
    ])
    func valuesAreReadByTheCoreSchema(text: String, value: YAMLScalar.Resolved) {
        #expect(YAMLReader.read("a: \(text)", file: "a.yaml").document?["a"]?.scalar?.resolved == value)
    }
}
