import Foundation
import Testing
import WaymarkCommands

@Suite("waymark check of a project")
struct ProjectCheckTests {
    /// A project with one library in it, whose people are given.
    private func check(people: String) async throws -> TestOffice.Outcome {
        let folder = NSTemporaryDirectory() + "waymark-library-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let files = [
            "Config/waymark.yaml": "calendar: always\n",
            "Config/calendars/always.yaml": """
            name: always
            zone: UTC
            weekend: []
            hours: { open: "00:00", close: "23:59" }
            years: { from: 2013, to: 2014 }
            holidays: []
            """,
            "Config/register/types.yaml": """
            organisation_types: { library: { title: Library } }
            positions: { librarian: { title: Librarian, in: library } }
            """,
            "Config/register/organisations.yaml": """
            organisations: [{ id: central, type: library, name: Central Library, short: CEN }]
            """,
            "Config/register/people.yaml": "people: [\(people)]\n",
            "Workflows/loan/workflow.yaml": """
            workflow: loan
            version: "1"
            title: Loan of a book
            subject: library
            steps: [{ id: lend, stop: lent }]
            """,
        ]
        for (name, text) in files {
            let path = URL(filePath: folder + "/" + name)
            try FileManager.default.createDirectory(
                at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: path, atomically: true, encoding: .utf8)
        }
        return try await TestOffice.run(["check"], in: folder)
    }

    @Test func `reads the register as well, since nothing runs on one with faults`() async throws {
        let right = try await check(
            people: "{ id: ann, name: Ann, holds: [{ position: librarian, in: central }] }")
        #expect(right.status == .done, "\(right.output)\(right.notes)")
        let wrong = try await check(people: "{ id: ann, name: Ann, holds: [{ position: borrower, in: central }] }")
        #expect(wrong.status == .findings)
        #expect((wrong.output + wrong.notes).contains("there is no position `borrower`"))
    }

    @Test func `refuses an id that reads like the engine itself`() async throws {
        let wrong = try await check(people: #"{ id: "@timer", name: Tim, holds: [] }"#)
        #expect(wrong.status == .findings)
        #expect((wrong.output + wrong.notes).contains("the id @timer begins with @, which is the engine's own mark"))
    }
}
