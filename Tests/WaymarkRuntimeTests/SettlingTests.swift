import Testing
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

@Suite struct SettlingTests {
    @Test func `A case without a key takes the next number, however many there are`() throws {
        let office = try SmallOffice(steps: "  - { id: pause, wait: { for: 1 working day } }", header: "id: \"T\"")
        let ids = try (0..<40).map { _ in try office.start() }
        #expect(ids == ["T"] + (2...40).map { "T.\($0)" })
    }

    @Test func `Effects follow each other until the case has ended, each in a round of its own`() async throws {
        let office = try SmallOffice(
            steps: """
                  - { id: one, uses: lab.post }
                  - { id: two, uses: lab.post }
                  - { id: three, uses: lab.post }
                """)
        _ = try office.start()
        _ = try office.start()
        var rounds: [Int] = []
        while case let round = try await office.runtime.step(now: office.now), !round.isIdle {
            #expect(round.messages == 0 && round.timers == 0)
            rounds.append(round.effects)
        }
        #expect(rounds == [2, 2, 2])
        #expect(try office.store.read { try $0.cases(CaseQuery(status: "completed")) }.count == 2)
        #expect(try office.store.read { try $0.nextEffectAt() } == nil)
    }

    @Test func `Timers fire when they are due, and not before`() async throws {
        let office = try SmallOffice(steps: "  - { id: pause, wait: { for: 1 working day } }")
        _ = try office.start()
        #expect(try await office.runtime.step(now: office.now).isIdle)
        let moment = try #require(try office.runtime.nextMoment())
        #expect(try await office.runtime.step(now: moment).timers == 1)
        #expect(try await office.runtime.step(now: moment).isIdle)
        #expect(try office.store.read { try $0.cases(CaseQuery(status: "completed")) }.count == 1)
    }

    @Test func `A message is delivered before any effect is tried`() async throws {
        let office = try SmallOffice(
            steps: """
                  - { id: post, uses: lab.post }
                """)
        let id = try #require(try office.start())
        try office.store.write { store in
            try store.send(
                MessageRecord(id: "m1", name: "news", target: .id(id), payload: Array("{}".utf8), sentAt: 1))
        }
        let round = try await office.runtime.step(now: office.now)
        #expect(round.messages == 1 && round.effects == 0)
        #expect(try await office.runtime.step(now: office.now).effects == 1)
    }
}
