import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine

/// Tasks that somebody does for somebody else.
@Suite struct DelegationTests {
    private static let asked = "  - { id: asked, uses: lab.ask, role: head }"
    private static let results = """
        outputs: { by: "${steps.asked.by}", for_whom: "${has(steps.asked.on_behalf_of) ? steps.asked.on_behalf_of : \\"\\"}" }
        """

    @Test func `Who may do a task lets another do it, and both are on record`() throws {
        var trial = try Trial(Self.asked, header: Self.results)
        let task = try trial.task("asked")
        #expect(trial.refusal { try $0.answer("asked", by: "zed") }?.code == .notPermitted)
        let told = try trial.delegate("asked", to: "zed", by: "ann")
        #expect(told.count == 1)
        _ = try trial.perform(.commentTask(task: task, text: "I look at it"), by: trial.person("zed"))
        #expect(trial.lastOnBehalfOf == "ann")
        try trial.answer("asked", by: "zed")
        #expect(trial.lastOnBehalfOf == "ann")
        #expect(trial.state?.outputs["by"] == .string("zed"))
        #expect(trial.state?.outputs["for_whom"] == .string("ann"))
        #expect(trial.state?.performers.values.first == ["ann", "zed"])
        #expect(trial.state?.delegations == [], "the task is over, and with it the delegation")
        try FoldingTests.check(trial)
    }

    @Test func `The delegator still may, and their own act is for nobody else`() throws {
        var trial = try Trial(Self.asked, header: Self.results)
        try trial.delegate("asked", to: "zed", by: "ann")
        try trial.answer("asked", by: "ann")
        #expect(trial.lastOnBehalfOf == nil)
        #expect(trial.state?.outputs["for_whom"] == .string(""))
    }

    @Test func `A colleague who acts for another is recorded so although they might act in their own right`() throws {
        var trial = try Trial(Self.asked, header: Self.results)
        try trial.delegate("asked", to: "bob", by: "ann")
        try trial.answer("asked", by: "bob")
        #expect(trial.lastOnBehalfOf == "ann")
    }

    // MARK: - Who may delegate, and to whom

    @Test(arguments: [
        ("zed", "ann", Rejection.Code.notPermitted, "does not hold the role head"),
        ("cyd", "zed", .notPermitted, "does not hold the role head"),
        ("ann", "nobody", .invalid, "there is no \"nobody\""),
        ("ann", "ann", .invalid, "ann would act for themselves"),
    ]) func `It is refused with the reason`(by: String, to: String, code: Rejection.Code, words: String) throws {
        var trial = try Trial(Self.asked)
        let refusal = trial.refusal { try $0.delegate("asked", to: to, by: by) }
        #expect(refusal?.code == code)
        #expect(refusal?.message.contains(words) == true, "\(refusal?.message ?? "")")
        #expect(trial.state?.delegations == [])
    }

    @Test func `What is delegated cannot be delegated on`() throws {
        var trial = try Trial(Self.asked)
        try trial.delegate("asked", to: "zed", by: "ann")
        let refusal = trial.refusal { try $0.delegate("asked", to: "pia", by: "zed") }
        #expect(refusal?.code == .notPermitted)
        #expect(refusal?.message.contains("Zed (zed) acts for ann") == true)
        #expect(refusal?.help == "what is delegated cannot be delegated on; ask ann")
    }

    @Test func `One person acts for another at a time, and to name them again changes the last day`() throws {
        var trial = try Trial(Self.asked)
        try trial.delegate("asked", to: "zed", until: "2013-10-01", by: "ann")
        let refusal = trial.refusal { try $0.delegate("asked", to: "pia", by: "ann") }
        #expect(refusal?.code == .wrongState)
        #expect(refusal?.message.contains("zed acts for ann already") == true)
        try trial.delegate("asked", to: "zed", until: "2013-10-02", by: "ann")
        #expect(trial.state?.delegations.map(\.lastDay) == [LocalDate("2013-10-02")])
        // Once it is over, another may be named.
        trial.now = Trial.start.adding(seconds: 2 * 86_400)
        try trial.delegate("asked", to: "pia", by: "ann")
        #expect(trial.state?.delegations.map(\.to) == ["pia"])
    }

    @Test func `What another has claimed cannot be delegated, what a delegate has claimed can be done by both`() throws
    {
        var trial = try Trial(Self.asked)
        let task = try trial.task("asked")
        _ = try trial.perform(.claimTask(task: task), by: trial.person("bob"))
        #expect(trial.refusal { try $0.delegate("asked", to: "zed", by: "ann") }?.code == .claimedByOther)
        _ = try trial.perform(.releaseTask(task: task), by: trial.person("bob"))
        try trial.delegate("asked", to: "zed", by: "ann")
        _ = try trial.perform(.claimTask(task: task), by: trial.person("zed"))
        #expect(trial.state?.tasks.first?.task.assignee == "zed")
        #expect(trial.refusal { try $0.answer("asked", by: "bob") }?.message.contains("zed has claimed it") == true)
        try trial.answer("asked", by: "ann")
        #expect(trial.state?.status == .completed)
    }

    @Test func `A delegate does what their delegator has claimed`() throws {
        var trial = try Trial(Self.asked)
        _ = try trial.perform(.claimTask(task: try trial.task("asked")), by: trial.person("ann"))
        try trial.delegate("asked", to: "bob", by: "ann")
        try trial.answer("asked", by: "bob")
        #expect(trial.lastOnBehalfOf == "ann")
    }

    // MARK: - Taking back

    @Test func `What is taken back, and what was claimed with it, is the delegator's again`() throws {
        var trial = try Trial(Self.asked)
        let task = try trial.task("asked")
        #expect(trial.refusal { try $0.withdraw("asked", by: "ann") }?.code == .wrongState)
        try trial.delegate("asked", to: "zed", by: "ann")
        _ = try trial.perform(.claimTask(task: task), by: trial.person("zed"))
        #expect(trial.refusal { try $0.withdraw("asked", by: "zed") }?.code == .wrongState, "it is not theirs")
        try trial.withdraw("asked", by: "ann")
        #expect(trial.state?.tasks.first?.task.assignee == "ann")
        #expect(trial.state?.delegations == [])
        #expect(trial.refusal { try $0.answer("asked", by: "zed") }?.code == .notPermitted)
        try FoldingTests.check(trial)
    }

    @Test func `A hand-over to a higher role ends what the first role let others do`() throws {
        var trial = try Trial(
            """
              - id: asked
                uses: lab.ask
                role: head
                due: 1 working day
                escalate: [ { after: 1 working day overdue, to: inspector, hand_over: true } ]
            """)
        try trial.delegate("asked", to: "zed", by: "ann")
        try trial.pass(to: Trial.start.adding(seconds: 6 * 86_400))
        #expect(trial.state?.delegations == [])
        #expect(trial.refusal { try $0.answer("asked", by: "zed") }?.code == .notPermitted)
    }

    // MARK: - Time

    @Test func `The last day is a whole day of the zone, also where the clocks change`() throws {
        // The clocks of London go back on 27 October 2013 and forward on 30 March 2014: 25 and 23 hours.
        for (day, end) in [("2013-10-27", "2013-10-28T00:00:00Z"), ("2014-03-30", "2014-03-30T23:00:00Z")] {
            let morning = try #require(Instant(day + "T08:00:00Z"))
            var trial = try Trial(Self.asked, start: morning, calendar: try Trial.london())
            try trial.delegate("asked", to: "zed", until: day, by: "ann")
            let until = try #require(Instant(end))
            #expect(trial.state?.delegations.first?.until == until)
            trial.now = until
            let refusal = trial.refusal { try $0.answer("asked", by: "zed") }
            #expect(refusal?.code == .notPermitted)
            #expect(refusal?.help == "they could act for ann until \(day)")
            trial.now = Instant(millisecondsSinceEpoch: until.millisecondsSinceEpoch - 1)
            try trial.answer("asked", by: "zed")
            #expect(trial.lastOnBehalfOf == "ann")
        }
    }

    @Test func `A day that has passed in the zone is refused, today is not`() throws {
        // Half past midnight in London is the evening before in UTC.
        let night = try #require(Instant("2013-06-10T23:30:00Z"))
        var trial = try Trial(Self.asked, start: night, calendar: try Trial.london())
        let refusal = trial.refusal { try $0.delegate("asked", to: "zed", until: "2013-06-10", by: "ann") }
        #expect(refusal?.code == .invalid)
        #expect(
            refusal?.message
                == "Expected a last day that is not over, but 2013-06-10 has passed; today is 2013-06-11")
        try trial.delegate("asked", to: "zed", until: "2013-06-11", by: "ann")
    }

    @Test func `The last day is not further off than anybody can mean`() throws {
        var trial = try Trial(Self.asked)
        let today = try #require(LocalDate("2013-10-01"))
        let last = today.adding(days: Limits.delegationDaysMax)
        let beyond = last.adding(days: 1).description
        #expect(trial.refusal { try $0.delegate("asked", to: "zed", until: beyond, by: "ann") }?.code == .invalid)
        try trial.delegate("asked", to: "zed", until: last.description, by: "ann")
    }

    @Test func `What was claimed by a delegation that is over is the delegator's, and in nobody's way`() throws {
        var trial = try Trial(Self.asked)
        try trial.delegate("asked", to: "zed", until: "2013-10-01", by: "ann")
        _ = try trial.perform(.claimTask(task: try trial.task("asked")), by: trial.person("zed"))
        trial.now = Trial.start.adding(seconds: 86_400)
        let task = try #require(trial.state?.tasks.first?.task)
        #expect(trial.state?.claimant(of: task, at: trial.now) == "ann")
        #expect(trial.refusal { try $0.answer("asked", by: "bob") }?.message.contains("ann has claimed it") == true)
        _ = try trial.perform(.releaseTask(task: task.number), by: trial.person("ann"))
        try trial.answer("asked", by: "bob")
        #expect(trial.state?.status == .completed)
    }

    @Test func `A claim in one's own right outlives a delegation that was never used`() throws {
        var trial = try Trial(Self.asked)
        try trial.delegate("asked", to: "bob", until: "2013-10-01", by: "ann")
        trial.now = Trial.start.adding(seconds: 86_400)
        _ = try trial.perform(.claimTask(task: try trial.task("asked")), by: trial.person("bob"))
        let task = try #require(trial.state?.tasks.first?.task)
        #expect(trial.state?.claimant(of: task, at: trial.now) == "bob")
    }

    // MARK: - Rules on people

    private static let pair = """
          - { id: draft, uses: lab.ask, role: head }
          - { id: sign, uses: lab.ask, role: head }
        """

    @Test func `Who did one step for somebody, and that somebody, may not do the other`() throws {
        var trial = try Trial(Self.pair, header: "rules: [ { different_people: [draft, sign] } ]")
        try trial.delegate("draft", to: "cyd", by: "ann")
        try trial.answer("draft", by: "cyd")
        #expect(trial.refusal { try $0.answer("sign", by: "ann") }?.code == .separationOfDuties)
        let again = trial.refusal { try $0.delegate("sign", to: "cyd", by: "bob") }
        #expect(again?.code == .separationOfDuties)
        #expect(again?.message.contains("Cyd (cyd) has done the other") == true)
        try trial.answer("sign", by: "bob")
        #expect(trial.state?.status == .completed)
    }

    @Test func `Nobody may let another do what they may not do themselves`() throws {
        var trial = try Trial(Self.pair, header: "rules: [ { different_people: [draft, sign] } ]")
        try trial.answer("draft", by: "ann")
        #expect(trial.refusal { try $0.delegate("sign", to: "zed", by: "ann") }?.code == .separationOfDuties)
    }

    @Test func `A rule that comes to bind the delegator binds the delegate`() throws {
        var trial = try Trial(
            """
              - id: both
                parallel:
                  left: [ { id: draft, uses: lab.ask, role: head } ]
                  right: [ { id: sign, uses: lab.ask, role: head } ]
            """, header: "rules: [ { different_people: [draft, sign] } ]")
        try trial.delegate("sign", to: "zed", by: "ann")
        try trial.answer("draft", by: "ann")
        let refusal = trial.refusal { try $0.answer("sign", by: "zed") }
        #expect(refusal?.code == .separationOfDuties)
        #expect(refusal?.message.contains("Ann (ann) has done the other") == true)
    }

    @Test func `One person for both steps is one pair, whoever of it acts`() throws {
        var trial = try Trial(Self.pair, header: "rules: [ { same_person: [draft, sign] } ]")
        try trial.delegate("draft", to: "zed", by: "ann")
        try trial.answer("draft", by: "zed")
        #expect(trial.refusal { try $0.answer("sign", by: "bob") }?.code == .separationOfDuties)
        #expect(trial.refusal { try $0.delegate("sign", to: "pia", by: "ann") }?.code == .separationOfDuties)
        try trial.delegate("sign", to: "zed", by: "ann")
        try trial.answer("sign", by: "zed")
        #expect(trial.state?.status == .completed)
    }

    @Test(arguments: [("pia", false), ("zed", true)])
    func `Who is barred by where they come from may not act for anybody`(to: String, mayAct: Bool) throws {
        var trial = try Trial(
            Self.asked, header: "rules: [ { not_from: { step: asked, organisation: subject.district } } ]")
        let refusal = trial.refusal { try $0.delegate("asked", to: to, by: "ann") }
        #expect((refusal == nil) == mayAct)
        if !mayAct { #expect(refusal?.code == .separationOfDuties) }
    }

    // MARK: - Several people

    private static let panel = "  - { id: decide, uses: lab.judge, quorum: { of: panel, needed: 2 } }"

    @Test func `A delegate hands in the one vote of a member`() throws {
        var trial = try Trial(Self.panel)
        try trial.delegate("decide", to: "zed", by: "pia")
        try trial.answer("decide", by: "zed")
        let vote = try #require(trial.state?.tasks.first?.task.votes?.first)
        #expect(vote.people == ["pia", "zed"])
        #expect(trial.refusal { try $0.answer("decide", by: "pia") }?.code == .handedInBefore)
        #expect(trial.refusal { try $0.answer("decide", by: "zed") }?.code == .handedInBefore)
        try trial.answer("decide", by: "pim")
        #expect(trial.state?.status == .completed)
        try FoldingTests.check(trial)
    }

    @Test func `Nobody hands in two votes, and a member does not hand in another's`() throws {
        var trial = try Trial(Self.panel)
        #expect(trial.refusal { try $0.delegate("decide", to: "pim", by: "pia") }?.code == .separationOfDuties)
        for member in ["pia", "pim"] { try trial.delegate("decide", to: "zed", by: member) }
        try trial.answer("decide", by: "zed")
        #expect(trial.refusal { try $0.answer("decide", by: "zed") }?.code == .handedInBefore)
        try trial.answer("decide", by: "pim")
        #expect(trial.state?.status == .completed)
    }

    @Test func `What is hidden until a day is shown to both meanwhile`() throws {
        var trial = try Trial(
            """
              - { id: decide, uses: lab.judge, quorum: { of: panel, needed: 1 }, hide_until: 5 working days }
              - { id: sign, uses: lab.ask, role: panel }
            """)
        try trial.delegate("decide", to: "zed", by: "pia")
        try trial.answer("decide", by: "zed")
        #expect(trial.state?.hidden.first?.people == ["pia", "zed"])
    }

    @Test func `Who has handed in has nothing left to delegate`() throws {
        var trial = try Trial(Self.panel)
        try trial.answer("decide", by: "pia")
        #expect(trial.refusal { try $0.delegate("decide", to: "zed", by: "pia") }?.code == .handedInBefore)
    }

    // MARK: - What was recorded before

    @Test(arguments: [
        ("task_claimed", #"{"task":3,"by":"ann"}"#),
        (
            "task_completed",
            #"{"activity":2,"task":3,"step":"asked","index":0,"frame":0,"by":"ann","at":{"@time":"2013-10-01T09:00:00Z"},"outcome":"approved","form":null,"outputs":null,"documents":[]}"#
        ),
    ]) func `Facts of before there were delegations are read, and written as they were`(type: String, text: String)
        throws
    {
        let event = try Event(type: type, version: 1, bytes: Array(text.utf8))
        #expect(String(decoding: event.bytes, as: UTF8.self) == text)
    }

    @Test func `A snapshot says nothing of delegations where there are none`() throws {
        var trial = try Trial(Self.asked)
        let before = CaseSnapshot.bytes(of: try #require(trial.state))
        #expect(!String(decoding: before, as: UTF8.self).contains("delegations"))
        try trial.delegate("asked", to: "zed", until: "2013-10-02", by: "ann")
        let state = try #require(trial.state)
        #expect(try CaseSnapshot.state(from: CaseSnapshot.bytes(of: state)).delegations == state.delegations)
        try trial.withdraw("asked", by: "ann")
        var after = try #require(trial.state)
        after.revision -= 2
        #expect(CaseSnapshot.bytes(of: after) == before)
    }

    // MARK: - Late

    @Test func `What silence has ended is still handed in for the delegator`() throws {
        var trial = try Trial(
            "  - { id: asked, uses: lab.ask, role: head, due: 1 working day, when_overdue: continue, late: keep }\n"
                + "  - { id: after, uses: lab.ask, role: head }")
        let task = try trial.task("asked")
        try trial.delegate("asked", to: "zed", by: "ann")
        try trial.pass(to: Trial.start.adding(seconds: 6 * 86_400))
        let form = Value.map(MapValue([(.string("text"), .string("late"))]))
        _ = try trial.perform(
            .completeTask(CompleteTask(task: task, form: form, outcome: "approved")), by: trial.person("zed"))
        #expect(trial.lastOnBehalfOf == "ann")
        #expect(trial.state?.delegations == [])
        try FoldingTests.check(trial)
    }

    // MARK: - By chance

    /// Whatever comes in whatever order: who acts for somebody was let to at that moment, and rules count both.
    @Test(arguments: 0..<40)
    func `No history has anybody act for another without being let to, or against a rule`(seed: Int) throws {
        var trial = try Trial(Self.pair, header: "rules: [ { different_people: [draft, sign] } ]")
        var pick = Pick(UInt64(seed) &+ 11)
        let people = ["ann", "bob", "cyd", "zed"]
        for _ in 0..<80 where trial.state?.status == .open {
            let task = trial.state?.tasks.first?.task.number ?? 0
            let actor = pick.one(of: people)
            if pick.below(12) == 0 { trial.now = trial.now.adding(seconds: 43_200) }
            let before = trial.state?.delegations(of: task, at: trial.now) ?? []
            let events = try? trial.perform(pick.handing(task, among: people, on: trial), by: trial.person(actor))
            if events?.isEmpty == false, let delegator = trial.lastOnBehalfOf {
                #expect(before.contains { $0.from == delegator && $0.to == actor })
            }
            try FoldingTests.check(trial)
        }
        let done = trial.events.compactMap { event -> Set<String>? in
            guard case .taskCompleted(let event) = event else { return nil }
            return Set([event.by, event.onBehalfOf].compactMap(\.self))
        }
        if done.count == 2 { #expect(done[0].isDisjoint(with: done[1])) }
    }
}

extension Pick {
    /// A command that lets a task go from hand to hand, or does it.
    fileprivate mutating func handing(_ task: Int, among people: [String], on trial: Trial) -> Command {
        switch below(8) {
        case 0, 1:
            let day = trial.calendar?.zone ?? .utc
            let today = day.local(of: trial.now).date
            return .delegateTask(
                DelegateTask(
                    task: task, to: one(of: people), until: below(2) == 0 ? nil : today.adding(days: below(3))))
        case 2: return .withdrawDelegation(task: task)
        case 3, 4: return .claimTask(task: task)
        case 5: return .releaseTask(task: task)
        case 6: return .commentTask(task: task, text: "hm")
        default:
            return .completeTask(
                CompleteTask(
                    task: task, form: .map(MapValue([(.string("text"), .string("fine"))])), outcome: "approved"))
        }
    }
}
