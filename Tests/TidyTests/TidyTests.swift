import Foundation
import Testing

/// The house rules that a test can watch over.
@Suite struct TidyTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    private func swiftFiles(in folder: String) -> [URL] {
        let found = FileManager.default.enumerator(
            at: Self.root.appending(path: folder), includingPropertiesForKeys: nil)
        return (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
    }

    @Test func `Every folder of Plugins is registered, and nothing else is`() throws {
        let manifest = try text("Package.swift")
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Plugins").path)
            .filter { $0 != "AssuranceRecords" && !$0.hasPrefix(".") }.sorted()
        let list = manifest.split(separator: "let stepPlugins = [")[1].prefix { $0 != "]" }
        let names = list.split(separator: ",").compactMap { part -> String? in
            let quoted = part.split(separator: "\"")
            return quoted.count >= 2
                ? String(quoted[1]) : quoted.count == 1 && part.contains("\"") ? String(quoted[0]) : nil
        }
        #expect(names.sorted() == folders)
    }

    @Test(arguments: [
        "WaymarkDiagnostics", "CEL", "WaymarkDefinition", "WaymarkPluginKit", "WaymarkYAML", "WaymarkCompiler",
        "WaymarkEngine", "WaymarkDrawing", "WaymarkComparison",
    ])
    func `The core reads no clock, no environment and no chance, and does nothing by itself`(target: String) throws {
        let banned = [
            "Date()", "UUID()", "ProcessInfo", "FileManager", "print(", "Task {", ".random(", "getenv", "fatalError(",
        ]
        for file in swiftFiles(in: "Sources/\(target)") {
            let content = try String(contentsOf: file, encoding: .utf8)
            for word in banned {
                #expect(
                    !content.contains(word), "\(file.lastPathComponent) has \(word): take it from the context instead")
            }
        }
    }

    @Test(arguments: ["Sources", "Plugins"])
    func `Nothing that comes from outside is taken by force`(folder: String) throws {
        for file in swiftFiles(in: folder) where file.path.contains("/Sources/") {
            let content = try String(contentsOf: file, encoding: .utf8)
            for word in ["try!", "as!", "fatalError("] {
                #expect(
                    !content.contains(word),
                    "\(file.lastPathComponent) has \(word): throw an error that says what to do")
            }
        }
    }

    @Test func `Only tests rest on the test kit`() throws {
        for folder in ["Sources", "Plugins", "BuildSupport"] {
            for file in swiftFiles(in: folder) where !file.path.contains("/Tests/") {
                let content = try String(contentsOf: file, encoding: .utf8)
                #expect(!content.contains("import WaymarkTestKit"), "\(file.path) imports the test kit")
            }
        }
    }

    @Test func `The tests of every plugin try the contract of step kinds`() throws {
        for folder in try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Plugins").path)
        where folder != "AssuranceRecords" && !folder.hasPrefix(".") {
            let calls = try swiftFiles(in: "Plugins/\(folder)/Tests").contains {
                try String(contentsOf: $0, encoding: .utf8).contains("StepKindConformance(")
            }
            #expect(calls, "the tests of \(folder) do not call StepKindConformance")
        }
    }

    @Test func `The README is short`() throws {
        #expect(try text("README.md").split(separator: "\n", omittingEmptySubsequences: false).count <= 200)
    }

    @Test func `Every constraint of the architecture names a test that is there`() throws {
        let article = try text("Sources/waymark/Documentation.docc/Architecture.md")
        let tests = try (swiftFiles(in: "Tests") + swiftFiles(in: "Plugins")).map {
            try String(contentsOf: $0, encoding: .utf8)
        }.joined()
        let constraints = article.split(separator: "\n").filter { $0.firstMatch(of: /^\d+\. .*: `/) != nil }
        #expect(constraints.count >= 12)
        for constraint in constraints {
            for name in constraint.matches(of: /`([^`]+)`/).map(\.1) where name.contains(" ") || name.hasPrefix("every")
            {
                #expect(
                    tests.contains("func `\(name)`") || tests.contains("func \(name)("), "there is no test \(name)")
            }
        }
    }

    @Test func `Every target has a line in the architecture`() throws {
        let article = try text("Sources/waymark/Documentation.docc/Architecture.md")
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        for folder in folders where !folder.hasPrefix("CLib") && !folder.hasPrefix(".") {
            #expect(article.contains("| `\(folder)` |"), "\(folder) owns something: say what")
        }
    }

    @Test func `Every test function runs`() throws {
        for file in swiftFiles(in: "Tests") + swiftFiles(in: "Plugins") where file.path.contains("Tests") {
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            for line in lines where line.drop(while: { $0 == " " }).hasPrefix("func test") {
                #expect(Bool(false), "\(file.lastPathComponent): \(line) would never run; write @Test")
            }
        }
    }
}
