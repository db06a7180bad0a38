import WaymarkCompiler
package import WaymarkPluginKit

/// Describes the workflow language, with the step kinds of a build, for editors.
package struct DescribeLanguage: Sendable {
    /// Describes the language.
    package init() {}

    /// The JSON Schema of a workflow file.
    package func run(registry: PluginRegistry) -> String { LanguageSchema(registry: registry).text }
}
