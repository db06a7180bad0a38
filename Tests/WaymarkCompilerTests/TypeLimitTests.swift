import Testing
import WaymarkCompiler
import WaymarkDiagnostics

/// Types at their limits and just past them, however they are put together.
struct TypeLimitTests {
    private func codes(inputs: String, types: String = "{}") throws -> [String] {
        let text = """
            workflow: round
            version: "1"
            title: Round
            subject: school
            inputs: \(inputs)
            types: \(types)
            steps: [{ id: end, stop: done }]
            """
        return try CompilerFixture.compile(text, file: "a.yaml").diagnostics.sorted.filter { $0.severity == .error }
            .map(
                \.code.number)
    }

    private func lists(_ depth: Int) -> String {
        String(repeating: "list<", count: depth) + "text" + String(repeating: ">", count: depth)
    }

    @Test func depthIsLimited() throws {
        #expect(try codes(inputs: "{ a: \(lists(Limits.typeDepthMax - 1)) }") == [])
        #expect(try codes(inputs: "{ a: \(lists(Limits.typeDepthMax)) }") == ["WM1116"])
        // Far past the limit, nothing but a diagnostic happens.
        #expect(try codes(inputs: "{ a: \"\(lists(100_000))\" }") == ["WM1116"])
    }

    @Test func partsAreLimited() throws {
        func record(_ fields: Int) -> String {
            "{ record: { \((1...fields).map { "f\($0): text" }.joined(separator: ", ")) } }"
        }
        #expect(try codes(inputs: "{ a: \(record(Limits.typePartsMax - 1)) }") == [])
        #expect(try codes(inputs: "{ a: \(record(Limits.typePartsMax)) }") == ["WM1116"])
    }

    @Test func partsOfTheWholeFileAreLimited() throws {
        let fields = (1...1_999).map { "f\($0): text" }.joined(separator: ", ")
        let types = "{ wide: { record: { \(fields) } } }"
        func inputs(_ count: Int) -> String { "{ \((1...count).map { "i\($0): wide" }.joined(separator: ", ")) }" }
        #expect(try codes(inputs: inputs(99), types: types) == [])
        #expect(try codes(inputs: inputs(101), types: types).contains("WM1116"))
    }

    @Test func aLongChainOfTypesThatNameLaterOnesIsRefused() throws {
        let chain = (1...3_000).map { "t\($0): { list: t\($0 + 1) }" }.joined(separator: ", ")
        let found = try codes(inputs: "{ a: t1 }", types: "{ \(chain), t3001: text }")
        #expect(Set(found) == ["WM1116"])
    }
}
