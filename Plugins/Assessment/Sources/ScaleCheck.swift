import AssuranceRecords
import WaymarkDefinition
import WaymarkPluginKit

/// Checks that a rating is one of the values of the workflow's scale.
enum ScaleCheck {
    /// Notes a fault when the rating is not one of the values.
    static func run(
        _ rating: String, on scale: TypeName, at path: String, in context: StepContext, into faults: inout FormFaults
    ) {
        let values = context.values(of: scale)
        guard !values.contains(rating) else { return }
        faults.add(
            path, rating.isBlank ? "expected a \(scale)" : "\"\(rating)\" is not a \(scale)",
            help: "it is one of: \(values.joined(separator: ", "))")
    }
}
