/// Reads one recurrence, word by word.
struct RecurrenceParser {
    private let text: PlacedText
    private var words: [RecurrenceWord] = []
    private var position = 0
    /// The words of an iCalendar or cron form, which stand before the others.
    private var form: Recurrence.Pattern?
    /// What working days are called besides, as in `school` where they are school days.
    let dayNoun: String?
    /// Whether the text calls them so.
    private var usesNoun = false

    init(_ source: String, dayNoun: String? = nil) throws(RecurrenceTextError) {
        text = PlacedText(source)
        self.dayNoun = dayNoun
        guard text.length <= Limits.recurrenceScalarsMax else {
            throw PlacedText("", offset: Limits.recurrenceScalarsMax)
                .fault("a recurrence has at most \(Limits.recurrenceScalarsMax) characters")
        }
        let pieces = text.words
        guard let first = pieces.first else { throw text.fault("the recurrence is empty", help: Self.example) }
        let properties = pieces.prefix { RecurrenceSeriesParser.isProperty($0.text) }
        let rest: ArraySlice<PlacedText>
        if !properties.isEmpty {
            form = .series(try RecurrenceSeriesParser.series(Array(properties)))
            rest = pieces[properties.count...]
        } else if first.text.lowercased() == "cron" {
            let fields = pieces.dropFirst().prefix { !Self.endsCron($0.text) }
            form = .cron(try CronParser.expression(Array(fields), of: text))
            rest = pieces[(1 + fields.count)...]
        } else {
            rest = pieces[...]
        }
        for piece in rest { words += try RecurrenceWord.words(of: piece) }
        if let dayNoun { takeAsWorking(dayNoun) }
    }

    /// Reads what the calendar calls its working days as `working day`, so that it may stand wherever that may.
    private mutating func takeAsWorking(_ noun: String) {
        for place in words.indices.dropLast() where words[place].content == .word(noun) {
            guard [.word("day"), .word("days")].contains(words[place + 1].content) else { continue }
            words[place] = RecurrenceWord(content: .word("working"), place: words[place].place)
            usesNoun = true
        }
    }

    static let example = "write for example `every quarter`, `last working day of March` or `every Monday at 09:00`"

    private static func endsCron(_ word: String) -> Bool {
        ["at", "from", "until", "or", "never"].contains(word.lowercased())
    }

    // MARK: - The whole

    static func recurrence(_ text: String, dayNoun: String?) throws(RecurrenceTextError) -> Recurrence {
        var parser = try RecurrenceParser(text, dayNoun: dayNoun)
        return try parser.recurrence()
    }

    /// The whole text.
    mutating func recurrence() throws(RecurrenceTextError) -> Recurrence {
        let start = position
        var recurrence = Recurrence(try formOrPattern())
        while position < words.count { try readEnding(of: &recurrence) }
        try check(recurrence, at: start)
        if usesNoun { recurrence.dayNoun = dayNoun }
        return recurrence
    }

    private mutating func formOrPattern() throws(RecurrenceTextError) -> Recurrence.Pattern {
        if let form { return form }
        return try pattern()
    }

    private mutating func readEnding(of recurrence: inout Recurrence) throws(RecurrenceTextError) {
        if word == "at" {
            try refuse(again: !recurrence.times.isEmpty, form != nil ? "the form before it names its own times" : nil)
            recurrence.times = try times()
        } else if word == "from" || word == "until" {
            let isFrom = word == "from"
            try refuse(again: (isFrom ? recurrence.from : recurrence.until) != nil, nil)
            advance()
            let date = try date()
            if isFrom { recurrence.from = date } else { recurrence.until = date }
        } else if word == "or" || word == "never" {
            try refuse(again: recurrence.roll != nil, nil)
            recurrence.roll = try roll()
        } else {
            let help = word.flatMap {
                NearestWord.help($0, among: ["at", "from", "until", "or", "never", "and", "of"])
            }
            throw fault("\(found) cannot follow what comes before it", help: help ?? Self.example)
        }
    }

    private func refuse(again: Bool, _ reason: String?) throws(RecurrenceTextError) {
        if let reason { throw fault("\(found) cannot stand here: \(reason)", help: "leave it out") }
        if again { throw fault("\(found) stands here twice", help: "keep one of them") }
    }

    private func check(_ recurrence: Recurrence, at start: Int) throws(RecurrenceTextError) {
        if let from = recurrence.from, let until = recurrence.until, until < from {
            throw text.fault("\(until) comes before \(from), so this never happens")
        }
        let needsStart: Bool
        switch recurrence.pattern {
        case .days(let every), .weeks(let every, _): needsStart = every > 1
        case .months: needsStart = true
        case .dates, .workingDays, .year, .period, .series, .cron: needsStart = false
        }
        if needsStart, recurrence.from == nil, words.indices.contains(start) {
            throw fault("it is not said from when to count", help: "add the first day, as in `from 2013-04-02`")
        }
    }

    // MARK: - Reading words

    /// The next word in lower case, if it is one.
    var word: String? { word(after: 0) }

    /// The next word's content, if there is one.
    var content: RecurrenceWord.Content? { content(after: 0) }

    /// The content of the word so many places on, if there is one.
    func content(after count: Int) -> RecurrenceWord.Content? {
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

    /// Passes a comma, `and`, or both, where one more of a list follows.
    mutating func skipSeparator() -> Bool {
        let hasComma = content == .comma
        if hasComma { position += 1 }
        return skip("and") || hasComma
    }

    mutating func advance(by count: Int = 1) { position += count }

    /// The next word as messages quote it.
    var found: String { position < words.count ? "\"\(words[position].place.text)\"" : "the end of the text" }

    /// A fault at the next word.
    func fault(_ message: String, help: String? = nil) -> RecurrenceTextError {
        let place = position < words.count ? words[position].place : PlacedText("", offset: text.offset + text.length)
        return place.fault(message, help: help)
    }
}
