extension String {
    /// The text on one line: no control characters, and one blank between words.
    var line: String {
        split { character in
            character.isWhitespace
                || character.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }.joined(separator: " ")
    }
}
