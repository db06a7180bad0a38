import Foundation
import Testing
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkNotices

/// Messages are whole, and nothing in them can become a header or a recipient.
@Suite struct MailMessageTests {
    private func message(
        subject: String = "Assess", body: String = "Hello\n", toName: String = "Amira Holt", fromName: String = "Office"
    ) throws -> MailMessage {
        MailMessage(
            from: try #require(MailAddress("office@example.org")), fromName: fromName,
            to: try #require(MailAddress("amira.holt@example.org")), toName: toName, subject: subject, body: body,
            name: NoticeName(case: "A", source: "s"), thread: NoticeName(case: "B", source: "s"),
            at: at("2013-10-31T17:00:05Z"))
    }

    private func headers(_ message: MailMessage) -> [String] {
        let text = String(decoding: message.bytes, as: UTF8.self)
        let head = text.components(separatedBy: "\r\n\r\n")[0]
        return head.replacingOccurrences(of: "\r\n ", with: " ").components(separatedBy: "\r\n")
    }

    @Test func `A plain message has the headers of RFC 5322`() throws {
        let text = String(decoding: try message().bytes, as: UTF8.self)
        #expect(
            text == """
                Date: Thu, 31 Oct 2013 17:00:05 +0000\r
                From: "Office" <office@example.org>\r
                To: "Amira Holt" <amira.holt@example.org>\r
                Message-ID: <\(NoticeName(case: "A", source: "s").text)@example.org>\r
                References: <\(NoticeName(case: "B", source: "s").text)@example.org>\r
                Subject: Assess\r
                Auto-Submitted: auto-generated\r
                MIME-Version: 1.0\r
                Content-Type: text/plain; charset=utf-8\r
                Content-Transfer-Encoding: quoted-printable\r
                \r
                Hello\r

                """)
    }

    @Test(arguments: [
        "A\r\nBcc: eve@example.org", "A\nBcc: eve@example.org", "A\rBcc: eve@example.org", "A\r\n\r\nbody",
        "A\u{0}\u{1B}[31m", "A\u{2028}Bcc: x", "=?utf-8?B?QQ==?=", String(repeating: "Ä", count: 300),
    ])
    func `No subject or name adds a header`(text: String) throws {
        for message in [try message(subject: text), try message(toName: text), try message(fromName: text)] {
            let headers = headers(message)
            #expect(headers.count == 10, "\(headers)")
            #expect(!headers.contains { $0.hasPrefix("Bcc") })
            #expect(String(decoding: message.bytes, as: UTF8.self).hasSuffix("\r\n\r\nHello\r\n"))
            for line in String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n") {
                #expect(line.utf8.count <= 998)
                #expect(line.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(line)")
            }
        }
    }

    @Test func `Names with quotes and letters beyond ASCII stay what they are`() throws {
        #expect(headers(try message(toName: "A \"B\" \\C"))[2] == #"To: "A \"B\" \\C" <amira.holt@example.org>"#)
        let encoded = headers(try message(toName: "Nadia Núñez"))[2]
        #expect(encoded == "To: =?utf-8?B?TmFkaWEgTsO6w7Fleg==?= <amira.holt@example.org>")
        let long = headers(try message(subject: String(repeating: "Ł", count: 60)))[5].dropFirst(9)
        let words = long.split(separator: " ")
        #expect(words.count > 1 && words.allSatisfy { $0.utf8.count <= 75 })
        let decoded = words.compactMap { Data(base64Encoded: String($0.dropFirst(10).dropLast(2))) }
            .map { String(decoding: $0, as: UTF8.self) }.joined()
        #expect(decoded == String(repeating: "Ł", count: 60))
    }

    @Test func `The body is lines of at most 76 characters that say the same`() throws {
        let text = ".\n..\nFrom here = there \ntab\t\n\nÅse\r\nend " + String(repeating: "é", count: 100) + "\nx"
        let bytes = try message(body: text).bytes
        let body = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n").dropFirst()
            .joined(separator: "\r\n\r\n")
        #expect(body.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
        #expect(body.components(separatedBy: "\r\n").allSatisfy { !$0.hasSuffix(" ") && !$0.hasSuffix("\t") })
        #expect(Self.decoded(body) == text.replacingOccurrences(of: "\r\n", with: "\n") + "\n")
    }

    @Test(arguments: 70...80) func `A line of any length is broken where it must be`(length: Int) throws {
        for last in ["x", "é", " ", "="] {
            let text = String(repeating: "a", count: length) + last
            let body = String(decoding: try message(body: text).bytes, as: UTF8.self)
                .components(separatedBy: "\r\n\r\n")[1]
            #expect(body.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
            #expect(Self.decoded(body) == text + "\n")
        }
    }

    /// Quoted-printable undone.
    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(
            text.replacingOccurrences(of: "=\r\n", with: "").replacingOccurrences(of: "\r\n", with: "\n").utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
