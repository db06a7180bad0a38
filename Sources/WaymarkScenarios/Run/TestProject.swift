import WaymarkCompiler
package import WaymarkDiagnostics
package import WaymarkOperations
package import WaymarkPluginKit

/// Reads the scenarios of a project and plays them.
package struct TestProject: Sendable {
    private let places: [String]?
    private let publicationFolder: String

    /// Plays the scenarios of some files or folders, or all of the project.
    /// - Parameters:
    ///   - places: Files of scenarios, workflows, or folders of them.
    ///   - publicationFolder: A folder that the caller removes afterwards, for what effects publish.
    package init(_ places: [String]?, publishingTo publicationFolder: String) {
        self.places = places
        self.publicationFolder = publicationFolder
    }

    /// What came of it.
    package enum Outcome: Sendable {
        /// Workflows or scenarios have faults, so nothing was played.
        case faulty(Diagnostics)
        /// The scenarios were played; what was reported besides is only warnings.
        case played(ScenarioSuite.Report, warnings: Diagnostics)
    }

    /// Reads and plays.
    /// - Throws: ``OperationFailure`` when the project has no such place or its configuration has faults.
    package func run(
        _ files: ProjectFiles, registry: PluginRegistry, progress: (ScenarioResult) -> Void = { _ in }
    ) async throws -> Outcome {
        let project = try ScenarioProject(files, besides: places ?? [], registry: registry)
        var diagnostics = project.diagnostics
        guard let environment = project.environment, !diagnostics.hasErrors else { return .faulty(diagnostics) }
        let places = places ?? project.settings.workflows
        var read: [ScenarioFile] = []
        for name in try places.flatMap({ try scenarioFiles(in: $0, files) }) {
            let folder = ScenarioProject.folder(of: ScenarioProject.folder(of: name))
            let content = ScenarioReader.read(
                try files.text(name), file: name, workflow: project.workflowsByFolder[folder], in: environment)
            diagnostics.add(contentsOf: content.diagnostics)
            read.append(content.content)
        }
        guard !diagnostics.hasErrors else { return .faulty(diagnostics) }
        let stage = try project.stage(in: environment, publishingTo: publicationFolder)
        let asked = project.workflowsByFolder.filter { folder, _ in
            places.contains { folder == $0 || folder.hasPrefix($0 + "/") }
        }
        let suite = ScenarioSuite(read, covering: Set(asked.values), on: stage)
        return .played(try await suite.run(progress: progress), warnings: diagnostics)
    }

    // MARK: - Scenarios

    /// The files of scenarios of a place: the file itself, those beside a workflow, or all in a folder.
    private func scenarioFiles(in place: String, _ files: ProjectFiles) throws -> [String] {
        if files.isFolder(place) { return scenarioFiles(inFolder: place, files) }
        let folder = ScenarioProject.folder(of: place)
        if folder.hasSuffix("/scenarios") || folder == "scenarios" { return [place] }
        _ = try files.text(place)
        return scenarioFiles(inFolder: folder, files)
    }

    private func scenarioFiles(inFolder folder: String, _ files: ProjectFiles) -> [String] {
        if folder.hasSuffix("/scenarios") || folder == "scenarios" { return files.names(in: folder, ending: ".yaml") }
        return files.names(in: folder, ending: "").filter { files.isFolder($0) && !files.isOtherProject($0) }.flatMap {
            scenarioFiles(inFolder: $0, files)
        }
    }
}
