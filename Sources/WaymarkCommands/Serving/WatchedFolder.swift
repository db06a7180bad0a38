/// A folder whose changes wake a process, and which of its files matter.
package struct WatchedFolder: Sendable, Hashable {
    /// The folder.
    package var path: String
    /// What the names of the files that matter begin with.
    package var prefix: String
    /// What the names of the files that matter end in.
    package var suffix: String

    /// Describes a folder; all its files matter if nothing else is said.
    package init(_ path: String, prefix: String = "", suffix: String = "") {
        self.path = path
        self.prefix = prefix
        self.suffix = suffix
    }

    /// Whether a file of the folder matters.
    func concerns(_ name: String) -> Bool { name.hasPrefix(prefix) && name.hasSuffix(suffix) }
}
