import Testing
import WaymarkCalendar
import WaymarkRuntime
import WaymarkStore

/// Timers of one case that are due at the same time, where the first to fire ends what the others were set for.
@Suite struct TimersTogetherTests {
    private static func workflow(_ steps: String) -> String {
        """
        workflow: trial
        version: "1"
        title: Trial
        subject: school
        roles: { head: { in: subject, position: head } }
        steps:
        \(steps)
          - { id: after, uses: office.ask, role: head }
        """
    }

    private static let cases: [(name: String, workflow: String)] = [
        (
            "two waits for the same day",
            workflow(
                """
                  - id: both
                    parallel:
                      one: [ { id: first, wait: { condition: 'today > "2013-10-02"' } } ]
                      two: [ { id: second, wait: { condition: 'today > "2013-10-02"' } } ]
                """)
        ),
        (
            "a race of two waits",
            workflow(
                """
                  - id: either
                    race:
                      one: [ { id: first, wait: { for: 1 working day } } ]
                      two: [ { id: second, wait: { for: 2 working days } } ]
                """)
        ),
        (
            "a deadline that ends the step, and its timeout",
            workflow(
                """
                  - { id: asked, uses: office.ask, role: head, due: 1 working day, when_overdue: continue, timeout: 2 working days }
                """)
        ),
        (
            "a loop that closes, and its timeout",
            workflow(
                """
                  - id: hearings
                    for_each: school
                    in: "[subject.id].filter(s, s != subject.id)"
                    open: { for: 1 working day }
                    timeout: 2 working days
                    steps: [ { id: asked, uses: office.ask, role: head } ]
                """)
        ),
    ]

    @Test(arguments: Works.Store.allCases, Self.cases.map(\.name))
    func `What has ended meanwhile does not fire, and keeps nothing from firing`(
        store: Works.Store, name: String
    ) async throws {
        let workflow = try #require(Self.cases.first { $0.name == name }?.workflow)
        try await Works.open(store, [workflow]) { works in
            for school in Works.schools { try await works.start("trial", school) }
            // As after an outage: everything that was due meanwhile is due at once.
            let now = works.now.adding(seconds: 30 * 86_400)
            try await works.runtime.settle(now: now)
            let open = try works.runtime.store.read { try $0.tasks(TaskQuery(limit: 50)) }
            #expect(open.map(\.step) == Works.schools.map { _ in "after" })
            #expect(
                try works.runtime.store.read { try $0.dueTimers(at: now.millisecondsSinceEpoch, limit: 50) }.isEmpty)
        }
    }
}
