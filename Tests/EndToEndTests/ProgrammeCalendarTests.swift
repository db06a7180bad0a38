import CEL
import Foundation
import Testing
import WaymarkCommands
import WaymarkDefinition

/// The programme's own calendar: the consolidated dates, and the worked year of 2013/14.
@Suite struct ProgrammeCalendarTests {
    private func lines(_ arguments: [String]) async throws -> [Value] {
        var found: [Value] = []
        try await Office.open { office in
            let outcome = try await office.run(["calendar", "-o", "json"] + arguments)
            #expect(outcome.status == .done, "\(outcome.notes)")
            found = try outcome.json().items ?? []
        }
        return found
    }

    /// A row of the worked year: what is covered, when it is held, when the round opens, and what goes beside it.
    struct Round: Sendable {
        var covers: String
        var held: String
        var opens: String
        var movedFrom: String?
        var others: [String]
    }

    private static let rounds = [
        Round(covers: "2013-14-Q1", held: "2013-14-Q2", opens: "2013-07-01", others: []),
        Round(covers: "2013-14-Q2", held: "2013-14-Q3", opens: "2013-10-01", others: ["CAL-48"]),
        Round(
            covers: "2013-14-Q3", held: "2013-14-Q4", opens: "2014-01-02", movedFrom: "2014-01-01",
            others: ["CAL-50", "CAL-51"]),
        Round(covers: "2013-14-Q4", held: "2014-15-Q1", opens: "2014-04-01", others: ["CAL-50", "CAL-54"]),
    ]

    @Test func `The preview agrees with the worked year of 2013 to 2014`() async throws {
        try await Office.open { office in
            let outcome = try await office.run([
                "schedule", "preview", "ccg-assurance-round", "--from", "2013-04-01", "--to", "2014-06-30", "-o",
                "json",
            ])
            #expect(outcome.status == .done, "\(outcome.notes)")
            let rows = try outcome.json().items ?? []
            #expect(rows.map { $0["covers"]?.text } == Self.rounds.map(\.covers))
            #expect(rows.map { $0["held"]?.text } == Self.rounds.map(\.held))
            #expect(rows.map { $0["date"]?.text } == Self.rounds.map(\.opens))
            #expect(rows.map { $0["moved_from"]?.text } == Self.rounds.map(\.movedFrom))
            #expect(rows.map { $0["starts"]?.int } == [211, 211, 211, 211])
        }
        let lines = try await lines(["--from", "2013-04-01", "--to", "2014-06-30"])
        for round in Self.rounds {
            let others = lines.filter {
                $0["kind"]?.text == "entry" && $0["covers"]?.text == round.covers && $0["held"]?.text == round.held
            }
            #expect(others.compactMap { $0["name"]?.text }.sorted() == round.others, "\(round.covers)")
        }
        // The moderation and the national comparison belong to the final framework only.
        let moderation = lines.filter { $0["name"]?.text == "regional-moderation-round" }
        #expect(moderation.map { $0["covers"]?.text } == ["2013-14-Q2", "2013-14-Q3", "2013-14-Q4"])
        #expect(moderation.first?["count"]?.int == 4)
    }

    @Test func `Every line of the consolidated calendar is there, and every action`() async throws {
        let lines = try await lines(["--from", "2011-01-01", "--to", "2021-12-31"])
        let names = Set(lines.compactMap { $0["name"]?.text })
        // 49 is the rounds themselves.
        let numbers = Array(1...34) + Array(40...61).filter { $0 != 49 } + [70, 71]
        let expected =
            numbers.map { String(format: "CAL-%02d", $0) } + ["CAL-10a"]
            + (1...27).map { String(format: "ACT-%02d", $0) }
        #expect(expected.filter { !names.contains($0) } == [])
        #expect(names.filter { $0.hasPrefix("CAL") || $0.hasPrefix("ACT") }.count == expected.count)
        let rounds = lines.filter { $0["kind"]?.text == "schedule" }
        #expect(rounds.allSatisfy { $0["notes"]?.items?.first?.text == "CAL-49" } && !rounds.isEmpty)
        let changed = lines.filter { $0["kind"]?.text == "change" }
        #expect(changed.map { $0["date"]?.text } == ["2020-05-04"])
        #expect(changed.first?["notes"]?.items?.first?.text == "a working day")
        for line in lines where !["holiday", "change"].contains(line["kind"]?.text ?? "") {
            #expect(line["source"]?.text?.isEmpty == false, "\(line["name"]?.text ?? "")")
        }
    }

    @Test func `A day that is set by law stays where it is, on a bank holiday too`() async throws {
        let lines = try await lines(["--from", "2013-04-01", "--to", "2013-04-01"])
        #expect(lines.contains { $0["kind"]?.text == "holiday" && $0["title"]?.text == "Easter Monday" })
        let law = lines.first { $0["name"]?.text == "CAL-33" }
        #expect(law?["date"]?.text == "2013-04-01")
        #expect(law?["moved_from"]?.text == nil)
        #expect(law?["notes"]?.items?.first?.text == "set by law")
    }

    @Test func `A year is printed month by month`() async throws {
        try await Office.open { office in
            let outcome = try await office.run(["calendar", "--from", "2013-04-01", "--to", "2014-03-31"])
            #expect(outcome.status == .done, "\(outcome.notes)")
            let lines = outcome.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            let months = lines.filter { !$0.hasPrefix(" ") && !$0.isEmpty }
            #expect(months.count == 11 && months.first == "April 2013")
            #expect(months.last == "March 2014", "nothing falls in February")
            let round = try #require(
                lines.first { $0.contains("ccg-assurance-round") && $0.contains("covers Q3 2013/14") })
            #expect(round.contains("Thu 2"))
            #expect(
                round.contains("covers Q3 2013/14, held in Q4 2013/14; moved from 1 January 2014; 211 cases; CAL-49"))
            #expect(lines.contains { $0.contains("by Fri 31") && $0.contains("ACT-01") })
            #expect(lines.contains { $0.contains("1 Apr – 30 Sep 2014  CAL-41") }, "a window says the year of its end")
        }
    }

    @Test func `What has no day is listed only with days on which it may still come`() async throws {
        let before = try await lines(["--from", "2012-04-01", "--to", "2012-06-30"])
        #expect(before.last?["name"]?.text == "CAL-10a" && before.last?["date"] == .null)
        let after = try await lines(["--from", "2013-04-01", "--to", "2014-03-31"])
        #expect(!after.contains { $0["name"]?.text == "CAL-10a" })
    }

    @Test func `Somebody's own calendar has their deadlines, and an organisation's what concerns it`() async throws {
        try await Office.open { office in
            try await office.startRound()
            let days = ["--from", "2013-10-02", "--to", "2014-03-31", "-o", "json"]
            let lead = try await office.run(["calendar", "--person", "amira.holt"] + days).json().items ?? []
            #expect(lead.contains { $0["kind"]?.text == "deadline" && $0["who"]?.text == "Alder Vale CCG" })
            #expect(!lead.contains { $0["kind"]?.text == "schedule" })
            let other = try await office.run(["calendar", "--person", "nadia.nunez"] + days).json().items ?? []
            #expect(!other.contains { $0["kind"]?.text == "deadline" })
            let group = try await office.run(["calendar", "--subject", "X38000001"] + days).json().items ?? []
            #expect(group.filter { $0["kind"]?.text == "schedule" }.map { $0["who"]?.text } == ["Alder Vale CCG"])
            #expect(group.contains { $0["kind"]?.text == "deadline" })
            let entries = group.filter { $0["kind"]?.text == "entry" }.compactMap { $0["name"]?.text }
            #expect(entries.contains("CAL-51") && !entries.contains("CAL-48"), "those that name CCGs")
            let nobody = try await office.run(["calendar", "--person", "nobody"] + days)
            #expect(nobody.status == .notFound)
        }
    }

    @Test func `A look at the schedules of a new store starts nothing`() async throws {
        try await Office.open(at: "2014-02-01T10:00:00Z") { office in
            let list = try await office.run(["schedule", "list", "-o", "json"]).json().items ?? []
            #expect(list.map { $0["state"]?.text } == ["not seen yet", "not seen yet", "not seen yet"])
            let tick = try await office.run(["tick"])
            #expect(tick.status == .done, "\(tick.notes)")
            #expect(tick.notes.contains("Next at 2014-04-01 09:00."))
            #expect(try await office.run(["cases", "-o", "json"]).json().items?.isEmpty == true)
            let after = try await office.run(["schedule", "list", "-o", "json"]).json().items ?? []
            #expect(after.map { $0["state"]?.text } == ["runs", "runs", "runs"])
            #expect(after.map { $0["covers"]?.text } == ["2013-14-Q4", "2013-14-Q4", "2013-14-Q4"])
        }
    }
}
