/// Splits comma-separated text into records: quotes as in RFC 4180, any line ending, comments and blank lines skipped.
struct DelimitedReader {
    /// The line of a quote that never ends or is followed by something else, once reading has come to it.
    private(set) var faultLine: Int?
    private let bytes: [UInt8]
    private var position: Int
    private var line = 1

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    }

    /// The next record with the line on which it begins; nil at the end and after a fault.
    mutating func nextRecord() -> (line: Int, cells: [String])? {
        skipComments()
        guard position < bytes.count, faultLine == nil else { return nil }
        let first = line
        var cells: [String] = []
        while true {
            guard let cell = nextCell() else { return nil }
            cells.append(cell)
            guard position < bytes.count else { return (first, cells) }
            let end = bytes[position]
            position += 1
            if end == UInt8(ascii: "\r"), position < bytes.count, bytes[position] == UInt8(ascii: "\n") {
                position += 1
            }
            if end != UInt8(ascii: ",") {
                line += 1
                return (first, cells)
            }
        }
    }

    private mutating func skipComments() {
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "#"): position = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            case UInt8(ascii: "\n"):
                line += 1
                position += 1
            case UInt8(ascii: "\r"): position += 1
            default: return
            }
        }
    }

    private mutating func nextCell() -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
            let start = position
            while position < bytes.count, !Self.endsCell(bytes[position]) { position += 1 }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }
        return nextQuotedCell()
    }

    private mutating func nextQuotedCell() -> String? {
        let first = line
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte != UInt8(ascii: "\"") {
                if byte == UInt8(ascii: "\n") { line += 1 }
                content.append(byte)
            } else if position < bytes.count, bytes[position] == byte {
                content.append(byte)
                position += 1
            } else if position == bytes.count || Self.endsCell(bytes[position]) {
                return String(decoding: content, as: UTF8.self)
            } else {
                break
            }
        }
        faultLine = first
        return nil
    }

    private static func endsCell(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }
}
