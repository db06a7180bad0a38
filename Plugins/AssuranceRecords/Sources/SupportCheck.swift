package import WaymarkCalendar

/// Checks that support can be given and its effect seen: a need, a provider, a measure, and a day to come.
package enum SupportCheck {
    /// Notes what is wrong with measures, and which of the domains have none.
    package static func run(
        _ measures: [SupportMeasure], domains: [String], at path: String, on today: LocalDate,
        into faults: inout FormFaults
    ) {
        for (index, measure) in measures.enumerated() {
            check(measure, domains: domains, at: "\(path)[\(index)]", on: today, into: &faults)
        }
        let covered = Set(measures.map(\.domain))
        for domain in domains where !covered.contains(domain) {
            faults.add(path, "\(domain) has no support", help: "give it at least one measure")
        }
    }

    private static func check(
        _ measure: SupportMeasure, domains: [String], at path: String, on today: LocalDate,
        into faults: inout FormFaults
    ) {
        if !domains.contains(measure.domain) {
            faults.add(
                "\(path).domain", "\"\(measure.domain)\" is not a domain that support is asked for",
                help: "it is one of: \(domains.joined(separator: ", "))")
        }
        faults.requireText(measure.need, at: "\(path).need", "expected the need that it answers")
        faults.requireText(measure.provider, at: "\(path).provider", "expected who gives the support")
        faults.requireText(measure.measure, at: "\(path).measure", "expected what is measured")
        faults.requireText(measure.baseline, at: "\(path).baseline", "expected where it stands now")
        faults.requireText(measure.target, at: "\(path).target", "expected where it shall stand")
        if measure.by <= today { faults.add("\(path).by", "\(measure.by) is not after today, \(today)") }
    }
}
