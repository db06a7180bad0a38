/// Finds one text in another in time that grows only with their lengths.
///
/// It works on bytes of UTF-8, in which a match always begins and ends between characters.
struct TextSearch {
    private let needle: [UInt8]
    /// For every place of the needle, how much of its beginning ends there.
    private let borders: [Int]

    init(_ needle: String) {
        self.needle = Array(needle.utf8)
        var borders = Array(repeating: 0, count: self.needle.count)
        var length = 0
        for place in self.needle.indices.dropFirst() {
            while length > 0, self.needle[length] != self.needle[place] { length = borders[length - 1] }
            if self.needle[length] == self.needle[place] { length += 1 }
            borders[place] = length
        }
        self.borders = borders
    }

    /// Where the needle begins in the bytes of a text, in order; overlapping places only if asked for.
    /// - Parameter countMax: How many places are wanted at most.
    func places(in text: [UInt8], overlapping: Bool = false, countMax: Int = .max) -> [Int] {
        guard !needle.isEmpty, countMax > 0 else { return [] }
        var places: [Int] = []
        var length = 0
        for (place, byte) in text.enumerated() {
            while length > 0, needle[length] != byte { length = borders[length - 1] }
            if needle[length] == byte { length += 1 }
            guard length == needle.count else { continue }
            places.append(place + 1 - length)
            if places.count == countMax { return places }
            length = overlapping ? borders[length - 1] : 0
        }
        return places
    }
}

extension StandardLibrary {
    /// Asking what a text contains.
    static let textSearch: [FunctionDeclaration] = [
        predicate("contains") { text, part in
            part.isEmpty || !TextSearch(part).places(in: Array(text.utf8), countMax: 1).isEmpty
        },
        predicate("startsWith") { text, part in text.utf8.starts(with: part.utf8) },
        predicate("endsWith") { text, part in
            text.utf8.count >= part.utf8.count && text.utf8.suffix(part.utf8.count).elementsEqual(part.utf8)
        },
        function(
            "matches", [Overload([.string, .string], .bool), .member([.string, .string], .bool)]
        ) { arguments throws(EvaluationFailure) in
            guard case .string(let text) = arguments[0], case .string(let pattern) = arguments[1] else { return nil }
            return .bool(try Pattern(pattern).matches(text))
        },
        function("indexOf", position) { arguments throws(EvaluationFailure) in
            guard let (text, part, from) = try operands(arguments, from: 0) else { return nil }
            if part.isEmpty { return .int(Int64(from)) }
            let bytes = Array(text.utf8)
            let first = byteOffset(ofCharacter: from, in: bytes)
            let found = TextSearch(part).places(in: Array(bytes[first...]), countMax: 1).first
            return .int(found.map { Int64(characters(in: bytes[..<(first + $0)])) } ?? -1)
        },
        function("lastIndexOf", position) { arguments throws(EvaluationFailure) in
            guard let (text, part, from) = try operands(arguments, from: nil) else { return nil }
            if part.isEmpty { return .int(Int64(from)) }
            let bytes = Array(text.utf8)
            let last = byteOffset(ofCharacter: from, in: bytes)
            let found = TextSearch(part).places(in: bytes, overlapping: true).last { $0 <= last }
            return .int(found.map { Int64(characters(in: bytes[..<$0])) } ?? -1)
        },
    ]

    private static let position: [Overload] = [
        .member([.string, .string], .int), .member([.string, .string, .int], .int),
    ]

    private static func predicate(
        _ name: String, _ holds: @escaping @Sendable (String, String) -> Bool
    ) -> FunctionDeclaration {
        function(name, [.member([.string, .string], .bool)]) { arguments in
            guard case .string(let text) = arguments[0], case .string(let part) = arguments[1] else { return nil }
            return .bool(holds(text, part))
        }
    }

    /// The text, the part, and the character from which to look: the first or (nil) the last unless one is given.
    private static func operands(
        _ arguments: [Value], from start: Int?
    ) throws(EvaluationFailure) -> (String, String, Int)? {
        guard case .string(let text) = arguments[0], case .string(let part) = arguments[1] else { return nil }
        let count = text.unicodeScalars.count
        guard arguments.count == 3 else { return (text, part, start ?? count) }
        guard case .int(let place) = arguments[2] else { return nil }
        guard place >= 0, place <= count else { throw EvaluationFailure("index out of range: \(place)") }
        return (text, part, Int(place))
    }

    private static func characters(in bytes: ArraySlice<UInt8>) -> Int {
        bytes.count { $0 & 0xC0 != 0x80 }
    }

    private static func byteOffset(ofCharacter place: Int, in bytes: [UInt8]) -> Int {
        var remaining = place
        for (offset, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
            if remaining == 0 { return offset }
            remaining -= 1
        }
        return bytes.count
    }
}
