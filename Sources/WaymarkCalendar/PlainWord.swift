/// Single words as people often write them, put as they are understood: `five`, `Mon`, `9am`, `31/03/2014`.
enum PlainWord {
    /// The words of a text, with a comma after one on its own.
    static func cut(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).flatMap { piece -> [String] in
            guard piece.hasSuffix(","), piece.count > 1 else { return [String(piece)] }
            return [String(piece.dropLast()), ","]
        }
    }

    /// The words as they are understood.
    static func plain(_ words: [String]) -> [String] {
        var plain: [String] = []
        var index = 0
        while index < words.count {
            let (word, count) = self.plain(words[index...], after: plain.last)
            plain += word
            index += count
        }
        return plain
    }

    /// The first of some words as it is understood, and how many of them that took.
    private static func plain(_ words: ArraySlice<String>, after previous: String?) -> (words: [String], count: Int) {
        let word = words[words.startIndex]
        let next = words.dropFirst().first?.lowercased()
        if let (span, count) = half(words) { return (span, count) }
        if let next, ["am", "pm", "a.m.", "p.m."].contains(next), let time = time(word + next.filter(\.isLetter)) {
            return ([time], 2)
        }
        let lowered = word.lowercased()
        let isTime = previous.map { ["at", "and", ","].contains($0.lowercased()) } ?? false
        if let time = time(lowered), isTime || lowered.hasSuffix("m") { return ([time], 1) }
        if let index = numbers.firstIndex(of: lowered) { return (["\(index + 1)"], 1) }
        return ([weekday(lowered) ?? date(word) ?? word], 1)
    }

    private static let numbers = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
    ]

    /// `1 1/2 days`, `1.5 days` or `1½ days` in a smaller unit.
    private static func half(_ words: ArraySlice<String>) -> (words: [String], count: Int)? {
        let words = Array(words.prefix(3))
        let whole: Int?
        let unit: String?
        if words.count == 3, words[1] == "1/2" || words[1] == "½" {
            (whole, unit) = (PlacedText(words[0]).number, words[2])
        } else if words.count >= 2, let ending = [".5", "½"].first(where: { words[0].hasSuffix($0) }) {
            (whole, unit) = (PlacedText(String(words[0].dropLast(ending.count))).number, words[1])
        } else {
            return nil
        }
        let smaller = [
            "minute": (60, "seconds"), "hour": (60, "minutes"), "day": (24, "hours"), "week": (168, "hours"),
            "year": (12, "months"),
        ]
        guard let whole, let unit = unit?.lowercased(),
            let (count, name) = smaller[unit.hasSuffix("s") ? String(unit.dropLast()) : unit],
            whole <= Limits.deadlineAmountMax
        else { return nil }
        return (["\(whole * count + count / 2)", name], words[1].hasSuffix("2") || words[1] == "½" ? 3 : 2)
    }

    /// `9am`, `9.30pm`, `9:30`, `noon`.
    private static func time(_ text: String) -> String? {
        var text = text.lowercased()
        if text == "noon" || text == "midday" { return "12:00" }
        guard text.first?.isNumber ?? false else { return nil }
        let half = text.hasSuffix("am") ? 0 : text.hasSuffix("pm") ? 12 : nil
        if half != nil { text.removeLast(2) }
        let parts = PlacedText(text.replacing(".", with: ":")).pieces(separatedBy: ":")
        guard let first = parts.first, first.length <= 2, var hour = first.number, parts.count <= 2 else { return nil }
        guard half != nil || parts.count == 2 else { return nil }
        var minute = 0
        if parts.count == 2 {
            guard parts[1].length == 2, let written = parts[1].number else { return nil }
            minute = written
        }
        if let half {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + half
        }
        return LocalTime(hour: hour, minute: minute)?.description
    }

    /// `Mon`, `Tues` and `Mondays`.
    private static func weekday(_ lowered: String) -> String? {
        let singular = lowered.hasSuffix("days") ? String(lowered.dropLast()) : lowered
        guard singular.count >= 3 else { return nil }
        return Weekday.allCases.first { $0.name.lowercased().hasPrefix(singular) }?.name
    }

    /// `31/03/2014` and `31.3.2014`, as Europeans write them.
    private static func date(_ word: String) -> String? {
        guard word.first?.isNumber ?? false else { return nil }
        for separator: Unicode.Scalar in ["/", ".", "-"] {
            let parts = PlacedText(word).pieces(separatedBy: separator)
            guard parts.count == 3, parts[2].length == 4, let day = parts[0].number, let month = parts[1].number,
                let year = parts[2].number
            else { continue }
            return LocalDate(year: year, month: month, day: day)?.description
        }
        return nil
    }
}
