import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition

/// Deadlines and meetings for calendar programs.
@Suite struct FeedTests {
    /// The values of a property in every event of a feed, unfolded.
    private func values(_ name: String, in feed: String) -> [String] {
        feed.replacing("\r\n ", with: "").split(separator: "\r\n").filter { $0.hasPrefix(name) }.map {
            String($0.dropFirst(name.count))
        }
    }

    /// The ids of the tasks that a feed shows.
    private func tasks(in feed: String) -> Set<String> {
        Set(values("UID:", in: feed).map { $0.split(separator: "-").dropLast(2).joined(separator: "-") })
    }

    private func listed(_ office: Office, _ arguments: [String], as person: String? = nil) async throws -> Set<String> {
        let listing = try await office.run(["tasks", "-o", "json"] + arguments, as: person).json()
        return Set((listing.items ?? []).filter { $0["due_at"] != .null }.compactMap { $0["task"]?.text })
    }

    @Test func `A feed shows the deadlines that a list of tasks shows, of a person, a role, a body or a case`()
        async throws
    {
        try await Office.open(at: "2013-10-02T10:00:00Z") { office in
            try await office.startRound()
            let mine = try await office.run(["export", "ics"], as: "amira.holt")
            #expect(mine.status == .done, "\(mine.notes)")
            let own = try await listed(office, [], as: "amira.holt")
            #expect(!own.isEmpty)
            #expect(tasks(in: mine.output) == own)
            #expect(try await office.run(["export", "ics", "--person", "amira.holt"]).output == mine.output)

            let all = try await office.run(["export", "ics", "--all"])
            #expect(try await listed(office, ["--all"]) == tasks(in: all.output))
            let role = try await office.run(["export", "ics", "--role", "lead"])
            #expect(try await listed(office, ["--all", "--role", "lead"]) == tasks(in: role.output))
            let one = try await office.run(["export", "ics", "--case", "13Q2-ALV"])
            #expect(tasks(in: one.output) == tasks(in: all.output))

            let body = try await office.run(["export", "ics", "--body", "X39000001"])
            #expect(body.status == .done, "\(body.notes)")
            let asked = tasks(in: body.output)
            #expect(!asked.isEmpty && asked.isStrictSubset(of: tasks(in: all.output)))
        }
    }

    @Test func `An entry keeps its id, says its moment in UTC, and reminds as the task does`() async throws {
        try await Office.open(at: "2013-10-02T10:00:00Z") { office in
            try await office.startRound()
            let first = try await office.run(["export", "ics", "--all"]).output
            #expect(try await office.run(["export", "ics", "--all"]).output == first)
            let listing = try await office.run(["tasks", "--all", "-o", "json"]).json()
            let dues = (listing.items ?? []).compactMap { $0["due_at"]?.text }.sorted()
            let starts = values("DTSTART:", in: first).sorted()
            #expect(starts == dues.map { $0.replacing("-", with: "").replacing(":", with: "") })
            #expect(first.contains("BEGIN:VALARM"))
            let claimed = try #require(try await listed(office, [], as: "amira.holt").sorted().first)
            _ = try await office.run(["claim", claimed], as: "amira.holt")
            let second = try await office.run(["export", "ics", "--all"]).output
            #expect(Set(values("UID:", in: first)) == Set(values("UID:", in: second)))
            let revisions = (values("SEQUENCE:", in: first) + values("SEQUENCE:", in: second)).compactMap { Int($0) }
            #expect((revisions.min() ?? 0) < (revisions.max() ?? 0))
            #expect(values("DESCRIPTION:", in: second).contains { $0.contains("Claimed by: amira.holt") })
        }
    }

    @Test func `Days narrow a feed, and a file is written for its owner only`() async throws {
        try await Office.open(at: "2013-10-02T10:00:00Z") { office in
            try await office.startRound()
            let all = values("DTSTART:", in: try await office.run(["export", "ics", "--all"]).output).sorted()
            let day = try #require(all.first?.prefix(8))
            let text = "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))"
            let only = try await office.run(["export", "ics", "--all", "--from", text, "--to", text]).output
            #expect(values("DTSTART:", in: only).sorted() == all.filter { $0.hasPrefix(day) })
            let later = try await office.run(["export", "ics", "--all", "--from", "2029-01-01"]).output
            #expect(values("DTSTART", in: later).isEmpty)

            let written = try await office.run(["export", "ics", "--all", "--out", "feeds/all.ics"])
            #expect(written.output.isEmpty && written.notes.contains("\(all.count) in feeds/all.ics."))
            let path = office.folder + "/feeds/all.ics"
            let kept = try String(contentsOfFile: path, encoding: .utf8)
            #expect(values("DTSTART:", in: kept).sorted() == all)
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func `A day on which people meet stands in the feed as a whole day`() async throws {
        try await Office.open { office in
            let project = office.folder + "/project"
            let files = FileManager.default
            try files.createDirectory(atPath: project + "/Workflows/visit", withIntermediateDirectories: true)
            try Office.configure(project)
            try """
            workflow: visit
            version: "1"
            title: Visit
            subject: ccg
            roles: { lead: { title: Assurance lead, in: subject.area_team, position: at_assurance_lead } }
            steps:
              - id: meet
                title: Meet, and talk
                uses: meeting.hold
                role: lead
                with: { planned_on: 2013-12-03 }
                due: 2 working days after 2013-12-03
                remind: 1 working day before due

            """.write(toFile: project + "/Workflows/visit/workflow.yaml", atomically: true, encoding: .utf8)
            let start = try await office.run(
                ["start", "visit", "--subject", "X38000001", "--project", project], as: "amira.holt")
            #expect(start.status == .done, "\(start.notes)")
            let feed = try await office.run(["export", "ics", "--project", project], as: "amira.holt").output
            #expect(values("DTSTART;VALUE=DATE:", in: feed) == ["20131203"])
            #expect(values("DTSTART:", in: feed) == ["20131205T170000Z"])
            #expect(values("TRIGGER;VALUE=DATE-TIME:", in: feed) == ["20131204T170000Z"])
            #expect(values("CATEGORIES:", in: feed) == ["visit,deadline", "visit,meeting"])
            #expect(values("SUMMARY:", in: feed).allSatisfy { $0.hasPrefix("Meet\\, and talk: ") })
            let narrowed = try await office.run(
                ["export", "ics", "--project", project, "--to", "2013-12-03"], as: "amira.holt"
            ).output
            #expect(values("CATEGORIES:", in: narrowed) == ["visit,meeting"])
        }
    }

    private static let year = ["--from", "2013-04-01", "--to", "2014-06-30"]

    /// The events of a feed, each as its properties by name.
    private func events(_ arguments: [String], in office: Office) async throws -> [[String: String]] {
        let outcome = try await office.run(["export", "ics", "--no-tasks"] + arguments)
        #expect(outcome.status == .done, "\(outcome.notes)")
        return outcome.output.replacing("\r\n ", with: "").split(separator: "BEGIN:VEVENT\r\n").dropFirst().map {
            event in
            var properties: [String: String] = [:]
            for line in event.split(separator: "\r\n") {
                let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
                if parts.count == 2, properties[parts[0]] == nil { properties[parts[0]] = parts[1] }
            }
            return properties
        }
    }

    @Test func `Runs of schedules and dated entries of the programme stand in its feed, each under an id of its own`()
        async throws
    {
        try await Office.open { office in
            let rounds = try await events(["--all", "--schedules"] + Self.year, in: office)
            let ccg = rounds.filter { $0["SUMMARY"] == "Quarterly assurance of every CCG" }
            // The first of January is free: the round keeps the id of the day that the rule names.
            #expect(
                ccg.map { $0["UID"] }
                    == ["2013-07-01", "2013-10-01", "2014-01-01", "2014-04-01"].map {
                        "ccg-quarterly-assurance-ccg-assurance-round-\($0)-schedule@waymark"
                    })
            #expect(
                ccg.map { $0["DTSTART"] } == [
                    "20130701T080000Z", "20131001T080000Z", "20140102T090000Z", "20140401T080000Z",
                ])
            #expect(ccg.allSatisfy { $0["DESCRIPTION"]?.hasPrefix("211 cases start") == true })
            #expect(ccg.dropFirst(2).first?["DESCRIPTION"]?.contains("Moved from 1 January 2014") == true)

            let entries = try await events(["--all", "--entries"] + Self.year, in: office)
            let law = entries.first { $0["UID"] == "CAL-33-entry@waymark" }
            #expect(law?["DTSTART;VALUE=DATE"] == "20130401")
            #expect(law?["DESCRIPTION"]?.contains("Set by law") == true)
            let window = entries.first { $0["UID"] == "CAL-43-entry@waymark" }
            #expect(window?["DTSTART;VALUE=DATE"] == "20130601")
            #expect(window?["DTEND;VALUE=DATE"] == "20130901", "the day after the last")
            let again = entries.filter { $0["UID"]?.hasPrefix("CAL-50-") == true }
            #expect(again.map { $0["UID"] } == ["2014-01-01", "2014-04-01"].map { "CAL-50-\($0)-entry@waymark" })
            #expect(!entries.contains { $0["UID"]?.hasPrefix("CAL-10a") == true }, "it has no day")
            let both = try await events(["--all", "--schedules", "--entries"] + Self.year, in: office)
            #expect(both.count == rounds.count + entries.count && Set(both.map { $0["UID"] }).count == both.count)
        }
    }

    @Test func `A body and a person have what is about them or names them`() async throws {
        try await Office.open { office in
            let more = ["--schedules", "--entries"] + Self.year
            let group = try await events(["--body", "X38000001"] + more, in: office)
            #expect(
                group.filter { $0["CATEGORIES"]?.hasSuffix("schedule") == true }.map { $0["SUMMARY"] }
                    == Array(repeating: "Quarterly assurance of every CCG: Alder Vale CCG", count: 4))
            #expect(group.contains { $0["UID"] == "CAL-33-entry@waymark" }, "it is for CCGs")
            #expect(
                !group.contains { $0["UID"] == "CAL-48-2013-10-01-entry@waymark" }, "it is for regions and area teams")
            let team = try await events(["--person", "amira.holt"] + more, in: office)
            #expect(team.contains { $0["UID"] == "CAL-48-2013-10-01-entry@waymark" })
            #expect(
                !team.contains { $0["CATEGORIES"]?.hasSuffix("schedule") == true }, "no schedule is about area teams")
            let region = try await events(["--body", "X40000001"] + more, in: office)
            #expect(region.contains { $0["SUMMARY"] == "Moderation of support in every region: Northmoor Region" })
        }
    }

    @Test func `Without days a feed has the runs of the year that begins today, with the stamp of that day`()
        async throws
    {
        try await Office.open(at: "2013-10-02T10:00:00Z") { office in
            let rounds = try await events(["--all", "--schedules"], in: office)
            let ccg = rounds.filter { $0["SUMMARY"] == "Quarterly assurance of every CCG" }
            #expect(ccg.map { $0["DTSTART"]?.prefix(8) } == ["20140102", "20140401", "20140701", "20141001"])
            // Nothing counts changes of the register, the workflows and the files together: no revision is claimed.
            #expect(rounds.allSatisfy { $0["SEQUENCE"] == nil && $0["LAST-MODIFIED"] == nil })
            #expect(Set(rounds.map { $0["DTSTAMP"] }) == ["20131001T230000Z"], "midnight in London")
            for file in ["Config/waymark.yaml", "Config/schedules/rounds.yaml"] {
                try? FileManager.default.setAttributes(
                    [.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: office.folder + "/" + file)
            }
            let again = try await events(["--all", "--schedules"], in: office)
            #expect(again == rounds, "when a file was written changes nothing")
            let nothing = try await office.run(["export", "ics", "--all", "--no-tasks"])
            #expect(nothing.status == .usage && nothing.notes.contains("--schedules"))
        }
    }

    @Test func `Runs that a pause keeps from being held are left out`() async throws {
        try await Office.open(at: "2013-10-02T10:00:00Z") { office in
            let before = try await events(["--all", "--schedules"] + Self.year, in: office)
            let paused = try await office.run(
                ["schedule", "pause", "ccg-assurance-round", "--reason", "the register is being moved"],
                as: "amira.holt")
            #expect(paused.status == .done, "\(paused.notes)")
            let after = try await events(["--all", "--schedules"] + Self.year, in: office)
            let left = Set(before.map { $0["UID"] }).subtracting(after.map { $0["UID"] })
            #expect(
                left == [
                    "ccg-quarterly-assurance-ccg-assurance-round-2014-01-01-schedule@waymark",
                    "ccg-quarterly-assurance-ccg-assurance-round-2014-04-01-schedule@waymark",
                ], "what lies before the pause stays")
            let resumed = try await office.run(["schedule", "resume", "ccg-assurance-round"], as: "amira.holt")
            #expect(resumed.status == .done, "\(resumed.notes)")
            #expect(try await events(["--all", "--schedules"] + Self.year, in: office) == before)
        }
    }

    @Test(arguments: [
        (["--all", "--role", "lead"], "a role has none"), (["--all", "--case", "13Q2-ALV"], "a case has none"),
        (["--all", "--from", "2031-10-01"], "begin on 2031-10-01"),
        (["--all", "--from", "1990-01-01", "--to", "1990-12-31"], "end on 1990-12-31"),
        (["--all", "--to", "2013-10-01"], "name --from"),
    ]) func `A feed of the programme that could only be empty is refused`(arguments: [String], said: String)
        async throws
    {
        try await Office.open(at: "2013-10-02T10:00:00Z") { office in
            for part in ["--schedules", "--entries"] {
                let outcome = try await office.run(["export", "ics", "--no-tasks", part] + arguments)
                #expect(outcome.status == .usage && outcome.notes.contains(said), "\(outcome.notes)")
                #expect(outcome.output.isEmpty)
            }
        }
    }

    @Test func `Who or what is not there, and what contradicts itself, is refused`() async throws {
        try await Office.open(at: "2013-10-02T10:00:00Z") { office in
            try await office.startRound()
            for (arguments, status): ([String], WaymarkCommands.ExitStatus) in [
                ([], .usage), (["--person", "nobody.here"], .notFound), (["--body", "X0"], .notFound),
                (["--case", "NOBODY"], .notFound), (["--all", "--person", "amira.holt"], .usage),
                (["--all", "--from", "tomorrow"], .usage),
                (["--all", "--from", "2013-12-02", "--to", "2013-12-01"], .usage),
            ] {
                let outcome = try await office.run(["export", "ics"] + arguments)
                #expect(outcome.status == status, "\(arguments): \(outcome.notes)")
                #expect(outcome.output.isEmpty)
            }
        }
    }
}
