package import WaymarkPluginKit

extension PluginRegistry {
    /// The step kinds of the plugins that this program was built with.
    /// - Throws: `StepFailure` when two plugins clash; a fault of the build.
    package static func built() throws -> PluginRegistry {
        try PluginRegistry(registeredPlugins)
    }
}
