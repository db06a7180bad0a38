import Foundation
import FuzzReaders
import Testing

/// The inputs that fuzzing has kept, among them every one that once broke a reader, tried again.
@Suite struct CorpusTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpus")

    /// The kept inputs of a reader, by name.
    private func inputs(of reader: FuzzReader) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(
            at: Self.folder.appending(path: reader.rawValue), includingPropertiesForKeys: nil
        ).sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    @Test(arguments: FuzzReader.allCases)
    func `Every kept input is read without complaint`(reader: FuzzReader) throws {
        let inputs = try inputs(of: reader)
        #expect(inputs.count >= 7, "\(reader) has a corpus")
        for input in inputs {
            let complaint = reader.complaint(about: Array(try Data(contentsOf: input)))
            #expect(complaint == nil, "\(reader)/\(input.lastPathComponent)")
        }
    }

    @Test func `Each corpus belongs to a reader and none is large`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).sorted()
        #expect(folders == FuzzReader.allCases.map(\.rawValue).sorted())
        var size = 0
        for reader in FuzzReader.allCases {
            for input in try inputs(of: reader) { size += try Data(contentsOf: input).count }
        }
        #expect(size < 2_000_000)
    }
}
