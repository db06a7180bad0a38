/// Reads one deadline, word by word.
struct DeadlineParser {
    private let words: [DeadlineWord]
    private let end: DeadlineTextError
    private var position = 0
    /// What working days are called besides; whatever they are called when nil.
    let nouns: Set<String>?

    init(_ tokens: [DeadlineToken], nouns: Set<String>? = []) throws(DeadlineTextError) {
        self.nouns = nouns
        words = try DeadlineWord.words(of: tokens)
        var end = DeadlineTextError(segment: max(0, tokens.count - 1), offset: 0, length: 0, message: "")
        if case .text(let text)? = tokens.last { end.offset = text.unicodeScalars.count }
        self.end = end
        if words.isEmpty { throw atEnd("the deadline is empty", help: DeadlineParser.example) }
    }

    static let example = "write for example `5 working days`, `2 weeks after ${inputs.quarter.end}` or `on 31 March`"

    /// The whole text.
    mutating func rule() throws(DeadlineTextError) -> DeadlineRule {
        var rule = DeadlineRule()
        if let amount = try amount() {
            rule.amount = amount
            try readRelation(into: &rule)
        } else if skip("overdue") {
            rule.anchor = .due
        } else {
            _ = skip("on") || skip("by")
            rule.anchor = try place()
        }
        try readTime(into: &rule)
        try finish(after: ["after", "before", "from", "overdue", "at"])
        return rule
    }

    /// The whole text as an amount alone.
    mutating func amountAlone() throws(DeadlineTextError) -> DeadlineSpan {
        guard let amount = try amount() else {
            throw fault("\(found) is not an amount of time", help: "write for example `30 seconds` or `PT5M`")
        }
        try finish(after: [])
        return amount
    }

    // MARK: - Parts

    private mutating func readRelation(into rule: inout DeadlineRule) throws(DeadlineTextError) {
        if skip("overdue") {
            rule.anchor = .due
        } else if skip("before") {
            rule.direction = .before
            let start = position
            rule.anchor = try anchor()
            if rule.anchor == .opened {
                throw words[start].fault(
                    "nothing can be due before its step opens", help: "name a date, or write `before due` in a reminder"
                )
            }
        } else if skip("after") || skip("from") {
            rule.anchor = try anchor()
        }
    }

    private mutating func anchor() throws(DeadlineTextError) -> DeadlineRule.Anchor {
        if skip("due") { return .due }
        if skip("opened") { return .opened }
        if word == "start", word(after: 1) != "of" {
            position += 1
            return .opened
        }
        return try place()
    }

    private mutating func readTime(into rule: inout DeadlineRule) throws(DeadlineTextError) {
        let at = position
        guard skip("at") else { return }
        guard let written = word else {
            throw fault("a time must follow `at`", help: "write it as in `at 12:00`")
        }
        guard let time = LocalTime(written) else {
            throw fault("\(found) is not a time of day", help: "write it with two digits each, as in `at 09:30`")
        }
        position += 1
        let endsWithDay = rule.amount?.unit.isInDays ?? (rule.anchor != .due)
        guard endsWithDay else {
            throw words[at].fault("only a deadline in days can end at a time of day", help: "leave out `at \(time)`")
        }
        rule.time = time
    }

    private func finish(after known: [String]) throws(DeadlineTextError) {
        guard position < words.count else { return }
        let help = word.flatMap { NearestWord.help($0, among: known) }
        throw fault("\(found) cannot follow what comes before it", help: help ?? DeadlineParser.example)
    }

    // MARK: - Reading words

    /// The next word in lower case, if it is one.
    var word: String? { word(after: 0) }

    /// The next word's content, if there is one.
    var content: DeadlineWord.Content? { content(after: 0) }

    /// The content of the word so many places on, if there is one.
    func content(after count: Int) -> DeadlineWord.Content? {
        position + count < words.count ? words[position + count].content : nil
    }

    func word(after count: Int) -> String? {
        guard case .word(let word)? = content(after: count) else { return nil }
        return word
    }

    mutating func skip(_ expected: String) -> Bool {
        guard word == expected else { return false }
        position += 1
        return true
    }

    mutating func advance(by count: Int = 1) { position += count }

    /// The next word as messages quote it.
    var found: String { position < words.count ? "\"\(words[position].source)\"" : "the end of the text" }

    /// A fault at the next word.
    func fault(_ message: String, help: String? = nil) -> DeadlineTextError {
        position < words.count ? words[position].fault(message, help: help) : atEnd(message, help: help)
    }

    private func atEnd(_ message: String, help: String? = nil) -> DeadlineTextError {
        var error = end
        error.message = message
        error.help = help
        return error
    }
}
