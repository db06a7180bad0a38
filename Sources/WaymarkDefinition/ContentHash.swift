import Crypto

/// SHA-256 of some bytes: the name under which definitions and documents are kept.
public struct ContentHash: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The hash in 64 lower-case hexadecimal digits.
    public let description: String

    /// Takes a hash as written; no check is made here, a look-up simply finds nothing.
    public init(_ hexadecimal: String) {
        description = hexadecimal
    }

    /// Hashes bytes.
    public init(of bytes: [UInt8]) {
        description = Self.hexadecimal(SHA256.hash(data: bytes))
    }

    /// Orders by the digits.
    public static func < (left: ContentHash, right: ContentHash) -> Bool {
        left.description < right.description
    }

    /// Bytes in lower-case hexadecimal.
    package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
