import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// What chance decides of a task depends on the task, so that two versions are compared with the same draws.
@Suite struct CommonDrawsTests {
    /// What became of each visit of a step for each group and quarter: how many working days it took, and its outcome.
    private func results(_ year: SmallYear, seed: UInt64, _ workflow: String? = nil) async throws -> [String: [String]]
    {
        if let workflow { try year.write("Workflows/round/workflow.yaml", workflow) }
        let project = try year.project()
        try await year.play("Config/simulation/plain.yaml", seed: seed, on: project)
        let calendar = project.session.calendar
        var results: [String: [String]] = [:]
        for task in try year.tasks(in: project).sorted(by: { ($0.openedAt, $0.stepTitle) < ($1.openedAt, $1.stepTitle) }
        ) {
            let opened = calendar.zone.local(of: .init(millisecondsSinceEpoch: task.openedAt))
            let ended = try #require(task.ended(calendar.zone), "\(task.id) is open")
            let days = try calendar.workingDays(from: opened.date, upTo: ended.date)
            results["\(task.caseID)/\(task.step)/\(task.stepTitle)", default: []].append(
                "\(days) \(task.outcome ?? "") \(task.endedBy ?? "") \(ended.time)")
        }
        return results
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `A step more changes nothing of what the others draw`(seed: UInt64) async throws {
        try await SmallYear.open { year in
            let before = try await results(year, seed: seed)
            let after = try await results(year, seed: seed, try year.text("versions/workflow.yaml"))
            #expect(before.count == 12 * 6 && after.count == 12 * 7)
            #expect(after.filter { !$0.key.contains("/prepare/") } == before)
        }
    }

    @Test func `Inside a loop a step more, and another order of the items, change nothing either`() async throws {
        try await SmallYear.open { year in
            let before = try await results(year, seed: 3)
            let text = try year.text("Workflows/round/workflow.yaml")
            let look = "      - id: look\n"
            let more = """
                      - id: gather
                        title: Gather what there is
                        uses: decision.decide
                        role: lead
                        with: { question: "Is there enough on ${topic}?", reject: refused }

                """
            #expect(text.contains(look))
            let changed = text.replacing(look, with: more + look).replacing(
                "[\"money\", \"people\"]", with: "[\"people\", \"money\"]")
            let after = try await results(year, seed: 3, changed)
            #expect(after.filter { !$0.key.contains("/gather/") } == before)
        }
    }

    @Test func `Other seeds, other groups and other quarters draw otherwise`() async throws {
        try await SmallYear.open { year in
            let one = try await results(year, seed: 1)
            let two = try await results(year, seed: 2)
            #expect(one != two)
            let plans = one.filter { $0.key.contains("/plan/") }
            #expect(plans.count == 12 && Set(plans.values).count > 8)
            // Some rounds come back, so that a step is visited twice with draws of their own.
            #expect((Array(one.values) + two.values).contains { $0.count > 1 && Set($0).count > 1 })
        }
    }

    @Test func `A comparison of two versions shows only what the version changes`() async throws {
        try await SmallYear.open { year in
            let outcome = try await year.simulate(
                "Config/simulation/plain.yaml", ["--against", "versions/workflow.yaml", "-o", "json"])
            #expect(outcome.status == .done, "\(outcome.notes)")
            let rows = try outcome.json()["differences"]?.items ?? []
            for measure in ["wait", "in_time", "outcome"] {
                let differing = rows.filter { $0["measure"]?.text == measure && $0["difference"] != .double(0) }
                #expect(differing.compactMap { $0["name"]?.text }.filter { $0 != "prepare" } == [], "\(measure)")
            }
            let length = rows.first { $0["measure"]?.text == "length" }
            guard case .double(let difference)? = length?["difference"] else {
                Issue.record("there is no length in \(outcome.output)")
                return
            }
            #expect(difference >= 1 && difference <= 6)
        }
    }
}
