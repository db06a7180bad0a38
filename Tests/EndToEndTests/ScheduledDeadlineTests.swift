import Testing
import WaymarkCommands

/// `waymark check` holds deadlines against the starts that schedules make.
@Suite struct ScheduledDeadlineTests {
    private func rounds(_ on: String) -> String {
        "schedules:\n"
            + ScheduledProject.schedule(on: on, ["for: \"true\"", "inputs: { period: \"${covers}\" }"])
    }

    /// Writes a workflow in which a plan is drafted, due so long after the start, and agreed, due so long after the period.
    private func writePlan(draft: (due: String, reminder: String), agree: String, in project: ScheduledProject) throws {
        try project.write(
            "Workflows/round/workflow.yaml",
            """
            workflow: round
            version: "1"
            title: Round
            subject: group
            inputs: { period: period }
            roles: { lead: { in: subject, position: lead } }
            steps:
              - id: draft
                uses: document.receive
                role: lead
                with: { document: The plan }
                due: \(draft.due)
                remind: \(draft.reminder) before due
              - id: agree
                uses: decision.decide
                role: lead
                with: { question: Is the plan agreed?, reject: refused }
                due: \(agree) after ${inputs.period.end}
                remind: 1 working day before due

            """)
    }

    @Test func `A schedule that starts late makes a deadline late`() async throws {
        try await ScheduledProject.open(groups: 1, schedules: rounds("every quarter or the next working day")) {
            project in
            try writePlan(draft: ("5 working days", "1 working day"), agree: "25 days", in: project)
            let early = try await project.run(["check"], at: "2013-10-20T09:00:00Z")
            #expect(early.status == .done, "\(early.output)")
            try project.write("Config/schedules/rounds.yaml", rounds("cron 0 9 22 1,4,7,10 *\n    period: quarter"))
            let late = try await project.run(["check"], at: "2013-10-20T09:00:00Z")
            #expect(late.status == .findings)
            #expect(late.output.contains("WM1419") || late.output.contains("WM1418"), "\(late.output)")
            #expect(late.output.contains("the schedule rounds starts the case on"), "\(late.output)")
        }
    }

    @Test(arguments: ["20 working days after every quarter ends", "20 working days after every quarter starts"])
    func `A schedule that the calendar does not know at its edge counts for all other years`(on: String) async throws {
        try await ScheduledProject.open(groups: 1, schedules: rounds(on)) { project in
            try writePlan(draft: ("1 working day", "1 hour"), agree: "14 days", in: project)
            let found = try await project.run(["check"], at: "2013-10-20T09:00:00Z")
            #expect(found.output.contains("WM1418"), "\(found.output)")
            #expect(found.output.contains("the schedule rounds starts the case on"), "\(found.output)")
            #expect(!found.output.contains("because no schedule says when"), "\(found.output)")
        }
    }
}
