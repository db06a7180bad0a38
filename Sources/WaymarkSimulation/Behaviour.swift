import CEL
package import WaymarkCalendar
package import WaymarkDiagnostics
import WaymarkYAML

/// How fictional people behave: what `Config/simulation` says of each step.
package struct Behaviour: Sendable {
    /// What people do with the tasks of a step.
    struct StepBehaviour: Sendable {
        /// Days of work before they act, and how many more by chance.
        var workingDays = 1
        var spreadDays = 1
        /// Acts on a day that an expression gives, if it is later.
        var on: CheckedExpression?
        /// Nobody acts when this holds.
        var skip: CheckedExpression?
        /// What people do when silence has ended the step; nothing when nil.
        var late: Lateness?
        /// Climbs the ladder first when this holds.
        var escalate: CheckedExpression?
        var outcome: Part?
        var reason: Part?
        var form: [(name: String, value: Part)] = []
    }

    /// How people come late.
    struct Lateness: Sendable {
        /// They do when this holds.
        var when: CheckedExpression?
        /// Working days after the time was up.
        var after = Part.fixed(.int(1))
    }

    /// A value of a form: fixed, or computed anew for each task.
    indirect enum Part: Sendable {
        case fixed(Value)
        case computed(CheckedExpression)
        case list([Part])
        case map([(name: String, value: Part)])
    }

    /// A day on which every start of the behaviour happens, with values that its inputs can name.
    struct Round: Sendable {
        var name: String
        var on: LocalDate
        var values: [String: String] = [:]
    }

    /// Cases that each round starts.
    struct Start: Sendable {
        var workflow: String
        var cohort: String
        var inputs: [String: String]
        var person: String
    }

    /// A table of the report: cases counted by what they gave.
    struct Count: Sendable {
        var title: String
        var workflow: String
        var each: CheckedExpression?
        var by: CheckedExpression
    }

    var steps: [String: StepBehaviour] = [:]
    /// When people work and when they are away.
    var people = WorkingLife()
    var starts: [Start] = []
    /// Whether the project's schedules start cases.
    package internal(set) var runsSchedules = true
    /// When the starts happen; once at the beginning when there are none.
    var rounds: [Round] = []
    /// Files of the data folder that stand in for those that are not there yet, by the name of the missing one.
    package internal(set) var standIns: [String: String] = [:]
    var counts: [Count] = []
    /// When a run begins.
    package private(set) var from = LocalDate(daysSinceEpoch: 0)
    /// When it stops, whatever is still open.
    package private(set) var until = LocalDate(daysSinceEpoch: 0)

    /// Reads behaviour; `base` gives the text of the file that it extends.
    package static func read(
        _ text: String, file: String, base: @escaping (String) -> String? = { _ in nil }
    ) -> (behaviour: Behaviour, diagnostics: Diagnostics) {
        var reader = BehaviourReader(file: file, base: base)
        let behaviour = reader.read(text)
        return (behaviour, reader.diagnostics)
    }

    /// The workflows of which people may come late.
    var lateWorkflows: Set<String> {
        Set(steps.lazy.filter { $0.value.late != nil }.map { String($0.key.prefix { $0 != "/" }) })
    }

    /// The rounds of a run, in order; one at its beginning when none is named.
    var allRounds: [Round] { rounds.isEmpty ? [Round(name: "", on: from)] : rounds.sorted { $0.on < $1.on } }

    /// The first day of the round that something which began on a day belongs to; that day itself where schedules open it.
    func begin(of day: LocalDate) -> LocalDate {
        if rounds.isEmpty, runsSchedules { return day }
        let rounds = allRounds
        return (rounds.last { $0.on <= day } ?? rounds[0]).on
    }

    /// What is said of people and positions that the register does not have.
    package func faults(people known: (String) throws -> Bool, positions: [String]) rethrows -> Diagnostics {
        try people.faults(code: BehaviourReader.code, people: known, positions: positions)
    }

    /// Runs over other days.
    package mutating func setSpan(from: LocalDate, until: LocalDate) {
        self.from = from
        self.until = until
    }
}
