import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkSchedules
import WaymarkYAML

extension ScheduleReader {
    /// The rules of a schedule or entry: those listed, or the one that it is itself.
    mutating func rules(of node: YAMLNode) -> [ScheduleRule] {
        let calendar = calendar(of: node)
        let period = period(of: node)
        guard let listed = node["rules"] else { return rule(node, calendar, period).map { [$0] } ?? [] }
        for key in ScheduleForms.rule.names {
            guard let entry = node.entries?.first(where: { $0.key == key }) else { continue }
            file.report(
                "`\(key)` stands in each of the `rules`, not beside them", at: entry.keySpan,
                help: "move it into the rules")
        }
        let items = file.items("rules", in: node)
        if items.isEmpty { file.report("`rules` has no rule in it", at: listed.span) }
        if items.count > WaymarkSchedules.Limits.rulesMax {
            file.report("there are at most \(WaymarkSchedules.Limits.rulesMax) rules", at: listed.span)
        }
        var rules: [ScheduleRule] = []
        for item in items.prefix(WaymarkSchedules.Limits.rulesMax) {
            file.allow(ScheduleForms.rule.names, in: item, as: "a rule")
            guard let rule = rule(item, calendar, period) else { continue }
            if let earlier = rules.first(where: { Self.overlap($0, rule) }) {
                file.report(
                    "two rules are in force on the same days: this one, and the one \(Self.days(of: earlier))",
                    at: (item["in_force"] ?? item).span, help: "end the one before the other begins")
            }
            rules.append(rule)
        }
        return rules
    }

    private mutating func calendar(of node: YAMLNode) -> WorkingCalendar {
        guard let value = node["calendar"] else { return environment.calendar }
        let name = value.scalar?.text ?? ""
        if name == environment.calendar.name { return environment.calendar }
        guard let calendar = environment.namedCalendar(name) else {
            file.report(
                "there is no calendar \(name) that can be used", at: value.span,
                help: "see the files of Config/calendars")
            return environment.calendar
        }
        return calendar
    }

    private mutating func period(of node: YAMLNode) -> Period.Kind? {
        guard let value = node["period"] else { return nil }
        guard let kind = value.scalar.flatMap({ ScheduleForms.periods[$0.text] }) else {
            file.report(
                "`period` is the kind of period that a run covers", at: value.span,
                help: "write one of " + ScheduleForms.periods.keys.sorted().joined(separator: ", "))
            return nil
        }
        return kind
    }

    // MARK: - One rule

    private mutating func rule(_ node: YAMLNode, _ calendar: WorkingCalendar, _ period: Period.Kind?) -> ScheduleRule? {
        let force = node["in_force"]
        if let force { file.allow(ScheduleForms.force.names, in: force, as: "when a rule is in force") }
        let from = force.flatMap { date("from", in: $0) }
        let until = force.flatMap { date("until", in: $0) }
        if let from, let until, until < from {
            file.report("the rule ends before it begins", at: force?.span ?? node.span)
            return nil
        }
        guard let on = node["on"] else {
            file.report(
                "`on` is missing: it says when", at: node.span,
                help: "write on: every quarter or the next working day; a schedule may also have several `rules`")
            return nil
        }
        guard let recurrence = recurrence(on, until: until, calendar) else { return nil }
        var setting = RecurrenceSetting(calendar: calendar, period: period)
        setting.roll = choice("roll", in: node, RollConvention.none)
        setting.time = time(node)
        let except = dates("except", in: node)
        let added = dates("also", in: node)
        let more = added.isEmpty ? nil : try? Recurrence(parsing: added.map(\.spelledOut).joined(separator: ", "))
        var rule = ScheduleRule(
            recurrence: recurrence, setting: setting, added: more, except: Set(except), from: from, until: until)
        rule.version = optionalText("version", in: node)
        checkYears(rule, at: (force ?? on).span)
        return rule
    }

    /// The words, with the rule's last day, so that nobody asks the calendar for days past it.
    private mutating func recurrence(
        _ node: YAMLNode, until: LocalDate?, _ calendar: WorkingCalendar
    ) -> Recurrence? {
        guard let scalar = node.scalar else {
            file.report("`on` is text", at: node.span, help: "write on: every quarter")
            return nil
        }
        do {
            let recurrence = try Recurrence(parsing: scalar.text, dayNoun: calendar.dayNoun)
            guard let until, recurrence.until == nil else { return recurrence }
            return try Recurrence(parsing: "\(scalar.text) until \(until)", dayNoun: calendar.dayNoun)
        } catch {
            let end = error.offset + max(error.length, 1)
            file.report(
                error.message,
                at: SourceSpan(
                    file: node.span.file, start: scalar.position(atScalarOffset: error.offset),
                    end: scalar.position(atScalarOffset: end)),
                help: error.help)
        }
        return nil
    }

    private mutating func time(_ node: YAMLNode) -> LocalTime? {
        guard let value = node["at"] else { return nil }
        guard let time = value.scalar.flatMap({ LocalTime($0.text) }) else {
            file.report("`at` is a time of day", at: value.span, help: "write at: \"09:00\"")
            return nil
        }
        return time
    }

    /// A day under a key.
    mutating func date(_ key: String, in node: YAMLNode) -> LocalDate? {
        node[key].flatMap { date($0, key) }
    }

    private mutating func date(_ value: YAMLNode, _ key: String) -> LocalDate? {
        guard let date = value.scalar.flatMap({ LocalDate($0.text) }) else {
            file.report("`\(key)` is a day", at: value.span, help: "write 2013-04-02")
            return nil
        }
        return date
    }

    private mutating func dates(_ key: String, in node: YAMLNode) -> [LocalDate] {
        file.items(key, in: node).compactMap { date($0, key) }
    }

    // MARK: - Checking

    /// A rule that names days outside of the calendar's years asks for holidays that nobody knows.
    private mutating func checkYears(_ rule: ScheduleRule, at span: SourceSpan) {
        guard let day = Self.unknownDay(of: rule) else { return }
        let (calendar, years) = (rule.setting.calendar, rule.setting.calendar.years)
        file.add(
            Diagnostic(
                .outsideCalendar, at: span,
                "the rule is in force on \(day.spelledOut), but the calendar \(calendar.name) knows the years "
                    + "\(years.lowerBound) to \(years.upperBound)",
                help: "end the rule within them, or add the holidays of more years to the calendar"))
    }

    /// The first or last day of a rule that lies outside of the calendar's years.
    private static func unknownDay(of rule: ScheduleRule) -> LocalDate? {
        [rule.from, rule.until].compactMap { $0 }.first { !rule.setting.calendar.years.contains($0.year) }
    }

    /// A schedule that has no occurrence in all the years of its calendar is a slip; where it is in force outside of
    /// them, that was said.
    mutating func checkFires(_ rules: [ScheduleRule], of name: String, _ node: YAMLNode) {
        guard !rules.isEmpty, rules.allSatisfy({ Self.unknownDay(of: $0) == nil }) else { return }
        for rule in rules {
            let calendar = rule.setting.calendar
            var known = [rule].knownOccurrences(from: calendar.zone.instant(of: calendar.firstDate, .midnight))
            if (try? known.next()) != nil { return }
        }
        file.add(
            Diagnostic(
                .neverFires, at: (node["on"] ?? node["rules"] ?? node).span,
                "\(name) never happens in the years that its calendar knows",
                help: "look at `in_force`, `except` and the dates in `on`"))
    }

    private static func overlap(_ left: ScheduleRule, _ right: ScheduleRule) -> Bool {
        let startsInTime = left.from.map { from in right.until.map { from <= $0 } ?? true } ?? true
        let endsInTime = left.until.map { until in right.from.map { $0 <= until } ?? true } ?? true
        return startsInTime && endsInTime
    }

    private static func days(of rule: ScheduleRule) -> String {
        switch (rule.from, rule.until) {
        case (let from?, let until?): "from \(from) to \(until)"
        case (let from?, nil): "from \(from) on"
        case (nil, let until?): "until \(until)"
        case (nil, nil): "that is always in force"
        }
    }
}
