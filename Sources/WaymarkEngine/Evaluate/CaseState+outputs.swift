package import CEL
package import WaymarkDefinition

extension CaseState {
    /// The named results as they stand; one that rests on a step that has not run is left out.
    package func outputs(of definition: CompiledDefinition, in context: DecisionContext) -> MapValue {
        let scope = CaseScope(self, frame: 0, definition: definition, context: context)
        var pairs: [(Value, Value)] = []
        for output in definition.outputs {
            guard let value = try? output.value.evaluated(in: scope) else { continue }
            pairs.append((.string(output.name), value))
        }
        return MapValue(pairs)
    }
}
