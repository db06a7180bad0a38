extension RecurrenceSeries {
    /// Reads a series from iCalendar properties between spaces or line ends, as in
    /// `DTSTART;TZID=Europe/London:20130402T090000 RRULE:FREQ=MONTHLY;BYDAY=-1FR EXDATE:20131227`.
    /// - Throws: `RecurrenceTextError` at the first property that makes no sense.
    package init(parsing text: String) throws(RecurrenceTextError) {
        let place = PlacedText(text)
        guard place.length <= Limits.recurrenceScalarsMax else {
            throw PlacedText("", offset: Limits.recurrenceScalarsMax)
                .fault("a recurrence has at most \(Limits.recurrenceScalarsMax) characters")
        }
        self = try RecurrenceSeriesParser.series(place.words)
    }
}

extension RecurrenceSeries: CustomStringConvertible {
    /// The properties on one line; `init(parsing:)` reads them back.
    package var description: String {
        let parameter = zone.map { $0 == .utc ? "" : ";TZID=\($0.identifier)" } ?? ""
        let startText = RecurrenceMoment.local(start).text
        var parts = ["DTSTART\(parameter):\(startText)\(zone == .utc ? "Z" : "")"]
        if let rule { parts.append("RRULE:\(rule)") }
        func add(_ name: String, _ moments: [RecurrenceMoment]) {
            guard !moments.isEmpty else { return }
            parts.append("\(name):\(moments.map(\.text).joined(separator: ","))")
        }
        add("RDATE", added)
        add("EXDATE", excluded)
        return parts.joined(separator: " ")
    }
}

/// Reads the iCalendar properties of a series.
struct RecurrenceSeriesParser {
    private var start: (LocalDateTime, ZoneTable?)?
    private var rule: RecurrenceRule?
    private var added: [RecurrenceMoment] = []
    private var excluded: [RecurrenceMoment] = []
    private var zones: [(PlacedText, ZoneTable)] = []

    private static let names = ["DTSTART", "RRULE", "RDATE", "EXDATE"]

    /// Whether a word is one of the properties.
    static func isProperty(_ word: String) -> Bool {
        let upper = word.uppercased()
        return names.contains { upper.hasPrefix($0 + ":") || upper.hasPrefix($0 + ";") }
    }

    static func series(_ words: [PlacedText]) throws(RecurrenceTextError) -> RecurrenceSeries {
        var parser = RecurrenceSeriesParser()
        for word in words { try parser.read(word) }
        let first = words.first ?? PlacedText("")
        guard let (start, zone) = parser.start else {
            throw first.fault(
                "the rule does not say when it begins",
                help: "write `DTSTART:20130402T090000` before it, with the first day and time")
        }
        for (place, other) in parser.zones where other != zone {
            throw place.fault(
                "\"\(other.identifier)\" is not the zone of DTSTART", help: "use one zone, or UTC times that end in Z")
        }
        do {
            return try RecurrenceSeries(
                start: start, zone: zone, rule: parser.rule, added: parser.added, excluded: parser.excluded)
        } catch {
            let place = words.first { $0.text.uppercased().hasPrefix("RRULE") } ?? first
            throw place.fault("\(error)")
        }
    }

    private mutating func read(_ word: PlacedText) throws(RecurrenceTextError) {
        guard let (head, value) = word.split(at: ":") else {
            throw word.fault(
                "\"\(word.text)\" is no part of a series",
                help: NearestWord.help(word.text, among: Self.names)
                    ?? "write `DTSTART:20130402T090000 RRULE:FREQ=MONTHLY;BYDAY=1MO`")
        }
        var parameters = head.pieces(separatedBy: ";")
        let name = parameters.removeFirst()
        let zone = try zone(in: parameters)
        switch name.text.uppercased() {
        case "DTSTART":
            if start != nil { throw name.fault("the series has DTSTART twice", help: "keep one of them") }
            start = try Self.start(value, zone: zone)
        case "RRULE":
            if rule != nil { throw name.fault("the series has RRULE twice", help: "write two schedules") }
            rule = try RecurrenceRuleParser.rule(value)
        case "RDATE": added += try Self.moments(value)
        case "EXDATE": excluded += try Self.moments(value)
        default:
            throw name.fault(
                "\"\(name.text)\" is no part of a series",
                help: NearestWord.help(name.text, among: Self.names)
                    ?? "there are: " + Self.names.joined(separator: ", "))
        }
    }

    private mutating func zone(in parameters: [PlacedText]) throws(RecurrenceTextError) -> ZoneTable? {
        for parameter in parameters {
            guard let (name, value) = parameter.split(at: "=") else {
                throw parameter.fault("\"\(parameter.text)\" is no parameter", help: "write `TZID=Europe/London`")
            }
            switch name.text.uppercased() {
            case "TZID":
                guard let zone = ZoneTable.named(value.text) else {
                    throw value.fault(
                        "there is no time zone \"\(value.text)\"", help: "a zone is named as in Europe/London")
                }
                zones.append((value, zone))
                return zone
            case "VALUE" where ["DATE", "DATE-TIME"].contains(value.text.uppercased()): continue
            default:
                throw parameter.fault("\"\(parameter.text)\" is not supported here", help: "leave it out")
            }
        }
        return nil
    }

    private static func start(
        _ value: PlacedText, zone: ZoneTable?
    ) throws(RecurrenceTextError) -> (LocalDateTime, ZoneTable?) {
        switch RecurrenceMoment(value.text) {
        case .local(let local): return (local, zone)
        case .utc(let instant) where zone == nil: return (ZoneTable.utc.local(of: instant), .utc)
        case .utc: throw value.fault("a time that ends in Z has no TZID beside it", help: "leave out one of them")
        case .day:
            throw value.fault("the series needs a time of day", help: "write it as in `\(value.text)T090000`")
        case nil: throw value.fault("\"\(value.text)\" is no date and time", help: "write it as in `20130402T090000`")
        }
    }

    private static func moments(_ value: PlacedText) throws(RecurrenceTextError) -> [RecurrenceMoment] {
        var moments: [RecurrenceMoment] = []
        for piece in value.pieces(separatedBy: ",") {
            guard let moment = RecurrenceMoment(piece.text) else {
                throw piece.fault(
                    "\"\(piece.text)\" is no date", help: "write it as in `20131227` or `20131227T090000`")
            }
            moments.append(moment)
        }
        return moments
    }
}
