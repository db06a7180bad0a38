import CEL
import WaymarkCalendar
import WaymarkDefinition

/// A moment that a definition names, and what decides it.
struct TimedMoment: Sendable {
    /// What a moment rests on.
    enum Basis: Hashable, Sendable {
        /// When the step opens.
        case opening
        /// Nothing: it is the same for every case.
        case fixed
        /// What a case is given when it starts, by the names that expressions have for it.
        case given(Set<String>)
        /// What only a case can know that runs.
        case unknown
    }

    /// How it is written.
    let deadline: DeadlineTemplate
    /// What it rests on.
    let basis: Basis

    /// Whether it is a day of the calendar that can be told before there is a case.
    var isDated: Bool {
        switch basis {
        case .fixed, .given: true
        case .opening, .unknown: false
        }
    }

    /// The moment in a round, for one that is dated; nil when it is not known.
    func date(in scope: KnownBeforehand, _ calendar: WorkingCalendar) -> Instant? {
        var values: [Int: DeadlineAnchorValue] = [:]
        for (index, anchor) in deadline.anchors.enumerated() {
            guard let value = (try? anchor.evaluate(scope)).flatMap({ DeadlineAnchorValue($0) }) else { return nil }
            values[index] = value
        }
        return try? deadline.rule.resolve(opened: .earliest, anchors: values, calendar: calendar)
    }
}

/// Tells what the moments of a definition rest on.
struct MomentReader {
    /// The variables that no step changes.
    let constants: [String: Variable]

    init(_ definition: CompiledDefinition) {
        var changed: Set<String> = []
        for step in definition.steps { changed.formUnion(step.assignments.map(\.name)) }
        constants = Dictionary(
            definition.variables.filter { !changed.contains($0.name) }.map { ($0.name, $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// What a moment rests on.
    func basis(of deadline: DeadlineTemplate) -> TimedMoment.Basis {
        switch deadline.rule.anchor {
        case .opened, .dayOfYear: return .opening
        case .due: return .unknown
        case .date: return .fixed
        case .expression, .endOf, .startOf: break
        }
        var names: Set<String> = []
        for anchor in deadline.anchors {
            guard let read = self.names(in: anchor) else { return .unknown }
            names.formUnion(read)
        }
        return names.isEmpty ? .fixed : .given(names)
    }

    /// What of a case's start an expression reads; nil when it reads anything else.
    private func names(in expression: CheckedExpression) -> Set<String>? {
        var names: Set<String> = []
        for reference in expression.references {
            if reference.name.hasPrefix("inputs.") {
                names.insert(reference.name)
            } else if reference.name == "case", reference.selectedField == "started" {
                names.insert(TimingRound.started)
            } else if reference.name.hasPrefix("vars."), let variable = constants[String(reference.name.dropFirst(5))] {
                guard let formula = variable.formula else { continue }
                guard case .expression(let inner) = formula, let read = self.names(in: inner) else { return nil }
                names.formUnion(read)
            } else if !reference.name.hasPrefix("vocabulary.") {
                return nil
            }
        }
        return names
    }
}
