import CEL
import WaymarkDiagnostics
import WaymarkYAML

/// A place in the file where an expression reads what a step gives.
struct StepRead {
    /// When the reading step evaluates the expression.
    enum Moment {
        /// To find out whether it is skipped.
        case asking
        /// When it opens.
        case opening
        /// Before a pass of its list, the first included.
        case beforePass
        /// After a pass of its list.
        case afterPass
        /// When it has ended.
        case ending
    }

    /// The step that is read.
    var step: Int
    /// The step that reads.
    var reader: Int
    /// When.
    var moment: Moment
    /// What is read, and what the expression knows by then.
    var reading: Reading
    /// The scalar that the expression stands in, and where in it; nil when `span` is the place.
    var scalar: YAMLScalar?
    /// Where the expression begins in the scalar.
    var offset = 0
    /// The place, or the file of the scalar.
    var span: SourceSpan

    /// Where it is read.
    var place: SourceSpan {
        guard let scalar else { return span }
        return SourceSpan(
            file: span.file, start: scalar.position(atScalarOffset: reading.start + offset),
            end: scalar.position(atScalarOffset: max(reading.end, reading.start + 1) + offset))
    }
}
