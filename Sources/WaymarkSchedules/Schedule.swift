package import CEL
package import WaymarkDefinition

/// When a workflow starts by itself, for whom, and what becomes of times that were missed.
package struct Schedule: Sendable {
    /// About whom cases start.
    package enum Scope: Sendable {
        /// One organisation, by id.
        case subject(String)
        /// Every organisation of the workflow's subject type that an expression holds for.
        case cohort(CheckedExpression)
    }

    /// When nothing is started for a subject, and why.
    package struct Skip: Sendable {
        /// Holds where a subject is skipped.
        package var condition: CheckedExpression
        /// Why, as it is recorded.
        package var reason: ValueTemplate
        /// Holds for obligations: what must happen, whatever `condition` says.
        package var obligation: CheckedExpression?

        /// Describes when to skip.
        package init(condition: CheckedExpression, reason: ValueTemplate, obligation: CheckedExpression? = nil) {
            self.condition = condition
            self.reason = reason
            self.obligation = obligation
        }
    }

    /// The name, unique in the project.
    package var name: String
    /// Where it stands written, as `Config/schedules/rounds.yaml:12`.
    package var place: String?
    /// What people call it.
    package var title: String
    /// The policy that it carries out.
    package var source: String?
    /// What other documents call it, as `CAL-49`.
    package var references: [String] = []
    /// The workflow that it starts.
    package var workflow: String
    /// The type of organisation that the workflow is about.
    package var subjectType: String
    /// About whom.
    package var scope: Scope
    /// When: the rules, each in force for its own days.
    package var rules: [ScheduleRule]
    /// What each case is given.
    package var inputs: [NamedTemplate] = []
    /// When a subject is skipped.
    package var skip: Skip?
    /// What becomes of occurrences that nobody was there for.
    package var catchUp = CatchUp.all
    /// What becomes of a start while an earlier case is open.
    package var overlap = Overlap.allow
    /// The id of the person in whose name cases start; nil for the schedule's own.
    package var actor: String?

    /// Describes a schedule; everything else is as a file that does not say leaves it.
    package init(
        name: String, title: String, workflow: String, subjectType: String, scope: Scope, rules: [ScheduleRule]
    ) {
        self.name = name
        self.title = title
        self.workflow = workflow
        self.subjectType = subjectType
        self.scope = scope
        self.rules = rules
    }
}

/// What becomes of occurrences that fell due while nothing was running.
package enum CatchUp: String, CaseIterable, Hashable, Sendable {
    /// Every one is started, the oldest first.
    case all
    /// Only the last is started; those before it are recorded as missed.
    case latest
    /// None is started that is more than an hour late; they are recorded as missed.
    case none
}

/// What becomes of a start while an earlier case of the workflow about the same subject is open.
package enum Overlap: String, CaseIterable, Hashable, Sendable {
    /// Both are open side by side.
    case allow
    /// The subject is skipped this time.
    case skip
    /// The case starts when the earlier one has ended.
    case queue
    /// All earlier cases are cancelled, whoever started them.
    case replace
}
