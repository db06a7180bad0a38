package import WaymarkDefinition

/// Whether a word of a workflow can name an outcome of a step.
package enum OutcomeName {
    /// The outcomes that the engine gives by itself.
    private static let taken = ["overdue", "timed_out"]

    /// What is wrong with a name, if anything.
    package static func fault(_ name: String, at path: String) -> FieldFailure? {
        guard let first = name.utf8.first, isSmallLetter(first), name.utf8.allSatisfy(isPart) else {
            return FieldFailure(
                path: path, message: "\"\(name)\" cannot name an outcome",
                help: "use small letters, digits and _, beginning with a letter")
        }
        guard !taken.contains(name) else {
            return FieldFailure(
                path: path, message: "\(name) is an outcome that the engine gives", help: "choose another")
        }
        return nil
    }

    private static func isSmallLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    private static func isPart(_ byte: UInt8) -> Bool {
        isSmallLetter(byte) || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
