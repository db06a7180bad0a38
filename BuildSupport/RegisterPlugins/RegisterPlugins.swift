import Foundation
import PackagePlugin

/// Writes the registry of step plugins from the dependencies of the target that it is applied to.
@main
struct RegisterPlugins: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL.appending(path: "Plugins").path + "/"
        let names = target.dependencies.compactMap { dependency -> String? in
            guard case .target(let plugin) = dependency, plugin.directoryURL.path.hasPrefix(root) else { return nil }
            return plugin.name
        }.sorted()
        let output = context.pluginWorkDirectoryURL.appending(path: "RegisteredPlugins.swift")
        return [
            .buildCommand(
                displayName: "Registering \(names.count) step plugins",
                executable: try context.tool(named: "regplugins").url,
                arguments: [output.path] + names, outputFiles: [output])
        ]
    }
}
