import WaymarkCompiler
import WaymarkDefinition
package import WaymarkDiagnostics

/// Checks the files of a register and counts what they hold.
package struct CheckRegister: Sendable {
    /// What was found.
    package struct Report: Sendable {
        /// Everything that is wrong.
        package var diagnostics: Diagnostics
        /// How many organisations there are of each type, and how many people.
        package var counts: [(type: String, count: Int)]
        /// The ids of the people who are told by e-mail and have no address.
        package var withoutAddress: [String]
    }

    package init() {}

    /// The report.
    package func run(_ files: ProjectFiles) throws -> Report {
        let (settings, _) = Settings.read(try files.text("Config/waymark.yaml"), file: "Config/waymark.yaml")
        let (content, diagnostics) = try RegisterImport(files: files, folder: settings.register).read()
        let types = Dictionary(grouping: content.organisations, by: \.type).mapValues(\.count).sorted {
            $0.key < $1.key
        }
        return Report(
            diagnostics: diagnostics, counts: types.map { ($0.key, $0.value) } + [("people", content.people.count)],
            withoutAddress: try NoticeFiles(files).peopleWithoutAddress(among: content.people))
    }
}
