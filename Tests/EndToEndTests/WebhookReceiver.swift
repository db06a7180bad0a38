import CEL
import Foundation
import Synchronization
import WaymarkDefinition

/// A receiver of webhooks on this computer that keeps what it is told, and answers as it is told to.
final class WebhookReceiver: Sendable {
    /// A request as it came.
    struct Request: Hashable, Sendable {
        var line: String
        var headers: [String: String]
        var body: String

        /// The body as JSON.
        func json() throws -> Value { try JSONParser.parse(Array(body.utf8), style: .plain) }
    }

    /// What is answered.
    enum Answer: Sendable {
        /// A status, with further lines.
        case status(Int, headers: [String] = [])
        /// Nothing, for as long as the other side waits.
        case silence
    }

    /// What the threads share.
    private final class Kept: Sendable {
        struct Contents {
            var requests: [Request] = []
            var answers: [Answer] = []
        }

        let contents = Mutex(Contents())
    }

    private let kept = Kept()
    private let server: LoopbackServer

    var port: Int { server.port }
    var address: String { "http://127.0.0.1:\(port)/in" }
    var requests: [Request] { kept.contents.withLock { $0.requests } }

    /// Answers requests in turn, and those after them with 204.
    init(_ answers: [Answer] = []) throws {
        let kept = kept
        kept.contents.withLock { $0.answers = answers }
        server = try LoopbackServer { connection in Self.serve(connection, kept) }
    }

    private static func serve(_ connection: borrowing LoopbackConnection, _ kept: Kept) {
        guard let line = connection.line() else { return }
        var headers: [String: String] = [:]
        while let header = connection.line(), !header.isEmpty {
            let parts = header.split(separator: ":", maxSplits: 1).map(String.init)
            headers[parts[0].lowercased()] = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""
        }
        guard let body = connection.take(headers["content-length"].flatMap { Int($0) } ?? 0) else { return }
        let request = Request(line: line, headers: headers, body: String(decoding: body, as: UTF8.self))
        let answer = kept.contents.withLock { contents in
            contents.requests.append(request)
            return contents.answers.isEmpty ? Answer.status(204) : contents.answers.removeFirst()
        }
        switch answer {
        case .status(let status, let more): say(status, more, to: connection)
        case .silence: while connection.line() != nil {}
        }
    }

    private static func say(_ status: Int, _ more: [String], to connection: borrowing LoopbackConnection) {
        let lines = ["HTTP/1.1 \(status) So", "content-length: 0", "connection: close"] + more
        connection.say(lines.joined(separator: "\r\n") + "\r\n\r\n")
    }
}
