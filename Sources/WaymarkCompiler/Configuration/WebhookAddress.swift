/// Where a webhook listens: `https://…`, or `http://` on this computer.
///
/// What stands in it is plain ASCII without a user, a fragment or blanks, so that it means the same to every reader.
package struct WebhookAddress: Sendable, Hashable, CustomStringConvertible {
    /// The address as written.
    package let description: String
    /// Its computer.
    package let host: String
    /// Whether that is this one.
    package var isThisComputer: Bool { Self.isThisComputer(host) }

    /// Takes an address; nil for anything else.
    package init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { (0x21...0x7E).contains($0) && !Self.refused.contains($0) }
        guard isPlain, text.utf8.count <= Limits.webhookAddressBytesMax else { return nil }
        let isEncrypted = text.hasPrefix("https://")
        guard isEncrypted || text.hasPrefix("http://") else { return nil }
        let rest = text.dropFirst(isEncrypted ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard let host = Self.host(of: authority), isEncrypted || Self.isThisComputer(host) else { return nil }
        description = text
        self.host = host
    }

    private static let refused = Set("@#\"<>\\^`{|}".utf8)

    private static func host(of authority: Substring) -> String? {
        let host: Substring
        let rest: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            rest = authority[authority.index(after: end)...]
            guard host.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else {
                return nil
            }
        } else {
            host = authority.prefix { $0 != ":" }
            rest = authority[host.endIndex...]
            guard !host.isEmpty, host.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "." || $0 == "-" }) else {
                return nil
            }
        }
        guard rest.isEmpty || rest.first == ":" && Int(rest.dropFirst()).map({ (1...65_535).contains($0) }) == true
        else { return nil }
        return String(host)
    }

    private static func isThisComputer(_ host: String) -> Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains(host)
    }
}
