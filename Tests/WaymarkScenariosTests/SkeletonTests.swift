import Foundation
import Testing
import WaymarkCommands

@Suite("waymark new")
struct SkeletonTests {
    /// Lends a copy of the project that is gone afterwards.
    private func withProject(_ body: (String) async throws -> Void) async throws {
        let folder = NSTemporaryDirectory() + "waymark-new-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.copyItem(atPath: TestOffice.folder, toPath: folder)
        try await body(folder)
    }

    @Test func `makes a workflow that checks, and whose scenarios cover it`() async throws {
        try await withProject { folder in
            let made = try await TestOffice.run(["new", "workflow", "annual-review"], in: folder)
            #expect(made.status == .done, "\(made.notes)")
            let place = "Workflows/annual-review"
            #expect(try await TestOffice.run(["check", place], in: folder).status == .done)
            let tested = try await TestOffice.run(["test", "--full-coverage", place], in: folder)
            #expect(tested.status == .done, "\(tested.output)")
            #expect(tested.output.contains("2 scenarios, all passed"))
            #expect(try await TestOffice.run(["new", "workflow", "annual-review"], in: folder).status == .conflict)
        }
    }

    @Test func `makes a scenario that expects what is open when the case begins`() async throws {
        try await withProject { folder in
            let made = try await TestOffice.run(["new", "scenario", "a-start", "--workflow", "reply"], in: folder)
            #expect(made.status == .done, "\(made.notes)")
            let file = "Workflows/reply/scenarios/a-start.yaml"
            let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
            #expect(text.contains("- { step: remark, role: head, due: 2013-10-02 17:00 }\n"))
            #expect(try await TestOffice.run(["test", file], in: folder).output.hasPrefix("passed  reply  a start\n"))
        }
    }

    @Test(arguments: [
        (["workflow", "Annual Review"], WaymarkCommands.ExitStatus.usage),
        (["workflow", "review", "--subject", "planet"], .notFound),
        (["scenario", "a-start", "--workflow", "nothing"], .notFound),
        (["scenario", "a-start", "--workflow", "reply", "--at", "soon"], .usage),
    ])
    func `says why it makes nothing`(arguments: [String], status: WaymarkCommands.ExitStatus) async throws {
        try await withProject { folder in
            let outcome = try await TestOffice.run(["new"] + arguments, in: folder)
            #expect(outcome.status == status)
        }
    }
}
