import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkRuntime
import WaymarkStore

@Suite struct ExclusiveTests {
    private static let workflow = """
        workflow: hall
        version: "1"
        title: Hall
        subject: school
        roles: { head: { in: subject, position: head } }
        steps:
          - id: book
            exclusive: hall
            steps: [ { id: use, uses: office.ask, role: head } ]
            timeout: 5 working days
          - { id: after, uses: office.ask, role: head }
        """

    @Test(arguments: Works.Store.allCases)
    func `Cases go through one at a time, first come, first served`(store: Works.Store) async throws {
        try await Works.open(store, [Self.workflow]) { works in
            var ids: [String] = []
            for school in Works.schools.prefix(3) { ids.append(try await works.start("hall", school)) }
            #expect(try works.open() == [ids[0]: ["use"]])
            try await works.answer("use", of: ids[0])
            #expect(try works.open() == [ids[0]: ["after"], ids[1]: ["use"]])
            try await works.answer("use", of: ids[1])
            try await works.answer("use", of: ids[2])
            #expect(try works.open() == [ids[0]: ["after"], ids[1]: ["after"], ids[2]: ["after"]])
            #expect(try works.runtime.store.read { try $0.exclusives(name: "hall", limit: 9) }.isEmpty)
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `Whatever ends the step lets the next one in, whether it was inside or waited`(store: Works.Store) async throws
    {
        try await Works.open(store, [Self.workflow]) { works in
            var ids: [String] = []
            for school in Works.schools.prefix(4) { ids.append(try await works.start("hall", school)) }
            try await works.act(.cancelCase(reason: "not needed"), on: ids[1])
            try await works.act(.cancelCase(reason: "not needed"), on: ids[0])
            #expect(try works.open() == [ids[2]: ["use"]])
            let timer = try #require(try works.state(ids[2]).timers.keys.first)
            #expect(try works.state(ids[2]).timers[timer]?.purpose == .timeout)
            try await works.runtime.settle(now: works.now.adding(seconds: 30 * 86_400))
            #expect(try works.open() == [ids[2]: ["after"], ids[3]: ["after"]])
        }
    }

    @Test(arguments: Works.Store.allCases)
    func `Parts of one case wait for each other too, and names are told apart`(store: Works.Store) async throws {
        let workflow = """
            workflow: parts
            version: "1"
            title: Parts
            subject: school
            roles: { head: { in: subject, position: head } }
            steps:
              - id: both
                parallel:
                  left: [ { id: one, exclusive: "of-${case.id}", steps: [ { id: first, uses: office.ask, role: head } ] } ]
                  right: [ { id: two, exclusive: "of-${case.id}", steps: [ { id: second, uses: office.ask, role: head } ] } ]
            """
        try await Works.open(store, [workflow]) { works in
            let id = try await works.start("parts", "S1")
            let other = try await works.start("parts", "S2")
            #expect(try works.open() == [id: ["first"], other: ["first"]])
            try await works.answer("first", of: id)
            #expect(try works.open() == [id: ["second"], other: ["first"]])
        }
    }

    /// Whatever comes in whatever order: never two inside, and nobody is forgotten.
    @Test(arguments: 0..<12)
    func `Never two are inside`(seed: Int) async throws {
        try await Works.open(seed % 4 == 0 ? .sqlite : .memory, [Self.workflow]) { works in
            var choice = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
            func below(_ bound: Int) -> Int {
                choice = choice &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return Int((choice >> 33) % UInt64(max(1, bound)))
            }
            var ids: [String] = []
            for _ in 0..<40 {
                switch below(4) {
                case 0 where ids.count < 8:
                    ids.append(try await works.start("hall", Works.schools[below(Works.schools.count)]))
                case 1 where !ids.isEmpty:
                    _ = try? await works.act(.cancelCase(reason: "no"), on: ids[below(ids.count)])
                default:
                    if let inside = try works.open().first(where: { $0.value == ["use"] }) {
                        try await works.answer("use", of: inside.key)
                    }
                }
                let inside = try works.open().filter { $0.value.contains("use") }
                let queue = try works.runtime.store.read { try $0.exclusives(name: "hall", limit: 50) }
                #expect(inside.count == min(1, queue.count))
                #expect(queue.map(\.isGranted) == queue.indices.map { $0 == 0 })
                #expect(queue.first.map { inside[$0.caseID] != nil } ?? inside.isEmpty)
            }
        }
    }
}
