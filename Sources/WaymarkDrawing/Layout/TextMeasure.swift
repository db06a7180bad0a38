/// How wide text is, without a font at hand: the widths of Helvetica, and a little more for its stand-ins.
enum TextMeasure {
    /// Widths of the printable ASCII characters, in thousandths of the size.
    private static let widths: [Int] = [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556,
        556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556,
        833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556,
        500,
        556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,
        500,
        334, 260, 334, 584,
    ]

    /// The width of a line in pixels.
    static func width(_ text: String, size: Int, isBold: Bool = false) -> Int {
        var sum = 0
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 32..<127: sum += widths[Int(scalar.value) - 32]
            case 0x300..<0x370: break
            case 0..<0x2E80: sum += 600
            default: sum += 1000
            }
        }
        // 112 % for fonts that run wider than Helvetica, 118 % in bold.
        return (sum * size * (isBold ? 118 : 112) + 99_999) / 100_000
    }

    /// Text in lines of a width; a word that is too long is cut, and past `linesMax` an ellipsis stands.
    static func wrapped(
        _ text: String, width: Int, size: Int, isBold: Bool = false, linesMax: Int = 6
    ) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ").flatMap({ pieces(String($0), width: width, size: size, isBold) }) {
            let longer = line.isEmpty ? word : "\(line) \(word)"
            if line.isEmpty || Self.width(longer, size: size, isBold: isBold) <= width {
                line = longer
            } else {
                lines.append(line)
                line = word
            }
        }
        if !line.isEmpty { lines.append(line) }
        guard lines.count > linesMax else { return lines }
        lines = Array(lines.prefix(linesMax))
        var last = lines[linesMax - 1]
        while !last.isEmpty, Self.width(last + "…", size: size, isBold: isBold) > width { last.removeLast() }
        lines[linesMax - 1] = last + "…"
        return lines
    }

    /// A word that is wider than a line, in pieces; expressions are cut after a sign rather than within a name.
    private static func pieces(_ word: String, width: Int, size: Int, _ isBold: Bool) -> [String] {
        guard Self.width(word, size: size, isBold: isBold) > width else { return [word] }
        var pieces: [String] = []
        var piece = ""
        var afterSign: String.Index?
        for character in word {
            piece.append(character)
            guard Self.width(piece, size: size, isBold: isBold) > width, piece.count > 1 else {
                if !character.isLetter, !character.isNumber { afterSign = piece.endIndex }
                continue
            }
            let cut =
                afterSign.map {
                    $0 > piece.startIndex && $0 < piece.endIndex ? $0 : piece.index(before: piece.endIndex)
                }
                ?? piece.index(before: piece.endIndex)
            pieces.append(String(piece[..<cut]))
            piece = String(piece[cut...])
            afterSign = nil
        }
        return piece.isEmpty ? pieces : pieces + [piece]
    }
}
