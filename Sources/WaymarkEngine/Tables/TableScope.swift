import CEL
import WaymarkDefinition

/// What the cells of a table see: its inputs by their names, and behind them the case.
struct TableScope<Outer: HostedActivation>: HostedActivation {
    let inputs: MapValue
    let outer: Outer

    func value(of qualifiedName: String) throws(EvaluationFailure) -> Value? {
        if let value = inputs[qualifiedName] { return value }
        return try outer.value(of: qualifiedName)
    }

    var host: any HostServices { outer.host }
}
