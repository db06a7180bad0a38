import WaymarkCalendar
import WaymarkCompiler
import WaymarkDiagnostics
import WaymarkYAML

extension BehaviourReader {
    private static let rateHelp = "write rate: 2 %, or rate: 25 days a year"

    /// When people work.
    mutating func workingLife(_ node: YAMLNode) -> WorkingLife {
        var life = WorkingLife()
        guard node.entries != nil else {
            report(
                "`people` says when people work", at: node.span, help: "write people: { absences: [{ rate: 2 % }] }")
            return life
        }
        allow(BehaviourForms.people.names, in: node)
        for item in rules("hours", in: node) {
            if let hours = hours(item) { life.hours.append(.init(whom: whom(item), content: hours, span: item.span)) }
        }
        for item in rules("days", in: node) {
            let days = weekdays(item)
            if !days.isEmpty { life.weekdays.append(.init(whom: whom(item), content: days, span: item.span)) }
        }
        for item in rules("absences", in: node) {
            guard let absence = absence(item) else { continue }
            life.absences.append(.init(whom: whom(item), content: absence, span: item.span))
        }
        return life
    }

    private mutating func rules(_ key: String, in node: YAMLNode) -> [YAMLNode] {
        guard let value = node[key] else { return [] }
        guard let items = value.items else {
            report("`\(key)` is a list", at: value.span, help: "begin each rule with a hyphen")
            return []
        }
        return items
    }

    private mutating func whom(_ node: YAMLNode) -> WorkingLife.Whom {
        if let role = node.entries?.first(where: { $0.key == "role" }) {
            report(
                "people are meant by their `position`, which they have in every workflow", at: role.keySpan,
                help: "name the position of the register by which people have the role")
        }
        switch (node["person"], node["position"]) {
        case (nil, nil): return .everybody
        case (let person?, nil): return .person(person.scalar?.text ?? "")
        case (nil, let position?): return .position(position.scalar?.text ?? "")
        case (_, let position?):
            report("a rule is about a `person` or a `position`, not about both", at: position.span)
            return .everybody
        }
    }

    private mutating func allowRule(_ keys: [String], in node: YAMLNode) {
        // A role is refused with advice of its own.
        allow(keys + (node["role"] == nil ? [] : ["role"]), in: node)
    }

    // MARK: - Hours and days

    private mutating func hours(_ node: YAMLNode) -> OpeningHours? {
        allowRule(BehaviourForms.hours.names, in: node)
        guard let from = time("from", node), let to = time("to", node) else { return nil }
        guard let hours = OpeningHours(from, to) else {
            report("the hours end at \(to), which is not after they begin at \(from)", at: node.span)
            return nil
        }
        return hours
    }

    private mutating func time(_ key: String, _ node: YAMLNode) -> LocalTime? {
        if let time = node[key]?.text.flatMap({ LocalTime($0) }) { return time }
        report("`\(key)` is a time of day", at: node[key]?.span ?? node.span, help: "write \(key): \"09:30\"")
        return nil
    }

    private mutating func weekdays(_ node: YAMLNode) -> Set<Weekday> {
        allowRule(BehaviourForms.workdays.names, in: node)
        guard let items = node["on"]?.items, !items.isEmpty else {
            report(
                "`on` is a list of days of the week", at: node["on"]?.span ?? node.span,
                help: "write on: [monday, tuesday, wednesday]")
            return []
        }
        var days: Set<Weekday> = []
        for item in items {
            if let day = item.text.flatMap({ Weekday($0) }) {
                days.insert(day)
            } else {
                let names = Weekday.allCases.map { $0.name.lowercased() }
                report(
                    "\(item.text ?? "this") is no day of the week", at: item.span,
                    help: item.text.flatMap { Nearest.word(to: $0, among: names) }.map { "did you mean `\($0)`?" })
            }
        }
        return days
    }

    // MARK: - Absences

    private mutating func absence(_ node: YAMLNode) -> WorkingLife.Absence? {
        allowRule(BehaviourForms.absence.names, in: node)
        switch (node["rate"], node["from"] ?? node["to"]) {
        case (let rate?, nil): return self.rate(rate, node["spell"]).map { .rate($0) }
        case (nil, .some):
            if let spell = node["spell"] {
                report("`spell` says how long people are away by chance, with a `rate`", at: spell.span)
            }
            guard let from = node["from"], let to = node["to"] else {
                report(
                    "an absence has a first and a last day", at: node.span,
                    help: "write from: 2013-12-16 and to: 2013-12-20, the same day twice for one day")
                return nil
            }
            let (first, last) = (date("from", node), date("to", node))
            guard from.text.flatMap({ LocalDate($0) }) != nil, to.text.flatMap({ LocalDate($0) }) != nil else {
                return nil
            }
            guard first <= last else {
                report("the absence ends before it begins", at: to.span)
                return nil
            }
            return .days(first...last)
        default:
            report(
                "an absence is `from` a day `to` another, or has a `rate`", at: node.span, help: Self.rateHelp)
            return nil
        }
    }

    private mutating func rate(_ node: YAMLNode, _ spell: YAMLNode?) -> AbsenceRate? {
        guard let share = node.scalar.flatMap({ Self.share($0.text) }) else {
            report(
                "`rate` is a share of the days up to 100 %, or days a year up to 250", at: node.span,
                help: Self.rateHelp)
            return nil
        }
        guard let spell else { return AbsenceRate(share: share) }
        guard let weeks = spell.scalar.flatMap({ Self.weeks($0.text) }) else {
            report(
                "`spell` is how long people are away at a time: 1 day, or up to \(Limits.absenceWeeksMax) weeks",
                at: spell.span, help: "write spell: 1 week")
            return nil
        }
        return AbsenceRate(share: share, weeks: weeks == 0 ? nil : weeks)
    }

    /// `2 %`, `2.5 %` or `25 days a year`.
    private static func share(_ text: String) -> AbsenceRate.Share? {
        let words = text.split(separator: " ")
        if text.hasSuffix("%"), words.count <= 2 {
            let number = text.dropLast().filter { $0 != " " }
            guard number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let percent = Double(number),
                percent <= 100
            else { return nil }
            return .share(percent / 100)
        }
        guard words.count == 4, ["day", "days"].contains(words[1]), words[2] == "a",
            words[3] == "year", let days = Int(words[0]), (0...250).contains(days)
        else { return nil }
        return .daysAYear(days)
    }

    /// Weeks; 0 for single days.
    private static func weeks(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 2, let number = Int(words[0]) else { return nil }
        switch words[1] {
        case "day": return number == 1 ? 0 : nil
        case "week", "weeks": return (1...Limits.absenceWeeksMax).contains(number) ? number : nil
        default: return nil
        }
    }
}
