import CEL
import Foundation
import Testing
import WaymarkCalendar
import WaymarkCommands
import WaymarkDefinition
import WaymarkOperations
import WaymarkStore

/// Hours, days of the week and absences of the people of a simulation, and what they do to the work.
@Suite struct SimulatedPeopleTests {
    private static let always = "start: from schedules"

    private func rows(_ part: String, _ outcome: Office.Outcome, step: String) throws -> Value? {
        #expect(outcome.status == .done, "\(outcome.notes)")
        return try outcome.json()[part]?.items?.first { $0["step"]?.text == step }
    }

    @Test func `Without a word on people everybody is there whenever the calendar is open`() async throws {
        try await SmallYear.open { year in
            let project = try year.project()
            try await year.play(try year.behaviour(Self.always), on: project)
            let tasks = try year.tasks(in: project)
            #expect(tasks.count > 50 && tasks.allSatisfy { $0.state == .completed })
            let calendar = project.session.calendar
            for task in tasks {
                let ended = try #require(task.ended(calendar.zone))
                #expect(try calendar.isWorkingDay(ended.date))
                #expect(calendar.hours(on: ended.date).opening <= ended.time)
                #expect(ended.time < calendar.hours(on: ended.date).closing, "\(task.id) \(ended)")
            }
            let said = try await year.simulate(try year.behaviour(Self.always), ["-o", "json"])
            #expect(try said.json()["absences"] == .list([]))
        }
    }

    @Test func `People act in their hours and on their days, those of a person before those of a position`()
        async throws
    {
        try await SmallYear.open { year in
            let behaviour = try year.behaviour(
                """
                start: from schedules
                people:
                  hours:
                    - { from: "09:30", to: "16:00" }
                    - { position: officer, from: "10:00", to: "12:30" }
                    - { person: officer.2, from: "14:00", to: "18:00" }
                  days:
                    - { position: officer, on: [monday, wednesday] }
                    - { person: officer.2, on: [thursday] }
                """)
            let project = try year.project()
            try await year.play(behaviour, on: project)
            let zone = project.session.calendar.zone
            var seen: Set<String> = []
            for task in try year.tasks(in: project) {
                guard let ended = task.ended(zone), let person = task.endedBy else { continue }
                seen.insert(person)
                let (from, to, days): (String, String, [Weekday]) =
                    switch person {
                    case "officer.1": ("10:00", "12:30", [.monday, .wednesday])
                    case "officer.2": ("14:00", "18:00", [.thursday])
                    default: ("09:30", "16:00", [.monday, .tuesday, .wednesday, .thursday, .friday])
                    }
                #expect(days.contains(ended.date.weekday), "\(person) \(ended)")
                #expect(try #require(LocalTime(from)) <= ended.time, "\(person) \(ended)")
                #expect(ended.time < (try #require(LocalTime(to))), "\(person) \(ended)")
            }
            #expect(seen.isSuperset(of: ["officer.1", "officer.2", "lead.1", "lead.2", "lead.3"]))
        }
    }

    @Test func `A task waits for who is away, and another who may do it does it meanwhile`() async throws {
        try await SmallYear.open { year in
            func people(_ absences: String) -> String {
                "start: from schedules\npeople:\n  absences:\n\(absences)"
            }
            let behaviour = try year.behaviour(
                people(
                    """
                        - { person: lead.1, from: 2014-01-02, to: 2014-01-24 }
                        - { person: lead.2, from: 2014-01-02, to: 2014-01-24 }
                    """), until: "2014-03-31")
            let project = try year.project()
            try await year.play(behaviour, on: project)
            let zone = project.session.calendar.zone
            let plans = try year.tasks(in: project).filter { $0.step == "plan" && $0.openedAt < 1_389_000_000_000 }
            // Only one person may act for Alder: the plan waits. Birch has two: the other does it.
            let alder = try #require(plans.first { $0.subject == "G1" }?.ended(zone))
            #expect(alder.date == LocalDate("2014-01-27"))
            let birch = try #require(plans.first { $0.subject == "G2" })
            #expect(birch.endedBy == "deputy.2")
            #expect(try #require(birch.ended(zone)).date <= #require(LocalDate("2014-01-10")))

            let away = try await year.simulate(behaviour, ["-o", "json"])
            let there = try await year.simulate(
                try year.behaviour(Self.always, until: "2014-03-31", as: "there"), ["-o", "json"])
            let row = try #require(try rows("absences", away, step: "plan"))
            #expect(row["waited"] == .int(4), "once in each of four runs: \(row)")
            guard case .double(let late)? = try rows("waits", away, step: "plan")?["mean"],
                case .double(let usual)? = try rows("waits", there, step: "plan")?["mean"],
                case .double(let inTime)? = try rows("deadlines", away, step: "plan")?["in_time"],
                case .double(let usualInTime)? = try rows("deadlines", there, step: "plan")?["in_time"]
            else {
                Issue.record("there are no waits in \(away.output)")
                return
            }
            #expect(late > usual)
            #expect(inTime < usualInTime)
            let text = try await year.simulate(behaviour)
            #expect(text.output.contains("What absences did"))
        }
    }

    @Test(arguments: [("- { rate: 20 % }", 1), ("- { rate: 50 days a year, spell: 2 weeks }", 10)])
    func `Chance takes people away as often as it is said, for as long as a spell`(rule: String, days: Int) async throws
    {
        try await SmallYear.open { year in
            // Half of the days of the leads, so that it is seen in a year of twelve rounds.
            let rule = rule.replacing("20 %", with: "50 %").replacing("50 days", with: "125 days")
            let some = try await year.simulate(
                try year.behaviour("start: from schedules\npeople:\n  absences:\n    \(rule)"), ["-o", "json"])
            let none = try await year.simulate(
                try year.behaviour("start: from schedules\npeople:\n  absences:\n    - { rate: 0 % }"), ["-o", "json"])
            let again = try await year.simulate(
                try year.behaviour("start: from schedules\npeople:\n  absences:\n    \(rule)"), ["-o", "json"])
            #expect(some.output == again.output)
            let row = try #require(try rows("absences", some, step: "plan"))
            guard case .int(let waited)? = row["waited"], case .int(let longest)? = row["days_p90"],
                case .int(let tasks)? = try rows("waits", some, step: "plan")?["count"]
            else {
                Issue.record("there are no numbers in \(row)")
                return
            }
            // Of three groups one has two leads; about half of the others' plans fall on a day of absence.
            #expect((0.2...0.6).contains(Double(waited) / Double(tasks)), "\(waited) of \(tasks)")
            #expect(Int(longest) >= days / 2 && Int(longest) <= days * 5, "\(longest)")
            #expect(try rows("absences", none, step: "plan") == nil)
        }
    }

    @Test func `Where nobody is ever at work, the tasks wait and the report says so`() async throws {
        try await SmallYear.open { year in
            let behaviour = try year.behaviour(
                "start: from schedules\npeople:\n  days: [{ position: lead, on: [sunday] }]", until: "2014-03-31")
            let outcome = try await year.simulate(behaviour, seeds: 1, ["-o", "json"])
            let row = try #require(try rows("absences", outcome, step: "plan"))
            #expect(row["waited"] == .int(3), "\(row)")
            // There are 62 working days from the second of January to the end of March: no more than that was waited.
            guard case .int(let days)? = row["days_p90"] else {
                Issue.record("there is no length in \(row)")
                return
            }
            #expect((50...62).contains(days), "\(row)")
            #expect(try rows("waits", outcome, step: "plan")?["open"] == .int(3))
            // Birch's deputy works on Fridays: then that plan is done.
            let some = try await year.simulate(
                try year.behaviour(
                    "start: from schedules\npeople:\n  days:\n"
                        + "    - { position: lead, on: [sunday] }\n    - { person: deputy.2, on: [friday] }",
                    until: "2014-03-31"), seeds: 1, ["-o", "json"])
            #expect(try rows("waits", some, step: "plan")?["open"] == .int(2))
        }
    }

    @Test func `A task whose people are away for years goes to whom its ladder names, and waits until then`()
        async throws
    {
        try await SmallYear.open { year in
            let path = "Workflows/round/workflow.yaml"
            let plan = "    with: { question: Is the plan agreed?, reject: refused }\n"
            let text = try year.text(path)
            #expect(text.contains(plan))
            try year.write(
                path,
                text.replacing(
                    plan, with: plan + "    escalate:\n      - { after: 2 working days overdue, to: officer }\n"))
            let behaviour = try year.behaviour(
                "start: from schedules\npeople:\n  absences: [{ person: lead.1, from: 2014-01-01, to: 2020-12-31 }]",
                until: "2014-03-31")
            let project = try year.project()
            try await year.play(behaviour, on: project)
            let task = try #require(try year.tasks(in: project).first { $0.step == "plan" && $0.subject == "G1" })
            #expect(task.endedBy?.hasPrefix("officer.") == true, "\(task)")
            let outcome = try await year.simulate(behaviour, seeds: 1, ["-o", "json"])
            let row = try #require(try rows("absences", outcome, step: "plan"))
            #expect(row["waited"] == .int(1), "\(row)")
            guard case .int(let days)? = row["days_p90"] else {
                Issue.record("there is no length in \(row)")
                return
            }
            #expect((1...6).contains(days), "it climbs six working days after it was opened: \(row)")
            // Where nobody is named, it is still open.
            try year.write(path, text)
            let alone = try await year.simulate(behaviour, seeds: 1, ["-o", "json"])
            #expect(try rows("waits", alone, step: "plan")?["open"] == .int(1))
        }
    }

    @Test func `A task that ends while its people are away has waited until then`() async throws {
        try await SmallYear.open { year in
            let path = "Workflows/round/workflow.yaml"
            let plan = "    with: { question: Is the plan agreed?, reject: refused }\n"
            try year.write(
                path, try year.text(path).replacing(plan, with: plan + "    when_overdue: continue\n"))
            let behaviour = try year.behaviour(
                "start: from schedules\npeople:\n  absences: [{ person: lead.1, from: 2014-01-01, to: 2014-03-21 }]",
                until: "2014-02-28")
            let outcome = try await year.simulate(behaviour, seeds: 4, ["-o", "json"])
            guard let row = try rows("absences", outcome, step: "plan"), case .int(let days)? = row["days_p90"] else {
                Issue.record("nothing has waited in \(outcome.output.prefix(400))")
                return
            }
            #expect((1...4).contains(days), "silence ends it after four working days: \(row)")
        }
    }

    @Test func `A run that is cut off goes on with the same people`() async throws {
        try await SmallYear.open { year in
            let behaviour = "Config/simulation/ahead.yaml"
            let whole = try year.project()
            try await year.play(behaviour, on: whole)
            let cut = try year.project()
            for day in ["2014-01-07", "2014-02-20", "2014-07-09"] {
                try await year.play(behaviour, until: day, on: cut)
            }
            try await year.play(behaviour, on: cut)
            let (left, right) = (try year.tasks(in: whole), try year.tasks(in: cut))
            #expect(left == right)
            #expect(left.contains { $0.step == "plan" && $0.state == .completed })
        }
    }

    @Test(arguments: [
        ("hours: [{ role: lead, from: \"09:00\", to: \"12:00\" }]", "by their `position`"),
        ("hours: [{ from: \"12:00\", to: \"09:00\" }]", "not after they begin"),
        ("hours: [{ from: nine, to: \"12:00\" }]", "time of day"),
        ("hours: { from: \"09:00\" }", "`hours` is a list"),
        ("days: [{ on: [monday, tusday] }]", "did you mean `tuesday`?"),
        ("days: [{ on: monday }]", "list of days of the week"),
        ("absences: [{ rate: often }]", "share of the days"),
        ("absences: [{ rate: 120 % }]", "share of the days"),
        ("absences: [{ rate: 2 %, spell: a month }]", "1 day, or up to 26 weeks"),
        ("absences: [{ rate: 2 %, from: 2014-01-01, to: 2014-01-02 }]", "or has a `rate`"),
        ("absences: [{ from: 2014-01-02, to: 2014-01-01 }]", "ends before it begins"),
        ("absences: [{ from: 2014-01-02 }]", "a first and a last day"),
        ("absences: [{ person: lead.1, position: lead, rate: 2 % }]", "not about both"),
        ("absence: []", "did you mean `absences`?"),
        ("absences: [{ person: nobody, rate: 2 % }]", "no person nobody"),
        ("absences: [{ position: leed, rate: 2 % }]", "did you mean `lead`?"),
    ]) func `What is said of people wrongly is refused at its place`(people: String, message: String) async throws {
        try await SmallYear.open { year in
            let behaviour = try year.behaviour("start: from schedules\npeople:\n  \(people)")
            let outcome = try await year.simulate(behaviour, seeds: 1)
            #expect(outcome.status == .findings)
            #expect(outcome.notes.contains(message), "\(outcome.notes)")
            #expect(outcome.notes.contains("own.yaml:6:"), "\(outcome.notes)")
        }
    }
}
