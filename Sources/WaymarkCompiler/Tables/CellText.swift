/// A part of the text of a cell, with its place in the whole.
///
/// It knows quotes and brackets, so that what stands inside them is not cut.
struct CellText {
    private let scalars: [Unicode.Scalar]
    /// Where the part lies, in Unicode scalars of the whole.
    private(set) var range: Range<Int>

    init(_ text: String) {
        scalars = Array(text.unicodeScalars)
        range = 0..<scalars.count
        trim()
    }

    private init(_ scalars: [Unicode.Scalar], _ range: Range<Int>) {
        self.scalars = scalars
        self.range = range
        trim()
    }

    var text: String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[range])
        return String(view)
    }

    var isEmpty: Bool { range.isEmpty }

    private mutating func trim() {
        while let first = scalars[range].first, first.properties.isWhitespace { range.removeFirst() }
        while let last = scalars[range].last, last.properties.isWhitespace { range.removeLast() }
    }

    // MARK: - Cutting

    /// The part without a word at its beginning, if it begins with it.
    func dropping(_ prefix: String) -> CellText? {
        let count = prefix.unicodeScalars.count
        guard scalars[range].starts(with: prefix.unicodeScalars) else { return nil }
        return CellText(scalars, range.lowerBound + count..<range.upperBound)
    }

    /// The part without its last character.
    func droppingLast() -> CellText { CellText(scalars, range.dropLast()) }

    /// What stands inside the brackets that enclose the whole part, and the brackets themselves.
    func bracketed() -> (open: Unicode.Scalar, inside: CellText, close: Unicode.Scalar)? {
        guard range.count >= 2, let open = scalars[range].first, let close = scalars[range].last,
            open == "(" || open == "[", close == ")" || close == "]",
            depths().last(where: { $0.depth == 0 })?.place == range.upperBound - 1
        else { return nil }
        return (open, CellText(scalars, range.lowerBound + 1..<range.upperBound - 1), close)
    }

    /// What stands between the first and the last character, if both can be the ends of a range; `]1..5[` is `(1..5)`.
    func enclosed() -> (open: Unicode.Scalar, inside: CellText, close: Unicode.Scalar)? {
        guard range.count >= 2, let open = scalars[range].first, let close = scalars[range].last,
            ["(", "[", "]"].contains(open), [")", "]", "["].contains(close)
        else { return nil }
        return (open, CellText(scalars, range.lowerBound + 1..<range.upperBound - 1), close)
    }

    /// The parts between commas that stand in no brackets.
    func alternatives() -> [CellText] {
        var parts: [CellText] = []
        var start = range.lowerBound
        for (place, depth) in depths() where depth == 0 && scalars[place] == "," {
            parts.append(CellText(scalars, start..<place))
            start = place + 1
        }
        parts.append(CellText(scalars, start..<range.upperBound))
        return parts
    }

    /// The parts before and behind two points that stand in no brackets.
    func ends() -> (low: CellText, high: CellText)? {
        for (place, depth) in depths()
        where depth == 0 && scalars[place] == "." && place + 1 < range.upperBound && scalars[place + 1] == "." {
            return (CellText(scalars, range.lowerBound..<place), CellText(scalars, place + 2..<range.upperBound))
        }
        return nil
    }

    /// Every place outside of quotes with how many brackets are open behind it.
    private func depths() -> [(place: Int, depth: Int)] {
        var found: [(place: Int, depth: Int)] = []
        var depth = 0
        var quote: Unicode.Scalar?
        var place = range.lowerBound
        while place < range.upperBound {
            let scalar = scalars[place]
            if let open = quote {
                if scalar == "\\" { place += 1 } else if scalar == open { quote = nil }
            } else {
                switch scalar {
                case "\"", "'": quote = scalar
                case "(", "[", "{": depth += 1
                case ")", "]", "}": depth -= 1
                default: break
                }
                found.append((place, depth))
            }
            place += 1
        }
        return found
    }

    // MARK: - Looking

    /// Whether the part is one word, as an id or a value of a `one_of` type is.
    var isWord: Bool {
        !isEmpty && scalars[range].allSatisfy { $0 == "_" || $0 == "-" || $0.properties.isAlphabetic || $0.isDigit }
    }

    /// Whether the part can only be meant as plain text: letters, digits, spaces and a few marks of no expression.
    var isPlain: Bool {
        scalars[range].allSatisfy {
            $0.properties.isAlphabetic || $0.isDigit || $0.properties.isWhitespace
                || "_-.;#@/£€’–…".unicodeScalars.contains($0)
        }
    }

    /// Whether the part begins with a digit.
    var beginsWithDigit: Bool { scalars[range].first?.isDigit == true }
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
