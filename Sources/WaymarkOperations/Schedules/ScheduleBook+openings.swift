import CEL
package import WaymarkCalendar
package import WaymarkCompiler
import WaymarkDefinition
import WaymarkEngine
package import WaymarkSchedules

extension ScheduleBook {
    /// When the schedules start cases in the years of a calendar, by workflow and in order, for the checker.
    ///
    /// Inputs that rest on the organisation are left out: what is the same for everyone is what deadlines are held to.
    package func openings(in calendar: WorkingCalendar) -> [String: [CaseOpening]] {
        var openings: [String: [CaseOpening]] = [:]
        for schedule in schedules {
            openings[schedule.workflow, default: []] += schedule.openings(in: calendar)
        }
        return openings.mapValues { $0.sorted { ($0.at, $0.schedule) < ($1.at, $1.schedule) } }
    }
}

extension Schedule {
    /// The starts in the years of a calendar; of one that starts cases every few minutes, the first.
    fileprivate func openings(in calendar: WorkingCalendar) -> [CaseOpening] {
        var occurrences = rules.knownOccurrences(from: calendar.zone.instant(of: calendar.firstDate, .midnight))
        var openings: [CaseOpening] = []
        // Past the calendar's years nothing is known, and nothing is looked for.
        while openings.count < WaymarkSchedules.Limits.openingsMax, let occurrence = try? occurrences.next() {
            openings.append(
                CaseOpening(schedule: name, at: occurrence.instant, inputs: inputs(at: occurrence, calendar)))
        }
        return openings
    }

    private func inputs(at occurrence: ScheduleOccurrence, _ calendar: WorkingCalendar) -> [String: Value] {
        let scope = KnownBeforehand(occurrence.values, calendar: calendar)
        var given: [String: Value] = [:]
        for input in inputs { given[input.name] = try? input.value.evaluated(in: scope) }
        return given
    }
}
