import CEL
import Testing
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

@Suite struct MilestoneTests {
    private static let built = """
        workflow: building
        version: "1"
        title: Building
        subject: school
        roles: { head: { in: subject, position: head } }
        steps:
          - { id: dig, uses: office.ask, role: head, milestone: dug }
          - { id: roof, uses: office.ask, role: head, milestone: roofed }
        """

    private static func waiting(for milestone: String, of address: String) -> String {
        """
        workflow: opening
        version: "1"
        title: Opening
        subject: school
        roles: { head: { in: subject, position: head } }
        steps:
          - { id: ready, wait: { milestone: \(milestone), of: \(address) } }
          - { id: open, uses: office.ask, role: head }
        """
    }

    private static let byKey = "{ workflow: building, subject: \"${subject.id}\" }"

    @Test(arguments: Works.Store.allCases)
    func `A case waits for another's milestone, also for one that has not begun`(store: Works.Store) async throws {
        try await Works.open(store, [Self.built, Self.waiting(for: "dug", of: Self.byKey)]) { works in
            let waiting = try await works.start("opening", "S1")
            let other = try await works.start("opening", "S2")
            let building = try await works.start("building", "S1")
            #expect(try works.open() == [building: ["dig"]])
            #expect(try works.state(building).watchers.map(\.caseID) == [waiting])
            try await works.answer("dig", of: building)
            #expect(try works.open() == [building: ["roof"], waiting: ["open"]])
            #expect(try works.state(building).watchers.isEmpty)
            #expect(try works.state(other).status == .open)
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `What was reached stays reached, even when that case has ended`(store: Works.Store) async throws {
        try await Works.open(store, [Self.built, Self.waiting(for: "dug", of: Self.byKey)]) { works in
            let building = try await works.start("building", "S1")
            try await works.answer("dig", of: building)
            let first = try await works.start("opening", "S1")
            #expect(try works.open() == [building: ["roof"], first: ["open"]])
            try await works.answer("open", of: first)
            try await works.answer("roof", of: building)
            let second = try await works.start("opening", "S1")
            #expect(try works.open() == [second: ["open"]])
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `When a case ends without it, the next one for the same subject is waited for`(store: Works.Store) async throws
    {
        try await Works.open(store, [Self.built, Self.waiting(for: "roofed", of: Self.byKey)]) { works in
            let building = try await works.start("building", "S1")
            let waiting = try await works.start("opening", "S1")
            try await works.act(.cancelCase(reason: "no money"), on: building)
            #expect(try works.open().isEmpty)
            #expect(try works.state(waiting).incidents.isEmpty)
            let again = try await works.start("building", "S1")
            try await works.answer("dig", of: again)
            try await works.answer("roof", of: again)
            #expect(try works.open() == [waiting: ["open"]])
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `A case that is known by its id and ends without it stops whoever waits`(store: Works.Store) async throws {
        let workflow = Self.waiting(for: "roofed", of: "{ case: building-S1 }")
        try await Works.open(store, [Self.built, workflow]) { works in
            let building = try await works.start("building", "S1")
            let waiting = try await works.start("opening", "S1")
            try await works.act(.cancelCase(reason: "no money"), on: building)
            let incident = try #require(try works.state(waiting).incidents.values.first)
            #expect(incident.message == "case building-S1 ended without reaching roofed")
            let late = try await works.start("opening", "S2")
            #expect(try works.state(late).incidents.count == 1)
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `A case waits for its own milestone, and a child for its parent's`(store: Works.Store) async throws {
        let parent = """
            workflow: estate
            version: "1"
            title: Estate
            subject: school
            roles: { head: { in: subject, position: head } }
            steps:
              - id: both
                parallel:
                  left: [ { id: sign, uses: office.ask, role: head, milestone: signed } ]
                  right:
                    - { id: wait_signed, wait: { milestone: signed } }
                    - { id: pay, uses: office.ask, role: head }
                  child: [ { id: opened, call: opening } ]
            """
        try await Works.open(store, [parent, Self.waiting(for: "signed", of: "parent")]) { works in
            let id = try await works.start("estate", "S1")
            #expect(try works.open() == [id: ["sign"]])
            try await works.answer("sign", of: id)
            let open = try works.open()
            #expect(open[id] == ["pay"])
            #expect(open["opening-S1"] == ["open"])
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `Cancelling a case cancels those that it called, and those that had yet to begin never do`(
        store: Works.Store
    ) async throws {
        let parent = """
            workflow: estate
            version: "1"
            title: Estate
            subject: school
            steps:
              - { id: built, call: building, each: '["S1", "S2"]', as: school, subject: "${school}" }
            """
        try await Works.open(store, [parent, Self.built]) { works in
            let id = try await works.start("estate", "S3")
            #expect(try works.open() == ["building-S1": ["dig"], "building-S2": ["dig"]])
            try await works.act(.cancelCase(reason: "no money"), on: id)
            #expect(try works.open().isEmpty)
            #expect(try works.state("building-S1").status == .cancelled)
            #expect(try works.state("building-S1").cancellation?.reason.contains(id) == true)

            let start = StartCase(id: "", subject: "S4", inputs: MapValue([]))
            let request = CommandRequest(
                target: .new(workflow: "estate"), command: .startCase(start), principal: .person(works.head))
            let answers = try works.runtime.execute([request], now: works.now)
            guard case .done(let done)? = answers.first else { throw Faults(["the case did not start"]) }
            let cancel = CommandRequest(
                target: .existing(done.caseID), command: .cancelCase(reason: "at once"), principal: .person(works.head))
            _ = try works.runtime.execute([cancel], now: works.now)
            try await works.runtime.settle(now: works.now)
            #expect(try works.open().isEmpty)
            #expect(try works.runtime.store.read { try $0.caseRecord(id: "building-S1.2") } == nil)
        }
    }
}
