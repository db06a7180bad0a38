package import CEL
package import WaymarkCalendar

/// One step of a definition: what every step may have, and its construct.
package struct Step: Sendable {
    /// The id, unique in the file.
    package var id: String
    /// Where it stands in the definition's steps.
    package var index: Int
    /// The list that it stands in, and its place there.
    package var list: Int
    /// Its place in that list, from 0.
    package var position: Int
    /// The `for_each` steps around it, outermost first: the scopes of its outputs.
    package var loops: [Int]
    /// What people call it; the id with spaces when not given.
    package var title: String
    /// What it is for, in a sentence or two.
    package var summary: String?
    /// The place in the policy that it carries out.
    package var citation: String?
    /// Skipped when this is false.
    package var when: CheckedExpression?
    /// Open only while this holds (a milestone).
    package var availableWhile: CheckedExpression?
    /// Variables changed when it completes.
    package var assignments: [NamedTemplate]
    /// What the case has reached when it completes.
    package var milestone: String?
    /// How an effect is tried again.
    package var retry: RetryPolicy?
    /// How long it may take; then its outcome is `timed_out`.
    package var timeout: DeadlineTemplate?
    /// Where each outcome leads; an outcome without a route continues.
    package var routes: [String: Route]
    /// What it does.
    package var construct: Construct

    /// Describes a step.
    package init(
        id: String, index: Int, list: Int, position: Int, loops: [Int], title: String, summary: String? = nil,
        citation: String? = nil, when: CheckedExpression? = nil, availableWhile: CheckedExpression? = nil,
        assignments: [NamedTemplate] = [], milestone: String? = nil, retry: RetryPolicy? = nil,
        timeout: DeadlineTemplate? = nil, routes: [String: Route] = [:], construct: Construct
    ) {
        self.id = id
        self.index = index
        self.list = list
        self.position = position
        self.loops = loops
        self.title = title
        self.summary = summary
        self.citation = citation
        self.when = when
        self.availableWhile = availableWhile
        self.assignments = assignments
        self.milestone = milestone
        self.retry = retry
        self.timeout = timeout
        self.routes = routes
        self.construct = construct
    }
}

/// The outcomes that the engine itself gives, besides those of a step kind.
public enum BuiltInOutcome {
    /// Done, where a construct has only one way to end.
    public static let done = "done"
    /// A human step whose deadline passed with `when_overdue: continue`.
    public static let overdue = "overdue"
    /// A step whose `timeout` passed.
    public static let timedOut = "timed_out"
    /// A wait that got its message.
    public static let received = "received"
    /// A wait whose milestone was reached.
    public static let reached = "reached"
    /// A step that a `cancel` elsewhere withdrew.
    public static let withdrawn = "withdrawn"
    /// A step that somebody had the case go on without.
    public static let skipped = "skipped"
    /// A quorum in which all have handed in and no outcome has enough.
    public static let undecided = "undecided"
    /// What a member of a quorum hands in who takes no part.
    public static let recused = "recused"
    /// A `try` in which something failed and was caught.
    public static let caught = "caught"
    /// A case that somebody cancelled.
    public static let cancelled = "cancelled"
}

/// Where an outcome leads.
package enum Route: Sendable, Equatable {
    /// To the next step of the list.
    case next
    /// To a step of the same list, forward or back.
    case goTo(step: Int)
    /// Out of the list.
    case leave
    /// To the end of the case, with an outcome.
    case stop(outcome: String)
    /// Through steps of its own, then on.
    case steps(list: Int)
}

/// How often and after what pauses an effect is tried again before it becomes an incident.
package struct RetryPolicy: Sendable, Equatable {
    /// Tries in all, at least 1.
    package var attempts: Int
    /// Milliseconds before the second try.
    package var firstPause: Int64
    /// By what each pause is longer than the one before; at least 1.
    package var factor: Double
    /// Milliseconds that no pause exceeds.
    package var longestPause: Int64

    /// Describes a policy; the default tries five times within about a minute.
    package init(attempts: Int = 5, firstPause: Int64 = 2_000, factor: Double = 3, longestPause: Int64 = 3_600_000) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.factor = factor
        self.longestPause = longestPause
    }
}

/// A deadline with the expressions that it is reckoned from.
package struct DeadlineTemplate: Sendable {
    /// The rule; `.expression(n)` in it is the n-th of the anchors.
    package var rule: DeadlineRule
    /// The expressions, each a date, a moment or a period.
    package var anchors: [CheckedExpression]

    /// Describes a deadline.
    package init(rule: DeadlineRule, anchors: [CheckedExpression] = []) {
        self.rule = rule
        self.anchors = anchors
    }
}

/// Who may act: positions in the organisations that an expression finds.
package struct RoleRule: Sendable {
    /// The name under `roles`, or the step's id for a rule written in the step.
    package var name: String
    /// What people call it.
    package var title: String
    /// An organisation, a list of them, or the id of one.
    package var organisation: CheckedExpression
    /// The positions of which one must be held; empty for anyone of the organisation.
    package var positions: [String]

    /// Describes a role.
    package init(name: String, title: String, organisation: CheckedExpression, positions: [String]) {
        self.name = name
        self.title = title
        self.organisation = organisation
        self.positions = positions
    }
}

/// What people who act in one case may not both do.
package enum DutyRule: Sendable {
    /// Each of the steps by somebody else.
    case differentPeople(steps: [Int])
    /// All of the steps by one person.
    case samePerson(steps: [Int])
    /// The step by nobody who holds a position in the organisation.
    case notFrom(step: Int, organisation: CheckedExpression)
    /// The step by nobody who started the case.
    case notSubmitter(step: Int)
}

/// What a step that people do has besides its kind.
package struct HumanPart: Sendable {
    /// Who may act.
    package var role: RoleRule
    /// When it is due.
    package var due: DeadlineTemplate?
    /// When those who may act are reminded.
    package var reminders: [DeadlineTemplate]
    /// Who is told or takes over when it is late, in order.
    package var ladder: [Rung]
    /// What happens when it is overdue.
    package var whenOverdue: OverdueRule
    /// What becomes of what is handed in after silence has ended the step; nil when it is refused.
    package var late: LateRule?
    /// How many must decide; nil for one.
    package var quorum: QuorumRule?
    /// From when others may see the result.
    package var hiddenUntil: DeadlineTemplate?

    /// Describes the human part of a step.
    package init(
        role: RoleRule, due: DeadlineTemplate? = nil, reminders: [DeadlineTemplate] = [], ladder: [Rung] = [],
        whenOverdue: OverdueRule = .stayOpen, late: LateRule? = nil, quorum: QuorumRule? = nil,
        hiddenUntil: DeadlineTemplate? = nil
    ) {
        self.role = role
        self.due = due
        self.reminders = reminders
        self.ladder = ladder
        self.whenOverdue = whenOverdue
        self.late = late
        self.quorum = quorum
        self.hiddenUntil = hiddenUntil
    }
}

/// A rung of an escalation ladder.
package struct Rung: Sendable {
    /// When it is climbed; nil when only by hand.
    package var after: DeadlineTemplate?
    /// Who is added, or takes over.
    package var to: RoleRule
    /// Whether the first role may no longer act.
    package var handsOver: Bool

    /// Describes a rung.
    package init(after: DeadlineTemplate?, to: RoleRule, handsOver: Bool) {
        self.after = after
        self.to = to
        self.handsOver = handsOver
    }
}

/// What the passing of a deadline does to a human step.
package enum OverdueRule: Sendable, Equatable {
    /// It stays open and is shown as late.
    case stayOpen
    /// The step ends with the outcome `overdue` and what its kind records for silence.
    case end
}

/// What becomes of what is handed in after silence has ended a human step.
package enum LateRule: Sendable {
    /// It is kept and marked late; nothing follows from it.
    case keep
    /// It is taken as if it had come in time, and a list around the step goes back to a step of its own.
    ///
    /// Where the condition does not hold, or that list is over, it is kept.
    case goTo(step: Int, when: CheckedExpression?)
}

/// How many people of a role must decide.
package struct QuorumRule: Sendable, Equatable {
    /// How many must agree; nil when only the share counts.
    package var needed: Int?
    /// The share of the members that suffices instead.
    package var share: Share?

    /// A share of those who may hand in.
    package enum Share: String, Sendable, CaseIterable {
        /// Half of them.
        case half
        /// More than half.
        case majority
        /// Two of three.
        case twoThirds = "two_thirds"
        /// Three of four.
        case threeQuarters = "three_quarters"
        /// Everybody.
        case all

        /// How many of a number of members it is, rounded up.
        package func count(of members: Int) -> Int {
            switch self {
            case .half: (members + 1) / 2
            case .majority: members / 2 + 1
            case .twoThirds: (2 * members + 2) / 3
            case .threeQuarters: (3 * members + 3) / 4
            case .all: members
            }
        }
    }

    /// Describes a quorum; at least one of its parts is given.
    package init(needed: Int?, share: Share?) {
        self.needed = needed
        self.share = share
    }

    /// How many must agree, where so many take part; at least one.
    package func needed(of members: Int) -> Int {
        max(1, [needed, share?.count(of: members)].compactMap { $0 }.min() ?? members)
    }
}
