/// Text in lines of at most 76 ASCII characters (RFC 2045, section 6.7).
enum QuotedPrintable {
    private static let lineBytesMax = 76

    /// A text with each of its line breaks, and the end of the last line, as CR and LF.
    static func bytes(of text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        if lines.last?.isEmpty == true { lines.removeLast() }
        for line in lines {
            append(Array(line.utf8), to: &bytes)
            bytes += [13, 10]
        }
        return bytes
    }

    private static func append(_ line: [UInt8], to bytes: inout [UInt8]) {
        var length = 0
        for (index, byte) in line.enumerated() {
            let isLast = index == line.count - 1
            let piece = isPlain(byte, isLast: isLast) ? [byte] : escaped(byte)
            // A line that goes on ends with =, which needs a place too.
            if length + piece.count > (isLast ? lineBytesMax : lineBytesMax - 1) {
                bytes += [UInt8(ascii: "="), 13, 10]
                length = 0
            }
            bytes += piece
            length += piece.count
        }
    }

    /// Blanks at the end of a line are lost on the way, so they are escaped.
    private static func isPlain(_ byte: UInt8, isLast: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "="): false
        case 0x20: !isLast
        case 0x21...0x7E: true
        default: false
        }
    }

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
}
