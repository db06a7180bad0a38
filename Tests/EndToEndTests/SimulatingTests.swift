import CEL
import Foundation
import FoundationXML
import Testing
import WaymarkCommands
import WaymarkDefinition

@Suite struct SimulatingTests {
    private func simulate(_ arguments: [String], in office: Office) async throws -> Office.Outcome {
        let behaviour = try SmallQuarter.twoGroups.write(into: office.folder)
        return try await office.run(["simulate", "--behaviour", behaviour, "--seeds", "2"] + arguments)
    }

    @Test func `The same seeds give the same bytes, one run at a time or two, and the store is left alone`()
        async throws
    {
        try await Office.open { office in
            let one = try await simulate(["--jobs", "1", "-o", "json", "--html", "one.html"], in: office)
            let two = try await simulate(["--jobs", "2", "-o", "json", "--html", "two.html"], in: office)
            #expect(one.status == .done, "\(one.notes)")
            #expect(one.output == two.output)
            let pages = try ["one", "two"].map {
                try String(contentsOfFile: office.folder + "/\($0).html", encoding: .utf8)
            }
            #expect(pages[0] == pages[1])
            let other = try await simulate(["--seed", "7", "-o", "json"], in: office)
            #expect(other.output != one.output)
            #expect(!FileManager.default.fileExists(atPath: office.store))
            #expect(!FileManager.default.fileExists(atPath: office.folder + "/store-published"))
        }
    }

    @Test func `It reports deadlines, load, waits and barriers`() async throws {
        try await Office.open { office in
            let outcome = try await simulate(["-o", "json"], in: office)
            let report = try outcome.json()
            #expect(report["runs"] == .int(2))
            let deadline = try #require(
                report["deadlines"]?.items?.first { $0["step"]?.text == "partner_reply" })
            guard case .int(let tasks)? = deadline["tasks"], case .int(let silent)? = deadline["silent"] else {
                Issue.record("there are no numbers in \(deadline)")
                return
            }
            #expect(tasks > silent && silent > 0)
            let wait = try #require(report["waits"]?.items?.first { $0["step"]?.text == "await_dashboard" })
            // The dashboard is released 15 working days into the quarter, whatever the seed.
            #expect(wait["waits_for"]?.text == "timer")
            #expect(wait["p50"] == .int(15) || wait["p50"] == .int(16), "\(wait)")
            #expect(report["load"]?.items?.contains { $0["role"]?.text == "lead" } == true)
            #expect(report["barriers"]?.items?.contains { $0["message"]?.text == "support_proposed" } == true)
            #expect(report["troubles"]?.items?.filter { $0["what"]?.text?.hasPrefix("stopped") == true } == [])
        }
    }

    @Test func `The page is well-formed and asks nothing of anybody else`() async throws {
        try await Office.open { office in
            let outcome = try await simulate(["--html", "page.html"], in: office)
            #expect(outcome.output.contains("Chance of meeting each deadline"))
            let data = try Data(contentsOf: URL(fileURLWithPath: office.folder + "/page.html"))
            let parser = XMLParser(data: data)
            #expect(parser.parse(), "\(String(describing: parser.parserError))")
            let text = String(decoding: data, as: UTF8.self).replacing("http://www.w3.org/", with: "")
            #expect(!text.contains("http"))
            #expect(!text.contains("<script"))
            #expect(!text.contains("url("))
            #expect(text.contains("prefers-color-scheme: dark"))
            for part in ["Load by role and week", "What the last of a cohort costs", "support_proposed"] {
                #expect(text.contains(part), "\(part)")
            }
            #expect(!text.contains("What absences do"), "nobody is away")
        }
    }

    @Test func `Another version of a workflow and another calendar are compared with the same people`() async throws {
        try await Office.open { office in
            let manager = FileManager.default
            try manager.copyItem(
                atPath: office.folder + "/Workflows/ccg-quarterly-assurance", toPath: office.folder + "/other")
            let file = office.folder + "/other/workflow.yaml"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let line = "due: 10 working days after ${first_working_day(held(inputs.quarter))}"
            #expect(text.contains(line))
            try text.replacing(line, with: line.replacing("10", with: "4")).write(
                toFile: file, atomically: true, encoding: .utf8)
            let versions = try await simulate(["--against", "other/workflow.yaml", "-o", "json"], in: office)
            #expect(versions.status == .done, "\(versions.notes)")
            let row = try versions.json()["differences"]?.items?.first {
                $0["measure"]?.text == "in_time" && $0["name"]?.text == "partner_reply"
            }
            guard case .double(let difference)? = row?["difference"] else {
                Issue.record("there is no difference in \(versions.output.prefix(400))")
                return
            }
            #expect(difference < 0)
            let same = try await simulate(["--calendar", "england"], in: office)
            #expect(same.output == "Nothing would change.\n", "\(same.output)")
        }
    }

    @Test func `The four rounds of a year are held one after the other`() async throws {
        try await Office.open { office in
            let outcome = try await office.run([
                "simulate", "--behaviour", "year", "--seeds", "1", "--subjects",
                "subject.short in [\"ALV\", \"ALC\"] || subject.id == \"X40000001\" || subject.id == \"national_support_centre\"",
                "-o", "json",
            ])
            #expect(outcome.status == .done, "\(outcome.notes)")
            let report = try outcome.json()
            // Two groups in four rounds; the last round of one is still to be made public when the year ends.
            let rounds = report["outcomes"]?.items?.filter { $0["workflow"]?.text == "ccg-quarterly-assurance" }
            #expect(rounds?.map { $0["cases"] } == [.double(7), .double(1)], "\(outcome.output)")
            let path = report["critical_path"]?.items?.first { $0["step"]?.text == "await_dashboard" }
            #expect(path?["share"] == .double(1) && path?["days"] == .double(15), "\(outcome.output)")
            #expect(report["troubles"]?.items?.filter { $0["what"]?.text?.hasPrefix("stopped") == true } == [])
        }
    }

    @Test func `A behaviour is called by its name, and the names there are are said`() async throws {
        try await Office.open { office in
            let outcome = try await office.run(["simulate", "--behaviour", "decade"])
            #expect(outcome.status == .notFound)
            #expect(outcome.notes.contains("none named \"decade\"") && outcome.notes.contains("quarter, year"))
        }
    }

    @Test(arguments: [
        ("subject.nosuch == \"ccg\"", "nosuch"), ("subject.", "`subject.`"), ("1 + 1", "neither true nor false"),
    ]) func `A condition that can be asked of nobody who is started is refused`(condition: String, said: String)
        async throws
    {
        try await Office.open { office in
            let listed = try await simulate(["--subjects", condition], in: office)
            #expect(listed.status == .usage && listed.notes.contains(said), "\(listed.notes)")
            #expect(listed.output.isEmpty)
        }
        try await SmallYear.open { year in
            let scheduled = try await year.simulate(
                try year.behaviour("start: from schedules"), seeds: 1, ["--subjects", condition])
            #expect(scheduled.status == .usage && scheduled.notes.contains(said), "\(scheduled.notes)")
        }
    }

    @Test func `What cannot be run ahead is refused with a reason`() async throws {
        try await Office.open { office in
            let missing = try await simulate(["--calendar", "mars"], in: office)
            #expect(missing.status == .notFound)
            let behaviour = office.folder + "/wrong.yaml"
            try "extends: nothing.yaml\nfrom: 2013-10-01\nuntil: 2014-01-31\n".write(
                toFile: behaviour, atomically: true, encoding: .utf8)
            let wrong = try await office.run(["simulate", "--behaviour", behaviour])
            #expect(wrong.status == .findings)
            #expect(wrong.notes.contains("to extend"))
            #expect(try await simulate(["--from", "tomorrow"], in: office).status == .usage)
            let backwards = try await simulate(["--from", "2014-01-02", "--to", "2014-01-01"], in: office)
            #expect(backwards.status == .usage && backwards.notes.contains("2014-01-01, is before it"))
        }
    }

    @Test func `A run in which nothing begins is no forecast`() async throws {
        try await SmallYear.open { year in
            let outcome = try await year.run([
                "simulate", "--behaviour", "ahead", "--from", "2015-02-01", "--to", "2015-02-03",
            ])
            #expect(outcome.status == .usage && outcome.notes.contains("no case was started"), "\(outcome)")
        }
    }

    @Test func `A behaviour may extend one that extends another, and never itself`() async throws {
        try await SmallYear.open { year in
            _ = try year.behaviour("start: from schedules", as: "first")
            try year.write(
                "Config/simulation/second.yaml", "extends: first.yaml\nfrom: 2014-01-01\nuntil: 2014-12-31\n")
            let chain = try await year.run(["simulate", "--behaviour", "second", "--seeds", "1", "--jobs", "1"])
            #expect(chain.status == .done, "\(chain.notes)")
            try year.write(
                "Config/simulation/first.yaml", "extends: second.yaml\nfrom: 2014-01-01\nuntil: 2014-12-31\n")
            let circle = try await year.run(["simulate", "--behaviour", "second"])
            #expect(circle.status == .findings)
            #expect(circle.notes.contains("second.yaml cannot be extended here, since it extends this file itself"))
        }
    }

    @Test func `A calendar with more free days moves the ends of cases`() async throws {
        try await SmallYear.open { year in
            let office = try year.text("Config/calendars/office.yaml")
            let week = "holidays:\n  - { from: 2014-04-07, to: 2014-04-11, title: Closed }\n"
            try year.write(
                "Config/calendars/closed.yaml",
                office.replacing("name: office", with: "name: closed").replacing("holidays:\n", with: week))
            let outcome = try await year.simulate(
                "Config/simulation/ahead.yaml", seeds: 1, ["--calendar", "closed", "-o", "json"])
            let row = try outcome.json()["differences"]?.items?.first { $0["measure"]?.text == "elapsed" }
            guard case .double(let difference)? = row?["difference"] else {
                Issue.record("there is no difference in \(outcome)")
                return
            }
            #expect(difference > 0)
        }
    }
}
