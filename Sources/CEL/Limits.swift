/// The bounds that this target holds.
package enum Limits {
    /// Characters of one expression.
    package static let sourceLengthMax = 32_768
    /// How deep brackets, calls and conditions of one expression may nest in its text.
    package static let depthMax = 96
    /// How high the tree of one expression may grow, as in a long chain of additions.
    package static let treeHeightMax = 250
    /// Steps of one evaluation; work on large values counts as several.
    package static let evaluationStepsMax = 5_000_000
    /// Characters, bytes or items of one value that an evaluation makes.
    package static let producedSizeMax = 10_000_000
    /// Arguments that one call may have.
    package static let argumentsMax = 255
    /// Characters of one pattern of `matches`.
    package static let patternLengthMax = 1000
    /// Instructions into which one pattern of `matches` may be translated.
    package static let patternProgramMax = 5000
    /// The most repetitions that a pattern of `matches` may ask for, as in `a{1000}`.
    package static let patternRepetitionsMax = 1000
    /// How deep groups of a pattern of `matches` may nest.
    package static let patternDepthMax = 64
    /// Digits after the point that `format` may write.
    package static let formatPrecisionMax = 100
}
