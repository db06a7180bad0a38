package import CEL
import WaymarkDefinition

/// What a decision table answered, and why.
package struct TableDecision: Hashable, Sendable {
    /// The rows that fired, from 1 and in their order; none when the default answered.
    package var rows: [Int]
    /// What the step gives: a value for each output, and under `decided` the rows and what they were asked.
    package var outputs: MapValue
}
