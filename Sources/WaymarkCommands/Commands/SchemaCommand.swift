import ArgumentParser
import WaymarkOperations

/// Writes the JSON Schema of the language, for editors.
struct SchemaCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Write the JSON Schema of the workflow language, for editors.",
        discussion: """
            waymark schema > workflow.schema.json, and as the first line of a workflow:
            # yaml-language-server: $schema=../../workflow.schema.json
            """)

    @OptionGroup var place: PlaceOptions

    var common: CommonOptions { place.common }

    func operate(_ desk: Desk) async throws {
        desk.console.write(DescribeLanguage().run(registry: desk.program.registry))
    }
}
