/// Reads the parts of an RFC 5545 rule.
struct RecurrenceRuleParser {
    private var rule = RecurrenceRule(frequency: .daily)
    private var seen: [String: PlacedText] = [:]

    static func rule(_ text: PlacedText) throws(RecurrenceTextError) -> RecurrenceRule {
        guard text.length <= Limits.recurrenceScalarsMax else {
            throw PlacedText("", offset: text.offset + Limits.recurrenceScalarsMax)
                .fault("a rule has at most \(Limits.recurrenceScalarsMax) characters")
        }
        var parser = RecurrenceRuleParser()
        for part in text.pieces(separatedBy: ";") { try parser.read(part) }
        return try parser.finished(text)
    }

    private static let names = [
        "FREQ", "INTERVAL", "COUNT", "UNTIL", "BYSECOND", "BYMINUTE", "BYHOUR", "BYDAY", "BYMONTHDAY", "BYYEARDAY",
        "BYMONTH", "BYSETPOS", "WKST",
    ]

    static let weekdays: [(String, Weekday)] = [
        ("MO", .monday), ("TU", .tuesday), ("WE", .wednesday), ("TH", .thursday), ("FR", .friday), ("SA", .saturday),
        ("SU", .sunday),
    ]

    // MARK: - Parts

    private mutating func read(_ part: PlacedText) throws(RecurrenceTextError) {
        guard let (nameText, value) = part.split(at: "="), !value.text.isEmpty else {
            throw part.fault(
                part.text.isEmpty ? "a part of the rule is empty" : "\"\(part.text)\" is no part of a rule",
                help: "parts are written as in `FREQ=MONTHLY;BYDAY=-1FR`")
        }
        let name = nameText.text.uppercased()
        if seen[name] != nil { throw nameText.fault("the rule has \(name) twice", help: "keep one of them") }
        seen[name] = nameText
        switch name {
        case "FREQ": rule.frequency = try Self.frequency(value)
        case "INTERVAL": rule.interval = try Self.number(value, in: 1...Limits.recurrenceIntervalMax, name)
        case "COUNT": rule.count = try Self.number(value, in: 1...Limits.recurrenceCountMax, name)
        case "UNTIL": rule.until = try Self.moment(value)
        case "BYSECOND":
            // Clocks without leap seconds show the 60th as the 59th, as RFC 5545 asks for in 3.3.12.
            rule.seconds = Set(try Self.numbers(value, in: 0...60, name).map { min($0, 59) }).sorted()
        case "BYMINUTE": rule.minutes = try Self.numbers(value, in: 0...59, name)
        case "BYHOUR": rule.hours = try Self.numbers(value, in: 0...23, name)
        case "BYDAY": rule.days = try Self.days(value)
        case "BYMONTHDAY": rule.monthDays = try Self.signedNumbers(value, upTo: 31, name)
        case "BYYEARDAY": rule.yearDays = try Self.signedNumbers(value, upTo: 366, name)
        case "BYMONTH": rule.months = try Self.numbers(value, in: 1...12, name)
        case "BYSETPOS": rule.setPositions = try Self.signedNumbers(value, upTo: 366, name)
        case "WKST": rule.weekStart = try Self.weekday(value)
        case "BYWEEKNO":
            throw nameText.fault(
                "BYWEEKNO is not supported, since weeks of the year are numbered in more than one way",
                help: "name the days by BYMONTH and BYDAY, or by BYYEARDAY")
        default:
            throw nameText.fault(
                "\"\(nameText.text)\" is no part of a rule",
                help: NearestWord.help(name, among: Self.names) ?? "there are: " + Self.names.joined(separator: ", "))
        }
    }

    private func finished(_ text: PlacedText) throws(RecurrenceTextError) -> RecurrenceRule {
        guard seen["FREQ"] != nil else {
            throw text.fault("the rule has no FREQ", help: "begin it as in `FREQ=MONTHLY`")
        }
        if rule.count != nil, let until = seen["UNTIL"] {
            throw until.fault("a rule ends by COUNT or by UNTIL, not by both", help: "keep one of them")
        }
        if let day = rule.days.first(where: { $0.ordinal != nil }), rule.frequency < .monthly, let place = seen["BYDAY"]
        {
            throw place.fault(
                "\"\(day.text)\" counts weekdays of a month or a year, and the rule is \(rule.frequency.rawValue)",
                help: "leave out the number, or write FREQ=MONTHLY or FREQ=YEARLY")
        }
        let narrows = [
            rule.seconds.isEmpty, rule.minutes.isEmpty, rule.hours.isEmpty, rule.days.isEmpty, rule.monthDays.isEmpty,
            rule.yearDays.isEmpty, rule.months.isEmpty,
        ]
        if let place = seen["BYSETPOS"], narrows.allSatisfy({ $0 }) {
            throw place.fault(
                "BYSETPOS picks among what another part names, and there is none",
                help: "add for example `BYDAY=MO,TU,WE,TH,FR`")
        }
        return rule
    }

    // MARK: - Values

    private static func frequency(_ value: PlacedText) throws(RecurrenceTextError) -> RecurrenceRule.Frequency {
        if let frequency = RecurrenceRule.Frequency(rawValue: value.text.uppercased()) { return frequency }
        let names = RecurrenceRule.Frequency.allCases.map(\.rawValue)
        throw value.fault(
            "\"\(value.text)\" is no frequency",
            help: NearestWord.help(value.text, among: names) ?? "there are: " + names.joined(separator: ", "))
    }

    private static func moment(_ value: PlacedText) throws(RecurrenceTextError) -> RecurrenceMoment {
        if let moment = RecurrenceMoment(value.text) { return moment }
        throw value.fault(
            "\"\(value.text)\" is no date and time", help: "write it as in `20140331T225959Z` or `20140331`")
    }

    private static func number(
        _ value: PlacedText, in range: ClosedRange<Int>, _ name: String
    ) throws(RecurrenceTextError) -> Int {
        guard let number = value.number, range.contains(number) else {
            throw value.fault(
                "\(name) is a number from \(range.lowerBound) to \(range.upperBound), not \"\(value.text)\"")
        }
        return number
    }

    private static func numbers(
        _ value: PlacedText, in range: ClosedRange<Int>, _ name: String
    ) throws(RecurrenceTextError) -> [Int] {
        var numbers: Set<Int> = []
        for piece in value.pieces(separatedBy: ",") { numbers.insert(try number(piece, in: range, name)) }
        return numbers.sorted()
    }

    private static func signedNumbers(
        _ value: PlacedText, upTo limit: Int, _ name: String
    ) throws(RecurrenceTextError) -> [Int] {
        var numbers: Set<Int> = []
        for piece in value.pieces(separatedBy: ",") {
            let (sign, digits) = signed(piece)
            guard let number = digits.number, (1...limit).contains(number) else {
                throw piece.fault(
                    "\(name) is a number from 1 to \(limit) or from -1 to -\(limit), not \"\(piece.text)\"")
            }
            numbers.insert(sign * number)
        }
        return numbers.sorted()
    }

    private static func signed(_ piece: PlacedText) -> (sign: Int, rest: PlacedText) {
        guard let first = piece.text.unicodeScalars.first, first == "-" || first == "+" else { return (1, piece) }
        return (first == "-" ? -1 : 1, PlacedText(String(piece.text.dropFirst()), offset: piece.offset + 1))
    }

    private static func days(_ value: PlacedText) throws(RecurrenceTextError) -> [RecurrenceRule.Day] {
        var days: Set<RecurrenceRule.Day> = []
        for piece in value.pieces(separatedBy: ",") {
            let weekday = try weekday(PlacedText(String(piece.text.suffix(2)), offset: piece.offset), in: piece)
            let ahead = piece.text.dropLast(2)
            guard !ahead.isEmpty else {
                days.insert(RecurrenceRule.Day(ordinal: nil, weekday: weekday))
                continue
            }
            let (sign, digits) = signed(PlacedText(String(ahead), offset: piece.offset))
            guard let number = digits.number, (1...53).contains(number) else {
                throw piece.fault(
                    "\"\(piece.text)\" is no day of a week", help: "write for example `FR`, `2TU` or `-1FR`")
            }
            days.insert(RecurrenceRule.Day(ordinal: sign * number, weekday: weekday))
        }
        return days.sorted { ($0.ordinal ?? 0, $0.weekday) < ($1.ordinal ?? 0, $1.weekday) }
    }

    private static func weekday(
        _ value: PlacedText, in whole: PlacedText? = nil
    ) throws(RecurrenceTextError) -> Weekday {
        let name = value.text.uppercased()
        if let found = weekdays.first(where: { $0.0 == name }) { return found.1 }
        throw (whole ?? value).fault(
            "\"\((whole ?? value).text)\" is no day of a week",
            help: "there are: " + weekdays.map(\.0).joined(separator: ", "))
    }
}
