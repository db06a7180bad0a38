import ArgumentParser
import Foundation
import Testing
import WaymarkCommands

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
        "WaymarkEngine", "WaymarkDrawing",
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

    @Test func `The README is short, and every command in it is one of the program`() throws {
        let readme = try text("README.md")
        #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 200)
        let lines = readme.replacing("\\\n", with: " ").split(separator: "\n").filter { $0.hasPrefix("waymark ") }
        #expect(lines.count >= 12)
        for line in lines {
            let arguments = words(line.prefix { $0 != "#" }).dropFirst()
            #expect(throws: Never.self, "\(line)") { try WaymarkCommand.parseAsRoot(Array(arguments)) }
        }
        let makefile = try text("Makefile")
        for target in ["demo", "test", "bench", "lint", "format", "build"] {
            #expect(makefile.contains("\n\(target):"))
        }
    }

    /// The words of a command line, with double quotes undone.
    private func words(_ line: Substring) -> [String] {
        var words: [String] = []
        var word = ""
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == " ", !isQuoted {
                if !word.isEmpty { words.append(word) }
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? words : words + [word]
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
