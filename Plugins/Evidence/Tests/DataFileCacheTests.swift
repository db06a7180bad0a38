import AssuranceRecords
import Foundation
import Testing
import WaymarkPluginKit
import WaymarkTestKit

@Suite("Files that many cases read")
struct DataFileCacheTests {
    @Test func `reads a file once and again when it has changed`() throws {
        let folder = try EffectFixture(["f.csv": "one"])
        let cache = DataFileCache<String>()
        var readings = 0
        let read = { (bytes: [UInt8]) -> String in
            readings += 1
            return String(decoding: bytes, as: UTF8.self)
        }
        #expect(try cache.content(of: "f.csv", in: folder.dataFolder, reading: read) == "one")
        #expect(try cache.content(of: "f.csv", in: folder.dataFolder, reading: read) == "one")
        #expect(readings == 1)
        try folder.write("three", to: "f.csv")
        #expect(try cache.content(of: "f.csv", in: folder.dataFolder, reading: read) == "three")
        #expect(readings == 2)
    }

    @Test(arguments: [(2, 3), (3, 4)])
    func `keeps as many files as its limit and begins anew with one more`(files: Int, readings: Int) throws {
        let names = (1...files).map { "f\($0)" }
        let folder = try EffectFixture(Dictionary(uniqueKeysWithValues: names.map { ($0, $0) }))
        let cache = DataFileCache<Int>(limit: 2)
        var count = 0
        for name in names + ["f1"] {
            _ = try cache.content(of: name, in: folder.dataFolder) { bytes in
                count += 1
                return bytes.count
            }
        }
        #expect(count == (files == 2 ? 2 : readings))
    }

    @Test(arguments: [0, 1])
    func `takes a file of the largest size and no larger one`(excess: Int) throws {
        let folder = try EffectFixture(["f": ""])
        let handle = try #require(FileHandle(forWritingAtPath: "\(folder.dataFolder)/f"))
        try handle.truncate(atOffset: UInt64(DataLimits.fileBytesMax + excess))
        try handle.close()
        let cache = DataFileCache<Int>()
        if excess == 0 {
            #expect(try cache.content(of: "f", in: folder.dataFolder) { $0.count } == DataLimits.fileBytesMax)
        } else {
            #expect(throws: StepFailure("f is larger than 64000000 bytes", isPermanent: true)) {
                try cache.content(of: "f", in: folder.dataFolder) { $0.count }
            }
        }
    }
}
