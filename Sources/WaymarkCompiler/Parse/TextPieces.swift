import CEL

/// Text cut at its `${…}`.
package enum TextPieces {
    /// A stretch of the text.
    package enum Piece: Equatable {
        /// Text as it stands.
        case literal(String)
        /// The source inside, and where it begins, in Unicode scalars.
        case expression(String, offset: Int)
    }

    /// An expression that is not closed.
    package struct Unclosed: Error {
        /// Where it begins, in Unicode scalars.
        package var offset: Int
    }

    /// Cuts a text.
    /// - Throws: ``Unclosed`` at an expression that is not closed.
    package static func cut(_ text: String) throws(Unclosed) -> [Piece] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [Piece] = []
        var literal: [Unicode.Scalar] = []
        var position = 0
        while position < scalars.count {
            guard scalars[position] == "$", position + 1 < scalars.count else {
                literal.append(scalars[position])
                position += 1
                continue
            }
            if scalars[position + 1] == "$", position + 2 < scalars.count, scalars[position + 2] == "{" {
                literal.append(contentsOf: "${".unicodeScalars)
                position += 3
            } else if scalars[position + 1] == "{" {
                guard let end = close(scalars, from: position + 2) else { throw Unclosed(offset: position) }
                if !literal.isEmpty { pieces.append(.literal(String(scalars: literal[...]))) }
                literal = []
                pieces.append(.expression(String(scalars: scalars[position + 2..<end]), offset: position + 2))
                position = end + 1
            } else {
                literal.append(scalars[position])
                position += 1
            }
        }
        if !literal.isEmpty || pieces.isEmpty { pieces.append(.literal(String(scalars: literal[...]))) }
        return pieces
    }

    /// The brace that closes an expression; braces of maps and inside strings do not count.
    private static func close(_ scalars: [Unicode.Scalar], from start: Int) -> Int? {
        var depth = 0
        var quote: Unicode.Scalar?
        var position = start
        while position < scalars.count {
            let scalar = scalars[position]
            if let open = quote {
                if scalar == "\\" { position += 1 } else if scalar == open { quote = nil }
            } else {
                switch scalar {
                case "\"", "'": quote = scalar
                case "{": depth += 1
                case "}":
                    if depth == 0 { return position }
                    depth -= 1
                default: break
                }
            }
            position += 1
        }
        return nil
    }
}

extension String {
    /// Whether `${` stands somewhere in the text.
    var hasBraces: Bool {
        var text = self
        return text.withUTF8 { bytes in
            var before: UInt8 = 0
            for byte in bytes {
                if before == UInt8(ascii: "$"), byte == UInt8(ascii: "{") { return true }
                before = byte
            }
            return false
        }
    }
}
