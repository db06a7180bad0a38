import CEL
import WaymarkCalendar
import WaymarkDefinition

extension TimedDefinition {
    /// What is known beforehand: what a case is given, vocabularies, and the variables that no step changes.
    func known(from given: [String: Value], _ calendar: WorkingCalendar) -> [String: Value] {
        var values = fixed.merging(given) { $1 }
        let scope = KnownBeforehand(values, calendar: calendar)
        for (name, formula) in formulas { values[name] = try? formula.evaluate(scope) }
        return values
    }

    /// The dates of its moments, by their place; nil for what is no date, or not known.
    ///
    /// `countsFixed`: Whether dates count that are the same for all cases. Beside those of one round they say nothing.
    func dates(
        knowing values: [String: Value], given names: Set<String>, countsFixed: Bool, _ calendar: WorkingCalendar
    ) -> [Instant?] {
        let scope = KnownBeforehand(values, calendar: calendar)
        return moments.map { moment in
            switch moment.basis {
            case .fixed: countsFixed ? moment.date(in: scope, calendar) : nil
            case .given(let given): given.isSubset(of: names) ? moment.date(in: scope, calendar) : nil
            case .opening, .unknown: nil
            }
        }
    }
}
