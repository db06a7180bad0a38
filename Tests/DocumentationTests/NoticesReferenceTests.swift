import Testing
import WaymarkCompiler
import WaymarkDiagnostics

/// The page on notices says what the reader reads.
@Suite struct NoticesReferenceTests {
    private static let page = "Sources/waymark/Documentation.docc/Reference/Notices.md"

    @Test func `The example is without a fault and has every key`() throws {
        let blocks = try Page(Self.page).blocks.filter { $0.language == "yaml" }
        #expect(blocks.count == 1)
        for block in blocks {
            let found = NoticesReader.read(block.text, file: "notices.yaml")
            #expect(found.diagnostics.isEmpty, "\(found.diagnostics.sorted.map(\.message))")
        }
    }

    @Test func `Every key of the settings has its line`() throws {
        let text = """
            zzz: 1
            mail: { from: a@b.org, zzz: 1, smtp: { server: m, zzz: 1 } }
            quiet: { from: "19:00", until: "07:00", zzz: 1 }
            digest: { zzz: 1 }
            webhooks: [ { name: a, url: "https://a.org", secret: { file: f }, zzz: 1 } ]
            retry: { zzz: 1 }
            """
        let faults = NoticesReader.read(text, file: "notices.yaml").diagnostics.sorted
            .filter { $0.message.contains("`zzz`") }
        #expect(faults.count == 7)
        let rows = try Page(Self.page).text.split(separator: "\n").filter { $0.hasPrefix("| `") }
        let words = Set(
            rows.flatMap { row in
                row.split(separator: "|")[0].split { !$0.isLetter && $0 != "_" }.map(String.init)
            })
        for fault in faults {
            let keys = try #require(fault.help).replacing("there are: ", with: "").split(separator: ", ")
            #expect(keys.count >= 2)
            for key in keys { #expect(words.contains(String(key)), "the page says nothing of \(key)") }
        }
    }

    @Test func `Every notice has its line`() throws {
        let page = try Page(Self.page).text
        for kind in NoticeKind.allCases { #expect(page.contains("`\(kind.rawValue)`"), "\(kind.rawValue)") }
    }
}
