import Testing
import WaymarkCalendar
import WaymarkSchedules

@Suite struct SchedulePlanTests {
    private func plan(
        _ catchUp: CatchUp, from start: String, now: String, limit: Int = 500, known: Set<String> = []
    ) throws -> SchedulePlan {
        let schedule = ScheduleFixture.schedule(
            [try ScheduleFixture.rule("every month at 09:00")], catchUp: catchUp)
        return try SchedulePlan(
            of: schedule, from: try ScheduleFixture.moment(start), now: try ScheduleFixture.moment(now), limit: limit
        ) { known.contains($0.date.description) }
    }

    private func words(_ plan: SchedulePlan) -> [String] {
        plan.steps.map { step in
            switch step {
            case .start(let occurrence): "start \(occurrence.date)"
            case .miss(let occurrence, let reason): "miss \(occurrence.date) \(reason)"
            case .pass(let occurrence): "pass \(occurrence.date)"
            }
        }
    }

    @Test(arguments: [
        (CatchUp.all, ["start 2013-10-01", "start 2013-11-01", "start 2013-12-01"]),
        (.latest, ["miss 2013-10-01 overtaken", "miss 2013-11-01 overtaken", "start 2013-12-01"]),
        (.none, ["miss 2013-10-01 late", "miss 2013-11-01 late", "start 2013-12-01"]),
    ]) func `After an outage the policy says what is made good, the oldest first`(
        policy: CatchUp, expected: [String]
    ) throws {
        let plan = try plan(policy, from: "2013-10-01T00:00:00Z", now: "2013-12-01T09:30:00Z")
        #expect(words(plan) == expected)
        #expect(try plan.nextAt == ScheduleFixture.moment("2014-01-01T09:00:00Z"))
    }

    @Test func `What is later than an hour is late`() throws {
        let late = try plan(.none, from: "2013-12-01T00:00:00Z", now: "2013-12-01T10:00:00.001Z")
        #expect(words(late) == ["miss 2013-12-01 late"])
        let punctual = try plan(.none, from: "2013-12-01T00:00:00Z", now: "2013-12-01T10:00:00Z")
        #expect(words(punctual) == ["start 2013-12-01"])
    }

    @Test func `What has had its run is passed, and nothing ahead is touched`() throws {
        let plan = try plan(
            .all, from: "2013-10-01T00:00:00Z", now: "2013-12-31T00:00:00Z", known: ["2013-11-01"])
        #expect(words(plan) == ["start 2013-10-01", "pass 2013-11-01", "start 2013-12-01"])
        #expect(try self.plan(.all, from: "2014-01-01T09:00:00Z", now: "2013-12-31T00:00:00Z").steps.isEmpty)
    }

    @Test func `A plan ends at its limit and says where to go on`() throws {
        let plan = try plan(.all, from: "2013-10-01T00:00:00Z", now: "2013-12-31T00:00:00Z", limit: 2)
        #expect(words(plan) == ["start 2013-10-01", "start 2013-11-01"])
        #expect(try plan.nextAt == ScheduleFixture.moment("2013-12-01T09:00:00Z"))
        let latest = try self.plan(.latest, from: "2013-10-01T00:00:00Z", now: "2013-12-31T00:00:00Z", limit: 2)
        #expect(words(latest) == ["miss 2013-10-01 overtaken", "miss 2013-11-01 overtaken"])
    }

    @Test func `A schedule that is over is never next`() throws {
        let schedule = ScheduleFixture.schedule([try ScheduleFixture.rule("every month", until: "2013-10-31")])
        let plan = try SchedulePlan(
            of: schedule, from: try ScheduleFixture.moment("2013-10-01T00:00:00Z"),
            now: try ScheduleFixture.moment("2014-02-01T00:00:00Z")
        ) { _ in false }
        #expect(plan.steps.count == 1)
        #expect(plan.nextAt == nil)
    }

    // MARK: - Whatever the ticks

    private static let texts = [
        "every quarter or the next working day", "every Monday and Thursday at 08:00", "every day at 01:30",
        "last working day of every month at 16:45", "cron 15 */6 * * *", "5 working days after every quarter ends",
    ]

    /// Ticks at some moments, the last of them `end`, with everything that is done kept as a store keeps it.
    private func run(
        _ schedule: Schedule, from start: Instant, ticks: [Instant], limit: Int
    ) throws -> (starts: [Instant], misses: [Instant]) {
        var nextAt: Instant? = start
        var done: Set<Instant> = []
        var starts: [Instant] = []
        var misses: [Instant] = []
        for now in ticks {
            while let next = nextAt, next <= now {
                let plan = try SchedulePlan(of: schedule, from: next, now: now, limit: limit) {
                    done.contains($0.instant)
                }
                for step in plan.steps {
                    let instant = step.occurrence.instant
                    switch step {
                    case .pass: continue
                    case .start: starts.append(instant)
                    case .miss: misses.append(instant)
                    }
                    #expect(done.insert(instant).inserted, "nothing happens twice")
                }
                nextAt = plan.nextAt
            }
        }
        return (starts, misses)
    }

    @Test(arguments: Array(0..<60)) func `Any ticks at any moments start the same as one tick at the end`(seed: Int)
        throws
    {
        var random = Seeded(UInt64(seed))
        let schedule = ScheduleFixture.schedule([try ScheduleFixture.rule(Self.texts[seed % Self.texts.count])])
        let start = try ScheduleFixture.moment("2013-09-01T00:00:00Z")
        let span: Int64 = 250 * 86_400_000
        let end = start.adding(milliseconds: span)
        var ticks = (0..<Int(random.below(40))).map { _ in start.adding(milliseconds: random.below(span)) }.sorted()
        ticks.append(end)
        let limit = 1 + Int(random.below(20))
        let often = try run(schedule, from: start, ticks: ticks, limit: limit)
        let once = try run(schedule, from: start, ticks: [end], limit: 500)
        #expect(often.starts == once.starts)
        #expect(often.starts == often.starts.sorted())
        #expect(often.misses.isEmpty)
        let all = try schedule.rules.occurrences(in: start..<end.adding(milliseconds: 1)).map(\.instant)
        #expect(once.starts == all, "none is lost")
    }

    @Test(arguments: Array(0..<30)) func `With every policy each occurrence is started or recorded as missed, once`(
        seed: Int
    ) throws {
        var random = Seeded(UInt64(seed) + 1000)
        let policy = CatchUp.allCases[seed % 3]
        let schedule = ScheduleFixture.schedule(
            [try ScheduleFixture.rule(Self.texts[seed % Self.texts.count])], catchUp: policy)
        let start = try ScheduleFixture.moment("2013-09-01T00:00:00Z")
        let span: Int64 = 250 * 86_400_000
        let end = start.adding(milliseconds: span)
        let ticks = (0..<25).map { _ in start.adding(milliseconds: random.below(span)) }.sorted() + [end]
        let (starts, misses) = try run(schedule, from: start, ticks: ticks, limit: 7)
        let all = try schedule.rules.occurrences(in: start..<end.adding(milliseconds: 1)).map(\.instant)
        #expect((starts + misses).sorted() == all)
        if policy == .latest {
            // At every tick the last that had come due is started.
            for tick in ticks { #expect(all.last { $0 <= tick }.map(starts.contains) ?? true) }
        }
    }
}
