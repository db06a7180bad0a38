import CEL
import Foundation
import GRDB
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkRuntime

/// `delegate` and `reassign`: a task goes from hand to hand, and the record says who did what for whom.
@Suite struct DelegatingTests {
    private static let go = ["--outcome", "go"]

    /// Runs a command that may be refused.
    private func attempt(
        _ arguments: [String], as person: String, in project: NoticedOffice, at moment: String? = nil
    ) async throws -> Office.Outcome {
        var office = project.office
        if let moment { office.clock = FixedClock(try #require(Instant(moment))) }
        return try await office.run(arguments, as: person)
    }

    private func mine(_ person: String, _ project: NoticedOffice, at moment: String? = nil) async throws -> [Value] {
        try await project.run(["tasks", "-o", "json"], as: person, at: moment).json().items ?? []
    }

    @Test func `The delegate sees the task, does it, and the record says for whom`() async throws {
        try await NoticedOffice.open(nil) { project in
            try await project.start()
            let task = try await project.task("ask", of: "Q-ONE-1")
            #expect(try await mine("dan", project).isEmpty)
            let done = try await project.run(
                ["delegate", task, "--to", "dan", "--until", "2013-11-21", "--reason", "On leave"], as: "ann")
            #expect(
                done.notes == "dan may do task \(task) for you until the end of 2013-11-21: Ask, First office, Łódź.\n")
            let row = try #require(try await mine("dan", project).first)
            #expect(row["task"]?.text == task)
            let delegation = try #require(row["delegations"]?.items?.first)
            #expect(delegation["from"]?.text == "ann")
            #expect(delegation["to"]?.text == "dan")
            #expect(delegation["until"]?.text == "2013-11-22T00:00:00Z")
            #expect(try await project.run(["tasks"], as: "dan").output.contains("dan for ann, until 2013-11-21"))
            #expect(
                try await project.run(["show", task], as: "dan").output.contains(
                    "Delegated: dan for ann, until 2013-11-21"))

            // Feeds show what lists show.
            let feed = try await project.run(["export", "ics"], as: "dan").output.replacing("\r\n ", with: "")
            #expect(feed.contains("task \(task)") && feed.contains("dan may act for ann"), "\(feed)")

            try await project.run(["claim", task], as: "dan")
            try await project.run(["comment", task, "I look at it"], as: "dan")
            try await project.run(["advance", task] + Self.go, as: "dan")
            #expect(try await mine("dan", project).isEmpty)
            let shown = try await project.run(["show", "Q-ONE-1", "-o", "json"]).json()
            #expect(shown["steps"]?.items?.first?["detail"]?.text == "go, by dan, for ann")

            let history = try await project.run(["show", "Q-ONE-1", "--history"]).output
            for (who, what) in [
                ("ann", "lets dan act for ann until 2013-11-21: Ask, because: On leave"),
                ("dan, for ann", "claimed: Ask"), ("dan, for ann", "said: I look at it (on: Ask)"),
                ("dan, for ann", "did: Ask (go)"),
            ] {
                let isThere = history.split(separator: "\n").contains {
                    $0.contains("  \(who)  ") && $0.hasSuffix("  \(what)")
                }
                #expect(isThere, "\(who): \(what) is not in\n\(history)")
            }
            let events = try await project.run(["show", "Q-ONE-1", "--history", "-o", "json"]).json().items ?? []
            let completed = try #require(events.first { $0["type"]?.text == "task_completed" })
            #expect(completed["actor"]?.text == "dan")
            #expect(completed["on_behalf_of"]?.text == "ann")
            let csv = try await project.run(["show", "Q-ONE-1", "--history", "-o", "csv"]).output
            #expect(csv.contains(",dan,did: Ask (go),task_completed,"))
            #expect(csv.split(separator: "\n").contains { $0.contains("task_completed") && $0.contains(",ann,") })
            // What is in the chain cannot be taken out of it.
            #expect(try await attempt(["audit", "verify"], as: "ann", in: project).status == .done)
            try forget("ann", in: project)
            let verified = try await attempt(["audit", "verify"], as: "ann", in: project)
            #expect(verified.status == .findings)
        }
    }

    /// Takes out of the file for whom something was done.
    private func forget(_ person: String, in project: NoticedOffice) throws {
        let database = try DatabaseQueue(path: project.office.store)
        try database.write { database in
            try database.execute(sql: "DROP TRIGGER events_never_change")
            try database.execute(
                sql: "UPDATE events SET on_behalf_of = NULL WHERE on_behalf_of = ?", arguments: [person])
        }
        try database.close()
    }

    @Test func `When the last day is over the task is gone from the delegate's list without anything happening`()
        async throws
    {
        // 27 October 2013 has 25 hours in London.
        try await NoticedOffice.open(nil, at: "2013-10-25T10:00:00Z") { project in
            try await project.start()
            let task = try await project.task("ask", of: "Q-ONE-1")
            try await project.run(["delegate", task, "--to", "dan", "--until", "2013-10-27"], as: "ann")
            try await project.run(["claim", task], as: "dan")
            let (last, over) = ("2013-10-27T23:59:59Z", "2013-10-28T00:00:00Z")
            #expect(try await mine("dan", project, at: last).count == 1)
            #expect(try await mine("dan", project, at: over).isEmpty)
            #expect(try await mine("ann", project, at: last).first?["assignee"]?.text == "dan")
            let late = try #require(try await mine("ann", project, at: over).first)
            #expect(late["assignee"]?.text == "ann", "what dan had claimed for ann is hers again")
            #expect(late["delegations"]?.items?.isEmpty == true)
            let refused = try await attempt(["advance", task] + Self.go, as: "dan", in: project, at: over)
            #expect(refused.status == .notPermitted)
            #expect(refused.notes.contains("they could act for ann until 2013-10-27"))
            try await project.run(["advance", task] + Self.go, as: "ann", at: over)
        }
    }

    @Test(arguments: [
        (["--to", "dan"], "dan", WaymarkCommands.ExitStatus.notPermitted, "Dan (dan) does not hold the role clerk"),
        (["--to", "nobody"], "ann", .usage, #"there is no "nobody""#),
        (["--to", "ann"], "ann", .usage, "ann would act for themselves"),
        (["--to", "dan", "--until", "2013-11-19"], "ann", .usage, "2013-11-19 has passed; today is 2013-11-20"),
        (["--to", "dan", "--until", "soon"], "ann", .usage, #"a day after --until, but found "soon""#),
        ([], "ann", .usage, "nobody was named"),
        (["--withdraw"], "ann", .conflict, "Ann (ann) has nobody act on it"),
        (["--withdraw", "--to", "dan"], "ann", .usage, "Expected --withdraw alone"),
    ])
    func `Delegating is refused with the reason and its exit code`(
        options: [String], person: String, status: WaymarkCommands.ExitStatus, words: String
    ) async throws {
        try await NoticedOffice.open(nil) { project in
            try await project.start()
            let task = try await project.task("ask", of: "Q-ONE-1")
            let refused = try await attempt(["delegate", task] + options, as: person, in: project)
            #expect(refused.status == status)
            #expect(refused.notes.contains(words), "\(refused.notes)")
            #expect(try await mine("dan", project).isEmpty)
        }
    }

    @Test func `What is taken back is gone from the delegate's list, and the same key counts once`() async throws {
        try await NoticedOffice.open(nil) { project in
            try await project.start()
            let task = try await project.task("ask", of: "Q-ONE-1")
            for _ in 1...2 { try await project.run(["delegate", task, "--to", "dan", "--key", "k"], as: "ann") }
            let on = try await attempt(["delegate", task, "--to", "bob"], as: "dan", in: project)
            #expect(on.status == .notPermitted)
            #expect(on.notes.contains("what is delegated cannot be delegated on; ask ann"))
            try await project.run(["delegate", task, "--withdraw"], as: "ann")
            #expect(try await mine("dan", project).isEmpty)
            #expect(try await attempt(["claim", task], as: "dan", in: project).status == .notPermitted)
            let history = try await project.run(["show", "Q-ONE-1", "--history", "-o", "json"]).json().items ?? []
            let types = history.compactMap { $0["type"]?.text }
            #expect(types.count { $0 == "task_delegated" } == 1)
            #expect(types.count { $0 == "delegation_withdrawn" } == 1)
            #expect(types.count { $0 == "command_refused" } == 2)
        }
    }

    @Test func `Whoever the ladder leads to reassigns, and nobody else`() async throws {
        try await NoticedOffice.open(nil) { project in
            try await project.start()
            let task = try await project.task("ask", of: "Q-ONE-1")
            try await project.run(["claim", task], as: "ann")
            let silent = try await attempt(["reassign", task, "--to", "bob"], as: "cid", in: project)
            #expect(silent.status == .usage)
            let reason = ["--reason", "Ann is ill"]
            for (person, to, status) in [
                ("bob", "bob", WaymarkCommands.ExitStatus.notPermitted), ("cid", "dan", .notPermitted),
                ("cid", "nobody", .usage), ("cid", "ann", .conflict),
            ] {
                let refused = try await attempt(["reassign", task, "--to", to] + reason, as: person, in: project)
                #expect(refused.status == status, "\(person) to \(to): \(refused.notes)")
            }
            let done = try await project.run(["reassign", task, "--to", "bob"] + reason, as: "cid")
            #expect(done.notes == "bob has task \(task): Ask, First office, Łódź.\n")
            #expect(try await attempt(["advance", task] + Self.go, as: "ann", in: project).status == .conflict)
            try await project.run(["advance", task] + Self.go, as: "bob")
            let history = try await project.run(["show", "Q-ONE-1", "--history"]).output
            #expect(history.contains("gave to bob instead of ann: Ask, because: Ann is ill"))
        }
    }

    @Test func `Of a delegate and a delegator who act at once one wins, and the other is told`() async throws {
        try await ProjectCopy.open { project in
            let started = try await project.run(
                ["start", "ccg-quarterly-assurance", "--subject", "ALV", "--input", "quarter=2013-14-Q2"],
                as: "wanjiru.brannigan")
            #expect(started.status == 0, "\(started.notes)")
            let listing = try JSONParser.parse(
                Array(try await project.run(["tasks", "--all", "-o", "json"]).output.utf8), style: .plain)
            let row = listing.items?.first { $0["step"]?.text == "collect_evidence" }
            let task = try #require(row?["task"]?.text)
            let delegated = try await project.run(
                ["delegate", task, "--to", "nadia.nunez"], as: "amira.holt")
            #expect(delegated.status == 0, "\(delegated.notes)")

            let people = ["amira.holt", "nadia.nunez"]
            let processes = try people.map {
                try project.start(["advance", task, "--outcome", "complete"], as: $0)
            }
            var outcomes: [WaymarkProcess.Outcome] = []
            for process in processes { outcomes.append(try await process.outcome()) }
            #expect(outcomes.map(\.status).sorted() == [0, 5], "\(outcomes.map(\.notes))")
            let winner = try #require(outcomes.firstIndex { $0.status == 0 })
            #expect(outcomes[1 - winner].notes.contains("\(people[winner]) did it on "))
            let history = try JSONParser.parse(
                Array(try await project.run(["show", "13Q2-ALV", "--history", "-o", "json"]).output.utf8), style: .plain
            )
            let completed = history.items?.filter { $0["type"]?.text == "task_completed" } ?? []
            #expect(completed.count == 1)
            #expect(completed.first?["on_behalf_of"]?.text == (winner == 1 ? "amira.holt" : nil))
        }
    }
}
