/// Two reports of the same people, side by side: what another definition or calendar would change.
package struct SimulationComparison: Sendable {
    /// What is compared.
    package enum Measure: String, Sendable, CaseIterable {
        /// The share of tasks done in time, from 0 to 1.
        case inTime = "in_time"
        /// The mean working days that cases take.
        case length
        /// The mean calendar days that cases take: another calendar moves their ends, whatever it does to working days.
        case elapsed
        /// The mean working days that a step waits.
        case wait
        /// The mean working days that the others wait for the last of a cohort.
        case barrier
        /// How many cases a run has of an outcome.
        case outcome
    }

    /// A row; a side that does not have it has no number.
    package struct Row: Sendable, Hashable {
        /// What is compared.
        package var measure: Measure
        /// Of what.
        package var key: Tally.StepKey
        /// What people call it.
        package var title: String
        /// On the first side.
        package var first: Double?
        /// On the second side.
        package var second: Double?

        /// By how much the second is more; nil where one side does not have it.
        package var difference: Double? {
            guard let first, let second else { return nil }
            return second - first
        }

        /// Whether both sides say the same.
        package var isSame: Bool { first == second }
    }

    /// What people call the two.
    package let names: (first: String, second: String)
    /// The first.
    package let first: SimulationReport
    /// The second.
    package let second: SimulationReport
    /// All rows that either side has, in the order of measures.
    package let rows: [Row]

    /// Compares two reports of runs with the same seeds.
    package init(_ first: SimulationReport, _ second: SimulationReport, names: (first: String, second: String)) {
        self.names = names
        self.first = first
        self.second = second
        rows = Measure.allCases.flatMap { Self.rows($0, first, second) }
    }

    private static func rows(_ measure: Measure, _ first: SimulationReport, _ second: SimulationReport) -> [Row] {
        let (left, right) = (numbers(measure, first), numbers(measure, second))
        return Set(left.keys).union(right.keys).sorted().map { key in
            Row(
                measure: measure, key: key, title: left[key]?.title ?? right[key]?.title ?? "",
                first: left[key]?.number, second: right[key]?.number)
        }
    }

    private static func numbers(
        _ measure: Measure, _ report: SimulationReport
    ) -> [Tally.StepKey: (title: String, number: Double)] {
        let rows: [(Tally.StepKey, String, Double)] =
            switch measure {
            case .inTime: report.deadlines.map { ($0.step, $0.title, $0.inTime.value ?? 1) }
            case .length: report.lengths.map { (.init(workflow: $0.workflow, name: ""), $0.workflow, $0.days.mean) }
            case .elapsed:
                report.lengths.map { (.init(workflow: $0.workflow, name: ""), $0.workflow, $0.calendarDays.mean) }
            case .wait: report.waits.map { ($0.step, $0.title, $0.days.mean) }
            case .barrier: report.barriers.map { ($0.barrier, $0.barrier.name, $0.waited) }
            case .outcome:
                report.outcomes.map { (.init(workflow: $0.workflow, name: $0.outcome), $0.outcome, $0.count) }
            }
        return Dictionary(rows.map { ($0.0, ($0.1, $0.2)) }, uniquingKeysWith: { first, _ in first })
    }
}
