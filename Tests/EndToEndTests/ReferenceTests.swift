import Testing
import WaymarkCommands
import WaymarkDefinition
import WaymarkPluginKit
import WaymarkPlugins

/// The reference pages say all that the program has; `make test` compares those that are kept with what it says.
@Suite struct ReferenceTests {
    @Test func `The page on step kinds has every kind with its fields`() async throws {
        try await Office.open { office in
            let page = try await office.run(["reference", "steps"])
            #expect(page.status == .done)
            let registry = try PluginRegistry.built()
            #expect(registry.kindNames.count >= 30)
            for name in registry.kindNames {
                #expect(page.output.contains("\n### \(name)\n"))
                for field in registry.kind(name)?.parameters.fields ?? [] {
                    #expect(page.output.contains("| `\(field.name)` | "), "\(name) \(field.name)")
                }
            }
        }
    }

    @Test func `The page on commands has every command with its options`() async throws {
        try await Office.open { office in
            let page = try await office.run(["reference", "commands"])
            #expect(page.status == .done)
            for command in ["audit verify", "advance", "check", "demo", "register check", "show", "tasks", "tick"] {
                #expect(page.output.contains("\n## waymark \(command)\n"))
                let help = try await office.run(command.split(separator: " ").map(String.init) + ["--help"])
                let options = help.output.matches(of: /\n  (--[a-z-]+)/).map { $0.1 }
                #expect(!options.isEmpty)
                for option in options { #expect(page.output.contains("  \(option)"), "\(command) \(option)") }
            }
        }
    }
}
