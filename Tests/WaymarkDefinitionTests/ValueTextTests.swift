import CEL
import Testing
import WaymarkDefinition

/// A value is read as it was written, also where its text looks like a tag.
@Suite struct ValueTextTests {
    @Test(arguments: [
        "", "@", "@@", "@time", "@int:1", "@bool:true", "@uint", "@\u{344}uint", "@@\u{301}", "@@@\u{301}",
        "@int:\u{301}1", "\u{301}@",
    ])
    func `A map keeps its key, whatever follows the first character`(key: String) throws {
        let bytes = JSONText.bytes(of: .map(MapValue([(.string(key), .int(1))])))
        guard case .map(let map) = try JSONParser.parse(bytes), case .string(let read)? = map.keys.first else {
            Issue.record("\(String(decoding: bytes, as: UTF8.self)) is not read as a map with a text for key")
            return
        }
        #expect(Array(read.unicodeScalars) == Array(key.unicodeScalars))
    }
}
