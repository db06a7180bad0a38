import Foundation

/// The suites that others wrote: the folder that `WAYMARK_CONFORMANCE` names, or one found above this file.
///
/// Either may hold a part of each suite, or lack one: every row that is there is run, and what is missing is skipped.
enum ConformanceFolder {
    static let missing = "no conformance suites here: set WAYMARK_CONFORMANCE to their folder"

    /// What a test says that is skipped for want of a file.
    static func missing(_ names: String...) -> String {
        calendar == nil ? missing : "no rows here in \(names.joined(separator: " or ")) of the conformance suites"
    }

    static let calendar: URL? = {
        guard let named = ProcessInfo.processInfo.environment["WAYMARK_CONFORMANCE"] else { return above }
        let folder = URL(fileURLWithPath: named).appendingPathComponent("calendar")
        return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
    }()

    private static let above: URL? = {
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path != "/" {
            for place in ["conformance/calendar", "shared/conformance/calendar"] {
                let found = folder.appendingPathComponent(place)
                if FileManager.default.fileExists(atPath: found.path) { return found }
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    /// Whether there is a file with something in it.
    static func has(_ name: String) -> Bool { (try? text(name).contains { !$0.isWhitespace }) ?? false }

    /// The names of the files of a suite, without `.jsonl`.
    static func names(in suite: String) -> [String] {
        guard let folder = calendar?.appendingPathComponent(suite) else { return [] }
        let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return (files ?? []).filter { $0.pathExtension == "jsonl" }.map { $0.deletingPathExtension().lastPathComponent }
            .filter { has("\(suite)/\($0).jsonl") }.sorted()
    }

    static func lines<Row: Decodable>(_ name: String, as type: Row.Type) throws -> [Row] {
        let decoder = JSONDecoder()
        return try text(name).split(separator: "\n").map { try decoder.decode(Row.self, from: Data($0.utf8)) }
    }

    static func object<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
        try JSONDecoder().decode(Content.self, from: Data(try text(name).utf8))
    }

    /// The holidays that rows are reckoned with: of the folder itself, or those above where it has none.
    static func holidays<Content: Decodable>(as type: Content.Type) throws -> Content {
        let name = "bank_holidays_2012_2028.json"
        if has(name) { return try object(name, as: type) }
        guard let above else { throw CocoaError(.fileNoSuchFile) }
        return try JSONDecoder().decode(Content.self, from: Data(contentsOf: above.appendingPathComponent(name)))
    }

    /// Whether there are holidays to reckon rows of a file with, and rows.
    static func hasRows(_ name: String) -> Bool {
        has(name) && (try? holidays(as: [String: AnyContent].self)) != nil
    }

    /// Anything.
    private struct AnyContent: Decodable {}

    private static func text(_ name: String) throws -> String {
        guard let calendar else { throw CocoaError(.fileNoSuchFile) }
        return try String(contentsOf: calendar.appendingPathComponent(name), encoding: .utf8)
    }
}
