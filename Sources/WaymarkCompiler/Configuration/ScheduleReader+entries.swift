import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkSchedules
import WaymarkYAML

extension ScheduleReader {
    private static let dateHelp = "write 2013-04-01, May 2013 or every quarter"

    /// A dated entry; nil when too little of it can be understood.
    mutating func entry(_ name: String, _ node: YAMLNode) -> DatedEntry? {
        file.allow(ScheduleForms.entry.names, in: node, as: "a dated entry")
        guard let title = file.text("title", in: node), let who = file.text("who", in: node),
            let when = when(of: node, name)
        else { return nil }
        var entry = DatedEntry(name: name, title: title, who: who, when: when)
        entry.source = optionalText("source", in: node)
        entry.note = optionalText("note", in: node)
        entry.concerns = concerns(of: node)
        entry.isReported = flag("reported", in: node)
        entry.isLegal = flag("legal", in: node)
        if entry.isLegal, case .recurring(let rules) = when,
            rules.contains(where: { ($0.recurrence.roll ?? $0.setting.roll) != .none })
        {
            file.report(
                "a day that is set by law does not move to a working day",
                at: (node["roll"] ?? node["on"] ?? node).span,
                help: "leave out `roll`, and `or the next working day`")
        }
        return entry
    }

    private mutating func when(of node: YAMLNode, _ name: String) -> DatedEntry.When? {
        let keys = ["on", "by", "from", "undated", "rules"].filter { node[$0] != nil }
        guard keys.count == 1, let key = keys.first, let value = node[key] else {
            file.report(
                "an entry says when: one of `on`, `by`, `from` with `to`, `rules` or `undated`", at: node.span,
                help: Self.dateHelp)
            return nil
        }
        switch key {
        case "undated": return value.scalar.map { undated($0.text, node) }
        case "rules": return recurring(node, name)
        case "by": return days(value, key).map { .by($0.upperBound) }
        case "from":
            guard let end = node["to"] else {
                file.report("`from` needs `to`", at: value.span, help: "add the last day, or the last month")
                return nil
            }
            guard let first = days(value, key), let last = days(end, "to") else { return nil }
            guard first.lowerBound <= last.upperBound else {
                file.report("the window closes before it opens", at: end.span)
                return nil
            }
            return .between(first.lowerBound, last.upperBound)
        default:
            if let day = value.scalar.flatMap({ LocalDate($0.text) }) { return .on(day) }
            // Where only the month is known, its last day is meant.
            if let month = value.scalar.flatMap({ Self.month($0.text) }) { return .by(month.upperBound) }
            return recurring(node, name)
        }
    }

    /// Something without a day is listed with the days on which it may still come: those of `in_force`.
    private mutating func undated(_ words: String, _ node: YAMLNode) -> DatedEntry.When {
        guard let force = node["in_force"] else { return .undated(words, from: nil, until: nil) }
        file.allow(ScheduleForms.force.names, in: force, as: "when an entry is in force")
        let (from, until) = (date("from", in: force), date("until", in: force))
        if let from, let until, until < from {
            file.report("it ends before it begins", at: force.span)
        }
        return .undated(words, from: from, until: until)
    }

    /// Whom the entry concerns: types of organisations, or organisations themselves.
    private mutating func concerns(of node: YAMLNode) -> Set<String> {
        guard let value = node["for"] else { return [] }
        let types = environment.registerSchema.organisationTypes.keys.sorted()
        var concerns: Set<String> = []
        for item in value.items ?? [value] {
            let name = item.scalar?.text ?? ""
            if !types.contains(name), let register = environment.register, register.organisation(name) == nil {
                file.report(
                    "the register has neither a type nor an organisation \(name), which this would concern",
                    at: item.span,
                    help: Nearest.word(to: name, among: types + register.ids).map { "did you mean `\($0)`?" }
                        ?? "the types are: " + types.joined(separator: ", "))
            }
            concerns.insert(name)
        }
        return concerns
    }

    private mutating func recurring(_ node: YAMLNode, _ name: String) -> DatedEntry.When? {
        let rules = rules(of: node)
        checkFires(rules, of: name, node)
        if rules.contains(where: { $0.version != nil }) {
            file.report("`version` is of a workflow, but an entry starts none", at: (node["rules"] ?? node).span)
        }
        return rules.isEmpty ? nil : .recurring(rules)
    }

    /// A day, or all days of a month.
    private mutating func days(_ value: YAMLNode, _ key: String) -> ClosedRange<LocalDate>? {
        let text = value.scalar?.text ?? ""
        if let day = LocalDate(text) { return day...day }
        if let month = Self.month(text) { return month }
        file.report("`\(key)` is a day or a month", at: value.span, help: "write 2013-04-01 or May 2013")
        return nil
    }

    /// The days of `May 2013`.
    private static func month(_ text: String) -> ClosedRange<LocalDate>? {
        let words = text.split(separator: " ")
        guard words.count == 2, let year = Int(words[1]),
            let number = (1...12).first(where: { Month.name($0) == words[0] }),
            let month = Period(.month, year: year, number: number)
        else { return nil }
        return month.start...month.end
    }
}
