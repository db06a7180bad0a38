import CEL
import Testing
import WaymarkCalendar
import WaymarkDefinition
import WaymarkSchedules

/// Schedules to plan with.
enum ScheduleFixture {
    /// Weekends and two holidays, by the clocks of London, from 2013 to 2014.
    static func calendar() throws -> WorkingCalendar {
        try WorkingCalendar(
            name: "plain", zone: ZoneTable(identifier: "Europe/London"), years: 2013...2014,
            holidays: [
                Holiday(date: try day("2014-01-01"), title: "New Year's Day"),
                Holiday(date: try day("2013-04-01"), title: "Easter Monday"),
            ])
    }

    static func rule(
        _ text: String, from: String? = nil, until: String? = nil, except: [String] = [], also: String? = nil,
        roll: RollConvention = .none, period: Period.Kind? = nil
    ) throws -> ScheduleRule {
        let words = until.map { "\(text) until \($0)" } ?? text
        return ScheduleRule(
            recurrence: try Recurrence(parsing: words),
            setting: RecurrenceSetting(calendar: try calendar(), roll: roll, period: period),
            added: try also.map { try Recurrence(parsing: $0) }, except: Set(except.compactMap { LocalDate($0) }),
            from: from.flatMap { LocalDate($0) }, until: until.flatMap { LocalDate($0) })
    }

    static func schedule(_ rules: [ScheduleRule], catchUp: CatchUp = .all) -> Schedule {
        var schedule = Schedule(
            name: "round", title: "Round", workflow: "round", subjectType: "group", scope: .subject("G1"), rules: rules)
        schedule.catchUp = catchUp
        return schedule
    }

    static func moment(_ text: String) throws -> Instant { try #require(Instant(text)) }

    static func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }
}

/// Numbers that a seed gives.
struct Seeded {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

    mutating func below(_ bound: Int64) -> Int64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int64((state >> 33) % UInt64(bound))
    }
}
