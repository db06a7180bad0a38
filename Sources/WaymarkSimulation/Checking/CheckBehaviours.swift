import Foundation
import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics
package import WaymarkOperations
import WaymarkYAML

/// Checks the files of `Config/simulation` against the project, without running anything.
package struct CheckBehaviours: Sendable {
    /// Where they are.
    package static let folder = "Config/simulation"

    private let files: ProjectFiles

    /// Looks into a project.
    package init(_ files: ProjectFiles) {
        self.files = files
    }

    /// Everything that is wrong, for a project about which so much was found out.
    package func run(with project: CheckProject.Findings) throws -> Diagnostics {
        let names = files.names(in: Self.folder, ending: ".yaml")
        var diagnostics = Diagnostics()
        guard !names.isEmpty else { return diagnostics }
        let (files, data) = (files, project.settings.data)
        let environment = BehaviourEnvironment(
            workflows: project.interfaces, definitions: project.definitions, registerSchema: project.register.schema,
            people: Set(project.register.people.map(\.id)), calendar: project.calendar,
            hasData: { FileManager.default.fileExists(atPath: files.path(data) + "/" + $0) })
        let texts = try names.map { (name: $0, text: try files.text($0)) }
        let extended = Set(
            texts.compactMap { text in
                YAMLReader.read(text.text, file: text.name).document?["extends"]?.text.map { "\(Self.folder)/\($0)" }
            })
        for (name, text) in texts {
            diagnostics.add(
                contentsOf: BehaviourCheck.check(
                    text, file: name, isExtended: extended.contains(name), in: environment,
                    base: { try? files.text($0) }))
        }
        return diagnostics
    }
}
