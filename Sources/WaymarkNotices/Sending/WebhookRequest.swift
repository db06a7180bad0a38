package import WaymarkCalendar
package import WaymarkCompiler

/// A request to a webhook, signed as Standard Webhooks says.
package struct WebhookRequest: Sendable, Hashable {
    /// A line above the body.
    package struct Header: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// What stands behind it.
        package var value: String
    }

    /// Where it goes.
    package var url: WebhookAddress
    /// The lines above the body.
    package var headers: [Header]
    /// The body.
    package var body: [UInt8]

    /// Signs a body.
    /// - Parameters:
    ///   - body: What is said, the same on every try.
    ///   - name: Under which name, the same on every try.
    ///   - url: To whom.
    ///   - secrets: The secret, and others while it is being changed; each signs.
    ///   - now: When; receivers refuse what is too old.
    package init(_ body: [UInt8], name: NoticeName, to url: WebhookAddress, secrets: [WebhookSecret], now: Instant) {
        let id = Self.id(name)
        let timestamp = now.millisecondsSinceEpoch / 1000
        let signatures = secrets.map { $0.signature(id: id, timestamp: timestamp, body: body) }
        self.url = url
        self.body = body
        headers = [
            Header(name: "content-type", value: CloudEvent.mediaType), Header(name: "webhook-id", value: id),
            Header(name: "webhook-timestamp", value: "\(timestamp)"),
            Header(name: "webhook-signature", value: signatures.joined(separator: " ")),
        ]
    }

    /// The id of a request.
    package static func id(_ name: NoticeName) -> String { "msg_\(name.text)" }
}
