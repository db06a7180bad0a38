import Foundation
import Testing

/// What the README and the guides show is run as it stands there.
@Suite struct ReadmeTests {
    private func text(_ path: String) throws -> String {
        try String(contentsOfFile: Office.root + "/" + path, encoding: .utf8)
    }

    @Test func `Every command of the README ends as the README says`() async throws {
        try await ProjectCopy.open { project in
            let session = DocumentedSession(try text("README.md"))
            #expect(session.commands.count >= 20)
            try putMake(in: project)
            var environment = WaymarkProcess.environment(store: project.store)
            environment["PATH"] = project.folder + ":" + (environment["PATH"] ?? "")
            let (results, said) = try await session.run(in: project, environment: environment)
            for result in results {
                #expect(result.status == result.command.status, "\(result.command.text)\n\(said)")
            }
            #expect(said.contains("Done: Record what was done, Alder Vale CCG"))
        }
    }

    private static let guides = "Sources/waymark/Documentation.docc/Guides"

    @Test func `Every command of a guide ends as the guide says`() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Office.root + "/" + Self.guides)
        #expect(names.count { $0.hasSuffix(".md") } >= 4)
        try await ProjectCopy.open { finished in
            let demo = try await finished.run([
                "demo", "--store", "sqlite:.waymark/demo.sqlite", "--behaviour",
                try SmallQuarter.twoGroups.write(into: finished.folder),
            ])
            #expect(demo.status == 0, "\(demo.notes)")
            for name in names.sorted() where name.hasSuffix(".md") {
                try await ProjectCopy.open(keeping: finished) { try await read(name, in: $0) }
            }
        }
    }

    /// Does what a guide says.
    private func read(_ guide: String, in project: ProjectCopy) async throws {
        let session = DocumentedSession(try text("\(Self.guides)/\(guide)"))
        #expect(session.commands.count >= 3, "\(guide)")
        var environment = WaymarkProcess.environment(store: ".waymark/demo.sqlite")
        environment["PATH"] = project.folder + "/.build/release:" + (environment["PATH"] ?? "")
        let (results, said) = try await session.run(in: project, environment: environment)
        for result in results {
            #expect(result.status == result.command.status, "\(guide): \(result.command.text)\n\(said)")
        }
    }

    /// `make demo` for two groups and by the program of this build; the other targets are what this is part of.
    private func putMake(in project: ProjectCopy) throws {
        let makefile = try text("Makefile")
        #expect(makefile.contains("\ntest:"))
        let recipe = try #require(makefile.split(separator: "\ndemo:")[1].split(separator: "\n").dropFirst().first)
        let store = try #require(makefile.firstMatch(of: /DEMO_STORE \?= (\S+)/)).1
        let seed = try #require(makefile.firstMatch(of: /SEED \?= (\d+)/)).1
        let command = recipe.drop { $0 == "\t" || $0 == "@" }.replacing("$(DEMO_STORE)", with: store)
            .replacing("$(SEED)", with: seed)
        #expect(command.hasPrefix(".build/release/waymark demo "))
        let behaviour = try SmallQuarter.twoGroups.write(into: project.folder)
        let script = """
            #!/bin/sh
            case "$1" in
            demo) exec \(command) --behaviour \(behaviour) ;;
            test) exit 0 ;;
            *) echo "make: no target $1" >&2; exit 2 ;;
            esac

            """
        let path = project.folder + "/make"
        try script.write(toFile: path, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
    }

    @Test func `The README counts the groups that a moderation waits for`() throws {
        let teams = try text("Config/register/organisations-national.yaml").split(separator: "\n").filter {
            $0.contains("type: area_team") && $0.contains("region: X40000001")
        }.compactMap { $0.firstMatch(of: /id: (X\d+)/).map { String($0.1) } }
        let groups = try text("Config/register/organisations-groups.yaml").split(separator: "\n").count { line in
            line.contains("type: ccg") && teams.contains { line.contains("area_team: \($0)") }
        }
        #expect(try text("README.md").contains("the moderation that \(groups) groups waited for"))
    }
}
