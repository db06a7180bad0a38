import SampleData
import Testing

/// The generated files as tests read them: by path, by line and by cell.
enum SampleText {
    static let files = Dictionary(uniqueKeysWithValues: SampleData.files().map { ($0.path, $0.text) })

    static func text(_ path: String) throws -> String {
        try #require(files[path], "No file \(path) is generated")
    }

    /// The entries of a register file, one a line.
    static func entries(_ name: String) throws -> [String] {
        try text("register/\(name).yaml").split(separator: "\n").filter { $0.hasPrefix("  - ") }.map(String.init)
    }

    static func organisations() throws -> [String] {
        try ["national", "groups", "partners"].flatMap { try entries("organisations-\($0)") }
    }

    /// Every position that somebody holds, held or will hold.
    static func appointments() throws -> [String] {
        try entries("people").flatMap { person in
            person.split(separator: "{ ").dropFirst().filter { $0.hasPrefix("position: ") }.map(String.init)
        }
    }

    /// The rows of a table below the notice and the header.
    static func rows(_ path: String) throws -> [[String]] {
        try text(path).split(separator: "\n").dropFirst(2).map { row in
            row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// What stands in an entry after a key, up to the comma or brace.
    static func value(_ key: String, in entry: String) throws -> String {
        let range = try #require(entry.firstRange(of: "\(key): "), "No \(key) in \(entry)")
        return String(entry[range.upperBound...].prefix { !",}] ".contains($0) })
    }
}
