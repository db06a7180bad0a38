import Foundation

/// The suites that others wrote: the folder that `WAYMARK_CONFORMANCE` names, or one found above this file.
enum ConformanceFolder {
    static let missing = "no conformance suites here: set WAYMARK_CONFORMANCE to their folder"

    static let calendar: URL? = {
        let manager = FileManager.default
        if let named = ProcessInfo.processInfo.environment["WAYMARK_CONFORMANCE"] {
            let folder = URL(fileURLWithPath: named).appendingPathComponent("calendar")
            return manager.fileExists(atPath: folder.path) ? folder : nil
        }
        var folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
        while folder.path != "/" {
            for place in ["conformance/calendar", "shared/conformance/calendar"] {
                let found = folder.appendingPathComponent(place)
                if manager.fileExists(atPath: found.path) { return found }
            }
            folder.deleteLastPathComponent()
        }
        return nil
    }()

    static func lines<Row: Decodable>(_ name: String, as type: Row.Type) throws -> [Row] {
        let decoder = JSONDecoder()
        return try text(name).split(separator: "\n").map { try decoder.decode(Row.self, from: Data($0.utf8)) }
    }

    static func object<Content: Decodable>(_ name: String, as type: Content.Type) throws -> Content {
        try JSONDecoder().decode(Content.self, from: Data(try text(name).utf8))
    }

    private static func text(_ name: String) throws -> String {
        guard let calendar else { throw CocoaError(.fileNoSuchFile) }
        return try String(contentsOf: calendar.appendingPathComponent(name), encoding: .utf8)
    }
}
