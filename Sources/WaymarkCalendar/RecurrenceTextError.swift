/// What makes no sense in the text of a recurrence, and where.
package struct RecurrenceTextError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Unicode scalars before the place.
    package var offset: Int
    /// Unicode scalars that the place covers; 0 at the end of the text.
    package var length: Int
    /// What is wrong, without a full stop.
    package var message: String
    /// What to write instead, if that can be told.
    package var help: String?

    /// Describes a fault.
    package init(offset: Int, length: Int, message: String, help: String? = nil) {
        self.offset = offset
        self.length = length
        self.message = message
        self.help = help
    }

    /// The message with its help.
    package var description: String { help.map { "\(message); \($0)" } ?? message }
}

/// A piece of a text and where it stands, so that a fault can be placed.
struct PlacedText: Hashable {
    let text: String
    let offset: Int

    var length: Int { text.unicodeScalars.count }

    func fault(_ message: String, help: String? = nil) -> RecurrenceTextError {
        RecurrenceTextError(offset: offset, length: length, message: message, help: help)
    }

    /// The pieces between separators, empty ones included.
    func pieces(separatedBy separator: Unicode.Scalar) -> [PlacedText] {
        let scalars = Array(text.unicodeScalars)
        return scalars.split(separator: separator, omittingEmptySubsequences: false).map {
            PlacedText(scalars: $0, offset: offset + $0.startIndex)
        }
    }

    /// The words between spaces.
    var words: [PlacedText] {
        Array(text.unicodeScalars).split(whereSeparator: \.properties.isWhitespace).map {
            PlacedText(scalars: $0, offset: offset + $0.startIndex)
        }
    }

    /// The parts before and after the first separator; nil when there is none.
    func split(at separator: Unicode.Scalar) -> (before: PlacedText, after: PlacedText)? {
        let scalars = Array(text.unicodeScalars)
        guard let index = scalars.firstIndex(of: separator) else { return nil }
        return (
            PlacedText(scalars: scalars[..<index], offset: offset),
            PlacedText(scalars: scalars[(index + 1)...], offset: offset + index + 1)
        )
    }

    /// The text as a number without a sign, of at most nine digits.
    var number: Int? {
        guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    init(_ text: String, offset: Int = 0) {
        self.text = text
        self.offset = offset
    }

    private init(scalars: ArraySlice<Unicode.Scalar>, offset: Int) {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        self.init(text, offset: offset)
    }
}
