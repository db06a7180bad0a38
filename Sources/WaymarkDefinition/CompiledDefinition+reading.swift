package import CEL

extension CompiledDefinition {
    /// What a step gives, as far as known when compiled; without what the engine adds.
    package func outputs(of step: Step) -> RecordSchema {
        switch step.construct {
        case .uses(let use): use.outputs
        case .call(let call): call.outputs
        case .decide(let table, _): tables[table]?.stepOutputs ?? RecordSchema(name: table)
        default: RecordSchema(name: step.id)
        }
    }

    /// Whether it says of one of its messages who may send it.
    package var namesSenders: Bool { steps.contains { $0.awaited?.senders != nil } }

    /// Every expression that is evaluated for a step itself, without those of the steps inside it.
    package func expressions(of step: Step) -> [CheckedExpression] {
        var found = [step.when, step.availableWhile].compactMap { $0 }
        found += step.assignments.flatMap(\.value.expressions) + (step.timeout?.anchors ?? [])
        switch step.construct {
        case .uses(let use):
            found += use.parameters.flatMap(\.value.expressions) + (use.human.map(expressions) ?? [])
            for case .notFrom(let barred, let organisation) in duties where barred == step.index {
                found.append(organisation)
            }
        case .choose(let branches, _, _): found += branches.map(\.when)
        case .forEach(let loop):
            found += [loop.items] + (loop.adder.map { [$0.organisation] } ?? []) + (loop.closing?.expressions ?? [])
        case .repeats(let loop): found += [loop.until, loop.condition].compactMap { $0 }
        case .wait(let rule): found += rule.expressions
        case .call(let call):
            found += (call.subject?.expressions ?? []) + call.inputs.flatMap(\.value.expressions)
            if let each = call.each { found.append(each) }
        case .send(let message): found += message.to.expressions + message.data.flatMap(\.value.expressions)
        case .decide(let table, let given):
            found += given.flatMap(\.value.expressions) + (tables[table]?.expressions ?? [])
        case .exclusive(let name, _): found += name.expressions
        case .attempt(_, let handlers, _): found += handlers.compactMap(\.when)
        case .parallel, .race, .anyOrder, .set, .cancel, .stop: break
        }
        return found
    }

    private func expressions(of human: HumanPart) -> [CheckedExpression] {
        var found = [human.role.organisation] + (human.due?.anchors ?? []) + human.reminders.flatMap(\.anchors)
        for rung in human.ladder { found += [rung.to.organisation] + (rung.after?.anchors ?? []) }
        if case .goTo(_, let when?)? = human.late { found.append(when) }
        return found + (human.hiddenUntil?.anchors ?? [])
    }
}

extension Step {
    /// What the step waits for, or what closes it while it is open for more.
    package var awaited: WaitRule? {
        switch construct {
        case .wait(let rule): rule
        case .forEach(let loop): loop.closing
        default: nil
        }
    }
}

extension ValueTemplate {
    /// The expressions in it, in the order of the text.
    package var expressions: [CheckedExpression] {
        switch self {
        case .constant: []
        case .expression(let expression): [expression]
        case .text(let parts): parts.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
        case .list(let items): items.flatMap(\.expressions)
        case .map(let entries): entries.flatMap(\.value.expressions)
        }
    }
}

extension WaitRule {
    /// Who may send what it waits for from outside; nil when it does not say.
    package var senders: [RoleRule]? {
        if case .message(_, _, let senders) = self { senders } else { nil }
    }

    /// The expressions in it.
    package var expressions: [CheckedExpression] {
        switch self {
        case .time(let deadline): deadline.anchors
        case .condition(let condition): [condition]
        case .message(_, _, let senders): (senders ?? []).map(\.organisation)
        case .milestone(_, let address): address?.expressions ?? []
        }
    }
}

extension CaseAddress {
    /// The expressions in it.
    package var expressions: [CheckedExpression] {
        switch self {
        case .parent, .children: []
        case .id(let id): id.expressions
        case .only(_, let subject, let key): subject.expressions + (key?.expressions ?? [])
        case .cohort(_, let subjects, let key): subjects.expressions + (key?.expressions ?? [])
        }
    }
}

extension DecisionTable {
    /// The expressions in its cells.
    package var expressions: [CheckedExpression] {
        rows.flatMap { row in row.tests.flatMap(\.expressions) + row.answers.flatMap(\.expressions) }
            + (fallback ?? []).flatMap(\.expressions)
    }
}

extension CellTest {
    /// The expressions in it.
    package var expressions: [CheckedExpression] {
        switch self {
        case .anything: []
        case .oneOf(let tests): tests.flatMap(\.expressions)
        case .not(let test): test.expressions
        case .equals(let operand), .compares(_, let operand): operand.expressions
        case .within(let range): range.low.expressions + range.high.expressions
        case .condition(let condition): [condition]
        }
    }
}

extension CellOperand {
    fileprivate var expressions: [CheckedExpression] {
        if case .expression(let expression) = self { [expression] } else { [] }
    }
}
