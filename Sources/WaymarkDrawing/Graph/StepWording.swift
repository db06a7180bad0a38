package import CEL
import WaymarkCalendar
package import WaymarkDefinition

/// What a drawing says of steps, in words.
package enum StepWording {
    /// Who does a step, by when, and what happens when it is late.
    static func details(of human: HumanPart, in definition: CompiledDefinition) -> [Shape.Detail] {
        var details = [Shape.Detail(.who, who(human))]
        if let due = human.due { details.append(.init(.due, "due " + words(due))) }
        if human.due != nil, human.whenOverdue == .end {
            details.append(.init(.late, "when late: goes on without it"))
        }
        for rung in human.ladder {
            let verb = rung.handsOver ? "passes to" : "also to"
            let when = rung.after.map { words($0) } ?? "by hand"
            details.append(.init(.late, "\(when): \(verb) \(rung.to.title)"))
        }
        if case .goTo(let step, _)? = human.late {
            details.append(.init(.late, "what comes after that may go back to “\(definition.steps[step].title)”"))
        }
        if let hidden = human.hiddenUntil { details.append(.init(.note, "result hidden until " + words(hidden))) }
        return details
    }

    private static func who(_ human: HumanPart) -> String {
        guard let quorum = human.quorum else { return human.role.title }
        let parts = [quorum.needed.map { "\($0)" }, quorum.share.map { name($0.rawValue).lowercased() }]
        return "\(parts.compactMap { $0 }.joined(separator: " or ")) of: \(human.role.title)"
    }

    /// A deadline as people write it, without the signs around expressions.
    package static func words(_ deadline: DeadlineTemplate) -> String {
        let marked = deadline.anchors.map { "\u{1}\($0.source)\u{2}" }
        let text = deadline.rule.description(expressions: marked)
        return oneLine(text.replacing("${\u{1}", with: "").replacing("\u{2}}", with: ""))
    }

    /// Text with every stretch of white space as one space.
    static func oneLine(_ text: String) -> String {
        text.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    }

    /// An outcome or name with spaces for underscores.
    package static func name(_ name: String) -> String { name.replacing("_", with: " ") }

    /// The source of an expression, on one line.
    package static func source(_ expression: CheckedExpression) -> String { oneLine(expression.source) }

    /// A condition with the titles of steps in place of their ids, where it asks how they ended.
    static func words(_ condition: CheckedExpression, in definition: CompiledDefinition) -> String {
        var words = ""
        for (index, piece) in source(condition).split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            // Every second piece is the inside of a string.
            guard index.isMultiple(of: 2) else {
                words += "“\(name(String(piece)))”"
                continue
            }
            words += asked(String(piece), definition).replacing(" && ", with: " and ").replacing(" || ", with: " or ")
        }
        return words
    }

    /// `steps.id.outcome ==` at the end of a text as the question that it is.
    private static func asked(_ text: String, _ definition: CompiledDefinition) -> String {
        for (sign, verb) in [(".outcome == ", " ended with "), (".outcome != ", " did not end with ")]
        where text.hasSuffix(sign) {
            let front = text.dropLast(sign.count)
            guard let dot = front.lastIndex(of: "."), front[..<dot].hasSuffix("steps"),
                let step = definition.step(String(front[front.index(after: dot)...]))
            else { return text }
            return "\(front[..<dot].dropLast(5))“\(step.title)”\(verb)"
        }
        return text
    }

    /// How a join is waited for.
    static func join(_ join: JoinRule, rest: RestRule, total: Int?) -> String {
        let others = rest == .cancel ? "the others are withdrawn" : "the others run on"
        switch join {
        case .all: return "goes on when all are done"
        case .any: return "goes on after the first; \(others)"
        case .count(let count):
            let of = total.map { " of \($0)" } ?? ""
            return "goes on after \(count)\(of); \(others)"
        }
    }

    /// How the runs of a loop over items follow each other.
    static func loop(_ loop: ForEachStep) -> String {
        let mode =
            switch loop.mode {
            case .parallel: "all at once"
            case .oneByOne: "one after the other"
            case .anyOrder: "one at a time, in any order"
            }
        var text = "for each \(name(loop.item)) of \(source(loop.items)), \(mode)"
        if loop.join != .all { text += "; " + join(loop.join, rest: loop.rest, total: nil) }
        guard loop.isOpen else { return text }
        guard let closing = loop.closing else { return text + "; people may add more" }
        return text + "; people may add more, " + open(closing)
    }

    /// What a wait waits for.
    static func wait(_ rule: WaitRule) -> String {
        switch rule {
        case .time(let deadline):
            let text = words(deadline)
            return deadline.rule.anchor == .opened ? "for " + text : "until " + text
        case .condition(let condition): return "until " + source(condition)
        case .message(let message, _, let senders):
            return "for the message “\(name(message))”\(from(senders))"
        case .milestone(let milestone, let address):
            return "until \(address.map { words($0) } ?? "this case") has reached “\(milestone)”"
        }
    }

    /// Until when a loop takes more items.
    private static func open(_ rule: WaitRule) -> String {
        switch rule {
        case .message(let message, _, let senders): "until the message “\(name(message))”\(from(senders))"
        case .time, .condition, .milestone: wait(rule)
        }
    }

    /// Who may send a message, where somebody is named.
    private static func from(_ senders: [RoleRule]?) -> String {
        guard let senders, !senders.isEmpty else { return "" }
        return " from " + senders.map(\.title).joined(separator: " or ")
    }

    /// Which case is meant.
    static func words(_ address: CaseAddress) -> String {
        switch address {
        case .parent: "the case that called it"
        case .children: "the cases that it called"
        case .only(let workflow, _, _): "the case of \(workflow)"
        case .id: "another case"
        case .cohort(let workflow, _, _): "every case of \(workflow) that is meant"
        }
    }

    /// A value as it stands in the file, as far as it can be said in a line.
    static func words(_ template: ValueTemplate) -> String {
        switch template {
        case .constant(let value): value.text ?? value.shortDescription
        case .expression(let expression): source(expression)
        case .text(let parts):
            oneLine(
                parts.map { part in
                    switch part {
                    case .literal(let text): text
                    case .expression(let expression): source(expression)
                    }
                }.joined())
        case .list, .map: "…"
        }
    }
}
