/// A step of a translated pattern.
enum PatternInstruction: Sendable {
    case scalar(Unicode.Scalar)
    case set(PatternSet)
    case assertion(PatternAssertion)
    case split(Int, Int)
    case jump(Int)
    case found
}
