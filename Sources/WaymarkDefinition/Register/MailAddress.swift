/// An e-mail address in the plain form that people have: letters, digits and a few signs, an @, and a domain.
///
/// Quoted local parts, comments and letters beyond ASCII are refused: whatever passes can stand in a header and on a
/// command line as it is.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// What stands before the @.
    package let local: String
    /// What stands after it.
    package let domain: String

    /// Takes an address; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, text.utf8.count <= Limits.mailAddressBytesMax, Self.isLocal(parts[0]),
            Self.isDomain(parts[1])
        else { return nil }
        local = parts[0]
        domain = parts[1]
    }

    /// The address.
    package var description: String { "\(local)@\(domain)" }

    private static func isLocal(_ text: String) -> Bool {
        let signs = Set("!#$%&'*+-/=?^_`{|}~".utf8)
        return text.utf8.count <= 64
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy { isLetterOrDigit($0) || signs.contains($0) }
            }
    }

    private static func isDomain(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
