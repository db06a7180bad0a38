/// A word or comma of the text of a recurrence.
struct RecurrenceWord {
    enum Content: Hashable {
        case number(Int)
        case date(LocalDate)
        case word(String)
        case comma
    }

    let content: Content
    let place: PlacedText

    /// Splits the text at its spaces; a comma after a word stands alone.
    static func words(of text: PlacedText) throws(RecurrenceTextError) -> [RecurrenceWord] {
        var words: [RecurrenceWord] = []
        for piece in text.words {
            for (index, part) in piece.pieces(separatedBy: ",").enumerated() {
                if index > 0 {
                    let comma = PlacedText(",", offset: part.offset - 1)
                    words.append(RecurrenceWord(content: .comma, place: comma))
                }
                if !part.text.isEmpty { words.append(try word(part)) }
            }
        }
        return words
    }

    private static func word(_ place: PlacedText) throws(RecurrenceTextError) -> RecurrenceWord {
        let text = place.text
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            // Nine digits fit; what is longer is past any limit all the same.
            return RecurrenceWord(content: .number(Int(text) ?? Int.max), place: place)
        }
        guard isShapedAsDate(text) else { return RecurrenceWord(content: .word(text.lowercased()), place: place) }
        guard let date = LocalDate(text) else {
            throw place.fault("there is no day \(text)", help: "a date is written year-month-day, as in 2013-10-31")
        }
        return RecurrenceWord(content: .date(date), place: place)
    }

    private static func isShapedAsDate(_ text: String) -> Bool {
        var scanner = DigitScanner(text)
        return scanner.number(digits: 4) != nil && scanner.skip("-") && scanner.number(digits: 2) != nil
            && scanner.skip("-") && scanner.number(digits: 2) != nil && scanner.isAtEnd
    }
}
