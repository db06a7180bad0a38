import Foundation

/// The project for processes of their own: the same files, but a store, drafts and publications apart.
struct ProjectCopy {
    let folder: String

    /// Lends a copy whose folder goes afterwards; with what another has kept, if it is given.
    static func open(keeping other: ProjectCopy? = nil, _ body: (ProjectCopy) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "waymark-" + UUID().uuidString
        let manager = FileManager.default
        for name in ["/.waymark", "/.build/release"] {
            try manager.createDirectory(atPath: folder + name, withIntermediateDirectories: true)
        }
        defer { try? manager.removeItem(atPath: folder) }
        try manager.createSymbolicLink(atPath: folder + "/Config", withDestinationPath: Office.root + "/Config")
        // A copy, because people add workflows and scenarios to it.
        try manager.copyItem(atPath: Office.root + "/Workflows", toPath: folder + "/Workflows")
        // The program of this build stands where the documentation says that it is.
        try manager.createSymbolicLink(
            atPath: folder + "/.build/release/waymark", withDestinationPath: try WaymarkProcess.program().path)
        if let other {
            try manager.removeItem(atPath: folder + "/.waymark")
            try manager.copyItem(atPath: other.kept, toPath: folder + "/.waymark")
        }
        try await body(ProjectCopy(folder: folder))
    }

    /// The folder in which the program keeps what it makes.
    var kept: String { folder + "/.waymark" }

    /// The store.
    var store: String { kept + "/store.sqlite" }

    /// Starts the program on the store of this project.
    func start(
        _ arguments: [String], as person: String? = nil, takesInput: Bool = false
    ) throws -> WaymarkProcess {
        try WaymarkProcess(arguments, in: self, as: person, takesInput: takesInput)
    }

    /// Runs the program to its end.
    func run(_ arguments: [String], as person: String? = nil) async throws -> WaymarkProcess.Outcome {
        try await start(arguments, as: person).outcome()
    }

    /// What was published: the content of each file by its path.
    func published() throws -> [String: String] {
        let folder = kept + "/published"
        var isFolder: ObjCBool = false
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { path in
            FileManager.default.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder) && !isFolder.boolValue
        }
        return Dictionary(
            uniqueKeysWithValues: try paths.map { ($0, try String(contentsOfFile: folder + "/" + $0, encoding: .utf8)) }
        )
    }
}
