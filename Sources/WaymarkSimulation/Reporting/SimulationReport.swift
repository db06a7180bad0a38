import WaymarkCalendar

/// What some runs came to, in rows for people and programs.
package struct SimulationReport: Sendable, Hashable {
    /// Cases of a workflow by how they ended.
    package struct CaseRow: Sendable, Hashable {
        /// The workflow.
        package var workflow: String
        /// How they ended; `open` at the end of the run.
        package var outcome: String
        /// How many in a run, on average.
        package var count: Double
    }

    /// The chance of meeting a deadline.
    package struct DeadlineRow: Sendable, Hashable {
        /// The step.
        package var step: Tally.StepKey
        /// What people call it.
        package var title: String
        /// Tasks done in time, of all that were due.
        package var inTime: Share
        /// Tasks that silence ended, in all runs.
        package var silent: Int
        /// Tasks still open after the deadline, in all runs.
        package var open: Int
        /// Working days late, of those done late.
        package var late: Spread
    }

    /// What a role has to do in a week, in a run on average.
    package struct WeekRow: Sendable, Hashable {
        /// The week.
        package var week: ISOWeek
        /// Tasks that came.
        package var opened: Double
        /// Tasks that went.
        package var ended: Double
        /// Tasks open at its end.
        package var open: Double
    }

    /// The load of a role.
    package struct LoadRow: Sendable, Hashable {
        /// The role.
        package var role: Tally.StepKey
        /// Week by week.
        package var weeks: [WeekRow]
        /// The most that one holder had at once.
        package var peak: Int
        /// Who.
        package var peakHolder: String
    }

    /// Where cases wait.
    package struct WaitRow: Sendable, Hashable {
        /// The step.
        package var step: Tally.StepKey
        /// What people call it.
        package var title: String
        /// For what sort of thing.
        package var waiting: Tally.Waiting
        /// For whom or what.
        package var whom: String
        /// Working days.
        package var days: Spread
        /// Still waiting at the end, in all runs.
        package var open: Int
    }

    /// A step on the critical path of the cases of a workflow.
    package struct PathRow: Sendable, Hashable {
        /// The step.
        package var step: Tally.StepKey
        /// What people call it.
        package var title: String
        /// In how many of the cases it was on the path.
        package var share: Share
        /// Working days on the path, where it was on it.
        package var days: Double
        /// Working days from the beginning of the case to that of the step.
        package var offset: Double
    }

    /// How long the cases of a workflow took.
    package struct LengthRow: Sendable, Hashable {
        /// The workflow.
        package var workflow: String
        /// Working days.
        package var days: Spread
        /// Calendar days.
        package var calendarDays: Spread
    }

    /// What the last of a cohort costs the others.
    package struct BarrierRow: Sendable, Hashable {
        /// The workflow that waits, and for which message.
        package var barrier: Tally.StepKey
        /// How often one waited, in all runs.
        package var groups: Int
        /// For how many cases, on average.
        package var members: Double
        /// Working days that each of the others waited for the last, on average.
        package var waited: Double
        /// Working days between the last and the one before it.
        package var last: Spread
        /// Who was last most often.
        package var names: [(name: String, share: Share)]

        package static func == (left: Self, right: Self) -> Bool {
            (left.barrier, left.groups, left.members, left.waited, left.last)
                == (right.barrier, right.groups, right.members, right.waited, right.last)
        }

        package func hash(into hasher: inout Hasher) { hasher.combine(barrier) }
    }

    /// What absences of people did to the tasks of a step.
    package struct AbsenceRow: Sendable, Hashable {
        /// The step.
        package var step: Tally.StepKey
        /// Tasks that another did, because whoever was asked first was away; in all runs.
        package var handedOn: Int
        /// Working days that tasks waited because nobody was there.
        package var waited: Spread
    }

    /// What could not be done, was refused or stopped.
    package struct TroubleRow: Sendable, Hashable {
        /// The workflow.
        package var workflow: String
        /// What was said.
        package var what: String
        /// How often, in all runs.
        package var count: Int
    }

    /// Names that are kept of those who were last.
    private static let namesMax = 3

    /// How many runs.
    package let runs: Int
    /// Cases in all runs.
    package let cases: Int
    /// Events in all runs.
    package let events: Int
    /// Cases by outcome.
    package let outcomes: [CaseRow]
    /// How long cases took.
    package let lengths: [LengthRow]
    /// The chance of meeting each deadline, the least first.
    package let deadlines: [DeadlineRow]
    /// The load of each role.
    package let loads: [LoadRow]
    /// Where cases wait, the longest in all first.
    package let waits: [WaitRow]
    /// The critical paths, in the order of time.
    package let paths: [PathRow]
    /// The barriers.
    package let barriers: [BarrierRow]
    /// What absences did, the longest waits in all first.
    package let absences: [AbsenceRow]
    /// The troubles, the most frequent first.
    package let troubles: [TroubleRow]

    /// `1 run`, `4 runs`.
    package var runsInWords: String { runs == 1 ? "1 run" : "\(runs) runs" }

    /// Works out the rows of a tally.
    package init(_ tally: Tally) {
        let runs = max(1, tally.runs)
        self.runs = tally.runs
        cases = tally.cases.values.reduce(0, +)
        events = tally.events
        outcomes = tally.cases.sorted { $0.key < $1.key }.map {
            CaseRow(workflow: $0.key.workflow, outcome: $0.key.name, count: Double($0.value) / Double(runs))
        }
        lengths = tally.paths.sorted { $0.key < $1.key }.map {
            LengthRow(
                workflow: $0.key, days: Spread($0.value.days), calendarDays: Spread($0.value.calendarDays))
        }
        deadlines = tally.deadlines.map { Self.deadline($0.key, $0.value) }.filter { $0.inTime.whole > 0 }.sorted {
            ($0.inTime.value ?? 1, $0.step) < ($1.inTime.value ?? 1, $1.step)
        }
        loads = tally.loads.sorted { $0.key < $1.key }.map { Self.load($0.key, $0.value, runs: runs) }
        waits = tally.waits.map {
            WaitRow(
                step: $0.key, title: $0.value.title, waiting: $0.value.waiting, whom: $0.value.whom,
                days: Spread($0.value.days), open: $0.value.open)
        }.sorted { ($1.days.sum, $0.step) < ($0.days.sum, $1.step) }
        paths = tally.paths.sorted { $0.key < $1.key }.flatMap { Self.path($0.key, $0.value) }
        barriers = tally.barriers.sorted { $0.key < $1.key }.map { Self.barrier($0.key, $0.value) }
        absences = tally.absences.map {
            AbsenceRow(step: $0.key, handedOn: $0.value.handedOn, waited: Spread($0.value.waited))
        }.sorted { ($1.waited.sum, $1.handedOn, $0.step) < ($0.waited.sum, $0.handedOn, $1.step) }
        troubles = tally.troubles.map { TroubleRow(workflow: $0.key.workflow, what: $0.key.name, count: $0.value) }
            .sorted { ($1.count, $0.workflow, $0.what) < ($0.count, $1.workflow, $1.what) }
    }

    private static func deadline(_ key: Tally.StepKey, _ deadline: Tally.Deadline) -> DeadlineRow {
        let late = Spread(deadline.late)
        return DeadlineRow(
            step: key, title: deadline.title,
            inTime: Share(deadline.inTime, of: deadline.inTime + late.count + deadline.silent + deadline.open),
            silent: deadline.silent, open: deadline.open, late: late)
    }

    private static func load(_ key: Tally.StepKey, _ load: Tally.Load, runs: Int) -> LoadRow {
        var weeks: [WeekRow] = []
        let mondays = Set(load.opened.keys).union(load.ended.keys)
        guard let first = mondays.min(), let last = mondays.max() else {
            return LoadRow(role: key, weeks: [], peak: load.peak, peakHolder: load.peakHolder)
        }
        var week = ISOWeek(containing: first)
        var open = 0
        while week.monday <= last {
            let opened = load.opened[week.monday] ?? 0
            let ended = load.ended[week.monday] ?? 0
            open += opened - ended
            weeks.append(
                WeekRow(
                    week: week, opened: Double(opened) / Double(runs), ended: Double(ended) / Double(runs),
                    open: Double(open) / Double(runs)))
            week = week.next
        }
        return LoadRow(role: key, weeks: weeks, peak: load.peak, peakHolder: load.peakHolder)
    }

    private static func path(_ workflow: String, _ path: Tally.Path) -> [PathRow] {
        path.steps.map { name, step in
            PathRow(
                step: .init(workflow: workflow, name: name), title: step.title,
                share: Share(step.cases, of: path.cases),
                days: Double(step.days) / Double(max(1, step.cases)),
                offset: Double(step.offset) / Double(max(1, step.cases)))
        }.sorted { ($0.offset, $0.step) < ($1.offset, $1.step) }
    }

    private static func barrier(_ key: Tally.StepKey, _ barrier: Tally.Barrier) -> BarrierRow {
        let names = barrier.names.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(namesMax)
        return BarrierRow(
            barrier: key, groups: barrier.groups, members: Double(barrier.members) / Double(max(1, barrier.groups)),
            waited: Double(barrier.waited) / Double(max(1, barrier.members - barrier.groups)),
            last: Spread(barrier.last), names: names.map { ($0.key, Share($0.value, of: barrier.groups)) })
    }
}
