import Foundation
import SampleData
import Testing

@Suite("Committed sample data")
struct CommittedFileTests {
    @Test(arguments: SampleText.files.keys.sorted())
    func `The committed file is what the generator writes, byte for byte`(path: String) throws {
        let committed = try Data(contentsOf: Self.configuration.appendingPathComponent(path))
        let isSame = try committed == Data(SampleText.text(path).utf8)
        #expect(isSame, "Config/\(path) differs: run `make sample-data` and commit what it writes")
    }

    @Test func `A second run writes the same`() {
        #expect(SampleData.files() == SampleData.files())
    }

    @Test(arguments: SampleText.files.keys.sorted())
    func `Every file says first that it is fictional`(path: String) throws {
        #expect(try SampleText.text(path).hasPrefix("# Fictional data"))
        #expect(try SampleText.text(path).hasSuffix("\n"))
    }

    /// The folder Config of the package, found from the folder of this file.
    private static let configuration = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Config")
}
