extension StandardLibrary {
    /// Making texts of texts.
    static let texts: [FunctionDeclaration] = [
        function(
            "size",
            [.string, .bytes, .list(item), .map(.parameter("K"), item)].flatMap { type in
                [Overload([type], .int), .member([type], .int)]
            }
        ) { arguments in
            switch arguments[0] {
            case .string(let text): .int(Int64(text.unicodeScalars.count))
            case .bytes(let bytes): .int(Int64(bytes.count))
            case .list(let items): .int(Int64(items.count))
            case .map(let map): .int(Int64(map.count))
            default: nil
            }
        },
        function("charAt", [.member([.string, .int], .string)]) { arguments throws(EvaluationFailure) in
            guard case .string(let text) = arguments[0], case .int(let place) = arguments[1] else { return nil }
            return .string(try slice(text, from: place, to: nil, oneOnly: true))
        },
        function(
            "substring", [.member([.string, .int], .string), .member([.string, .int, .int], .string)]
        ) { arguments throws(EvaluationFailure) in
            guard case .string(let text) = arguments[0], case .int(let start) = arguments[1] else { return nil }
            guard arguments.count == 3 else { return .string(try slice(text, from: start, to: nil)) }
            guard case .int(let end) = arguments[2] else { return nil }
            return .string(try slice(text, from: start, to: end))
        },
        mapping("lowerAscii") { text in
            String(decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
        },
        mapping("upperAscii") { text in
            String(decoding: text.utf8.map { (97...122).contains($0) ? $0 - 32 : $0 }, as: UTF8.self)
        },
        mapping("trim") { text in
            let scalars = text.unicodeScalars
            guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
                let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
            else { return "" }
            return String(scalars[first...last])
        },
        function(
            "reverse", [.member([.string], .string), .member([.list(item)], .list(item))]
        ) { arguments in
            switch arguments[0] {
            case .string(let text):
                var reversed = String.UnicodeScalarView()
                reversed.append(contentsOf: text.unicodeScalars.reversed())
                return .string(String(reversed))
            case .list(let items): return .list(items.reversed())
            default: return nil
            }
        },
        function("strings.quote", [Overload([.string], .string)]) { arguments in
            guard case .string(let text) = arguments[0] else { return nil }
            return .string(quoted(text))
        },
        function(
            "format", [.member([.string, .list(item)], .string)]
        ) { arguments throws(EvaluationFailure) in
            guard case .string(let text) = arguments[0], case .list(let items) = arguments[1] else { return nil }
            return .string(try TextFormat.formatted(text, items))
        },
        function(
            "replace",
            [.member([.string, .string, .string], .string), .member([.string, .string, .string, .int], .string)],
            replace),
        function(
            "split",
            [.member([.string, .string], .list(.string)), .member([.string, .string, .int], .list(.string))],
            split),
        function(
            "join", [.member([.list(.string)], .string), .member([.list(.string), .string], .string)], join),
    ]

    private static func mapping(
        _ name: String, _ change: @escaping @Sendable (String) -> String
    ) -> FunctionDeclaration {
        function(name, [.member([.string], .string)]) { arguments in
            guard case .string(let text) = arguments[0] else { return nil }
            return .string(change(text))
        }
    }

    private static func slice(
        _ text: String, from start: Int64, to end: Int64?, oneOnly: Bool = false
    ) throws(EvaluationFailure) -> String {
        let scalars = text.unicodeScalars
        let count = Int64(scalars.count)
        guard (0...count).contains(start) else { throw EvaluationFailure("index out of range: \(start)") }
        let end = end ?? (oneOnly ? min(start + 1, count) : count)
        guard (0...count).contains(end) else { throw EvaluationFailure("index out of range: \(end)") }
        guard start <= end else { throw EvaluationFailure("invalid substring range: from \(start) to \(end)") }
        let first = scalars.index(scalars.startIndex, offsetBy: Int(start))
        return String(scalars[first..<scalars.index(first, offsetBy: Int(end - start))])
    }

    private static let escapes: [Unicode.Scalar: String] = [
        "\u{07}": "\\a", "\u{08}": "\\b", "\u{0C}": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{0B}": "\\v",
        "\\": "\\\\", "\"": "\\\"",
    ]

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if let escape = escapes[scalar] { quoted += escape } else { quoted.unicodeScalars.append(scalar) }
        }
        return quoted + "\""
    }

    // MARK: - Cutting and joining

    /// The pieces of a text between the places of a separator, at most so many; between all characters for an empty one.
    private static func pieces(of text: String, at separator: String, cutsMax: Int) -> [String] {
        guard cutsMax > 0 else { return [text] }
        guard !separator.isEmpty else {
            let scalars = text.unicodeScalars
            var pieces = scalars.prefix(cutsMax).map { String($0) }
            let rest = scalars.dropFirst(cutsMax)
            if !rest.isEmpty { pieces.append(String(rest)) }
            return pieces
        }
        let bytes = Array(text.utf8)
        var pieces: [String] = []
        var start = 0
        for place in TextSearch(separator).places(in: bytes, countMax: cutsMax) {
            pieces.append(String(decoding: bytes[start..<place], as: UTF8.self))
            start = place + separator.utf8.count
        }
        pieces.append(String(decoding: bytes[start...], as: UTF8.self))
        return pieces
    }

    @Sendable private static func split(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        guard case .string(let text) = arguments[0], case .string(let separator) = arguments[1] else { return nil }
        var cuts = Int.max
        if arguments.count == 3 {
            guard case .int(let limit) = arguments[2] else { return nil }
            if limit == 0 { return .list([]) }
            if limit > 0 { cuts = Int(limit) - 1 }
        }
        return .list(pieces(of: text, at: separator, cutsMax: cuts).map { .string($0) })
    }

    @Sendable private static func replace(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        guard case .string(let text) = arguments[0], case .string(let old) = arguments[1],
            case .string(let new) = arguments[2]
        else { return nil }
        var count = Int.max
        if arguments.count == 4 {
            guard case .int(let limit) = arguments[3] else { return nil }
            if limit >= 0 { count = Int(limit) }
        }
        guard count > 0 else { return arguments[0] }
        var parts: [String]
        if old.isEmpty {
            // An empty text is found before every character and at the end.
            parts = [""] + pieces(of: text, at: "", cutsMax: count - 1)
            if parts.count - 1 < count { parts.append("") }
        } else {
            parts = pieces(of: text, at: old, cutsMax: count)
        }
        return .string(try joined(parts, by: new))
    }

    @Sendable private static func join(_ arguments: [Value]) throws(EvaluationFailure) -> Value? {
        guard case .list(let items) = arguments[0] else { return nil }
        var separator = ""
        if arguments.count == 2 {
            guard case .string(let text) = arguments[1] else { return nil }
            separator = text
        }
        var words: [String] = []
        words.reserveCapacity(items.count)
        for item in items {
            guard case .string(let word) = item else { return nil }
            words.append(word)
        }
        return .string(try joined(words, by: separator))
    }

    private static func joined(_ parts: [String], by separator: String) throws(EvaluationFailure) -> String {
        var size = 0
        for part in parts {
            size += part.utf8.count + separator.utf8.count
            try limit(size - separator.utf8.count)
        }
        return parts.joined(separator: separator)
    }
}
