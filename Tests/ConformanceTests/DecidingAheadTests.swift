import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkSchedules
import WaymarkStore

/// What is decided ahead of its turn is what would have been decided in its turn.
@Suite struct DecidingAheadTests {
    /// Asks twice, reads more of the register than decisions usually do, waits, and calls cases that ask too.
    private static let round = """
        workflow: round
        version: "1"
        title: Round
        subject: school
        roles: { head: { in: subject, position: head } }
        vars: { schools: { type: integer, initial: 0 } }
        steps:
          - { id: first, uses: office.ask, role: head, set: { schools: '${size(organisations("school", "*"))}' } }
          - { id: pause, wait: { for: 1 working day } }
          - id: both
            parallel:
              called: [ { id: called, call: child, each: '["S1", "S2", "S3"]', as: school, subject: "${school}" } ]
              asked: [ { id: second, uses: office.ask, role: head }, { id: third, uses: office.ask, role: head } ]
        """
    private static let child = """
        workflow: child
        version: "1"
        title: Child
        subject: school
        roles: { head: { in: subject, position: head } }
        steps: [ { id: asked, uses: office.ask, role: head } ]
        """

    @Test(arguments: Works.Store.allCases)
    func `The same commands leave the same chains and get the same answers`(store: Works.Store) async throws {
        var runs: [(answers: [String], heads: [CaseHead])] = []
        for (decidesAhead, foresees) in [(false, false), (true, false), (true, true)] {
            try await Works.open(store, [Self.round, Self.child], decidesAhead: decidesAhead) { works in
                runs.append(try await Self.play(works, foresees: foresees))
            }
        }
        for run in runs.dropFirst() {
            #expect(run.answers == runs[0].answers)
            #expect(run.heads == runs[0].heads)
        }
        #expect(runs[0].heads.count == Works.schools.count * 8)
        #expect(runs[0].answers.contains { $0.hasPrefix("refused") })
    }

    /// Plays all cases to their ends, with everybody acting at the same time, and more than once on some.
    ///
    /// What is foreseen comes as foreseen, but that something happens to one of the cases before, and that some come at
    /// another moment or from somebody else.
    private static func play(_ works: Works, foresees: Bool) async throws -> (answers: [String], heads: [CaseHead]) {
        // The second run finds the ids taken that its cases would have.
        for moment: Int64 in [1, 2] { try Self.startAll(in: works, at: moment) }
        try await works.runtime.settle(now: works.now)
        var answers: [String] = []
        var now = works.now
        for round in 0..<12 {
            let tasks = try works.runtime.store.read { try $0.tasks(TaskQuery(limit: 500)) }
            let commands = tasks.flatMap { Self.requests(on: $0, of: works) }
            let expected = round % 2 == 0 ? commands : commands.map { Self.byStranger($0) }
            let moment = round % 3 == 2 ? now.adding(seconds: 60) : now
            let foreseen = foresees ? try works.runtime.foresee(expected, at: moment) : nil
            if let first = tasks.first.flatMap({ Self.remark(on: $0, of: works) }) {
                answers += try works.runtime.execute([first], now: now).map(told)
            }
            answers += try works.runtime.execute(commands, now: now, foreseen: foreseen).map(told)
            try await works.runtime.settle(now: now)
            now = now.adding(seconds: 86_400)
            try await works.runtime.settle(now: now)
        }
        #expect(try works.open().isEmpty)
        return (answers, try works.runtime.store.read { try $0.caseHeads(afterID: nil, limit: 200) })
    }

    /// Has a schedule start a case for every school.
    private static func startAll(in works: Works, at moment: Int64) throws {
        let starts = Works.schools.map { school in
            ScheduledStart(
                place: QueuedStartRecord.Place(dueAt: moment, schedule: "rounds", subject: school), workflow: "round",
                inputs: MapValue([]), overlap: .allow, principal: .person(works.head))
        }
        let results = try works.runtime.start(
            ScheduledBatch(schedule: "rounds", dueAt: moment, starts: starts, condition: .none), now: works.now
        ) { _, results in #expect(results.allSatisfy { if case .started = $0 { true } else { false } }) }
        #expect(results?.count == Works.schools.count)
    }

    /// A claim by somebody who may not, a claim, an answer, and the same answer again.
    private static func requests(on task: TaskRecord, of works: Works) -> [CommandRequest] {
        guard let number = Projection.number(task.id) else { return [] }
        let complete = Command.completeTask(
            CompleteTask(task: number, form: .map(MapValue([])), outcome: "approved"))
        let commands: [(Command, Person)] = [
            (.claimTask(task: number), stranger), (.claimTask(task: number), works.head), (complete, works.head),
            (complete, works.head),
        ]
        return commands.enumerated().map { place, command in
            CommandRequest(
                key: "\(task.id)/\(place)", target: .existing(task.caseID), command: command.0,
                principal: .person(command.1))
        }
    }

    private static let stranger = Person(id: "zoe", name: "Zoe", appointments: [])

    private static func byStranger(_ request: CommandRequest) -> CommandRequest {
        var request = request
        request.principal = .person(stranger)
        return request
    }

    private static func remark(on task: TaskRecord, of works: Works) -> CommandRequest? {
        Projection.number(task.id).map { number in
            CommandRequest(
                target: .existing(task.caseID), command: .commentTask(task: number, text: "Soon."),
                principal: .person(works.head))
        }
    }

    private static func told(_ answer: CommandAnswer) -> String {
        switch answer {
        case .done(let done): "done \(done.caseID) \(done.revision) \(done.events)"
        case .already(let done): "already \(done.caseID)"
        case .rejected(let rejection): "refused \(rejection.code) \(rejection.message)"
        }
    }
}
