import Crypto
import Foundation

/// A secret with which requests are signed, in the form of Standard Webhooks: `whsec_` and 24 to 64 bytes in Base64.
///
/// It has no text of its own, so that it cannot get into a message or a log.
package struct WebhookSecret: Sendable, CustomStringConvertible {
    private let key: SymmetricKey

    /// Takes a secret as written; nil for anything else.
    package init?(_ text: String) {
        let prefix = "whsec_"
        guard text.hasPrefix(prefix), let bytes = Data(base64Encoded: String(text.dropFirst(prefix.count))),
            (24...64).contains(bytes.count)
        else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// No part of the secret.
    package var description: String { "a secret" }

    /// The signature of a request: `v1,` and the HMAC-SHA256 of its id, moment and body in Base64.
    package func signature(id: String, timestamp: Int64, body: [UInt8]) -> String {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array("\(id).\(timestamp).".utf8))
        code.update(data: body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }
}
