/// A workflow as a drawing shows it: shapes, the arrows between them, and how they nest.
///
/// The same graph becomes Mermaid, DOT, SVG and BPMN. Shapes stand in strips (from top to bottom), strips in columns
/// (side by side), and both inside frames.
package struct ProcessGraph: Sendable {
    /// What the process is called.
    package var title = ""
    /// The policy that it carries out, the version, and what else stands under the title.
    package var subtitle: [String] = []
    /// The workflow's name.
    package var name = ""
    /// The shapes; frames come before what they hold.
    package var shapes: [Shape] = []
    /// The arrows, in the order in which the definition says them.
    package var arrows: [Arrow] = []
    /// The columns of shapes; the first is the process itself.
    package var strips: [Strip] = []

    /// Starts an empty graph.
    package init() {}

    /// Items from top to bottom on one axis.
    package struct Strip: Sendable {
        /// The items.
        package var items: [Item] = []
        /// What stands over the first item when the strip is one of several columns.
        package var heading: String?
    }

    /// What one step comes to: parts from top to bottom.
    package struct Item: Sendable {
        /// The parts.
        package var parts: [Part] = []
    }

    /// A part of an item.
    package enum Part: Sendable {
        /// A shape.
        case shape(Int)
        /// A frame with a strip in it.
        case frame(Int, strip: Int)
        /// Strips side by side, under the shape before them.
        case columns([Int])
        /// Strips to the right of the axis, which goes on past them.
        case detours([Int])
    }

    /// An arrow from one shape to another.
    package struct Arrow: Sendable, Hashable {
        /// The shape that it leaves.
        package var from: Int
        /// The shape that it reaches.
        package var to: Int
        /// What stands beside it.
        package var label: String?
        /// The condition of the expression language under which it is taken; nil for always, or for what is left.
        package var condition: String?
        /// The empty column that it goes through.
        package var via: Int?
        /// Whether it is what happens when something fails or is undone.
        package var isException = false
    }
}

/// A shape of a drawing.
package struct Shape: Sendable {
    /// What it stands for, unique in the graph: `rate_domain`, `rate_domain.when`, `start`.
    package var id: String
    /// What it is.
    package var kind: Kind
    /// What is written largest in it.
    package var title: String
    /// What is written below: who, by when, and so on.
    package var details: [Detail] = []
    /// The frame around it.
    package var frame: Int?
    /// The step that it belongs to.
    package var step: Int?
    /// What it names: a message, workflow, outcome, deadline or condition.
    package var reference: String?
    /// Where a case stands with it.
    package var mark: CaseMarks.Mark?

    /// What a shape is.
    package enum Kind: Sendable, Hashable {
        /// Where the process begins.
        case start
        /// Where it ends by itself.
        case end
        /// Where the case is ended with an outcome.
        case stop
        /// A person's work.
        case task
        /// Computed.
        case computation
        /// Done to the outside world.
        case effect
        /// Variables are set.
        case assignment
        /// Waits for a moment.
        case waitTime
        /// Waits for a condition.
        case waitCondition
        /// Waits for a message.
        case waitMessage
        /// Sends a message.
        case send
        /// Another workflow.
        case call
        /// A decision table.
        case table
        /// Withdraws steps.
        case withdrawal
        /// Whether a step is done at all, or a loop goes on.
        case question
        /// Where the outcome of a step leads.
        case outcome
        /// One of several branches.
        case choice
        /// Every branch whose condition holds.
        case everyChoice
        /// Where branches of a choice meet.
        case merge
        /// Where branches begin together.
        case fork
        /// Where they are waited for.
        case join
        /// Where a frame is entered.
        case enter
        /// Where it is left.
        case leave
        /// Something in the frame has failed.
        case failure
        /// A frame.
        case frame(Frame)
    }

    /// What a frame holds.
    package enum Frame: Sendable, Hashable {
        /// Branches together.
        case parallel
        /// One run for each item.
        case forEach(isOneByOne: Bool)
        /// A loop.
        case repeats
        /// Branches of which the first to move wins.
        case race
        /// Steps in any order.
        case anyOrder
        /// At most one case at a time.
        case exclusive
        /// What is tried, with what to do when it fails.
        case attempt
        /// What may fail.
        case attempted
        /// What undoes it.
        case undo
    }

    /// A line below the title.
    package struct Detail: Sendable, Hashable {
        /// What the line says.
        package enum Kind: Sendable, Hashable {
            /// Who acts.
            case who
            /// By when.
            case due
            /// What happens when it is late.
            case late
            /// Anything else.
            case note
        }
        /// What sort of line it is.
        package var kind: Kind
        /// The line.
        package var text: String

        /// Writes a line.
        package init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// Whether it is a frame around others.
    package var isFrame: Bool { if case .frame = kind { true } else { false } }
}
