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

    @Test func `Every character is escaped that has to be, wherever it stands in a text of any length`() {
        let special: [String] = [
            "\"", "\\", "\n", "\r", "\t", "\u{0}", "\u{1F}", " ", "!", "~", "\u{7F}", "\u{80}", "é", "😀",
        ]
        for length in 0..<20 {
            for place in 0...length {
                for character in special {
                    let text =
                        String(repeating: "a", count: place) + character + String(repeating: "]", count: length - place)
                    let bytes = JSONText.bytes(of: .string(text))
                    #expect(bytes == Self.quoted(text), "\(character.debugDescription) at \(place) of \(length)")
                }
            }
        }
    }

    /// The text in quotes, written byte by byte.
    private static func quoted(_ text: String) -> [UInt8] {
        let short: [UInt8: String] = [0x22: "\\\"", 0x5C: "\\\\", 0x0A: "\\n", 0x0D: "\\r", 0x09: "\\t"]
        let digits = Array("0123456789abcdef")
        var bytes = Array("\"".utf8)
        for byte in text.utf8 {
            if let escape = short[byte] {
                bytes += Array(escape.utf8)
            } else if byte < 0x20 || byte == 0x7F {
                bytes += Array("\\u00\(digits[Int(byte / 16)])\(digits[Int(byte % 16)])".utf8)
            } else {
                bytes.append(byte)
            }
        }
        return bytes + Array("\"".utf8)
    }
}
