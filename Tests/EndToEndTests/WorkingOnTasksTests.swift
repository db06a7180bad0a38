import CEL
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkRuntime

@Suite struct WorkingOnTasksTests {
    @Test func `A person does a task in a pipe and the case goes on`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let task = try await office.task("collect_evidence")
            let done = try await office.run(["advance", task, "--outcome", "complete"], as: "amira.holt")
            #expect(done.status == .done, "\(done.notes)")
            let case_ = try await office.run(["show", "13Q2-ALV", "-o", "json"]).json()
            let step = case_["steps"]?.items?.first { $0["id"]?.text == "collect_evidence" }
            #expect(step?["status"]?.text == "done")
            #expect(step?["detail"]?.text == "complete, by amira.holt")
        }
    }

    @Test func `A person at a terminal is asked for what is missing`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let task = try await office.task("collect_evidence")
            // No evidence to add, then the first of the outcomes.
            let done = try await office.run(["advance", task], as: "amira.holt", answers: ["n", "1"])
            #expect(done.status == .done, "\(done.notes)")
            #expect(done.notes.contains("How does it end?"))
        }
    }

    @Test func `One who does not hold the role is refused with the reason and exit code 4`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let task = try await office.task("collect_evidence")
            let refused = try await office.run(["advance", task, "--outcome", "complete"], as: "nasreen.kessler")
            #expect(refused.status == .notPermitted)
            #expect(refused.notes.contains("does not hold the role lead"))
            #expect(refused.notes.contains("Assurance lead, "))
            let history = try await office.run(["show", "13Q2-ALV", "--history", "-o", "json"]).json()
            #expect(history.items?.contains { $0["type"]?.text == "command_refused" } == true)
        }
    }

    @Test func `The second of two people gets a conflict, is told of the first, and keeps what was filled in`()
        async throws
    {
        try await Office.open { office in
            try await office.startRound()
            let task = try await office.task("collect_evidence")
            let item = #"items=[{"type":"jsna","domain":"d1","title":"Needs","source":"Council","finding":"note"}]"#
            let first = try await office.run(["advance", task, "--outcome", "complete"], as: "amira.holt")
            let second = try await office.run(
                ["advance", task, "--outcome", "complete", "--set", item], as: "ludmila.kessler")
            #expect(first.status == .done)
            #expect(second.status == .conflict)
            #expect(second.notes.contains("amira.holt did it on 2013-11-20 10:00"))
            #expect(second.notes.contains("what you filled in is kept: --from "))
        }
    }

    @Test func `A claimed task is left to the one who claimed it until it is released`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let task = try await office.task("collect_evidence")
            let claimed = try await office.run(["claim", task], as: "amira.holt")
            let taken = try await office.run(["advance", task, "--outcome", "complete"], as: "ludmila.kessler")
            let released = try await office.run(["release", task], as: "amira.holt")
            let done = try await office.run(["advance", task, "--outcome", "complete"], as: "ludmila.kessler")
            #expect([claimed.status, taken.status, released.status, done.status] == [.done, .conflict, .done, .done])
            #expect(taken.notes.contains("amira.holt has claimed it"))
        }
    }

    @Test func `Escalating by hand needs a reason and lets the next role act`() async throws {
        try await Office.open(at: "2013-10-02T09:00:00Z") { office in
            try await office.startRound()
            let task = try await office.task("collect_evidence")
            let silent = try await office.run(["escalate", task], as: "amira.holt")
            let climbed = try await office.run(["escalate", task, "--reason", "Both of us are away"], as: "amira.holt")
            let higher = try await office.run(["escalate", task, "--reason", "Still nobody"], as: "amira.holt")
            let done = try await office.run(["advance", task, "--outcome", "complete"], as: "declan.moreau")
            let late = try await office.run(["escalate", task, "--reason", "Once more"], as: "amira.holt")
            #expect(
                [silent.status, climbed.status, higher.status, done.status, late.status]
                    == [.usage, .done, .notFound, .done, .conflict])
        }
    }

    @Test func `A history reads as sentences that name people, bodies and steps`() async throws {
        try await Office.open(at: "2013-10-02T09:00:00Z") { office in
            try await office.startRound()
            let task = try await office.task("collect_evidence")
            _ = try await office.run(["escalate", task, "--reason", "Both of us are away"], as: "amira.holt")
            _ = try await office.run(["comment", task, "Minutes are on their way"], as: "amira.holt")
            let history = try await office.run(["show", "13Q2-ALV", "--history"]).output
            for words in [
                "asked Contact for assurance of Care Quality Commission: Say what should be known of this CCG (Care Quality Commission)",
                "asked Assurance lead of ",
                ": Add local evidence, of what exists already, because: Both of us are away",
                "said: Minutes are on their way (on: Add local evidence, of what exists already)",
            ] {
                #expect(history.contains(words), "\(words) is not in:\n\(history)")
            }
        }
    }

    @Test func `The same key counts once`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let task = try await office.task("collect_evidence")
            let arguments = ["advance", task, "--outcome", "complete", "--key", "once"]
            let first = try await office.run(arguments, as: "amira.holt")
            let second = try await office.run(arguments, as: "amira.holt")
            #expect(first.status == .done)
            #expect(second.status == .done)
            let history = try await office.run(["show", "13Q2-ALV", "--history", "-o", "json"]).json()
            #expect(history.items?.count { $0["type"]?.text == "task_completed" } == 1)
        }
    }

    @Test func `A faulty form is refused with every fault and nothing is lost`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let task = try await office.task("collect_evidence")
            let refused = try await office.run(
                ["advance", task, "--outcome", "complete", "--set", "items[0].type=jsna"], as: "amira.holt")
            #expect(refused.status == .usage)
            #expect(refused.notes.contains("items[0].title: a value is required"))
            #expect(refused.notes.contains("items[0].source: a value is required"))
            #expect(try await office.task("collect_evidence") == task)
        }
    }

    @Test(arguments: [
        (["show", "NOBODY"], WaymarkCommands.ExitStatus.notFound), (["advance", "NOBODY-1"], .notFound),
        (["tasks", "--limit", "0"], .usage),
        (["steps", "no.such"], .notFound), (["start", "no-such", "--subject", "X38000001"], .notFound),
        (["no-such-verb"], .usage), (["incidents"], .done), (["cases"], .done),
    ])
    func `Each way to fail has its exit code`(arguments: [String], status: WaymarkCommands.ExitStatus) async throws {
        try await Office.open { office in
            try await office.startRound()
            let outcome = try await office.run(arguments, as: "amira.holt")
            #expect(outcome.status == status, "\(outcome.notes)")
        }
    }

    @Test func `Without a store there is a clear word and exit code 6`() async throws {
        try await Office.open { office in
            let outcome = try await office.run(["tasks"], as: "amira.holt")
            #expect(outcome.status == .storeUnavailable)
            #expect(outcome.notes.contains("Expected a store, but there is none at"))
        }
    }

    @Test func `What comes after the time was up is kept, and the person is told so`() async throws {
        try await Office.open(at: "2013-10-01T09:00:00Z") { office in
            try await office.startRound()
            let mine = try await office.run(["tasks", "-o", "json"], as: "nadia.ingleby").json()
            let task = try #require(mine.items?.first?["task"]?.text)
            var later = office
            later.clock = FixedClock(try #require(Instant("2013-10-18T09:00:00Z")))
            #expect(try await later.run(["tick"]).status == .done)
            #expect(try await later.run(["tasks"], as: "nadia.ingleby").notes.contains(task) == false)
            let before = try await later.run(["show", task])
            #expect(before.output.contains("The time is up. What is handed in now is marked late."))
            let other = try await later.run(["advance", task, "--outcome", "nothing_to_add"], as: "amira.holt")
            #expect(other.status == .notPermitted)
            let kept = try await later.run(["advance", task, "--outcome", "nothing_to_add"], as: "nadia.ingleby")
            #expect(kept.status == .done)
            #expect(kept.notes.contains("Kept, marked late, not acted on"), "\(kept.notes)")
            let after = try await later.run(["show", task])
            #expect(after.output.contains("by nadia.ingleby (nothing_to_add): kept, marked late, and not acted on"))
            let again = try await later.run(["advance", task, "--outcome", "nothing_to_add"], as: "nadia.ingleby")
            #expect(again.status == .conflict)
            let case_ = try await later.run(["show", "13Q2-ALV"])
            #expect(case_.output.contains("7 of 7, 1 came late and kept"))
        }
    }
}
