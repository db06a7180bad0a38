import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkStore
import WaymarkStoreSQLite

/// Workflows that start by themselves.
@Suite struct SchedulingTests {
    @Test func `A schedule counts from when the store first sees it, and then starts each round once`() async throws {
        try await ScheduledProject.open(schedules: ScheduledProject.quarterly()) { project in
            let first = try await project.run(["tick"], at: "2013-08-01T09:00:00Z")
            #expect(first.status == .done, "\(first.notes)")
            #expect(first.notes.contains("Next at 2013-10-01 09:00."))
            #expect(try await project.cases(at: "2013-08-01T09:00:00Z").isEmpty, "nothing of the past is started")
            let due = try await project.run(["tick"], at: "2013-10-01T08:00:00Z")
            #expect(due.notes.contains("rounds of 2013-10-01, covering Q2 2013/14: 3 started."), "\(due.notes)")
            let again = try await project.run(["tick"], at: "2013-10-01T08:05:00Z")
            #expect(!again.notes.contains("started"))
            #expect(try await project.cases(at: "2013-10-02T09:00:00Z") == ["13Q2-G1", "13Q2-G2", "13Q2-G3"])
        }
    }

    @Test func `After an outage of two quarters the rounds open once, in order`() async throws {
        try await ScheduledProject.open(schedules: ScheduledProject.quarterly()) { project in
            try await project.see(at: "2013-06-15T09:00:00Z")
            let tick = try await project.run(["tick"], at: "2013-12-15T09:00:00Z")
            let lines = tick.notes.split(separator: "\n").filter { $0.contains("started") }
            #expect(
                lines == [
                    "rounds of 2013-07-01, covering Q1 2013/14: 3 started.",
                    "rounds of 2013-10-01, covering Q2 2013/14: 3 started.",
                ])
            #expect(
                try await project.cases(at: "2013-12-15T09:00:00Z") == [
                    "13Q1-G1", "13Q1-G2", "13Q1-G3", "13Q2-G1", "13Q2-G2", "13Q2-G3",
                ])
            let history = try await project.run(
                ["show", "13Q1-G2", "--history", "-o", "json"], at: "2013-12-15T09:00:00Z")
            #expect(try history.json().items?.first?["actor"]?.text == "@schedule/rounds")
            #expect(!(try await project.run(["tick"], at: "2013-12-15T09:01:00Z")).notes.contains("started"))
        }
    }

    @Test(arguments: [("latest", 3, "13Q3-G1"), ("none", 0, "")]) func `What is not made good is recorded as missed`(
        policy: String, cases: Int, first: String
    ) async throws {
        try await ScheduledProject.open(schedules: ScheduledProject.quarterly(["catch_up: \(policy)"])) { project in
            try await project.see(at: "2013-06-15T09:00:00Z")
            let tick = try await project.run(["tick"], at: "2014-01-15T09:00:00Z")
            #expect(tick.notes.contains("rounds of 2013-07-01"), "\(tick.notes)")
            let found = try await project.cases(at: "2014-01-15T09:00:00Z")
            #expect(found.count == cases)
            #expect(found.first ?? "" == first)
            let preview = try await project.run(
                ["schedule", "preview", "rounds", "--from", "2013-07-01", "--to", "2013-07-31", "-o", "json"],
                at: "2014-01-15T09:00:00Z")
            #expect(try preview.json().items?.first?["result"]?.text?.contains("made good") == true)
            // What was missed can be made good by hand, under its own rule, once.
            let backfill = [
                "schedule", "backfill", "rounds", "--from", "2013-07-01", "--to", "2013-09-30", "--reason", "asked for",
            ]
            let dry = try await project.run(backfill + ["--dry-run"], at: "2014-01-15T10:00:00Z")
            #expect(dry.output.contains("2013-07-01"), "\(dry.notes)")
            #expect(try await project.cases(at: "2014-01-15T10:00:00Z").count == cases)
            #expect(try await project.run(backfill, at: "2014-01-15T10:00:00Z").output.contains("backfilled"))
            #expect(try await project.cases(at: "2014-01-15T10:00:00Z").contains("13Q1-G3"))
            let again = try await project.run(backfill, at: "2014-01-15T10:00:00Z")
            #expect(again.notes.contains("Everything on these days has had its run."))
        }
    }

    @Test func `Some are skipped with a reason, obligations never, and a skipped round can be opened after all`()
        async throws
    {
        let schedule = ScheduledProject.quarterly([
            "skip_when: subject.is_small", "skip_reason: \"half-yearly by agreement with ${subject.name}\"",
            "never_skip: covers.number == 3",
        ])
        try await ScheduledProject.open(schedules: schedule) { project in
            try await project.see(at: "2013-09-01T09:00:00Z")
            let preview = try await project.run(
                ["schedule", "preview", "rounds", "--to", "2014-03-31", "--subjects", "-o", "json"],
                at: "2013-09-01T09:00:00Z")
            let reasons = try preview.json().items?.map { $0["skip_reason"]?.text }
            #expect(reasons == ["half-yearly by agreement with Group 1", nil, nil, nil, nil, nil])
            let tick = try await project.run(["tick"], at: "2014-01-02T09:00:00Z")
            #expect(tick.notes.contains("covering Q2 2013/14: 2 started, 1 skipped."), "\(tick.notes)")
            #expect(tick.notes.contains("covering Q3 2013/14: 3 started."))
            let opened = try await project.run(
                [
                    "schedule", "run", "rounds", "--occurrence", "2013-10-01", "--subject", "G1", "--reason",
                    "a risk has come up",
                ], at: "2014-01-03T09:00:00Z")
            #expect(opened.notes == "Case 13Q2-G1 is open.\n")
            let after = try await project.run(
                ["schedule", "preview", "rounds", "--from", "2013-10-01", "--to", "2013-10-31", "-o", "json"],
                at: "2014-01-03T09:00:00Z")
            #expect(try after.json().items?.first?["result"]?.text == "3 started")
        }
    }

    @Test(arguments: [
        ("skip", "3 skipped", ["13Q1-G1", "13Q1-G2", "13Q1-G3"]),
        ("queue", "3 waiting for an earlier case", ["13Q1-G1", "13Q1-G2", "13Q1-G3"]),
        ("allow", "3 started", ["13Q1-G1", "13Q1-G2", "13Q1-G3", "13Q2-G1", "13Q2-G2", "13Q2-G3"]),
        ("replace", "3 started", ["13Q1-G1", "13Q1-G2", "13Q1-G3", "13Q2-G1", "13Q2-G2", "13Q2-G3"]),
    ]) func `While an earlier case is open the policy says what becomes of the next`(
        policy: String, summary: String, expected: [String]
    ) async throws {
        try await ScheduledProject.open(schedules: ScheduledProject.quarterly(["overlap: \(policy)"])) { project in
            try await project.see(at: "2013-06-15T09:00:00Z")
            _ = try await project.run(["tick"], at: "2013-07-01T09:00:00Z")
            let tick = try await project.run(["tick"], at: "2013-10-01T09:00:00Z")
            #expect(tick.notes.contains("covering Q2 2013/14: \(summary)."), "\(tick.notes)")
            #expect(try await project.cases(at: "2013-10-01T09:00:00Z") == expected)
            let listing = try await project.run(["cases", "-o", "json"], at: "2013-10-01T09:00:00Z").json()
            let cancelled = listing.items?.count { $0["status"]?.text == "cancelled" }
            #expect(cancelled == (policy == "replace" ? 3 : 0))
            guard policy == "queue" else { return }
            #expect(try await project.finish(2, at: "2013-10-02T09:00:00Z").status == .done)
            let next = try await project.run(["tick"], at: "2013-10-02T09:01:00Z")
            #expect(next.notes.contains("rounds: 1 started that had waited."), "\(next.notes)")
            #expect(
                try await project.cases(at: "2013-10-02T09:01:00Z") == ["13Q1-G1", "13Q1-G2", "13Q1-G3", "13Q2-G2"])
            #expect(!(try await project.run(["tick"], at: "2013-10-02T09:02:00Z")).notes.contains("waited"))
        }
    }

    @Test func `Replacing cancels every earlier case of the subject, and no other`() async throws {
        try await ScheduledProject.open(schedules: ScheduledProject.quarterly(["overlap: replace"])) { project in
            try await project.see(at: "2013-06-15T09:00:00Z")
            for period in ["h1", "h2"] {
                let began = try await project.run(
                    ["start", "round", "--subject", "G1", "--input", "period=\(period)"], at: "2013-06-20T09:00:00Z")
                #expect(began.status == .done, "\(began.notes)")
            }
            _ = try await project.run(["tick"], at: "2013-07-01T09:00:00Z")
            let cases = try await project.run(["cases", "-o", "json"], at: "2013-07-01T09:00:00Z").json().items ?? []
            let open = cases.filter { $0["status"]?.text == "open" }.compactMap { $0["case"]?.text }
            #expect(open.sorted() == ["13Q1-G1", "13Q1-G2", "13Q1-G3"], "\(cases)")
        }
    }

    @Test func `A pause has a reason, skips what falls due in it, and leaves what was due before`() async throws {
        try await ScheduledProject.open(schedules: ScheduledProject.quarterly()) { project in
            try await project.see(at: "2013-06-15T09:00:00Z")
            let paused = try await project.run(
                ["schedule", "pause", "rounds", "--reason", "the register is being moved"], at: "2013-07-15T09:00:00Z")
            #expect(paused.status == .done, "\(paused.notes)")
            let twice = try await project.run(
                ["schedule", "pause", "rounds", "--reason", "again"], at: "2013-07-16T09:00:00Z")
            #expect(twice.status == .conflict)
            #expect(!(try await project.run(["tick"], at: "2013-12-01T09:00:00Z")).notes.contains("started"))
            // What is done to the schedule meanwhile is not why it stands.
            let byHand = try await project.run(
                [
                    "schedule", "run", "rounds", "--occurrence", "2014-01-02", "--subject", "g1", "--reason",
                    "asked for",
                ],
                at: "2013-11-30T09:00:00Z")
            #expect(byHand.status == .done, "\(byHand.notes)")
            let list = try await project.run(["schedule", "list", "-o", "json"], at: "2013-12-01T09:00:00Z").json()
            #expect(list.items?.first?["state"]?.text == "paused")
            #expect(list.items?.first?["reason"]?.text == "lead.1: the register is being moved")
            #expect(list.items?.first?["backlog"]?.int == 2)
            let resumed = try await project.run(["schedule", "resume", "rounds"], at: "2013-12-02T09:00:00Z")
            #expect(resumed.output.contains("2013-10-01"), "\(resumed.notes)")
            #expect(resumed.output.contains("paused by lead.1: the register is being moved"))
            let tick = try await project.run(["tick"], at: "2013-12-02T09:01:00Z")
            #expect(tick.notes.contains("rounds of 2013-07-01, covering Q1 2013/14: 3 started."), "\(tick.notes)")
            #expect(!tick.notes.contains("Q2"))
            let after = try await project.run(["schedule", "list", "-o", "json"], at: "2013-12-02T09:02:00Z").json()
            #expect(after.items?.first?["next_at"]?.text == "2014-01-02T09:00:00Z")
        }
    }

    @Test func `What is run by hand before its day is not run again on it`() async throws {
        try await ScheduledProject.open(schedules: ScheduledProject.quarterly()) { project in
            try await project.see(at: "2013-09-01T09:00:00Z")
            let run = ["schedule", "run", "rounds", "--reason", "before the holidays"]
            let dry = try await project.run(
                run + ["--dry-run", "--subject", "g1", "-o", "json"], at: "2013-09-20T09:00:00Z")
            #expect(try dry.json().items?.count == 1, "\(dry.output)")
            let nobody = try await project.run(run + ["--dry-run", "--subject", "g9"], at: "2013-09-20T09:00:00Z")
            #expect(nobody.status == .notFound)
            #expect(try await project.run(run, at: "2013-09-20T09:00:00Z").output.contains("by_hand"))
            #expect(try await project.cases(at: "2013-09-20T09:00:00Z").count == 3)
            #expect(!(try await project.run(["tick"], at: "2013-10-01T09:00:00Z")).notes.contains("2013-10-01"))
            let second = try await project.run(
                run + ["--occurrence", "2013-10-01"], at: "2013-10-02T09:00:00Z")
            #expect(second.notes.contains("It had its run before"))
            // What was run ahead is not what comes next.
            let list = try await project.run(["schedule", "list", "-o", "json"], at: "2013-09-21T09:00:00Z").json()
            #expect(list.items?.first?["next_at"]?.text == "2014-01-02T09:00:00Z", "\(list)")
            let nowhere = try await project.run(run + ["--occurrence", "2013-10-05"], at: "2013-10-02T09:00:00Z")
            #expect(nowhere.status == .notFound)
            #expect(nowhere.notes.contains("near that day there are: 2013-10-01"))
        }
    }

    @Test func `An id is one word, whatever an input has in it, and a file that is no store is refused as none`()
        async throws
    {
        try await ScheduledProject.open(groups: 1, schedules: "schedules: []\n") { project in
            let began = try await project.run(
                ["start", "round", "--subject", "G1", "--input", "period=two\nlines\tand more"],
                at: "2013-06-20T09:00:00Z")
            #expect(began.status == .done, "\(began.notes)")
            #expect(try await project.cases(at: "2013-06-20T09:00:00Z") == ["two-lines-and-more-G1"])
            try project.write("notes.txt", String(repeating: "This is no store. ", count: 100))
            let refused = try await project.run(
                ["cases", "--store", "sqlite:notes.txt"], at: "2013-06-20T09:00:00Z")
            #expect(refused.status == .storeUnavailable, "\(refused)")
            #expect(refused.notes.contains("The file is no store of Waymark"), "\(refused.notes)")
        }
    }

    @Test func `Two runs of one day are told apart by their time, and run one after the other`() async throws {
        let twice = ScheduledProject.schedule(
            on: "every monday at 09:00 and 14:00",
            ["for: \"true\"", "inputs: { period: \"${string(occurrence.at)}\" }"])
        try await ScheduledProject.open(schedules: "schedules:\n" + twice) { project in
            try await project.see(at: "2013-09-01T09:00:00Z")
            let preview = try await project.run(
                ["schedule", "preview", "--from", "2013-09-02", "--to", "2013-09-02", "-o", "json"],
                at: "2013-09-01T10:00:00Z"
            ).json()
            #expect(preview.items?.map { $0["at"]?.text } == ["2013-09-02T08:00:00Z", "2013-09-02T13:00:00Z"])
            let run = ["schedule", "run", "rounds", "--occurrence", "2013-09-02", "-o", "json"]
            for expected in ["2013-09-02T08:00:00Z", "2013-09-02T13:00:00Z"] {
                let report = try await project.run(run, at: "2013-09-01T11:00:00Z")
                #expect(try report.json().items?.first?["at"]?.text == expected, "\(report)")
            }
            #expect(try await project.run(run, at: "2013-09-01T12:00:00Z").notes.contains("had its run before"))
        }
    }

    @Test func `The rule in force then is the one that a past period is made good by`() async throws {
        let schedule =
            "schedules:\n"
            + [
                "  - schedule: rounds", "    title: Rounds", "    workflow: round", "    for: \"true\"",
                "    inputs: { period: \"${covers.short}\" }", "    rules:",
                "      - { on: every month, in_force: { until: 2013-06-30 } }",
                "      - { on: every quarter or the next working day, in_force: { from: 2013-07-01 } }",
            ].joined(separator: "\n") + "\n"
        try await ScheduledProject.open(groups: 1, schedules: schedule) { project in
            let backfill = try await project.run(
                ["schedule", "backfill", "rounds", "--from", "2013-05-01", "--to", "2013-12-31"],
                at: "2014-01-15T09:00:00Z")
            #expect(backfill.status == .done, "\(backfill.notes)")
            #expect(
                try await project.cases(at: "2014-01-15T09:00:00Z") == [
                    "13M04-G1", "13M05-G1", "13Q1-G1", "13Q2-G1",
                ])
        }
    }

    @Test func `A rule that is changed counts from then, and a schedule that is gone is never due`() async throws {
        try await ScheduledProject.open(groups: 1, schedules: ScheduledProject.quarterly()) { project in
            try await project.see(at: "2013-10-15T09:00:00Z")
            try project.write(
                "Config/schedules/rounds.yaml",
                ScheduledProject.quarterly().replacing("every quarter or the next working day", with: "every month"))
            let changed = try await project.run(["tick"], at: "2013-12-15T09:00:00Z")
            #expect(changed.notes.contains("Next at 2014-01-01 09:00."), "\(changed.notes)")
            #expect(try await project.cases(at: "2013-12-15T09:00:00Z").isEmpty)
            try project.write("Config/schedules/rounds.yaml", "schedules: []\n")
            let gone = try await project.run(["tick"], at: "2014-01-01T10:00:00Z")
            #expect(!gone.notes.contains("Next at"), "\(gone.notes)")
        }
    }

    @Test func `A slip in a schedule keeps nothing else from going on`() async throws {
        try await ScheduledProject.open(groups: 1, schedules: ScheduledProject.quarterly()) { project in
            _ = try await project.run(
                ["start", "round", "--subject", "G1", "--input", "period=x"], at: "2013-10-15T09:00:00Z")
            try project.write("Config/schedules/rounds.yaml", "schedules:\n  - schedule: broken\n")
            let tick = try await project.run(["tick"], at: "2013-10-20T09:00:00Z")
            #expect(tick.status == .findings)
            #expect(tick.notes.contains("1 timers fired"), "\(tick.notes)")
            #expect(tick.notes.contains("the schedules have faults"))
            let check = try await project.run(["check"], at: "2013-10-20T09:00:00Z")
            #expect(check.status == .findings)
            #expect(check.output.contains("Config/schedules/rounds.yaml:2"), "\(check.output)")
        }
    }

    // MARK: - Versions

    private static let pinned = """
        schedules:
          - schedule: rounds
            title: Rounds
            workflow: round
            for: "true"
            inputs: { period: "${covers.short}" }
            rules:
              - { on: every quarter or the next working day, in_force: { until: 2013-09-30 }, version: "1" }
              - { on: every quarter or the next working day, in_force: { from: 2013-10-01 } }

        """

    private func versions(_ project: ScheduledProject, at moment: String) async throws -> [String: String] {
        var versions: [String: String] = [:]
        for id in try await project.cases(at: moment) {
            let text = try await project.run(["show", id], at: moment).output
            versions[id] = text.firstMatch(of: /· (\S+) \([0-9a-f]{12}\)/).map { String($0.1) }
        }
        return versions
    }

    @Test func `A rule that names a version starts that one, however late, and by hand too`() async throws {
        try await ScheduledProject.open(groups: 2, schedules: Self.pinned) { project in
            _ = try await project.run(["publish"], at: "2013-04-01T09:00:00Z")
            let file = "Workflows/round/workflow.yaml"
            let text = try String(contentsOfFile: "\(project.folder)/\(file)", encoding: .utf8)
            try project.write(file, text.replacing("version: \"1\"", with: "version: \"2\""))
            try await project.see(at: "2013-09-30T09:00:00Z")
            let preview = try await project.run(
                ["schedule", "preview", "rounds", "--from", "2013-07-01", "--to", "2013-10-31", "-o", "json"],
                at: "2013-10-02T09:00:00Z")
            #expect(try preview.json().items?.map { $0["version"] } == [.string("1"), .null])
            _ = try await project.run(["tick"], at: "2013-10-02T09:00:00Z")
            let filled = try await project.run(
                ["schedule", "backfill", "rounds", "--from", "2013-07-01", "--to", "2013-07-31"],
                at: "2013-10-02T09:00:00Z")
            #expect(filled.status == .done, "\(filled.notes)")
            let byHand = try await project.run(
                ["schedule", "run", "rounds", "--occurrence", "2013-04-02", "--subject", "G2"],
                at: "2013-10-02T09:00:00Z")
            #expect(byHand.status == .done, "\(byHand.notes)")
            #expect(
                try await versions(project, at: "2013-10-02T10:00:00Z") == [
                    "12Q4-G2": "1", "13Q1-G1": "1", "13Q1-G2": "1", "13Q2-G1": "2", "13Q2-G2": "2",
                ])
        }
    }

    @Test func `A start that has waited for an earlier case is of the version that its rule names`() async throws {
        let schedules = Self.pinned.replacing("    rules:", with: "    overlap: queue\n    rules:")
        try await ScheduledProject.open(groups: 1, schedules: schedules) { project in
            try await project.see(at: "2013-03-25T09:00:00Z")
            _ = try await project.run(["publish"], at: "2013-03-25T09:00:00Z")
            _ = try await project.run(["tick"], at: "2013-07-02T09:00:00Z")
            #expect(try await project.cases(at: "2013-07-02T09:00:00Z") == ["12Q4-G1"], "the second waits")
            let file = "Workflows/round/workflow.yaml"
            let text = try String(contentsOfFile: "\(project.folder)/\(file)", encoding: .utf8)
            try project.write(file, text.replacing("version: \"1\"", with: "version: \"2\""))
            _ = try await project.run(["publish"], at: "2013-07-02T09:00:00Z")
            _ = try await project.finish(1, at: "2013-07-03T09:00:00Z")
            _ = try await project.run(["tick"], at: "2013-07-03T09:01:00Z")
            #expect(
                try await versions(project, at: "2013-07-03T10:00:00Z") == ["12Q4-G1": "1", "13Q1-G1": "1"])
        }
    }

    @Test func `A version that was never published stops the schedule with a reason, and others go on`() async throws {
        let schedules =
            Self.pinned.replacing("version: \"1\"", with: "version: \"0.9\"")
            + ScheduledProject.schedule(
                "others", on: "on 1 July 2013", ["subject: G1", "inputs: { period: other }"])
        try await ScheduledProject.open(groups: 1, schedules: schedules) { project in
            try await project.see(at: "2013-06-25T09:00:00Z")
            let tick = try await project.run(["tick"], at: "2013-07-01T09:00:00Z")
            #expect(tick.notes.contains("Expected a version of round, but \"0.9\" is none"), "\(tick.notes)")
            #expect(try await project.cases(at: "2013-07-01T09:00:00Z") == ["other-G1"])
        }
    }

    @Test func `What happens too often to be listed is named, and the rest is listed`() async throws {
        let forAll = ["for: \"true\"", "inputs: { period: all }"]
        let schedules =
            "schedules:\n"
            + ScheduledProject.schedule("ticks", on: "DTSTART:20130101T090000 RRULE:FREQ=SECONDLY", forAll)
            + ScheduledProject.schedule("rounds", on: "every quarter", forAll)
            + "entries:\n  - { entry: hums, title: Hums, who: All, on: cron * * * * * }\n"
        let advice = "ask for fewer days, or let it happen less often"
        try await ScheduledProject.open(groups: 1, schedules: schedules) { project in
            let days = ["--from", "2013-07-01", "--to", "2013-07-31"]
            let calendar = try await project.run(["calendar"] + days, at: "2013-06-15T09:00:00Z")
            #expect(calendar.status == .done, "\(calendar.notes)")
            #expect(calendar.output.contains("rounds"))
            for (name, line) in [("schedule ticks", 2), ("entry hums", 15)] {
                let notice =
                    "Not listed: the \(name) (Config/schedules/rounds.yaml:\(line)) happens more than 20000 times "
                    + "from 2013-07-01 to 2013-07-31; \(advice)."
                #expect(calendar.notes.contains(notice), "\(calendar.notes)")
            }
            let preview = try await project.run(["schedule", "preview"] + days, at: "2013-06-15T09:00:00Z")
            #expect(preview.status == .done)
            #expect(preview.output.contains("rounds") && preview.notes.contains("schedule ticks"), "\(preview.notes)")
            let one = try await project.run(["schedule", "preview", "ticks"] + days, at: "2013-06-15T09:00:00Z")
            #expect(one.status != .done && one.notes.contains(advice), "\(one.notes)")
        }
    }
}
