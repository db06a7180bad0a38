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
