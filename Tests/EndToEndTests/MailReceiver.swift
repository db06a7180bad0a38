import Foundation
import Synchronization

/// A mail server on this computer that keeps what it is given: the commands of RFC 5321 that a client needs.
final class MailReceiver: Sendable {
    /// A message as it came.
    struct Letter: Hashable, Sendable {
        var from: String
        var to: [String]
        /// By which name the sender greeted.
        var greeting: String
        /// The message with its line ends, without what the transport adds.
        var text: String

        /// The value of a header on one line.
        func header(_ name: String) -> String? {
            let head = text.components(separatedBy: "\r\n\r\n")[0].replacingOccurrences(of: "\r\n ", with: " ")
            let prefix = name + ": "
            return head.components(separatedBy: "\r\n").first { $0.hasPrefix(prefix) }.map {
                String($0.dropFirst(prefix.count))
            }
        }
    }

    private struct Contents {
        var letters: [Letter] = []
        var refusals: [String: String] = [:]
    }

    /// What the threads share.
    private final class Kept: Sendable {
        let contents = Mutex(Contents())
    }

    private let kept = Kept()
    private let server: LoopbackServer

    var port: Int { server.port }

    /// `refusals`: What is answered to recipients that are not taken, by address.
    init(refusals: [String: String] = [:]) throws {
        let kept = kept
        kept.contents.withLock { $0.refusals = refusals }
        server = try LoopbackServer { connection in Self.serve(connection, kept) }
    }

    var letters: [Letter] { kept.contents.withLock { $0.letters } }

    /// Takes everybody from now on.
    func relent() { kept.contents.withLock { $0.refusals = [:] } }

    private static func serve(_ connection: borrowing LoopbackConnection, _ kept: Kept) {
        var from = ""
        var greeting = ""
        var to: [String] = []
        connection.say("220 loopback ESMTP\r\n")
        while let line = connection.line() {
            let word = line.prefix(4).uppercased()
            switch word {
            case "EHLO":
                greeting = String(line.dropFirst(5))
                connection.say("250-loopback\r\n250 8BITMIME\r\n")
            case "HELO", "RSET", "NOOP": connection.say("250 well\r\n")
            case "MAIL":
                (from, to) = (address(line), [])
                connection.say("250 well\r\n")
            case "RCPT":
                let recipient = address(line)
                if let refusal = kept.contents.withLock({ $0.refusals[recipient] }) {
                    connection.say(refusal + "\r\n")
                } else {
                    to.append(recipient)
                    connection.say("250 well\r\n")
                }
            case "DATA":
                guard !to.isEmpty else {
                    connection.say("503 nobody to give it to\r\n")
                    continue
                }
                connection.say("354 go on\r\n")
                guard let text = content(connection) else { return }
                let letter = Letter(from: from, to: to, greeting: greeting, text: text)
                kept.contents.withLock { $0.letters.append(letter) }
                connection.say("250 taken\r\n")
            case "QUIT":
                connection.say("221 farewell\r\n")
                return
            default: connection.say("502 not here\r\n")
            }
        }
    }

    private static func address(_ line: String) -> String {
        String(line.drop { $0 != "<" }.dropFirst().prefix { $0 != ">" })
    }

    private static func content(_ connection: borrowing LoopbackConnection) -> String? {
        var text = ""
        while let line = connection.line() {
            if line == "." { return text }
            text += (line.hasPrefix(".") ? String(line.dropFirst()) : line) + "\r\n"
        }
        return nil
    }
}
