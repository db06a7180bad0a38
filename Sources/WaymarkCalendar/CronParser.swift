/// Reads the five fields of a cron expression.
struct CronParser {
    private struct Field {
        let name: String
        let range: ClosedRange<Int>
        var names: [String] = []
    }

    private static let monthNames = Month.names.map { $0.prefix(3).uppercased() }
    private static let dayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
    private static let minute = Field(name: "minute", range: 0...59)
    private static let hour = Field(name: "hour", range: 0...23)
    private static let monthDay = Field(name: "day of the month", range: 1...31)
    private static let month = Field(name: "month", range: 1...12, names: monthNames)
    private static let day = Field(name: "day of the week", range: 0...7, names: dayNames)

    static func expression(
        _ fields: [PlacedText], of text: PlacedText
    ) throws(RecurrenceTextError) -> CronExpression {
        guard fields.count == 5 else {
            let place = fields.count > 5 ? fields[5] : PlacedText("", offset: text.offset + text.length)
            throw place.fault(
                "a cron expression has 5 fields, and this has \(fields.count)",
                help: "write minute, hour, day, month and weekday, as in `0 9 * * MON-FRI`")
        }
        return CronExpression(
            source: fields.map { $0.text.uppercased() }.joined(separator: " "),
            minutes: try values(fields[0], minute), hours: try values(fields[1], hour),
            monthDays: try monthDays(fields[2]), months: Set(try values(fields[3], month)), days: try days(fields[4]),
            isAnyMonthDay: fields[2].text.hasPrefix("*"), isAnyDay: fields[4].text.hasPrefix("*"),
            countsMinutes: fields[0].text.hasPrefix("*"))
    }

    // MARK: - Fields

    private static func values(_ text: PlacedText, _ field: Field) throws(RecurrenceTextError) -> [Int] {
        var found: Set<Int> = []
        for item in text.pieces(separatedBy: ",") { found.formUnion(try values(of: item, field)) }
        return found.sorted()
    }

    private static func monthDays(_ text: PlacedText) throws(RecurrenceTextError) -> Set<Int> {
        var found: Set<Int> = []
        for item in text.pieces(separatedBy: ",") {
            if item.text.uppercased() == "L" {
                found.insert(0)
            } else {
                found.formUnion(try values(of: item, monthDay))
            }
        }
        return found
    }

    private static func days(_ text: PlacedText) throws(RecurrenceTextError) -> Set<CronExpression.Day> {
        var found: Set<CronExpression.Day> = []
        for item in text.pieces(separatedBy: ",") {
            if let (name, ordinal) = item.split(at: "#") {
                guard let number = ordinal.number, (1...5).contains(number) else {
                    throw item.fault("\"\(item.text)\" names no day", help: "write for example `MON#1`, from 1 to 5")
                }
                found.insert(.init(weekday: weekday(try value(name, day)), ordinal: number))
            } else if item.text.count > 1, item.text.uppercased().hasSuffix("L") {
                let name = PlacedText(String(item.text.dropLast()), offset: item.offset)
                found.insert(.init(weekday: weekday(try value(name, day)), ordinal: -1))
            } else {
                for number in try values(of: item, day) { found.insert(.init(weekday: weekday(number), ordinal: nil)) }
            }
        }
        return found
    }

    /// Both 0 and 7 are Sunday.
    private static func weekday(_ number: Int) -> Weekday { Weekday.allCases[(number + 6) % 7] }

    // MARK: - Items

    private static func values(of item: PlacedText, _ field: Field) throws(RecurrenceTextError) -> [Int] {
        guard let (base, stepText) = item.split(at: "/") else { return Array(try range(item, field, isStepped: false)) }
        guard let step = stepText.number, step > 0, step <= field.range.upperBound else {
            throw stepText.fault(
                "\"\(stepText.text)\" is no step of the \(field.name)",
                help: "write a number from 1 to \(field.range.upperBound)")
        }
        let range = try range(base, field, isStepped: true)
        return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
    }

    private static func range(
        _ text: PlacedText, _ field: Field, isStepped: Bool
    ) throws(RecurrenceTextError) -> ClosedRange<Int> {
        // Sunday once only, so that steps count seven days.
        let whole = field.range.lowerBound...(field.name == day.name ? 6 : field.range.upperBound)
        if text.text == "*" { return whole }
        guard let (lowText, highText) = text.split(at: "-") else {
            let only = try value(text, field)
            return isStepped ? only...max(only, whole.upperBound) : only...only
        }
        let (low, high) = (try value(lowText, field), try value(highText, field))
        guard low <= high else {
            throw text.fault(
                "\"\(text.text)\" runs backwards",
                help: "write the lower end first, or two ranges with a comma between them")
        }
        return low...high
    }

    private static func value(_ text: PlacedText, _ field: Field) throws(RecurrenceTextError) -> Int {
        if let number = text.number, field.range.contains(number) { return number }
        if let index = field.names.firstIndex(of: text.text.uppercased()) { return index + field.range.lowerBound }
        let help =
            field.names.isEmpty
            ? nil : NearestWord.help(text.text, among: field.names) ?? "or a name such as \(field.names[1])"
        throw text.fault(
            "the \(field.name) is a number from \(field.range.lowerBound) to \(field.range.upperBound), "
                + "not \"\(text.text)\"", help: help)
    }
}
