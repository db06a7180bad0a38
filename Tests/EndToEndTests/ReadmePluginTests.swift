import Foundation
import Greeting
import Testing
import WaymarkCommands
import WaymarkPluginKit
import WaymarkPlugins

/// The plugin that the README writes: what it says is all there is to do.
@Suite struct ReadmePluginTests {
    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: Office.root + "/" + path, encoding: .utf8)
    }

    @Test(arguments: ["Sources/GreetingPlugin.swift", "Tests/GreetingTests.swift"])
    func `The plugin that is compiled here, and its test, are those in the README`(file: String) throws {
        let codes = try text("README.md").matches(of: /\ \ \ ```swift\n((?:.*\n)*?)\ \ \ ```\n/).map { match in
            match.1.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                line.hasPrefix("   ") ? line.dropFirst(3) : line
            }.joined(separator: "\n")
        }
        #expect(try codes.contains(text("Tests/ReadmePlugin/\(file)")))
    }

    @Test func `Its name in the manifest makes its targets, a dependency of the registry among them`() async throws {
        try await ProjectCopy.open { project in
            let manifest = try text("Package.swift")
            let list = "let stepPlugins = [\n"
            #expect(manifest.contains(list))
            try manifest.replacing(list, with: list + "    \"Hello\",\n").write(
                toFile: project.folder + "/Package.swift", atomically: true, encoding: .utf8)
            let swift = try WaymarkProcess(
                URL(fileURLWithPath: "/usr/bin/env"), ["swift", "package", "dump-package"], in: project.folder,
                environment: ProcessInfo.processInfo.environment)
            let described = try await swift.outcome()
            #expect(described.status == 0, "\(described.notes)")
            let package = try JSONDecoder().decode(Package.self, from: Data(described.output.utf8))
            let targets = Dictionary(uniqueKeysWithValues: package.targets.map { ($0.name, $0) })
            #expect(targets["Hello"]?.path == "Plugins/Hello/Sources")
            #expect(targets["HelloTests"]?.path == "Plugins/Hello/Tests")
            #expect(targets["WaymarkPlugins"]?.names.contains("Hello") == true)
            // The plugin of the README is compiled with the same dependencies as a plugin in its place.
            #expect(targets["Greeting"]?.names == targets["Hello"]?.names)
        }
    }

    @Test func `The generator registers it by its name alone`() async throws {
        try await ProjectCopy.open { project in
            let tool = try WaymarkProcess.program().deletingLastPathComponent().appending(path: "regplugins-tool")
            let output = project.folder + "/RegisteredPlugins.swift"
            let generator = try WaymarkProcess(tool, [output, "Greeting"], in: project.folder, environment: [:])
            #expect(try await generator.outcome().status == 0)
            let registry = try String(contentsOfFile: output, encoding: .utf8)
            #expect(registry.contains("import Greeting\n"))
            // What the generated file names is what the README declares.
            #expect(registry.contains("    Greeting.GreetingPlugin.plugin,\n"))
            #expect(Greeting.GreetingPlugin.plugin.kinds.map(\.name) == ["greeting.say"])
        }
    }

    @Test func `Its page is there, and a mistake in its parameters is reported at its own line`() async throws {
        try await Office.open { office in
            var office = office
            office.registry = try PluginRegistry(try PluginRegistry.built().plugins + [GreetingPlugin.plugin])
            let page = try await office.run(["steps", "greeting.say"])
            #expect(page.output.contains("Who is greeted."))
            #expect(page.output.contains("Whether in capitals."))

            func check(_ parameters: String) async throws -> Office.Outcome {
                let path = office.folder + "/hello.yaml"
                try """
                workflow: hello
                version: "1"
                title: Hello
                subject: ccg
                outputs: { text: { type: text, value: "${steps.greet.text}" } }
                steps:
                  - id: greet
                    uses: greeting.say
                    with:
                      name: ${subject.name}
                      \(parameters)

                """.write(toFile: path, atomically: true, encoding: .utf8)
                return try await office.run(["check", path])
            }
            let good = try await check("loud: true")
            #expect(good.status == .done, "\(good.output)")
            let wrongType = try await check("loud: often")
            #expect(wrongType.status == .findings)
            #expect(wrongType.output.contains("hello.yaml:11:13"), "\(wrongType.output)")
            let wrongName = try await check("lout: true")
            #expect(wrongName.status == .findings)
            #expect(wrongName.output.contains("hello.yaml:11:7"), "\(wrongName.output)")
            #expect(wrongName.output.contains("did you mean `loud`?"))
        }
    }

    /// What `swift package dump-package` says, as far as it matters here.
    private struct Package: Decodable {
        struct Target: Decodable {
            struct Dependency: Decodable {
                var byName: [String?]?
            }

            var name: String
            var path: String?
            var dependencies: [Dependency]

            /// The targets that it depends on by their names.
            var names: [String] { dependencies.compactMap { ($0.byName?.first ?? nil) } }
        }

        var targets: [Target]
    }
}
