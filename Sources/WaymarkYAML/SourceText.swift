/// The lines of a file, for places inside scalars; a line is taken apart only when it is asked for.
final class SourceText: Sendable {
    private let text: String
    /// Where each line begins, in bytes.
    private let starts: [Int]

    init(_ text: String) {
        var text = text
        text.makeContiguousUTF8()
        var starts = [0]
        // By bytes, because a carriage return and a line feed make one character.
        text.withUTF8 { bytes in
            for offset in bytes.indices where bytes[offset] == UInt8(ascii: "\n") { starts.append(offset + 1) }
        }
        self.text = text
        self.starts = starts
    }

    var count: Int { starts.count }

    /// A line without its line feed, counted from 0.
    subscript(line: Int) -> [Unicode.Scalar] {
        let bytes = text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: starts[line])
        let end =
            line + 1 < starts.count
            ? bytes.index(bytes.startIndex, offsetBy: starts[line + 1] - 1) : bytes.endIndex
        return Array(text.unicodeScalars[start..<end])
    }
}

/// The lines of a file that are looked at several times in a row.
final class LineReader {
    private let source: SourceText
    private var known: [Int: [Unicode.Scalar]] = [:]

    init(_ source: SourceText) { self.source = source }

    var count: Int { source.count }

    subscript(line: Int) -> [Unicode.Scalar] {
        if let scalars = known[line] { return scalars }
        let scalars = source[line]
        known[line] = scalars
        return scalars
    }
}
