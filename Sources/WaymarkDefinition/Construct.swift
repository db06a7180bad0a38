package import CEL

/// What a step does: exactly one of these.
///
/// All constructs of the language have their place here; those that the compiler does not yet accept are refused there
/// with a diagnostic of their own, so that no definition holds one that the engine cannot run.
package indirect enum Construct: Sendable {
    /// A step kind of a plugin.
    case uses(UsesStep)
    /// Branches together.
    case parallel(branches: [Branch], join: JoinRule, rest: RestRule)
    /// The first branch whose condition holds, or every one.
    case choose(branches: [GuardedBranch], otherwise: Int?, takesEvery: Bool)
    /// One run of a list for each item.
    case forEach(ForEachStep)
    /// A list again and again.
    case repeats(RepeatStep)
    /// Branches of which the first to move wins.
    case race(branches: [Branch])
    /// All branches, one step at a time, in the order that people take.
    case anyOrder(branches: [Branch])
    /// Until something is so.
    case wait(WaitRule)
    /// Another workflow as a case of its own.
    case call(CallStep)
    /// A message to other cases.
    case send(SendStep)
    /// Only the assignments that every step may have.
    case set
    /// A decision table.
    case decide(table: String, with: [NamedTemplate])
    /// At most one case at a time inside.
    case exclusive(name: ValueTemplate, list: Int)
    /// What to do when something inside fails; what undoes it.
    case attempt(list: Int, handlers: [CatchBranch], undo: Int?)
    /// Withdraws what runs in some steps.
    case cancel(steps: [Int])
    /// Ends the case.
    case stop(outcome: String)
}

/// A named branch.
package struct Branch: Sendable {
    /// The name that its author gave it.
    package var name: String
    /// The list that it runs.
    package var list: Int

    /// Describes a branch.
    package init(name: String, list: Int) {
        self.name = name
        self.list = list
    }
}

/// A branch that runs when its condition holds.
package struct GuardedBranch: Sendable {
    /// The condition.
    package var when: CheckedExpression
    /// The list that it runs.
    package var list: Int

    /// Describes a branch with a condition.
    package init(when: CheckedExpression, list: Int) {
        self.when = when
        self.list = list
    }
}

/// What is done about a failure for which its condition holds.
package struct CatchBranch: Sendable {
    /// The condition on `error`; nil for every failure.
    package var when: CheckedExpression?
    /// The list that it runs.
    package var list: Int

    /// Describes what is done about a failure.
    package init(when: CheckedExpression?, list: Int) {
        self.when = when
        self.list = list
    }
}

/// How many branches must end before the step does.
package enum JoinRule: Sendable, Equatable {
    /// Every branch.
    case all
    /// The first.
    case any
    /// So many.
    case count(Int)

    /// How many of a number of branches must end.
    package func needed(of total: Int) -> Int {
        switch self {
        case .all: total
        case .any: min(1, total)
        case .count(let count): min(count, total)
        }
    }

    /// Whether so many are enough, however many may yet come.
    package func isMet(by ended: Int) -> Bool {
        switch self {
        case .all: false
        case .any: ended >= 1
        case .count(let count): ended >= count
        }
    }
}

/// What becomes of branches that the join no longer needs.
package enum RestRule: Sendable, Equatable {
    /// They are withdrawn.
    case cancel
    /// They run on; the step after does not wait for them, the case does.
    case finish
}

/// A step kind of a plugin in use.
package struct UsesStep: Sendable {
    /// The kind, as in `assessment.rate`.
    package var kind: String
    /// Whether it is computed, done by people or done to the outside world.
    package var sort: Sort
    /// The parameters given.
    package var parameters: [NamedTemplate]
    /// What it may end with, in order.
    package var outcomes: [OutcomeSchema]
    /// What it gives, with the types that its parameters decide.
    package var outputs: RecordSchema
    /// What people fill in, with the types that its parameters decide; empty unless a task.
    package var form: RecordSchema
    /// Who does it and when; nil unless a task.
    package var human: HumanPart?

    /// The three sorts of step kind.
    package enum Sort: String, Sendable {
        /// Pure; runs while the command is decided.
        case computation
        /// Done by a person.
        case task
        /// Done to the outside world, at least once.
        case effect
    }

    /// Describes the use of a step kind.
    package init(
        kind: String, sort: Sort, parameters: [NamedTemplate], outcomes: [OutcomeSchema], outputs: RecordSchema,
        form: RecordSchema, human: HumanPart?
    ) {
        self.kind = kind
        self.sort = sort
        self.parameters = parameters
        self.outcomes = outcomes
        self.outputs = outputs
        self.form = form
        self.human = human
    }
}

/// An outcome that a step kind may end with.
public struct OutcomeSchema: Hashable, Sendable {
    /// The name, as in `returned`.
    public var name: String
    /// What it means.
    public var summary: String
    /// Which of the decision verbs gives it, if one does.
    public var verb: Verb?
    /// Whether a reason must be given.
    public var needsReason: Bool

    /// The verbs of a decision.
    public enum Verb: String, Sendable, CaseIterable {
        /// Yes.
        case approve
        /// Back, with what is missing.
        case `return`
        /// No.
        case reject
    }

    /// Describes an outcome.
    public init(_ name: String, _ summary: String = "", verb: Verb? = nil, needsReason: Bool = false) {
        self.name = name
        self.summary = summary
        self.verb = verb
        self.needsReason = needsReason
    }
}

/// One run of a list for each item.
package struct ForEachStep: Sendable {
    /// How the runs follow each other.
    package enum Mode: String, Sendable {
        /// All at once.
        case parallel
        /// One after the other, in the order of the list.
        case oneByOne = "one_by_one"
        /// One at a time, in the order that people take.
        case anyOrder = "any_order"
    }

    /// The name of the item in expressions.
    package var item: String
    /// The items: a list.
    package var items: CheckedExpression
    /// The list that each run goes through.
    package var list: Int
    /// How the runs follow each other.
    package var mode: Mode
    /// How many must end.
    package var join: JoinRule
    /// What becomes of the others.
    package var rest: RestRule
    /// Whether people may add items while it runs.
    package var isOpen: Bool
    /// Until when they may, where something ends that: so long the loop runs on, also without an item.
    package var closing: WaitRule?
    /// Who may add them; those who do the steps inside when nil.
    package var adder: RoleRule?
    /// What an item is.
    package var itemType: FieldType

    /// Describes a loop over items.
    package init(
        item: String, items: CheckedExpression, list: Int, mode: Mode, join: JoinRule, rest: RestRule,
        isOpen: Bool = false, closing: WaitRule? = nil, adder: RoleRule? = nil, itemType: FieldType = .any
    ) {
        self.item = item
        self.items = items
        self.list = list
        self.mode = mode
        self.join = join
        self.rest = rest
        self.isOpen = isOpen
        self.closing = closing
        self.adder = adder
        self.itemType = itemType
    }

    /// Whether it stays open for ever, because what would close it is never so and no number of items is enough.
    package var neverCloses: Bool {
        guard case .condition(let condition)? = closing else { return false }
        return join == .all && condition.literal == .bool(false)
    }
}

/// A list again and again.
package struct RepeatStep: Sendable {
    /// The list.
    package var list: Int
    /// Ends the loop when true after a pass.
    package var until: CheckedExpression?
    /// Ends the loop when false before a pass.
    package var condition: CheckedExpression?
    /// Passes at the most; nil only where every pass waits on a person or a message.
    package var passesMax: Int?

    /// Describes a loop.
    package init(list: Int, until: CheckedExpression?, condition: CheckedExpression?, passesMax: Int?) {
        self.list = list
        self.until = until
        self.condition = condition
        self.passesMax = passesMax
    }
}

/// What a wait waits for.
package enum WaitRule: Sendable {
    /// A moment.
    case time(DeadlineTemplate)
    /// A condition on the case.
    case condition(CheckedExpression)
    /// A message; `keeps` when one that came before the wait counts. From outside only `from` may send it, if it is said.
    case message(name: String, keeps: Bool, from: [RoleRule]?)
    /// A milestone of another case; of this case when no address is given.
    case milestone(name: String, of: CaseAddress?)
}

/// Which case is meant.
package enum CaseAddress: Sendable {
    /// The one that called this.
    case parent
    /// Those that this called and that are open.
    case children
    /// The only case of a workflow for a subject and key; a message waits for it to start.
    case only(workflow: String, subject: ValueTemplate, key: ValueTemplate?)
    /// A case by its id.
    case id(ValueTemplate)
    /// Every open case of a workflow with a key, whose subjects the list names.
    case cohort(workflow: String, subjects: ValueTemplate, key: ValueTemplate?)
}

/// Another workflow as a case of its own.
package struct CallStep: Sendable {
    /// The workflow.
    package var workflow: String
    /// The organisation that the child is about; this case's subject when nil.
    package var subject: ValueTemplate?
    /// Its inputs.
    package var inputs: [NamedTemplate]
    /// A list, for one child an item, and the item's name.
    package var each: CheckedExpression?
    /// The name of the item in expressions.
    package var item: String?
    /// Whether this case goes on without waiting.
    package var detaches: Bool
    /// What the child gives: its outputs, as far as known when compiled.
    package var outputs: RecordSchema

    /// Describes a call.
    package init(
        workflow: String, subject: ValueTemplate?, inputs: [NamedTemplate], each: CheckedExpression?, item: String?,
        detaches: Bool, outputs: RecordSchema
    ) {
        self.workflow = workflow
        self.subject = subject
        self.inputs = inputs
        self.each = each
        self.item = item
        self.detaches = detaches
        self.outputs = outputs
    }
}

/// A message to other cases.
package struct SendStep: Sendable {
    /// The message's name.
    package var message: String
    /// To whom.
    package var to: CaseAddress
    /// What it carries.
    package var data: [NamedTemplate]

    /// Describes a message.
    package init(message: String, to: CaseAddress, data: [NamedTemplate]) {
        self.message = message
        self.to = to
        self.data = data
    }
}
