import CEL
import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    // MARK: - Decision tables

    /// A step that decides with a table; it ends at once, and what it gives says which rows gave it.
    mutating func decide(
        by name: String, _ given: [NamedTemplate], of step: Step, in list: Activity, scope: CaseScope
    ) throws -> Entry {
        guard let table = definition.tables[name] else {
            throw StepFailure("the definition has no table \(name)", isPermanent: true)
        }
        let decision = try table.decide(try given.evaluated(in: scope), in: scope)
        return try end(step, in: list, outcome: BuiltInOutcome.done, outputs: .map(decision.outputs))
    }
}
