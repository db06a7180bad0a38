import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics

@testable import WaymarkCompiler

/// Deadlines that the shortest way through a definition cannot meet in some quarter of the calendar.
@Suite struct TimingCheckTests {
    private typealias Fixture = TimingFixture

    // MARK: - Quarters and holidays

    @Test func `The Easter quarter is named with its holidays and what is short`() throws {
        let steps =
            Fixture.wait("settle", "for: 13 working days")
            + Fixture.task("publish", due: "21 days after ${inputs.quarter.end}")
        let found = try Fixture.warnings(Fixture.workflow(steps), calendar: Fixture.england(2014...2014))
        #expect(found.map(\.code.number) == ["WM1418"])
        #expect(
            found.first?.message
                == "`publish` cannot be done in time for Q4 2013/14: it opens on 22 April 2014 at the earliest and is "
                + "due on 21 April 2014; from 1 April 2014 that takes 13 working days and there are 12, as "
                + "Good Friday (18 April 2014) and Easter Monday (21 April 2014) fall between")
        #expect(
            found.first?.notes.map(\.message) == [
                "the case is taken to start on 1 April 2014, when the quarter is over, because no schedule says when",
                "on the shortest way `settle` waits until 22 April 2014",
            ])
    }

    /// Twenty-six days hold eighteen working days, unless there are holidays among them.
    @Test func `The Christmas quarters are late where people take the time that they are given`() throws {
        let steps =
            Fixture.wait("half_way", "until: \"60 days after ${inputs.quarter.end}\"")
            + Fixture.task("first", due: "10 working days") + Fixture.task("second", due: "8 working days")
            + Fixture.task("last", due: "87 days after ${inputs.quarter.end}")
        let text = Fixture.workflow(steps)
        let finding = try #require(try Fixture.findings(text).first)
        #expect(finding.pace == .asGiven)
        let late = finding.misses.compactMap(\.topic.period)
        let naive = try Fixture.periods(from: [.day(60), .workingDays(10), .workingDays(8)], lateFrom: 87)
        #expect(late == naive)
        #expect(late.contains { $0.title == "Q2 2012/13" } && late.contains { $0.title == "Q2 2013/14" })
        #expect(!late.contains { $0.title == "Q2 2011/12" || $0.number == 1 })
        let found = try Fixture.warnings(text, calendar: Fixture.england(2013...2013))
        #expect(
            found.first?.message
                == "if each step takes the time that it is given, `last` is late for Q2 2013/14: it opens on "
                + "27 December 2013 at the earliest and is due on 26 December 2013; from 1 October 2013 that takes "
                + "61 working days and there are 60, as Christmas Day (25 December 2013) and Boxing Day "
                + "(26 December 2013) fall between", "\(found.map(\.message))")
    }

    @Test func `The bank holiday of May 2020 that was moved makes a deadline late, and moved back it does not`() throws
    {
        let steps =
            Fixture.wait("assembly", "until: \"34 days after ${inputs.quarter.end}\"")
            + Fixture.task("settle", due: "4 working days")
            + Fixture.task("publish", due: "41 days after ${inputs.quarter.end}")
        let text = Fixture.workflow(steps)
        let announced = Fixture.day(2019, 6, 10)
        let moved = [
            CalendarChange(
                date: Fixture.day(2020, 5, 4), title: "Moved to 8 May", effect: .worked, announced: announced),
            CalendarChange(
                date: Fixture.day(2020, 5, 8), title: "Early May bank holiday (VE Day)", effect: .free,
                announced: announced),
        ]
        let corrected = try Fixture.england2020(moved)
        #expect(try Fixture.findings(text, calendar: corrected.known(on: Fixture.day(2019, 6, 9))).isEmpty)
        let found = try Fixture.warnings(text, calendar: corrected)
        #expect(
            found.first?.message
                == "if each step takes the time that it is given, `publish` is late for Q4 2019/20: it opens on 11 May 2020 at "
                + "17:00 at the earliest, the very moment when it is due; Good Friday (10 April 2020), Easter Monday "
                + "(13 April 2020) and Early May bank holiday (VE Day) (8 May 2020) fall between",
            "\(found.map(\.message))")
        let back = CalendarChange(
            date: Fixture.day(2020, 5, 8), title: "Worked after all", effect: .worked,
            announced: Fixture.day(2020, 1, 6))
        #expect(try Fixture.findings(text, calendar: Fixture.england2020(moved + [back])).isEmpty)
    }

    @Test func `Only holidays up to the deadline are named, and only where without them it would be met`() throws {
        func said(_ wait: Int, due: Int, year: Int) throws -> String {
            let steps =
                Fixture.wait("settle", "for: \(wait) working days")
                + Fixture.task("agree", due: "\(due) days after ${inputs.quarter.end}")
            let found = try Fixture.warnings(Fixture.workflow(steps), calendar: Fixture.england(year...year))
            return found.first.map(\.message) ?? ""
        }
        // It is due on the Sunday between the two holidays of Easter.
        let easter = try said(15, due: 24, year: 2011)
        #expect(
            easter.hasSuffix(
                "from 1 April 2011 that takes 15 working days and there are 14, as Good Friday (22 April 2011) falls between"
            ), "\(easter)")
        let hopeless = try said(20, due: 20, year: 2014)
        #expect(hopeless.hasSuffix("from 1 April 2014 that takes 20 working days and there are 12"), "\(hopeless)")
        // With the one holiday worked it would be done on the day that it is due, at the same time, which is late too.
        let close = try said(13, due: 18, year: 2014)
        #expect(close.hasSuffix("from 1 April 2014 that takes 13 working days and there are 12"), "\(close)")
    }

    @Test func `Holidays of one name in a row are named once, with their days`() throws {
        let calendar = try WorkingCalendar(
            name: "trust", zone: ZoneTable(identifier: "Europe/London"), years: 2014...2015,
            holidays: [
                (2014, 4, 17, "Trust recess"), (2014, 4, 18, "Trust recess"), (2014, 4, 21, "Trust recess"),
                (2014, 4, 30, "Moving"), (2014, 5, 1, "Moving"), (2014, 12, 25, "Christmas Day"),
                (2015, 12, 25, "Christmas Day"),
            ].map { Holiday(date: Fixture.day($0, $1, $2), title: $3) })
        #expect(
            HolidayWords(calendar.holidays, calendar: calendar).items == [
                "Trust recess (17–21 April 2014)", "Moving (30 April 2014 – 1 May 2014)",
                "Christmas Day (25 December 2014)", "Christmas Day (25 December 2015)",
            ])
    }

    /// The engine's timer of such a step fires as soon as it is open.
    @Test func `A step that opens in the moment in which it is due is late, however it came there`() throws {
        let due = "20 days after ${inputs.quarter.end}"
        let calendar = try Fixture.england(2014...2014)
        let waited = try Fixture.findings(
            Fixture.workflow(Fixture.wait("pause", "until: \"\(due)\"") + Fixture.task("agree", due: due)),
            calendar: calendar)
        #expect(waited.map(\.pace) == [.atOnce])
        let worked = Fixture.workflow(Fixture.task("draft", due: due) + Fixture.task("agree", due: due))
        #expect(try Fixture.findings(worked, calendar: calendar).map(\.pace) == [.asGiven])
        let said = try Fixture.warnings(worked, calendar: calendar)
        #expect(
            said.first?.message.contains("at 17:00 at the earliest, the very moment when it is due") == true,
            "\(said.map(\.message))")
        #expect(
            said.first?.notes.last?.message.contains("at 17:00, the moment when it is due)") == true,
            "\(said.first?.notes.map(\.message) ?? [])")
        let quarter = try #require(Period(.quarter, year: 2013, number: 4))
        let opening = CaseOpening(
            schedule: "rounds", at: calendar.close(of: Fixture.day(2014, 4, 20)),
            inputs: ["quarter": try #require(quarter.fieldValue)])
        let started = try Fixture.warnings(
            Fixture.workflow(Fixture.task("agree", due: due)), calendar: calendar, openings: [opening])
        #expect(started.map(\.code.number) == ["WM1418"])
    }

    /// Chains of steps whose lengths come from a seed, against an oracle that counts day by day.
    @Test(arguments: 0..<40) func `The quarters are those that counting day by day finds`(seed: Int) throws {
        var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        func below(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let first = 3 + below(40)
        let parts: [Fixture.Part] =
            [.day(first)]
            + (0..<1 + below(3)).map { _ in below(4) == 0 ? .days(1 + below(9)) : .workingDays(1 + below(9)) }
        var steps = ""
        for (index, part) in parts.enumerated() {
            switch part {
            case .day(let count):
                steps += Fixture.wait("step\(index)", "until: \"\(count) days after ${inputs.quarter.end}\"")
            case .days(let count): steps += Fixture.task("step\(index)", due: "\(count) days")
            case .workingDays(let count): steps += Fixture.task("step\(index)", due: "\(count) working days")
            }
        }
        let length = parts.dropFirst().reduce(0) { sum, part in
            switch part {
            case .workingDays(let count): sum + count * 7 / 5
            case .days(let count), .day(let count): sum + count
            }
        }
        let due = first + length + below(4) - 1
        steps += Fixture.task("last", due: "\(due) days after ${inputs.quarter.end}")
        let found = try Fixture.findings(Fixture.workflow(steps))
        let late = found.flatMap { $0.misses.compactMap(\.topic.period) }
        #expect(try late == Fixture.periods(from: parts, lateFrom: due), "\(steps)")
    }

    // MARK: - Who says when it starts

    @Test func `A schedule says when a case starts, and its own quarters are looked at as it starts them`() throws {
        let text = Fixture.workflow(
            Fixture.task("agree", due: "10 working days")
                + Fixture.task("publish", due: "20 days after ${inputs.quarter.end}"))
        #expect(try Fixture.findings(text).allSatisfy { $0.misses.count < 80 })
        let calendar = try #require(Fixture.england)
        let quarter = try #require(Period(.quarter, year: 2013, number: 1))
        let opening = CaseOpening(
            schedule: "rounds", at: calendar.open(of: Fixture.day(2013, 7, 15)),
            inputs: ["quarter": try #require(quarter.fieldValue)])
        let found = try Fixture.warnings(text, openings: [opening])
        #expect(
            found.first?.message.hasPrefix(
                "if each step takes the time that it is given, `publish` is late for Q1 2013/14") == true,
            "\(found.map(\.message))")
        #expect(
            found.first?.message.contains(
                "it opens on 29 July 2013 at the earliest and is due on 20 July 2013; from 15 July 2013 that takes "
                    + "10 working days and there are 4") == true, "\(found.map(\.message))")
        #expect(found.first?.notes.first?.message == "the schedule rounds starts the case on 15 July 2013")
    }

    @Test func `Where something is due before the period is over, nobody can tell when a case starts`() throws {
        let late =
            Fixture.task("agree", due: "30 working days")
            + Fixture.task("publish", due: "20 days after ${inputs.quarter.end}")
        #expect(try !Fixture.findings(Fixture.workflow(late)).isEmpty)
        let beside =
            "  - id: together\n    parallel:\n      plan:\n"
            + Fixture.task("plan", due: "5 days before end of ${inputs.quarter}", indent: 8) + "      rest:\n"
        let rest = late.split(separator: "\n").map { "      \($0)\n" }.joined()
        #expect(try Fixture.findings(Fixture.workflow(beside + rest)).isEmpty)
        // What is waited for is known all the same, but for the last quarter, whose working days nobody knows.
        let pause = Fixture.wait("pause", "until: \"on ${inputs.quarter.end}\"", indent: 8)
        let found = try Fixture.findings(Fixture.workflow(beside + pause + rest))
        #expect(found.map(\.misses.count) == [79])
        #expect(found.first?.misses.allSatisfy { $0.start == .unknown } == true)
    }

    @Test(arguments: [
        ("quarter", "Q2 2013/14", 80), ("half_year", "H1 2013/14", 40), ("financial_year", "2013/14", 19),
        ("month", "October 2013", 240),
    ]) func `The name of the input says which periods there are`(name: String, title: String, count: Int) throws {
        let steps =
            Fixture.wait("pause", "until: \"5 days after ${inputs.\(name).end}\"")
            + Fixture.task("publish", due: "4 days after ${inputs.\(name).end}")
        // The same unit would be refused as a mistake in every case, so it is written in another.
        let text = Fixture.workflow(
            steps.replacing("due: \"4 days", with: "due: \"1 working days"), header: "inputs: { \(name): period }")
        let misses = try #require(try Fixture.findings(text).first).misses.compactMap(\.topic.period)
        #expect(misses.contains { $0.title == title })
        #expect(try Set(Fixture.findings(text).flatMap(\.periods)).count <= count)
    }

    @Test func `A variable that no step changes is known, and one that a step changes is not`() throws {
        let header = """
            inputs: { quarter: period }
            vars: { opens_on: { type: date, initial: "${first_working_day(held(inputs.quarter))}" } }
            """
        let pause = Fixture.wait("pause", "until: 5 working days after ${vars.opens_on}")
        let steps =
            pause.replacing("until: 5", with: "until: \"5").replacing("opens_on}", with: "opens_on}\"")
            + Fixture.task("publish", due: "6 days after ${vars.opens_on}")
        #expect(try Fixture.findings(Fixture.workflow(steps, header: header)).count == 1)
        let change = "  - { id: change, set: { opens_on: \"${add_days(vars.opens_on, 3)}\" } }\n"
        #expect(try Fixture.findings(Fixture.workflow(steps + change, header: header)).isEmpty)
    }

    // MARK: - Ways

    /// A way that ends before the deadline of `last`, and ways that do not.
    private static let short = "for: 3 working days"
    private static let long = "for: 16 working days"

    private static func late(_ steps: String, header: String = "inputs: { quarter: period }") throws -> Bool {
        let last = Fixture.task("last", due: "21 days after ${inputs.quarter.end}")
        return try !Fixture.findings(Fixture.workflow(steps + last, header: header)).isEmpty
    }

    private static func parallel(_ join: String, _ rules: [String]) -> String {
        var text = "  - id: together\n    join: \(join)\n    parallel:\n"
        for (index, rule) in rules.enumerated() {
            text += "      branch\(index):\n" + Fixture.wait("wait\(index)", rule, indent: 8)
        }
        return text
    }

    @Test func `A join waits for as many branches as it needs, the quickest`() throws {
        #expect(try Self.late(Self.parallel("all", [Self.short, Self.long])))
        #expect(try !Self.late(Self.parallel("all", [Self.short, Self.short])))
        #expect(try !Self.late(Self.parallel("any", [Self.long, Self.short])))
        #expect(try Self.late(Self.parallel("any", [Self.long, Self.long])))
        #expect(try !Self.late(Self.parallel("2", [Self.short, Self.long, Self.short])))
        #expect(try Self.late(Self.parallel("2", [Self.long, Self.long, Self.short])))
    }

    private static func choose(_ rules: [String], otherwise: String?, take: String = "first") -> String {
        var text = "  - id: which\n    take: \(take)\n    choose:\n"
        for (index, rule) in rules.enumerated() {
            text +=
                "      - when: inputs.number == \(index)\n        steps:\n"
                + Fixture.wait("wait\(index)", rule, indent: 10)
        }
        if let otherwise { text += "      - else:\n" + Fixture.wait("other", otherwise, indent: 10) }
        return text
    }

    @Test func `A choice takes the shortest branch, or none where none need be taken`() throws {
        let header = "inputs: { quarter: period, number: { type: integer, required: true } }"
        #expect(try Self.late(Self.choose([Self.long], otherwise: Self.long), header: header))
        #expect(try !Self.late(Self.choose([Self.long], otherwise: Self.short), header: header))
        #expect(try !Self.late(Self.choose([Self.long, Self.long], otherwise: nil), header: header))
        #expect(try !Self.late(Self.choose([Self.long], otherwise: Self.short, take: "every"), header: header))
        #expect(try !Self.late(Fixture.wait("pause", Self.long, "when: inputs.number == 1"), header: header))
    }

    @Test func `A loop counts once, and one over a list that is known as often as it must`() throws {
        let pass = Fixture.task("ask", due: "9 working days", indent: 6)
        #expect(try !Self.late("  - id: again\n    repeat:\n\(pass)    until: steps.ask.outcome == \"approved\"\n"))
        let long = Fixture.task("ask", due: "16 working days", indent: 6)
        #expect(try Self.late("  - id: again\n    repeat:\n\(long)    until: steps.ask.outcome == \"approved\"\n"))
        let header = "inputs: { quarter: period, again: { type: boolean, required: true } }"
        #expect(try !Self.late("  - id: again\n    repeat:\n\(long)    while: inputs.again\n", header: header))
        func each(_ list: String, _ mode: String) -> String {
            "  - id: all\n    for_each: item\n    in: \(list)\n    mode: \(mode)\n    steps:\n\(pass)"
        }
        #expect(try Self.late(each("\"[1, 2]\"", "one_by_one")))
        #expect(try !Self.late(each("\"[1]\"", "one_by_one")))
        #expect(try !Self.late(each("\"[1, 2]\"", "parallel")))
        let unknown = "inputs: { quarter: period, schools: { type: list<text>, required: true } }"
        #expect(try !Self.late(each("inputs.schools", "one_by_one"), header: unknown))
    }

    @Test func `Ways back add nothing, and ways forward leave out what they pass`() throws {
        let back =
            Fixture.task("draft", due: "8 working days")
            + Fixture.task("check", due: "3 working days", "outcomes: { returned: { go_to: draft } }")
        #expect(try !Self.late(back))
        let forward =
            Fixture.task("ask", due: "2 working days", "outcomes: { approved: { go_to: done } }")
            + Fixture.wait("pause", Self.long) + "  - { id: done, set: {} , milestone: done }\n"
        #expect(try !Self.late(forward.replacing("set: {} , ", with: "wait: { for: 1 day }, ")))
        let around =
            Fixture.task("ask", due: "2 working days", "outcomes: { approved: { go_to: last_look } }")
            + Fixture.wait("pause", Self.long, "outcomes: { done: { go_to: after } }")
            + Fixture.task("last_look", due: "1 working day", "outcomes: { approved: { go_to: pause } }")
            + Fixture.wait("after", "for: 1 day")
        #expect(try !Self.late(around))
        let all = "outcomes: { approved: { go_to: pause }, returned: { go_to: pause }, rejected: { go_to: pause } }"
        #expect(try Self.late(around.replacing("outcomes: { approved: { go_to: pause } }", with: all)))
    }

    @Test func `Detours, time limits, races and failures are ways too`() throws {
        let detour = """
              - id: ask
                uses: paper.review
                role: head
                with: { scale: rating, question: Why? }
                outcomes:
                  approved: { steps: [{ id: one, wait: { \(Self.long) } }] }
                  returned: { steps: [{ id: two, wait: { \(Self.long) } }] }
                  rejected: { steps: [{ id: three, wait: { RULE } }] }

            """
        #expect(try Self.late(detour.replacing("RULE", with: Self.long)))
        #expect(try !Self.late(detour.replacing("RULE", with: Self.short)))
        #expect(try Self.late(Fixture.wait("pause", Self.long)))
        #expect(try !Self.late(Fixture.wait("pause", Self.long, "timeout: 4 working days")))
        let race = "  - id: first\n    race:\n      a:\n" + Fixture.wait("one", Self.long, indent: 8) + "      b:\n"
        #expect(try !Self.late(race + Fixture.wait("two", Self.short, indent: 8)))
        #expect(try Self.late(race + Fixture.wait("two", Self.long, indent: 8)))
        let attempt =
            "  - id: guarded\n    try:\n" + Fixture.wait("pause", Self.long, indent: 6)
            + "      - { id: post, uses: paper.publish, with: { text: a } }\n    catch:\n      - steps:\n"
            + "          - { id: note, wait: { for: 1 day } }\n"
        let found = try Fixture.findings(
            Fixture.workflow(attempt + Fixture.task("last", due: "21 days after ${inputs.quarter.end}")))
        // A failure may come at once, so nothing is impossible; but nobody plans to fail.
        #expect(found.map(\.pace) == [.asGiven])
    }

    // MARK: - Other workflows

    @Test func `A call takes as long as the shortest way through what it calls`() throws {
        let call = "  - { id: ask, call: helper, with: { quarter: \"${inputs.quarter}\" } }\n"
        let last = Fixture.task("last", due: "21 days after ${inputs.quarter.end}")
        func found(_ inner: String, _ outer: String = call) throws -> [Diagnostic] {
            let helper = Fixture.workflow(inner).replacing("workflow: round", with: "workflow: helper")
            return try CompilerFixture.check(
                [("round.yaml", Fixture.workflow(outer + last)), ("helper.yaml", helper)],
                calendar: try #require(Fixture.england)
            ).sorted.filter { $0.code.number.hasPrefix("WM141") }
        }
        let pause = Fixture.wait("pause", "until: \"22 days after ${inputs.quarter.end}\"")
        let impossible = try found(pause)
        #expect(impossible.map(\.code.number) == ["WM1418"])
        #expect(impossible.first?.span.file == "round.yaml")
        #expect(
            impossible.first?.notes.contains { $0.message.contains("`pause` of helper waits until") } == true,
            "\(impossible.first?.notes.map(\.message) ?? [])")
        #expect(try found(Fixture.wait("pause", "until: \"20 days after ${inputs.quarter.end}\"")).isEmpty)
        #expect(try found(Fixture.task("work", due: "16 working days")).map(\.code.number) == ["WM1419"])
        // A case that ends early is over too, and one that nobody waits for takes no time.
        #expect(try found("  - { id: over, when: \"inputs.quarter.number == 1\", stop: none }\n" + pause).isEmpty)
        #expect(try found(pause, call.replacing("call: helper,", with: "call: helper, detach: true,")).isEmpty)
    }

    @Test func `The deadlines of a called case are judged from when it is called, at the call`() throws {
        let call = "  - { id: ask, call: helper, with: { quarter: \"${inputs.quarter}\" } }\n"
        let inner = Fixture.task("work", due: "21 days after ${inputs.quarter.end}")
        func found(
            _ outer: String, inner: String = inner, header: String = "inputs: { quarter: period }"
        ) throws -> [Diagnostic] {
            let helper = Fixture.workflow(inner).replacing("workflow: round", with: "workflow: helper")
            return try CompilerFixture.check(
                [("round.yaml", Fixture.workflow(outer, header: header)), ("helper.yaml", helper)],
                calendar: try Fixture.england(2014...2014)
            ).sorted.filter { $0.code.number.hasPrefix("WM141") }
        }
        let pause = Fixture.wait("pause", "for: 13 working days")
        #expect(try found(call).isEmpty)
        let late = try found(pause + call)
        #expect(late.map(\.code.number) == ["WM1418"])
        #expect(late.first?.span.file == "round.yaml" && late.first?.span.start.line == 10)
        #expect(
            late.first?.message
                == "`work` of helper, which `ask` calls, cannot be done in time for Q4 2013/14: it opens on 22 April 2014 "
                + "at the earliest and is due on 21 April 2014; from 1 April 2014 that takes 13 working days and there are "
                + "12, as Good Friday (18 April 2014) and Easter Monday (21 April 2014) fall between",
            "\(late.map(\.message))")
        #expect(late.first?.help == "call it earlier, set a later day there, or say why it stands with `tight`")
        // With people who use the time that they are given it is tight; a word on it at the call says that it stands.
        let slow = Fixture.task("prepare", due: "13 working days")
        #expect(try found(slow + call).map(\.code.number) == ["WM1419"])
        #expect(try found(pause + call.replacing("call: helper", with: "tight: Easter, call: helper")).isEmpty)
        // Without the period nobody knows the day, and without a wait for the case its days are its own affair.
        let other = call.replacing("\"${inputs.quarter}\"", with: "\"2013-14-Q2\"")
        #expect(try found(pause + other).isEmpty)
        #expect(try found(pause + call.replacing("call: helper,", with: "call: helper, detach: true,")).isEmpty)
        // What it would miss by itself is said there, once.
        let alone = try found(call, inner: pause + inner)
        #expect(alone.map(\.span.file) == ["helper.yaml"])
        // Where something is due before the period is over, nobody can tell when the round starts.
        let early = Fixture.task("plan", due: "5 days before end of ${inputs.quarter}")
        let unknown = try found(pause + call, inner: early + inner)
        #expect(unknown.isEmpty, "\(unknown.map(\.message))")
    }

    @Test func `Workflows that are beside those checked count for calls, and nothing is said of them`() throws {
        let call = "  - { id: ask, call: helper, with: { quarter: \"${inputs.quarter}\" } }\n"
        let last = Fixture.task("last", due: "21 days after ${inputs.quarter.end}")
        let inner = Fixture.wait("pause", "for: 16 working days") + last
        let helper = Fixture.workflow(inner).replacing("workflow: round", with: "workflow: helper")
        let found = try CompilerFixture.check(
            [("round.yaml", Fixture.workflow(call + last))], beside: [("helper.yaml", helper)],
            calendar: try #require(Fixture.england)
        ).sorted.filter { $0.code.number.hasPrefix("WM141") }
        #expect(found.map(\.span.file) == ["round.yaml"])
    }

    @Test func `A workflow that calls itself is gone through once`() throws {
        let steps =
            Fixture.wait("pause", "for: 9 working days")
            + "  - { id: again, when: \"inputs.quarter.number == 1\", call: round, with: { quarter: \"${inputs.quarter}\" } }\n"
        #expect(try !Self.late(steps))
    }

    // MARK: - Days of publication

    @Test func `A day of publication is one that is waited for right before something is done to the world`() throws {
        let day = Fixture.wait("day", "until: \"20 days after ${inputs.quarter.end}\"")
        let publish = "  - { id: post, uses: paper.publish, with: { text: a } }\n"
        let work = Fixture.task("work", due: "16 working days")
        let found = try Fixture.findings(Fixture.workflow(work + day + publish))
        #expect(found.map(\.deadline.kind) == [.publication])
        #expect(try Fixture.findings(Fixture.workflow(work + day)).isEmpty)
        // The later of two gates, which a day of publication after some work is not.
        let gate = Fixture.wait("gate", "until: \"30 days after ${inputs.quarter.end}\"")
        let brief = Fixture.task("brief", due: "1 working day")
        #expect(try Fixture.findings(Fixture.workflow(brief + gate + day + publish)).isEmpty)
        #expect(try Fixture.findings(Fixture.workflow(gate + brief + day + publish)).map(\.pace) == [.atOnce])
    }

    // MARK: - Limits

    /// A wait in loops in loops, each of so many runs one after the other.
    private static func nested(_ depth: Int, runs: Int = 20) -> String {
        var text = ""
        let list = (1...runs).map(String.init).joined(separator: ", ")
        for level in 0..<depth {
            let blanks = String(repeating: " ", count: 2 + level * 4)
            text += "\(blanks)- id: loop\(level)\n\(blanks)  for_each: item\(level)\n"
            text += "\(blanks)  in: \"[\(list)]\"\n\(blanks)  mode: one_by_one\n\(blanks)  steps:\n"
        }
        return text + Fixture.wait("pause", "for: 1 hour", indent: 2 + depth * 4)
    }

    private static let last = Fixture.task("last", due: "21 days after ${inputs.quarter.end}")

    /// What was looked at of a workflow, with so many steps at the most, and what is said of it without that.
    private static func report(
        _ steps: String, header: String = "inputs: { quarter: period }", calendar: WorkingCalendar?,
        stepsMax: Int = Limits.timedStepsMax
    ) throws -> (report: TimingReport, said: [Diagnostic]) {
        let text = Fixture.workflow(steps, header: header)
        // What is said is asked for only where nothing else is looked at than otherwise.
        let isUsual = stepsMax == Limits.timedStepsMax
        let result = try CompilerFixture.compile(text, file: "round.yaml", calendar: isUsual ? calendar : nil)
        let check = TimingCheck(
            try #require(result.definition), beside: [:], openings: [], calendar: try #require(calendar),
            stepsMax: stepsMax)
        return (try #require(check).report(), result.diagnostics.sorted.filter { $0.code.number == "WM1421" })
    }

    @Test func `Past its limit a list takes no time, so that nothing is said that may be wrong, but that it is so`()
        throws
    {
        let calendar = try Fixture.england(2014...2014)
        #expect(
            try !Fixture.findings(Fixture.workflow(Self.nested(3) + Self.last), calendar: calendar).isEmpty)
        let whole = try Self.report(Self.nested(3) + Self.last, calendar: calendar)
        #expect(whole.said.isEmpty && whole.report.coverage.gaps == [])
        let cut = try Self.report(Self.nested(4) + Self.last, calendar: calendar)
        #expect(cut.report.findings.isEmpty)
        #expect(
            cut.said.map(\.message) == [
                "whether all deadlines can be met is not known: "
                    + "in each of them what comes after 20000 steps counts as taking no time"
            ])
        #expect(cut.said.first?.span.start.line == 1 && cut.said.first?.severity == .warning)
    }

    @Test func `However long the calendar and large the workflow, no more is looked at than the limit`() throws {
        let coverage = try Self.report(Self.nested(3) + Self.last, calendar: Fixture.england, stepsMax: 60_000).report
            .coverage
        #expect(coverage.rounds == 80 && (2..<20).contains(coverage.seen) && coverage.cutShort == 0)
        #expect((60_000...60_000 + 2 * Limits.timedStepsOfRoundMax).contains(coverage.effort))
        #expect(coverage.gaps == ["only the first \(coverage.seen) of 80 rounds are gone through"])
    }

    @Test func `Of a workflow that may start on any day so many days are looked at as the limit lets`() throws {
        let header = "inputs: { topic: { type: text, required: false } }"
        let calendar = try Fixture.england(2014...2014)
        func coverage(_ count: Int) throws -> TimingCoverage {
            let steps =
                (0..<count).map { Fixture.wait("pause\($0)", "for: 1 hour") }.joined()
                + Fixture.task("last", due: "20 working days after ${case.started}")
            return try Self.report(steps, header: header, calendar: calendar, stepsMax: 10_000).report.coverage
        }
        let some = try coverage(10)
        #expect(some.rounds == 253 && some.seen == 253 && some.dayStep == 1 && some.gaps == [])
        let many = try coverage(60)
        #expect(many.dayStep == 4 && many.rounds == 64 && many.seen == 64 && many.effort <= 10_000)
        #expect(many.gaps == ["cases are taken to start on one of 4 working days"])
    }

    @Test func `Of a loop so many runs are looked at, and that is said`() throws {
        let calendar = try Fixture.england(2014...2014)
        let most = try Self.report(Self.nested(1, runs: Limits.timedPassesMax) + Self.last, calendar: calendar)
        #expect(most.said.isEmpty)
        let more = try Self.report(Self.nested(1, runs: Limits.timedPassesMax + 1) + Self.last, calendar: calendar)
        #expect(more.said.map(\.message).first?.hasSuffix("of a loop 100 runs are gone through") == true)
    }
}
