package import WaymarkDiagnostics
import WaymarkYAML

/// What `Config/waymark.yaml` says: where everything is. Paths start at the project's folder.
package struct Settings: Sendable, Hashable {
    /// The name of the calendar.
    package var calendar = "england"
    /// Folders of workflows.
    package var workflows = ["Workflows"]
    /// The folder of the register.
    package var register = "Config/register"
    /// The folder of the vocabularies.
    package var vocabularies = "Config/vocabularies"
    /// The folder that effects read data from.
    package var data = "Config/data"
    /// The store.
    package var store = "sqlite:.waymark/store.sqlite"
    /// The folder that publications go to.
    package var publications = ".waymark/published"
    /// Who acts when nobody is named.
    package var actor: String?

    package init() {}

    /// Reads settings.
    package static func read(_ text: String, file: String) -> (settings: Settings, diagnostics: Diagnostics) {
        var reader = ConfigurationFile(text, file: file)
        var settings = Settings()
        guard let root = reader.root else { return (settings, reader.diagnostics) }
        let keys = ["calendar", "workflows", "register", "vocabularies", "data", "store", "publications", "as"]
        reader.allow(keys, in: root, as: "the settings")
        for entry in root.entries ?? [] {
            let text = entry.value.scalar?.text
            switch entry.key {
            case "calendar": settings.calendar = text ?? settings.calendar
            case "workflows": settings.workflows = (entry.value.items ?? [entry.value]).compactMap(\.text)
            case "register": settings.register = text ?? settings.register
            case "vocabularies": settings.vocabularies = text ?? settings.vocabularies
            case "data": settings.data = text ?? settings.data
            case "store": settings.store = text ?? settings.store
            case "publications": settings.publications = text ?? settings.publications
            case "as": settings.actor = text
            default: break
            }
        }
        return (settings, reader.diagnostics)
    }
}
