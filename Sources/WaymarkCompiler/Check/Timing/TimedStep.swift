import WaymarkCalendar
import WaymarkDefinition

/// A step with only what matters for time: how long it takes, and where it may lead.
struct TimedStep: Sendable {
    /// What it does. Lists are given by their index, moments by their place among those of the definition.
    indirect enum Work: Sendable {
        /// What takes no time.
        case nothing
        /// What never ends by itself.
        case never
        /// What ends the case.
        case stop
        /// What people do, with the time that it is given.
        case task(due: Int?)
        /// Waits for a moment.
        case wait(Int)
        /// So many of some lists must end; others may run beside them, and are not waited for.
        case together([Int], needed: Int, beside: [Int])
        /// One of some lists, or none.
        case oneOf([Int], mayTakeNone: Bool)
        /// A list, at least so many times; 0 where it may be left out.
        case passes(of: Int, fewest: Int)
        /// A list, and what is done when it fails.
        case attempt(Int, handlers: [Int])
        /// A case of another workflow.
        case call(CallStep)
    }

    /// When a way is open.
    enum Opening: Hashable, Sendable {
        /// When the work is done.
        case done
        /// When the step is due.
        case due
        /// When its time is up.
        case timeLimit
        /// As soon as it is reached.
        case atOnce
    }

    /// Where a way leads.
    enum Target: Hashable, Sendable {
        /// To a step, by its place among the timed steps of the list.
        case place(Int)
        /// Out of the list.
        case end
        /// To the end of the case.
        case stop
    }

    /// A way on.
    struct Way: Hashable, Sendable {
        var opens: Opening
        /// The list that it goes through, if it has steps of its own.
        var through: Int?
        var target: Target
    }

    /// Where it stands in the definition.
    var step: Int
    var work: Work
    var ways: [Way] = []
    /// The moment at which its time is up.
    var timeLimit: Int?
    /// What has a date: places among the deadlines of the definition.
    var deadlines: [Int] = []

    /// The moment at which it is due, where people do it.
    var due: Int? { if case .task(let due) = work { due } else { nil } }
}

/// A day by which something is to be done, whatever came before it.
struct TimedDeadline: Sendable {
    /// What is to be done by then.
    enum Kind: Hashable, Sendable {
        /// The step, by its `due`.
        case due
        /// The step, by its `timeout`.
        case timeLimit
        /// The step, because others see its result from then on, by its `hide_until`.
        case release
        /// All that comes before the wait, because something is done to the outside world on the day it waits for.
        case publication

        /// Whether what is ready at a moment is late.
        ///
        /// The timer of a step that opens in the moment in which it is due fires at once, so that nobody can be in time.
        /// A result that is there in the moment in which it is made known is in time.
        func isLate(at ready: Instant, due: Instant) -> Bool {
            switch self {
            case .due, .timeLimit: ready >= due
            case .release, .publication: ready > due
            }
        }
    }

    /// The step.
    var step: Int
    var kind: Kind
    /// The moment, by its place among those of the definition.
    var moment: Int
}
