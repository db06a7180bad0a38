package import CEL

/// A report for programs; the shape is a contract.
package enum SimulationJSON {
    /// A report.
    package static func value(_ report: SimulationReport) -> Value {
        map([
            ("runs", .int(Int64(report.runs))), ("cases", .int(Int64(report.cases))),
            ("events", .int(Int64(report.events))),
            ("outcomes", .list(report.outcomes.map(outcome))), ("lengths", .list(report.lengths.map(length))),
            ("deadlines", .list(report.deadlines.map(deadline))), ("load", .list(report.loads.map(load))),
            ("waits", .list(report.waits.map(wait))), ("critical_path", .list(report.paths.map(path))),
            ("barriers", .list(report.barriers.map(barrier))), ("absences", .list(report.absences.map(absence))),
            ("troubles", .list(report.troubles.map(trouble))),
        ])
    }

    /// Two reports side by side.
    package static func value(_ comparison: SimulationComparison) -> Value {
        map([
            ("first", .string(comparison.names.first)), ("second", .string(comparison.names.second)),
            ("reports", .list([value(comparison.first), value(comparison.second)])),
            ("differences", .list(comparison.rows.map(difference))),
        ])
    }

    private static func difference(_ row: SimulationComparison.Row) -> Value {
        map([
            ("measure", .string(row.measure.rawValue)), ("workflow", .string(row.key.workflow)),
            ("name", .string(row.key.name)), ("first", number(row.first)), ("second", number(row.second)),
            ("difference", number(row.difference)),
        ])
    }

    private static func outcome(_ row: SimulationReport.CaseRow) -> Value {
        map([
            ("workflow", .string(row.workflow)), ("outcome", .string(row.outcome)), ("cases", number(row.count)),
        ])
    }

    private static func length(_ row: SimulationReport.LengthRow) -> Value {
        map(
            [("workflow", .string(row.workflow))] + days(row.days) + [("calendar_days", map(days(row.calendarDays)))])
    }

    private static func deadline(_ row: SimulationReport.DeadlineRow) -> Value {
        let interval = row.inTime.interval
        let facts: [(String, Value)] = [
            ("tasks", .int(Int64(row.inTime.whole))), ("in_time", number(row.inTime.value)),
            ("low", number(interval.low)), ("high", number(interval.high)),
            ("late", .int(Int64(row.late.count))), ("silent", .int(Int64(row.silent))),
            ("open", .int(Int64(row.open))), ("late_p50", whole(row.late.percentile(0.5))),
            ("late_p90", whole(row.late.percentile(0.9))),
        ]
        return map(step(row.step, row.title) + facts)
    }

    private static func load(_ row: SimulationReport.LoadRow) -> Value {
        map([
            ("workflow", .string(row.role.workflow)), ("role", .string(row.role.name)),
            ("peak", .int(Int64(row.peak))), ("peak_holder", .string(row.peakHolder)),
            (
                "weeks",
                .list(
                    row.weeks.map { week in
                        map([
                            ("week", .string(week.week.name)), ("opened", number(week.opened)),
                            ("ended", number(week.ended)), ("open", number(week.open)),
                        ])
                    })
            ),
        ])
    }

    private static func wait(_ row: SimulationReport.WaitRow) -> Value {
        let facts: [(String, Value)] = [
            ("waits_for", .string(row.waiting.rawValue)), ("whom", .string(row.whom)),
            ("open", .int(Int64(row.open))),
        ]
        return map(step(row.step, row.title) + facts + days(row.days))
    }

    private static func path(_ row: SimulationReport.PathRow) -> Value {
        let facts: [(String, Value)] = [
            ("cases", .int(Int64(row.share.part))), ("share", number(row.share.value)), ("days", number(row.days)),
            ("offset", number(row.offset)),
        ]
        return map(step(row.step, row.title) + facts)
    }

    private static func barrier(_ row: SimulationReport.BarrierRow) -> Value {
        map([
            ("workflow", .string(row.barrier.workflow)), ("message", .string(row.barrier.name)),
            ("groups", .int(Int64(row.groups))), ("members", number(row.members)),
            ("others_waited", number(row.waited)),
            ("last_alone_p50", whole(row.last.percentile(0.5))), ("last_alone_p90", whole(row.last.percentile(0.9))),
            (
                "last",
                .list(row.names.map { map([("name", .string($0.name)), ("share", number($0.share.value))]) })
            ),
        ])
    }

    private static func absence(_ row: SimulationReport.AbsenceRow) -> Value {
        map([
            ("workflow", .string(row.step.workflow)), ("step", .string(row.step.name)),
            ("handed_on", .int(Int64(row.handedOn))), ("waited", .int(Int64(row.waited.count))),
            ("days_mean", number(row.waited.mean)), ("days_p90", whole(row.waited.percentile(0.9))),
        ])
    }

    private static func trouble(_ row: SimulationReport.TroubleRow) -> Value {
        map([("workflow", .string(row.workflow)), ("what", .string(row.what)), ("count", .int(Int64(row.count)))])
    }

    // MARK: - Parts

    private static func step(_ key: Tally.StepKey, _ title: String) -> [(String, Value)] {
        [("workflow", .string(key.workflow)), ("step", .string(key.name)), ("title", .string(title))]
    }

    private static func days(_ days: Spread) -> [(String, Value)] {
        [
            ("count", .int(Int64(days.count))), ("mean", number(days.mean)), ("p50", whole(days.percentile(0.5))),
            ("p90", whole(days.percentile(0.9))),
        ]
    }

    private static func whole(_ number: Int?) -> Value { number.map { .int(Int64($0)) } ?? .null }

    /// To four places, so that texts stay the same whatever the order of additions.
    private static func number(_ number: Double?) -> Value {
        number.map { .double(($0 * 10_000).rounded() / 10_000) } ?? .null
    }

    private static func map(_ pairs: [(String, Value)]) -> Value {
        .map(MapValue(pairs.map { (.string($0.0), $0.1) }))
    }
}
