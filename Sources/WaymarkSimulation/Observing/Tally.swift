package import WaymarkCalendar

/// What was counted in one run or several: only sums, so that tallies of runs add up to one in any grouping.
package struct Tally: Sendable, Hashable {
    /// A step of a workflow.
    package struct StepKey: Hashable, Comparable, Sendable {
        /// The workflow.
        package var workflow: String
        /// The step's id, or a role or message.
        package var name: String

        package static func < (left: StepKey, right: StepKey) -> Bool {
            (left.workflow, left.name) < (right.workflow, right.name)
        }
    }

    /// How tasks with a deadline ended.
    package struct Deadline: Sendable, Hashable {
        /// What people call the step.
        package var title = ""
        /// Done by the deadline.
        package var inTime = 0
        /// Done after it: how often by how many working days.
        package var late: [Int: Int] = [:]
        /// Ended by silence.
        package var silent = 0
        /// Open at the end of the run, with the deadline past.
        package var open = 0
    }

    /// What a role had to do, by the Monday of each week.
    package struct Load: Sendable, Hashable {
        /// Tasks that came.
        package var opened: [LocalDate: Int] = [:]
        /// Tasks that went.
        package var ended: [LocalDate: Int] = [:]
        /// The most that any one body or holder of a position had at once in any run.
        package var peak = 0
        /// Who had them.
        package var peakHolder = ""
    }

    /// For whom or what a step waits.
    package enum Waiting: String, Sendable, Hashable, CaseIterable {
        /// People of a role.
        case role
        /// A message from another case.
        case message
        /// A moment.
        case timer
        /// A condition.
        case condition
        /// A milestone of this or another case.
        case milestone
        /// Cases that it called.
        case cases
        /// The outside world.
        case effect
    }

    /// How long a step waited.
    package struct Wait: Sendable, Hashable {
        /// What people call the step.
        package var title = ""
        /// For what sort of thing.
        package var waiting = Waiting.timer
        /// Its name.
        package var whom = ""
        /// How often so many working days.
        package var days: [Int: Int] = [:]
        /// How often it still waited at the end of the run.
        package var open = 0
    }

    /// What made the end dates of the cases of a workflow.
    package struct Path: Sendable, Hashable {
        /// How many cases ended.
        package var cases = 0
        /// Their lengths: how often so many working days.
        package var days: [Int: Int] = [:]
        /// Their lengths: how often so many calendar days.
        package var calendarDays: [Int: Int] = [:]
        /// The steps on it.
        package var steps: [String: PathStep] = [:]
    }

    /// A step on the critical path.
    package struct PathStep: Sendable, Hashable {
        /// What people call it.
        package var title = ""
        /// In how many cases it was on the path.
        package var cases = 0
        /// Working days on the path in all.
        package var days = 0
        /// Working days from the beginning of the case to that of the step, in all.
        package var offset = 0
    }

    /// Where a case waited for several others.
    package struct Barrier: Sendable, Hashable {
        /// How often there was one.
        package var groups = 0
        /// For how many cases in all.
        package var members = 0
        /// Working days that the others waited for the last of them, in all.
        package var waited = 0
        /// What the last alone cost: how often so many working days after the one before it.
        package var last: [Int: Int] = [:]
        /// Who was last, and how often.
        package var names: [String: Int] = [:]
    }

    /// What absences of people did to the tasks of a step.
    package struct Absence: Sendable, Hashable {
        /// Tasks that another did, because whoever was asked first was away.
        package var handedOn = 0
        /// Tasks for which nobody was there: how often they waited so many working days.
        package var waited: [Int: Int] = [:]
    }

    /// How many runs.
    package internal(set) var runs = 0
    /// Events recorded.
    package internal(set) var events = 0
    /// Cases by workflow and how they ended.
    package internal(set) var cases: [StepKey: Int] = [:]
    /// Deadlines by step.
    package internal(set) var deadlines: [StepKey: Deadline] = [:]
    /// Load by role.
    package internal(set) var loads: [StepKey: Load] = [:]
    /// Waits by step.
    package internal(set) var waits: [StepKey: Wait] = [:]
    /// Critical paths by workflow.
    package internal(set) var paths: [String: Path] = [:]
    /// Barriers by workflow and message.
    package internal(set) var barriers: [StepKey: Barrier] = [:]
    /// What absences did, by step.
    package internal(set) var absences: [StepKey: Absence] = [:]
    /// What could not be done or stopped, by workflow and what was said.
    package internal(set) var troubles: [StepKey: Int] = [:]

    package init() {}

    /// Adds what was counted in another run.
    package mutating func add(_ other: Tally) {
        runs += other.runs
        events += other.events
        cases.merge(other.cases, uniquingKeysWith: +)
        deadlines.merge(other.deadlines) { $0.adding($1) }
        loads.merge(other.loads) { $0.adding($1) }
        waits.merge(other.waits) { $0.adding($1) }
        paths.merge(other.paths) { $0.adding($1) }
        barriers.merge(other.barriers) { $0.adding($1) }
        absences.merge(other.absences) { $0.adding($1) }
        troubles.merge(other.troubles, uniquingKeysWith: +)
    }
}

extension Tally.Absence {
    /// Counts what became of one task.
    mutating func add(_ absence: Cast.Absence) {
        switch absence {
        case .handedOn: handedOn += 1
        case .waits(let days): waited[days, default: 0] += 1
        }
    }

    fileprivate func adding(_ other: Self) -> Self {
        var sum = self
        sum.handedOn += other.handedOn
        sum.waited.merge(other.waited, uniquingKeysWith: +)
        return sum
    }
}

extension Tally.Deadline {
    fileprivate func adding(_ other: Self) -> Self {
        var sum = self
        sum.inTime += other.inTime
        sum.late.merge(other.late, uniquingKeysWith: +)
        sum.silent += other.silent
        sum.open += other.open
        return sum
    }
}

extension Tally.Load {
    fileprivate func adding(_ other: Self) -> Self {
        var sum = self
        sum.opened.merge(other.opened, uniquingKeysWith: +)
        sum.ended.merge(other.ended, uniquingKeysWith: +)
        if (other.peak, sum.peakHolder) > (peak, other.peakHolder) {
            sum.peak = other.peak
            sum.peakHolder = other.peakHolder
        }
        return sum
    }
}

extension Tally.Wait {
    fileprivate func adding(_ other: Self) -> Self {
        var sum = self
        sum.days.merge(other.days, uniquingKeysWith: +)
        sum.open += other.open
        return sum
    }
}

extension Tally.Path {
    fileprivate func adding(_ other: Self) -> Self {
        var sum = self
        sum.cases += other.cases
        sum.days.merge(other.days, uniquingKeysWith: +)
        sum.calendarDays.merge(other.calendarDays, uniquingKeysWith: +)
        sum.steps.merge(other.steps) { left, right in
            var step = left
            step.cases += right.cases
            step.days += right.days
            step.offset += right.offset
            return step
        }
        return sum
    }
}

extension Tally.Barrier {
    fileprivate func adding(_ other: Self) -> Self {
        var sum = self
        sum.groups += other.groups
        sum.members += other.members
        sum.waited += other.waited
        sum.last.merge(other.last, uniquingKeysWith: +)
        sum.names.merge(other.names, uniquingKeysWith: +)
        return sum
    }
}
