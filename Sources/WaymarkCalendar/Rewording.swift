/// Offers what to write instead of what people often write, from a table.
///
/// It is asked only when a text is not understood, and offers only what then is: so an entry of the table never has to be
/// right everywhere, and what is understood never changes its meaning.
struct Rewording {
    /// What people write, and what to write instead; where it may mean two things, both.
    ///
    /// What is written is words and placeholders: `a|b` one of several words, `(a|b)` the same, to be used as `{1}`; `{n}` a
    /// number, `{d}` a day of a month, `{ordinal}` which becomes a number, `{place}` which stays an ordinal, `{month}`,
    /// `{weekday}`, `{any}`; `^` and `$` the beginning and the end. `{1-1}` is a number less one, `{1.last}` the last day of
    /// a month.
    typealias Entry = (written: String, said: [String])

    private let rules: [Rule]
    /// The rules that a word is needed for, and those that need none, so that a text is held against few of them.
    private let rulesByWord: [String: [Int]]
    private let rulesWithoutWord: [Int]

    init(_ table: [Entry]) {
        let rules = table.map { Rule($0) }
        self.rules = rules
        var rulesByWord: [String: [Int]] = [:]
        for (index, rule) in rules.enumerated() {
            for word in rule.firstWords { rulesByWord[word, default: []].append(index) }
        }
        self.rulesByWord = rulesByWord
        rulesWithoutWord = rules.indices.filter { rules[$0].firstWords.isEmpty }
    }

    /// Other words for a text that are understood; none where the table has none.
    ///
    /// `completions` are what may be missing at the end of them.
    func readings(of text: String, completions: [String] = [""], isUnderstood: (String) -> Bool) -> [String] {
        let written = PlainWord.cut(text)
        guard written.count <= Self.wordsMax else { return [] }
        var texts = [PlainWord.plain(written)]
        let original = Self.joined(written)
        func understood() -> [String] {
            texts.compactMap { words in
                let text = Self.joined(words)
                guard text != original else { return nil }
                return completions.lazy.map { text + $0 }.first(where: isUnderstood)
            }
        }
        var found = understood()
        var ahead = rules(for: texts, after: -1)[...]
        while found.isEmpty, let index = ahead.popFirst() {
            let changed = Array(texts.flatMap { rules[index].readings(of: $0) }.prefix(Rule.readingsMax))
            guard changed != texts else { continue }
            texts = changed
            found = understood()
            ahead = rules(for: texts, after: index)[...]
        }
        return found
    }

    /// The rules behind one that may have something to say on some texts, in the order of the table.
    private func rules(for texts: [[String]], after index: Int) -> [Int] {
        let named = texts.joined().flatMap { rulesByWord[$0.lowercased()] ?? [] }
        return Set(named + rulesWithoutWord).filter { $0 > index }.sorted()
    }

    /// The advice to write one of some readings; nil where there are none.
    static func advice(_ readings: [String]) -> String? {
        guard !readings.isEmpty else { return nil }
        return "write " + readings.map { "`\($0)`" }.joined(separator: " or ")
    }

    private static func joined(_ words: [String]) -> String {
        words.joined(separator: " ").replacing(" ,", with: ",")
    }

    /// Longer texts are no phrases.
    private static let wordsMax = 40
}

/// One entry of the table.
private struct Rule {
    /// What may mean more things than that means nothing.
    static let readingsMax = 8

    private enum Part {
        case words(Set<String>, isKept: Bool)
        case number(ClosedRange<Int>)
        case ordinal
        case place
        case month
        case weekday
        case any
    }

    private var parts: [Part] = []
    private var isAtStart = false
    private var isAtEnd = false
    private let said: [[String]]

    init(_ entry: Rewording.Entry) {
        said = entry.said.map { $0.split(separator: " ").map(String.init) }
        var written = entry.written[...]
        if written.hasPrefix("^") {
            isAtStart = true
            written = written.dropFirst()
        }
        if written.hasSuffix("$") {
            isAtEnd = true
            written = written.dropLast()
        }
        parts = written.split(separator: " ").map { Self.part(String($0)) }
    }

    /// The words of which a text must have one.
    var firstWords: Set<String> {
        for case .words(let words, _) in parts { return words }
        return []
    }

    private static func part(_ text: String) -> Part {
        switch text {
        case "{n}": return .number(0...Int.max)
        case "{d}": return .number(1...31)
        case "{ordinal}": return .ordinal
        case "{place}": return .place
        case "{month}": return .month
        case "{weekday}": return .weekday
        case "{any}": return .any
        default:
            let isKept = text.hasPrefix("(")
            let words = (isKept ? String(text.dropFirst().dropLast()) : text).split(separator: "|").map(String.init)
            return .words(Set(words), isKept: isKept)
        }
    }

    /// The words with every place that fits put into other ones, once for each thing that it may mean.
    func readings(of words: [String]) -> [[String]] {
        guard let (start, values) = firstPlace(in: words) else { return [words] }
        let rest = Array(words[(start + parts.count)...])
        let others = isAtStart ? [rest] : Array(readings(of: rest).prefix(Self.readingsMax))
        return said.flatMap { said in
            others.map { Array(words[..<start]) + said.map { Self.filled($0, values) } + $0 }
        }
    }

    private func firstPlace(in words: [String]) -> (start: Int, values: [String])? {
        guard parts.count <= words.count else { return nil }
        let starts = isAtStart ? 0...0 : 0...(words.count - parts.count)
        for start in starts where !isAtEnd || start + parts.count == words.count {
            if let values = values(of: words[start..<(start + parts.count)]) { return (start, values) }
        }
        return nil
    }

    private func values(of words: ArraySlice<String>) -> [String]? {
        var values: [String] = []
        for (part, word) in zip(parts, words) {
            let lowered = word.lowercased()
            let value: String?
            switch part {
            case .words(let known, let isKept):
                guard known.contains(lowered) else { return nil }
                if isKept { values.append(lowered) }
                continue
            case .number(let range): value = PlacedText(word).number.flatMap { range.contains($0) ? word : nil }
            case .ordinal: value = RecurrenceParser.ordinal(lowered).map(String.init)
            case .place: value = RecurrenceParser.isOrdinal(lowered) ? lowered : nil
            case .month: value = Month.number(named: word).map(Month.name)
            case .weekday: value = Weekday(word)?.name
            case .any: value = word
            }
            guard let value else { return nil }
            values.append(value)
        }
        return values
    }

    /// A word to say, with what stood in the place of its placeholder.
    private static func filled(_ word: String, _ values: [String]) -> String {
        guard word.hasPrefix("{"), let number = word.dropFirst().first?.wholeNumberValue,
            values.indices.contains(number - 1)
        else { return word }
        let value = values[number - 1]
        switch word.dropFirst(2) {
        case "-1}": return PlacedText(value).number.map { "\($0 - 1)" } ?? value
        case ".last}": return Month.number(named: value).map { "\(Month.days(in: $0, of: 2000))" } ?? value
        case "s}": return value + "s"
        default: return value
        }
    }
}
