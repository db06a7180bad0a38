import CEL
package import WaymarkDefinition

/// Everything of a workflow that scenarios should show at work, in the order of the file.
package struct CoverageMap: Sendable {
    /// The workflow.
    package let workflow: String
    /// What there is, each with the words for it.
    package let items: [(item: CoverageItem, text: String)]

    /// Lists what a definition has.
    package init(_ definition: CompiledDefinition) {
        workflow = definition.workflow
        items =
            definition.steps.flatMap { step in
                [(CoverageItem(kind: .step, step: step.id), step.id)]
                    + Self.outcomes(of: step).map {
                        (.route(step.id, $0), "\(step.id): \($0)\(Self.target(of: $0, step, definition))")
                    }
                    + Self.deadlines(of: step).map { (.deadline(step.id, $0.name), "\(step.id): \($0.text)") }
            } + definition.tables.values.sorted { $0.name < $1.name }.flatMap { Self.rows(of: $0) }
    }

    /// The rows of a table, and its default if it has one.
    private static func rows(of table: DecisionTable) -> [(item: CoverageItem, text: String)] {
        let numbers: [Int?] = table.rows.indices.map { $0 + 1 } + (table.fallback == nil ? [] : [nil])
        return numbers.map { number in
            let item = CoverageItem.row(table.name, number)
            return (item, "\(table.name): \(item.name)")
        }
    }

    // MARK: - Routes

    /// The names of a step's ways out.
    static func outcomes(of step: Step) -> [String] {
        var names: [String] = []
        switch step.construct {
        case .uses(let use):
            names = use.outcomes.map(\.name)
            // Where there is one answer only, those who give it agree.
            if use.human?.quorum != nil, names.count(where: { $0 != BuiltInOutcome.recused }) > 1 {
                names.append(BuiltInOutcome.undecided)
                if use.human?.whenOverdue == .end { names.append(CoverageName.counted) }
            }
            if use.human?.whenOverdue == .end { names.append(BuiltInOutcome.overdue) }
            names += lateRoutes(use.human?.late)
        case .wait(.message): names = [BuiltInOutcome.received]
        case .wait(.milestone): names = [BuiltInOutcome.reached]
        case .choose(let branches, let otherwise, let takesEvery):
            names = branches.indices.map { CoverageName.branch($0 + 1) }
            if otherwise != nil {
                names.append(CoverageName.otherwise)
            } else if !takesEvery {
                names.append(CoverageName.noBranch)
            }
        case .race(let branches): names = branches.map { CoverageName.won($0.name) }
        case .attempt(_, let handlers, let undo):
            names = handlers.indices.map { CoverageName.caught($0 + 1) } + (undo == nil ? [] : [CoverageName.undone])
        case .forEach(let loop) where loop.isOpen:
            names = [CoverageName.added]
            switch loop.closing {
            case .time?, nil: break
            case .condition?, .message?, .milestone?: names.append(CoverageName.closed)
            }
        case .repeats(let loop) where loop.passesMax != 1: names = [CoverageName.again]
        default: break
        }
        if step.timeout != nil { names.append(BuiltInOutcome.timedOut) }
        names += step.routes.keys.sorted().filter { !names.contains($0) }
        return step.when == nil ? names : names + [CoverageName.skipped]
    }

    /// What can become of what is handed in after silence has ended the step.
    private static func lateRoutes(_ rule: LateRule?) -> [String] {
        switch rule {
        case nil: []
        case .keep?, .goTo(_, nil)?: [CoverageName.answeredLate]
        case .goTo?: [CoverageName.answeredLate, CoverageName.keptLate]
        }
    }

    private static func target(of outcome: String, _ step: Step, _ definition: CompiledDefinition) -> String {
        if case .choose(let branches, _, _) = step.construct, outcome.hasPrefix("branch "),
            let number = Int(outcome.dropFirst("branch ".count)), branches.indices.contains(number - 1)
        {
            return " (when \(branches[number - 1].when.source))"
        }
        switch step.routes[outcome] {
        case .goTo(let index)?: return " → \(definition.steps[index].id)"
        case .leave?: return " → out of its list"
        case .stop(let outcome)?: return " → the end, \(outcome)"
        case .steps?: return " → steps of its own"
        case .next?, nil: return ""
        }
    }

    // MARK: - Deadlines

    private static func deadlines(of step: Step) -> [(name: String, text: String)] {
        var found: [(name: String, text: String)] = []
        if case .uses(let use) = step.construct, let human = use.human {
            if human.due != nil { found.append((CoverageName.due, "late")) }
            for index in human.reminders.indices {
                let name = CoverageName.reminder(index + 1)
                found.append((name, name))
            }
            for (index, rung) in human.ladder.enumerated() {
                let name = CoverageName.rung(index + 1)
                found.append((name, "\(name) to \(rung.to.name)\(rung.after == nil ? " by hand" : "")"))
            }
        }
        if case .forEach(let loop) = step.construct, case .time? = loop.closing {
            found.append((CoverageName.closed, "its moment came"))
        }
        if case .wait(.time) = step.construct { found.append((CoverageName.wait, "its moment came")) }
        if step.timeout != nil { found.append((CoverageName.timeout, "its time ran out")) }
        return found
    }
}
