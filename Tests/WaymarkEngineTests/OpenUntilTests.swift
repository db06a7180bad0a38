import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// Loops that are open until something comes, also without an item.
@Suite struct OpenUntilTests {
    private static func steps(_ items: String, open: String, _ more: String = "") -> String {
        """
          - id: each
            for_each: word
            in: '\(items)'
            open: \(open)
            role: head
        \(more)
            steps: [ { id: asked, uses: lab.ask, role: head } ]
          - { id: after, uses: lab.ask, role: head }
        """
    }

    private static let twoDays = "{ until: 2 working days }"  // Thursday 3 October, 17:00
    private static let closing = Instant("2013-10-03T17:00:00Z") ?? Trial.start

    private func add(_ item: String, to trial: inout Trial, by id: String = "ann") throws {
        _ = try trial.perform(.addItem(AddItem(step: "each", item: .string(item))), by: trial.person(id))
    }

    private func refusal(_ trial: inout Trial) throws -> Rejection? {
        #expect(throws: Rejection.self) { try add("late", to: &trial) }
    }

    private func closed(_ trial: Trial) -> Int {
        trial.events.count { if case .loopClosed = $0 { true } else { false } }
    }

    // MARK: - A moment

    @Test func `It stays open without an item until its moment, and then ends`() throws {
        var trial = try Trial(Self.steps("[]", open: Self.twoDays))
        try trial.pass(to: Self.closing.adding(seconds: -1))
        #expect(trial.asked.isEmpty && trial.state?.status == .open)
        #expect(trial.state?.timers.values.map(\.purpose) == [.close])
        try trial.pass(to: Self.closing)
        #expect(trial.asked == ["after"] && closed(trial) == 1)
        try FoldingTests.check(trial)
        #expect(try refusal(&trial)?.code == .notOpen)
    }

    @Test func `It outlasts its last item, and takes more until its moment`() throws {
        var trial = try Trial(Self.steps(#"["a"]"#, open: Self.twoDays))
        try trial.answer("asked")
        #expect(trial.asked.isEmpty)
        try add("b", to: &trial)
        try add("c", to: &trial)
        #expect(trial.asked == ["asked", "asked"])
        try trial.answer("asked")
        try trial.answer("asked")
        #expect(trial.asked.isEmpty)
        try trial.pass(to: Self.closing)
        #expect(trial.asked == ["after"])
    }

    @Test func `What is under way when it closes is finished, and nothing can be added`() throws {
        var trial = try Trial(Self.steps(#"["a"]"#, open: Self.twoDays))
        try trial.pass(to: Self.closing)
        #expect(trial.asked == ["asked"] && trial.state?.timers.isEmpty == true)
        let refusal = try #require(try refusal(&trial))
        #expect(refusal.code == .notOpen)
        #expect(
            refusal.message
                == "Expected \"each\" to be open for more, but it was open until 2 working days, and that has come")
        try FoldingTests.check(trial)
        try trial.answer("asked")
        #expect(trial.asked == ["after"])
    }

    @Test func `Once its moment has come nothing can be added, whether or not the timer has fired`() throws {
        var trial = try Trial(Self.steps(#"["a"]"#, open: Self.twoDays))
        trial.now = Self.closing
        #expect(try refusal(&trial)?.code == .notOpen)
        trial.now = Self.closing.adding(seconds: -1)
        try add("b", to: &trial)
        #expect(trial.asked.count == 2)
    }

    @Test func `One whose moment has passed when it begins is never open`() throws {
        var none = try Trial(Self.steps("[]", open: "{ until: on 30 September 2013 }"))
        #expect(none.asked == ["after"] && closed(none) == 0)
        #expect(try refusal(&none)?.code == .notOpen)
        var one = try Trial(Self.steps(#"["a"]"#, open: "{ until: on 30 September 2013 }"))
        #expect(try refusal(&one)?.code == .notOpen)
        try one.answer("asked")
        #expect(one.asked == ["after"])
    }

    @Test func `Only who may add can, while it is open`() throws {
        var trial = try Trial(Self.steps("[]", open: Self.twoDays))
        let refusal = #expect(throws: Rejection.self) { try add("b", to: &trial, by: "cyd") }
        #expect(refusal?.code == .notPermitted)
    }

    // MARK: - How items follow each other

    @Test func `One by one an item that is added begins at once when nothing is under way`() throws {
        var trial = try Trial(Self.steps("[]", open: Self.twoDays, "    mode: one_by_one"))
        try add("a", to: &trial)
        try add("b", to: &trial)
        #expect(trial.asked == ["asked"])
        try trial.answer("asked")
        #expect(trial.asked == ["asked"])
        try trial.answer("asked")
        try add("c", to: &trial)
        #expect(trial.asked == ["asked"])
        try trial.pass(to: Self.closing)
        try trial.answer("asked")
        #expect(trial.asked == ["after"])
        try FoldingTests.check(trial)
    }

    @Test func `One by one no item begins because the loop closes while another is under way`() throws {
        var trial = try Trial(
            Self.steps(#"["a", "b", "c"]"#, open: Self.twoDays, "    mode: one_by_one"))
        #expect(trial.asked == ["asked"])
        try trial.pass(to: Self.closing)
        #expect(trial.asked == ["asked"] && closed(trial) == 1)
        for _ in 0..<2 {
            try trial.answer("asked")
            #expect(trial.asked == ["asked"], "the others follow as before")
        }
        try trial.answer("asked")
        #expect(trial.asked == ["after"])
        try FoldingTests.check(trial)
    }

    @Test func `One by one no item begins because what closes the loop is asked again`() throws {
        var trial = try Trial(
            Self.failing.replacing(#"["a"]"#, with: #"["a", "b"]"#)
                .replacing("steps: [ { id: asked,", with: "mode: one_by_one\n          steps: [ { id: asked,"),
            header: Self.count)
        try trial.answer("zero", by: "cyd")
        let incident = try #require(trial.state?.incidents.keys.first)
        try trial.answer("one", by: "cyd")
        _ = try trial.perform(.retryIncident(incident: incident), by: trial.person("ann"))
        #expect(trial.asked.filter { $0 == "asked" }.count == 1)
        try FoldingTests.check(trial)
    }

    @Test func `A join that has enough ends it before its moment`() throws {
        var trial = try Trial(Self.steps("[]", open: Self.twoDays, "    join: 2"))
        for word in ["a", "b", "c"] { try add(word, to: &trial) }
        try trial.answer("asked")
        #expect(trial.asked == ["asked", "asked"])
        try trial.answer("asked")
        #expect(trial.asked == ["after"])
        #expect(trial.state?.timers.isEmpty == true && closed(trial) == 0)
    }

    @Test func `A join that never gets enough is met by all that there were when it closes`() throws {
        var trial = try Trial(Self.steps("[]", open: Self.twoDays, "    join: 5"))
        try add("a", to: &trial)
        try trial.answer("asked")
        try trial.pass(to: Self.closing)
        #expect(trial.asked == ["after"])
    }

    @Test func `Items that are left to finish take no more with them, and no time ends them`() throws {
        var trial = try Trial(
            Self.steps("[]", open: Self.twoDays, "    join: any\n    rest: finish\n    timeout: 3 working days"))
        try add("a", to: &trial)
        try add("b", to: &trial)
        try trial.answer("asked")
        #expect(trial.asked == ["asked", "after"])
        #expect(trial.state?.timers.isEmpty == true)
        #expect(try refusal(&trial)?.code == .notOpen)
        try trial.pass(to: Trial.start.adding(seconds: 10 * 86_400))
        #expect(trial.asked == ["asked", "after"])
        try trial.answer("after")
        try trial.answer("asked")
        #expect(trial.state?.status == .completed)
        try FoldingTests.check(trial)
    }

    /// What a store holds of the time when a limit outlived the step's result is folded as it was then.
    @Test func `A time limit of before that outlived the result stays set, and ends only what is left`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  one: [ { id: first, uses: lab.ask, role: head } ]
                  two: [ { id: second, uses: lab.ask, role: head } ]
                join: any
                rest: finish
                timeout: 1 working day
              - { id: after, uses: lab.ask, role: head }
            """)
        let step = try #require(trial.definition.step("both"))
        let both = try #require(trial.state?.activities.values.first { $0.node == .step(step.index) })
        let list = try #require(both.parent)
        let fact = Event.stepDone(
            StepDone(
                activity: both.number, parent: list, step: "both", index: step.index, frame: 0,
                outcome: BuiltInOutcome.done, outputs: .map(MapValue([])), at: trial.now, isFinishing: true))
        #expect(!String(decoding: fact.bytes, as: UTF8.self).contains("ends_timers"), "as it was written then")
        trial.recall([fact])
        #expect(trial.state?.timers.values.map(\.purpose) == [.timeout])
        _ = try trial.perform(.suspendCase(reason: "audit"), by: trial.person("ann"))
        _ = try trial.perform(.resumeCase, by: trial.person("ann"))
        #expect(trial.asked == ["first", "second", "after"])
        try trial.pass(to: Self.closing)
        #expect(trial.asked == ["after"] && trial.done == ["both"] && trial.state?.timers.isEmpty == true)
        try FoldingTests.check(trial)
    }

    @Test func `Entered again it forgets what the run before gave, and is open anew`() throws {
        var trial = try Trial(
            """
              - id: again
                repeat:
                  - id: each
                    for_each: word
                    in: '[]'
                    open: { for: 1 working day }
                    role: head
                    steps: [ { id: asked, uses: lab.ask, role: head } ]
                until: vars.passes == 2
                at_most: 2
                set: { passes: "${vars.passes}" }
            """, header: "vars: { passes: { type: integer, initial: 0 } }\noutputs: { n: \"${size(steps.asked)}\" }")
        try add("a", to: &trial)
        try trial.answer("asked")
        try trial.pass(to: Trial.start.adding(seconds: 86_400 * 2))
        #expect(trial.state?.outputs["n"] == nil && trial.state?.frames.isEmpty == true)
        try add("b", to: &trial)
        try add("c", to: &trial)
        try trial.answer("asked")
        try trial.answer("asked")
        try trial.pass(to: Trial.start.adding(seconds: 86_400 * 5))
        #expect(trial.state?.outputs["n"] == .int(2))
    }

    // MARK: - Everything else that closes it

    @Test func `A condition closes it as soon as it holds, also from an item`() throws {
        var trial = try Trial(
            """
              - id: each
                for_each: word
                in: '["a", "b", "c"]'
                open: { condition: vars.count >= 2 }
                steps: [ { id: asked, uses: lab.ask, role: head, set: { count: "${vars.count + 1}" } } ]
            """, header: "vars: { count: { type: integer, initial: 0 } }")
        try trial.answer("asked")
        try add("d", to: &trial)
        #expect(closed(trial) == 0)
        try trial.answer("asked")
        #expect(closed(trial) == 1)
        #expect(try refusal(&trial)?.code == .notOpen)
        try trial.answer("asked")
        try trial.answer("asked")
        #expect(trial.state?.status == .completed)
        try FoldingTests.check(trial)
    }

    @Test func `A message closes it`() throws {
        var trial = try Trial(
            Self.steps("[]", open: "{ message: enough }"), header: "messages: { enough: { why: text } }")
        try add("a", to: &trial)
        let data = Value.map(MapValue([(.string("why"), .string("late"))]))
        let message = IncomingMessage(id: "x", name: "enough", data: data, from: nil)
        _ = try trial.perform(.receiveMessage(message), by: trial.person("ann"))
        #expect(closed(trial) == 1)
        try trial.answer("asked")
        #expect(trial.asked == ["after"])
    }

    @Test func `A milestone of the case closes it`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  work:
            \(Self.steps("[]", open: "{ milestone: signed }").split(separator: "\n").map { "      " + $0 }.joined(separator: "\n"))
                  sign: [ { id: sign, uses: lab.ask, role: head, milestone: signed } ]
            """)
        try add("a", to: &trial)
        try trial.answer("sign")
        #expect(closed(trial) == 1 && trial.asked == ["asked"])
        try trial.answer("asked")
        #expect(trial.asked == ["after"])
    }

    @Test func `A milestone of another case closes it, and one that will not come is an incident`() throws {
        let steps =
            Self.steps("[]", open: "{ milestone: done, of: { case: \"${inputs.other}\" } }")
            + "\n  - { id: last, uses: lab.ask, role: head, milestone: done }"
        let header = "inputs: { other: { type: text } }"
        func told(_ name: String) throws -> Trial {
            var trial = try Trial(
                steps, header: header, inputs: MapValue([(.string("other"), .string("T-2"))]))
            let loop = try #require(trial.state?.activities.values.first { $0.awaited != nil })
            let data = Value.map(
                MapValue([(.string("milestone"), .string("done")), (.string("activity"), .int(Int64(loop.number)))]))
            _ = try trial.perform(
                .receiveMessage(IncomingMessage(id: "y", name: name, data: data, from: "T-2")), by: .system("message"))
            return trial
        }
        #expect(try told(IncomingMessage.milestoneReached).asked == ["after"])
        var missed = try told(IncomingMessage.milestoneMissed)
        let incident = try #require(missed.state?.incidents.keys.first)
        try add("a", to: &missed)
        #expect(missed.asked == ["asked"], "its items go on")
        let events = try missed.perform(.retryIncident(incident: incident), by: missed.person("ann"))
        #expect(events.contains { if case .messageSent(let sent) = $0 { sent.to.caseID == "T-2" } else { false } })
        try FoldingTests.check(missed)
    }

    // MARK: - When things go wrong

    private static let failing = """
          - id: both
            parallel:
              work:
                - id: each
                  for_each: word
                  in: '["a"]'
                  open: { condition: "10 / vars.count == 5" }
                  steps: [ { id: asked, uses: lab.ask, role: head } ]
              switch:
                - { id: zero, uses: lab.ask, role: inspector, set: { count: "${0}" } }
                - { id: one, uses: lab.ask, role: inspector, set: { count: "${1}" } }
                - { id: two, uses: lab.ask, role: inspector, set: { count: "${2}" } }
        """
    private static let count = "vars: { count: { type: integer, initial: 1 } }"

    @Test func `A condition that cannot be told is one incident; the items go on, and retrying asks again`() throws {
        var trial = try Trial(Self.failing, header: Self.count)
        try trial.answer("zero", by: "cyd")
        let incident = try #require(trial.state?.incidents.values.first)
        #expect(incident.step == "each" && incident.kind == "expression")
        try add("b", to: &trial)
        try trial.answer("asked")
        #expect(trial.state?.incidents.count == 1)
        try trial.answer("one", by: "cyd")
        _ = try trial.perform(.retryIncident(incident: incident.number), by: trial.person("ann"))
        #expect(trial.state?.incidents.isEmpty == true && closed(trial) == 0)
        try FoldingTests.check(trial)
        try trial.answer("two", by: "cyd")
        #expect(closed(trial) == 1)
        try trial.answer("asked")
        #expect(trial.state?.status == .completed)
    }

    @Test func `Skipping what cannot be told closes the loop`() throws {
        var trial = try Trial(Self.failing, header: Self.count)
        try trial.answer("zero", by: "cyd")
        let incident = try #require(trial.state?.incidents.keys.first)
        _ = try trial.perform(.skipIncident(incident: incident, reason: "enough"), by: trial.person("ann"))
        #expect(closed(trial) == 1 && trial.asked == ["one", "asked"] || trial.asked == ["asked", "one"])
        try trial.answer("asked")
        try FoldingTests.check(trial)
        #expect(trial.asked == ["one"])
    }

    @Test func `A join that has enough ends what cannot be told, and leaves only items to finish`() throws {
        for more in [[String](), ["b"]] {
            var trial = try Trial(
                Self.failing.replacing(
                    "steps: [ { id: asked,", with: "join: any\n          rest: finish\n          steps: [ { id: asked,"),
                header: Self.count)
            for word in more { try add(word, to: &trial) }
            try trial.answer("zero", by: "cyd")
            #expect(trial.state?.incidents.count == 1)
            try trial.answer("asked")
            #expect(trial.state?.incidents.isEmpty == true, "nobody needs to mend what is not asked any more")
            #expect(trial.done.filter { $0 == "each" } == ["each"])
            try FoldingTests.check(trial)
            try trial.answer("one", by: "cyd")
            try trial.answer("two", by: "cyd")
            #expect(trial.asked == more.map { _ in "asked" })
            for _ in more { try trial.answer("asked") }
            #expect(trial.state?.status == .completed)
        }
    }

    /// Of the time when what could not be told was left to finish with the items.
    @Test(arguments: [true, false]) func `What was left stopped in a loop that finishes can be retried or skipped`(
        isRetried: Bool
    ) throws {
        var trial = try Trial(
            Self.failing.replacing(
                "steps: [ { id: asked,", with: "join: any\n          rest: finish\n          steps: [ { id: asked,"),
            header: Self.count)
        for step in ["zero", "one", "two"] { try trial.answer(step, by: "cyd") }
        let incident = try #require(trial.state?.incidents.values.first)
        let stopped = try #require(trial.state?.activities[incident.activity])
        let loop = try #require(stopped.parent.flatMap { trial.state?.activities[$0] })
        let item = try #require(trial.state?.children(of: loop.number).first { $0.number != stopped.number })
        let step = try #require(trial.definition.step("each"))
        trial.recall([
            .activityWithdrawn(ActivityWithdrawn(activity: item.number, reason: "done")),
            .stepDone(
                StepDone(
                    activity: loop.number, parent: try #require(loop.parent), step: step.id, index: step.index,
                    frame: loop.frame, outcome: BuiltInOutcome.done, outputs: .map(MapValue([])), at: trial.now,
                    isFinishing: true)),
        ])
        _ = try trial.perform(
            isRetried
                ? .retryIncident(incident: incident.number)
                : .skipIncident(incident: incident.number, reason: "it has its result"), by: trial.person("ann"))
        #expect(trial.state?.status == .completed && closed(trial) == 0)
        try FoldingTests.check(trial)
    }

    @Test func `A time limit, a cancel and the end of the case withdraw it`() throws {
        var timed = try Trial(Self.steps("[]", open: Self.twoDays, "    timeout: 1 working day"))
        try add("a", to: &timed)
        try timed.pass(to: Self.closing)
        #expect(timed.asked == ["after"] && closed(timed) == 0)
        try FoldingTests.check(timed)
        var cancelled = try Trial(
            """
              - id: both
                parallel:
                  work:
            \(Self.steps("[]", open: Self.twoDays).split(separator: "\n").map { "      " + $0 }.joined(separator: "\n"))
                  stop: [ { id: enough, uses: lab.ask, role: head }, { id: end, cancel: [each] } ]
            """)
        try cancelled.answer("enough")
        #expect(cancelled.asked == ["after"] && cancelled.state?.timers.isEmpty == true)
        var ended = try Trial(Self.steps("[]", open: Self.twoDays))
        _ = try ended.perform(.cancelCase(reason: "no money"), by: ended.person("ann"))
        #expect(ended.state?.status == .cancelled)
        try FoldingTests.check(ended)
    }

    @Test func `Suspended it closes in time, and the step after waits`() throws {
        var trial = try Trial(Self.steps("[]", open: Self.twoDays))
        _ = try trial.perform(.suspendCase(reason: "audit"), by: trial.person("ann"))
        try trial.pass(to: Self.closing)
        #expect(closed(trial) == 1 && trial.asked.isEmpty)
        _ = try trial.perform(.resumeCase, by: trial.person("ann"))
        #expect(trial.asked == ["after"])
        try FoldingTests.check(trial)
    }

    // MARK: - Calendar and versions

    @Test func `A corrected calendar moves the moment`() throws {
        var trial = try Trial(Self.steps("[]", open: Self.twoDays))
        let events = try trial.correct(try Trial.calendar(["2013-10-02"]))
        guard case .deadlinesRecomputed(let event)? = events.first else { throw TrialFailure(["no such fact"]) }
        #expect(event.moved.map(\.kind) == [.close])
        let later = Self.closing.adding(seconds: 86_400)
        let loop = trial.state?.activities.values.first { $0.awaited != nil }
        #expect(loop?.awaited?.until == later)
        try trial.pass(to: Self.closing)
        try add("a", to: &trial)
        try trial.pass(to: later)
        #expect(closed(trial) == 1)
        try FoldingTests.check(trial)
    }

    @Test func `Another version may move the moment, add one, or take it away`() throws {
        func moved(_ from: String, _ to: String, adding: Bool = true) throws -> Trial {
            var trial = try Trial(Self.steps(#"["a"]"#, open: from))
            let target = try Trial.compiled(Self.steps(#"["a"]"#, open: to), version: "2")
            try trial.migrate(to: target)
            try FoldingTests.check(trial)
            return trial
        }
        var later = try moved(Self.twoDays, "{ until: 3 working days }")
        #expect(later.state?.timers.values.map(\.at) == [Self.closing.adding(seconds: 86_400)])
        try later.pass(to: Self.closing)
        try add("b", to: &later)
        var added = try moved("true", Self.twoDays)
        try added.answer("asked")
        #expect(added.asked.isEmpty)
        try added.pass(to: Self.closing)
        #expect(added.asked == ["after"])
        var taken = try moved(Self.twoDays, "true")
        try add("b", to: &taken)
        try taken.answer("asked")
        try taken.answer("asked")
        #expect(taken.asked == ["after"])
    }

    @Test func `A version that takes the moment away ends a loop that waited for nothing else`() throws {
        var trial = try Trial(Self.steps("[]", open: Self.twoDays))
        try trial.migrate(to: try Trial.compiled(Self.steps("[]", open: "true"), version: "2"))
        #expect(trial.asked == ["after"])
        try FoldingTests.check(trial)
    }

    @Test func `Under another version the case's own milestone closes what waited for another's`() throws {
        func steps(_ milestone: String) -> String {
            """
              - id: both
                parallel:
                  work:
                    - id: each
                      for_each: word
                      in: '[]'
                      open: { \(milestone) }
                      role: head
                      steps: [ { id: asked, uses: lab.ask, role: head } ]
                  sign: [ { id: sign, uses: lab.ask, role: head, milestone: signed } ]
            """
        }
        let header = "inputs: { other: { type: text } }"
        var trial = try Trial(
            steps("milestone: signed, of: { case: \"${inputs.other}\" }"), header: header,
            inputs: MapValue([(.string("other"), .string("T-2"))]))
        try trial.migrate(to: try Trial.compiled(steps("milestone: signed"), header: header, version: "2"))
        try FoldingTests.check(trial)
        #expect(closed(trial) == 0)
        try trial.answer("sign")
        #expect(closed(trial) == 1 && trial.state?.status == .completed)
        try FoldingTests.check(trial)
    }

    @Test func `One that has closed stays closed under another version`() throws {
        var trial = try Trial(Self.steps(#"["a"]"#, open: Self.twoDays))
        try trial.pass(to: Self.closing)
        try trial.migrate(
            to: try Trial.compiled(Self.steps(#"["a"]"#, open: "{ until: 9 working days }"), version: "2"))
        #expect(try refusal(&trial)?.code == .notOpen)
        try trial.answer("asked")
        #expect(trial.asked == ["after"])
        try FoldingTests.check(trial)
    }
}
