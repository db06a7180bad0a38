/// A word of the text of a deadline and where it stands.
struct DeadlineWord {
    enum Content: Hashable {
        case number(Int)
        case date(LocalDate)
        case word(String)
        case expression(Int)
    }

    var content: Content
    /// As written, for messages.
    var source: String
    var segment: Int
    var offset: Int
    var length: Int

    func fault(_ message: String, help: String? = nil) -> DeadlineTextError {
        DeadlineTextError(segment: segment, offset: offset, length: length, message: message, help: help)
    }

    /// Splits the text at its spaces.
    static func words(of tokens: [DeadlineToken]) throws(DeadlineTextError) -> [DeadlineWord] {
        var words: [DeadlineWord] = []
        var scalarsLeft = Limits.deadlineScalarsMax
        for (segment, token) in tokens.enumerated() {
            switch token {
            case .expression(let index):
                words.append(
                    DeadlineWord(content: .expression(index), source: "${…}", segment: segment, offset: 0, length: 0))
            case .text(let text):
                let scalars = Array(text.unicodeScalars.prefix(scalarsLeft + 1))
                guard scalars.count <= scalarsLeft else {
                    throw DeadlineTextError(
                        segment: segment, offset: scalarsLeft, length: 0,
                        message: "a deadline has at most \(Limits.deadlineScalarsMax) characters")
                }
                scalarsLeft -= scalars.count
                for piece in scalars.split(whereSeparator: \.properties.isWhitespace) {
                    words.append(try word(piece, segment: segment))
                }
            }
        }
        return words
    }

    private static func word(
        _ scalars: ArraySlice<Unicode.Scalar>, segment: Int
    ) throws(DeadlineTextError) -> DeadlineWord {
        var source = ""
        source.unicodeScalars.append(contentsOf: scalars)
        var word = DeadlineWord(
            content: .word(source.lowercased()), source: source, segment: segment, offset: scalars.startIndex,
            length: scalars.count)
        if scalars.allSatisfy({ ("0"..."9").contains($0) }) {
            // Nine digits fit; what is longer is past any limit all the same.
            word.content = .number(Int(source) ?? Int.max)
        } else if isShapedAsDate(source) {
            guard let date = LocalDate(source) else {
                throw word.fault(
                    "there is no day \(source)", help: "a date is written year-month-day, as in 2013-10-31")
            }
            word.content = .date(date)
        }
        return word
    }

    private static func isShapedAsDate(_ source: String) -> Bool {
        var scanner = DigitScanner(source)
        return scanner.number(digits: 4) != nil && scanner.skip("-") && scanner.number(digits: 2) != nil
            && scanner.skip("-") && scanner.number(digits: 2) != nil && scanner.isAtEnd
    }
}
