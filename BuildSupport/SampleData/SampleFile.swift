/// A text to be written below the configuration folder.
package struct SampleFile: Equatable, Sendable {
    /// The path from the configuration folder.
    package let path: String
    /// The whole content, in UTF-8, with a line feed at the end.
    package let text: String

    /// The first line of every file, for readers who open only that one.
    static let notice = "# Fictional data, written by `make sample-data`: no person, figure or finding in it is real."

    init(path: String, lines: [String]) {
        self.path = path
        text = ([Self.notice] + lines).joined(separator: "\n") + "\n"
    }
}
