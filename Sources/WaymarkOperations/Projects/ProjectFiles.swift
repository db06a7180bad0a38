package import CEL
import Foundation
package import WaymarkCompiler
package import WaymarkDiagnostics

/// The files of a project: found, read within limits, and handed on as text.
package struct ProjectFiles: Sendable {
    /// The project's folder.
    package let folder: String

    /// Takes the folder that is given, or the nearest above another that has `Config/waymark.yaml`.
    /// - Throws: ``OperationFailure`` when there is none.
    package init(folder: String?, startedIn start: String) throws {
        if let folder {
            self.folder = folder.hasPrefix("/") ? folder : start + "/" + folder
            guard FileManager.default.fileExists(atPath: self.folder + "/Config/waymark.yaml") else {
                throw OperationFailure(.notFound, "Expected a project in \(folder), but it has no Config/waymark.yaml")
            }
            return
        }
        var candidate = URL(fileURLWithPath: start)
        while true {
            if FileManager.default.fileExists(atPath: candidate.appending(path: "Config/waymark.yaml").path) {
                self.folder = candidate.path
                return
            }
            let parent = candidate.deletingLastPathComponent()
            guard parent.path != candidate.path else {
                throw OperationFailure(
                    .notFound, "Expected a project, but neither \(start) nor a folder above it has Config/waymark.yaml",
                    help:
                        "go to the project's folder or use --project; a project has its calendar and register in Config"
                )
            }
            candidate = parent
        }
    }

    /// A path of the project as a full path.
    package func path(_ name: String) -> String { name.hasPrefix("/") ? name : folder + "/" + name }

    /// Whether there is a file or folder.
    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

    /// The text of a file.
    /// - Throws: ``OperationFailure`` when it cannot be read as UTF-8.
    package func text(_ name: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path(name)) else {
            throw OperationFailure(.notFound, "Expected the file \(name), but it cannot be read")
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw OperationFailure(.usage, "Expected \(name) to be UTF-8, but it is not")
        }
        return text
    }

    /// The names of the files of a folder that end in something, sorted; none when there is no such folder.
    package func names(in folder: String, ending: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path(folder))) ?? []
        return names.filter { $0.hasSuffix(ending) && !$0.hasPrefix(".") }.sorted().map { folder + "/" + $0 }
    }

    /// Whether a path is a folder.
    package func isFolder(_ name: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path(name), isDirectory: &isFolder) && isFolder.boolValue
    }

    /// What changes when one of some files changes: names, sizes and times.
    package func fingerprint(of names: [String]) -> String {
        names.map { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: path(name))
            let time = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            return "\(name):\(attributes?[.size] as? Int ?? -1):\(time)"
        }.joined(separator: "|")
    }

    // MARK: - Workflows

    /// The sources of every workflow in some folders or files.
    package func bundles(in places: [String], vocabularies: [String: Value]) throws -> [SourceBundle] {
        for place in places { try requireOwn(place) }
        return try places.flatMap { try workflowFiles(in: $0) }.map { file in
            var bundle = SourceBundle(file: file, text: try text(file), vocabularies: vocabularies)
            let templates = (file as NSString).deletingLastPathComponent + "/templates"
            for name in names(in: templates, ending: "") where !isFolder(name) {
                bundle.templates[(name as NSString).lastPathComponent] = try text(name)
            }
            return bundle
        }
    }

    /// Whether a folder inside this project is a project of its own, whose files are none of this one's.
    package func isOtherProject(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path(name) + "/Config/waymark.yaml")
    }

    /// Refuses a place that belongs to a project inside this one: its register, calendar and roles are others.
    private func requireOwn(_ place: String) throws {
        var folder = place
        while !folder.isEmpty, folder != "/", folder != ".", path(folder) != self.folder {
            guard !isOtherProject(folder) else {
                throw OperationFailure(
                    .usage, "Expected workflows of this project, but \(place) belongs to the project in \(folder)",
                    help: "go there, or use --project \(folder)")
            }
            folder = (folder as NSString).deletingLastPathComponent
        }
    }

    /// A file itself; of a folder its own workflow and those of the folders in it.
    private func workflowFiles(in place: String) throws -> [String] {
        guard isFolder(place) else {
            guard FileManager.default.fileExists(atPath: path(place)) else {
                throw OperationFailure(.notFound, "Expected workflows in \(place), but there is no such file or folder")
            }
            return [place]
        }
        let own = names(in: place, ending: ".yaml").filter { !$0.hasSuffix(".scenario.yaml") }
        let folders = names(in: place, ending: "").filter {
            isFolder($0) && !["templates", "scenarios"].contains(($0 as NSString).lastPathComponent)
                && !isOtherProject($0)
        }
        return try own + folders.flatMap { try workflowFiles(in: $0) }
    }

    /// Every vocabulary of a folder, by name.
    package func vocabularies(in folder: String) throws -> (values: [String: Value], diagnostics: Diagnostics) {
        var values: [String: Value] = [:]
        var diagnostics = Diagnostics()
        for name in names(in: folder, ending: ".yaml") {
            let read = VocabularyReader.read(try text(name), file: name)
            values.merge(read.vocabularies) { first, _ in first }
            diagnostics.add(contentsOf: read.diagnostics)
        }
        return (values, diagnostics)
    }
}
