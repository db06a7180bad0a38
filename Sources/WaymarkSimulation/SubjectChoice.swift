import CEL
import WaymarkDefinition
import WaymarkEngine
import WaymarkOperations
import WaymarkRuntime

/// Which organisations of a behaviour's cohorts a run starts for, when it is not to be all.
package struct SubjectChoice: Sendable {
    /// An expression on `subject`, for the cohorts whose organisations it can be asked of.
    private let condition: String?
    /// How many of each cohort at most, chosen by the seed.
    private let sample: Int?

    /// Chooses by a condition, a number, both, or everybody.
    package init(where condition: String? = nil, sample: Int? = nil) {
        self.condition = condition
        self.sample = sample
    }

    /// A cohort with only those chosen.
    func cohort(
        _ cohort: CheckedExpression, of workflow: String, type: CELType, seed: UInt64, in session: Session
    ) throws -> CheckedExpression {
        let environment = Environment(variables: ["subject": type])
        var narrowed = cohort
        if let condition, let both = check("(\(cohort.source)) && (\(condition))", in: environment).program {
            narrowed = both
        }
        guard let sample else { return narrowed }
        let all = try StartCases(workflow: workflow, subjects: .cohort(narrowed), inputs: MapValue([])).preview(
            in: session)
        guard all.count > sample else { return narrowed }
        let chosen = all.map { organisation in
            var random = SeededRandom(seed: seed, name: "sample/\(organisation.id)")
            return (random.next(), organisation.id)
        }.sorted { $0 < $1 }.prefix(sample).map { "\"\($0.1)\"" }
        return check("subject.id in [\(chosen.joined(separator: ", "))]", in: environment).program ?? narrowed
    }
}

extension Behaviour.Start {
    /// The inputs, where `${round.NAME}` is a value of the round.
    func inputs(of round: Behaviour.Round) -> MapValue {
        MapValue(
            inputs.sorted { $0.key < $1.key }.map { name, text in
                guard text.hasPrefix("${round."), text.hasSuffix("}") else { return (.string(name), .string(text)) }
                let value = String(text.dropFirst(8).dropLast())
                return (.string(name), .string(value == "name" ? round.name : round.values[value] ?? ""))
            })
    }
}
