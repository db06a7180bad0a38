import Foundation
import WaymarkDefinition

/// Words as they stand in the headers of a message.
enum HeaderText {
    /// A line of words, encoded by RFC 2047 where it is more than plain ASCII.
    static func unstructured(_ text: String) -> String {
        isPlain(text) ? text : encoded(text)
    }

    /// A name and an address, or the address alone.
    static func mailbox(name: String, _ address: MailAddress) -> String {
        guard !name.isEmpty else { return address.description }
        guard isPlain(name) else { return "\(encoded(name)) <\(address)>" }
        let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"\(quoted)\" <\(address)>"
    }

    /// Whether a text is printable ASCII that nobody takes for an encoded one, and fits on a line.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.count <= 500 && !text.contains("=?") && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }

    /// Encoded words, each of whole characters and at most 75 bytes, on lines of their own.
    private static func encoded(_ text: String) -> String {
        var words: [String] = []
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let next = Array(String(scalar).utf8)
            if bytes.count + next.count > bytesPerWord {
                words.append(word(bytes))
                bytes = []
            }
            bytes += next
        }
        words.append(word(bytes))
        return words.joined(separator: "\r\n ")
    }

    /// As many as 60 letters of Base64 hold: with `=?utf-8?B?` and `?=` around them that is 72.
    private static let bytesPerWord = 45

    private static func word(_ bytes: [UInt8]) -> String {
        "=?utf-8?B?\(Data(bytes).base64EncodedString())?="
    }
}
