import CEL
import Testing
import WaymarkCalendar
import WaymarkComparison
import WaymarkDefinition

/// Whatever is changed of a step is told, and the step is named.
@Suite struct MutationTests {
    /// One change of one step, which says what it was called; nil where it does not apply.
    private typealias Mutation = @Sendable (inout Step) -> Bool

    private static let mutations: [(name: String, apply: Mutation)] = [
        (
            "title",
            {
                $0.title += "!"; return true
            }
        ),
        (
            "summary",
            {
                $0.summary = ($0.summary ?? "") + "!"; return true
            }
        ),
        (
            "citation",
            {
                $0.citation = ($0.citation ?? "") + "!"; return true
            }
        ),
        (
            "when",
            {
                $0.when = other($0.when); return true
            }
        ),
        (
            "availableWhile",
            {
                $0.availableWhile = other($0.availableWhile); return true
            }
        ),
        (
            "milestone",
            {
                $0.milestone = ($0.milestone ?? "") + "x"; return true
            }
        ),
        (
            "retry",
            {
                $0.retry = RetryPolicy(attempts: ($0.retry?.attempts ?? 5) + 1); return true
            }
        ),
        (
            "timeout",
            {
                $0.timeout = later($0.timeout); return true
            }
        ),
        (
            "set",
            {
                $0.assignments.append(NamedTemplate(name: "fresh", value: .constant(.int(1)))); return true
            }
        ),
        ("unset", { $0.assignments.popLast() != nil }),
        (
            "route",
            {
                $0.routes["other"] = .leave; return true
            }
        ),
        (
            "reroute",
            { step in
                guard let key = step.routes.keys.sorted().first else { return false }
                step.routes[key] = .stop(outcome: "elsewhere")
                return true
            }
        ),
        ("kind", { uses(&$0) { $0.kind += "x" } }),
        (
            "parameter",
            { uses(&$0) { $0.parameters.append(NamedTemplate(name: "more", value: .constant(.bool(true)))) } }
        ),
        ("outcomes", { uses(&$0) { $0.outcomes.append(OutcomeSchema("more")) } }),
        (
            "role",
            {
                human(&$0) {
                    $0.role.name = "somebody"; $0.role.positions.append("clerk")
                }
            }
        ),
        ("due", { human(&$0) { $0.due = later($0.due) } }),
        ("remind", { human(&$0) { $0.reminders.append(later(nil)) } }),
        ("escalate", { human(&$0) { $0.ladder.append(Rung(after: nil, to: $0.role, handsOver: true)) } }),
        ("overdue", { human(&$0) { $0.whenOverdue = $0.whenOverdue == .end ? .stayOpen : .end } }),
        ("late", { human(&$0) { if case .keep? = $0.late { $0.late = nil } else { $0.late = .keep } } }),
        ("quorum", { human(&$0) { $0.quorum = QuorumRule(needed: ($0.quorum?.needed ?? 1) + 1, share: nil) } }),
        ("hidden", { human(&$0) { $0.hiddenUntil = later($0.hiddenUntil) } }),
        (
            "construct",
            { step in
                if case .set = step.construct { return false }
                step.construct = .set
                return true
            }
        ),
        ("inside", inside),
        (
            "closing",
            { step in
                guard case .forEach(var loop) = step.construct else { return false }
                (loop.isOpen, loop.closing) = (true, .milestone(name: "signed", of: nil))
                step.construct = .forEach(loop)
                return true
            }
        ),
        (
            "senders",
            { step in
                guard case .wait(.message(let name, let keeps, nil)) = step.construct else { return false }
                step.construct = .wait(.message(name: name, keeps: keeps, from: []))
                return true
            }
        ),
    ]

    /// A change of what only one construct has.
    private static func inside(_ step: inout Step) -> Bool {
        switch step.construct {
        case .parallel(let branches, let join, let rest):
            step.construct = .parallel(branches: branches, join: join, rest: rest == .cancel ? .finish : .cancel)
        case .choose(let branches, let otherwise, let every):
            step.construct = .choose(branches: branches, otherwise: otherwise, takesEvery: !every)
        case .forEach(var loop):
            loop.mode = loop.mode == .parallel ? .oneByOne : .parallel
            step.construct = .forEach(loop)
        case .repeats(var loop):
            loop.passesMax = (loop.passesMax ?? 0) + 1
            step.construct = .repeats(loop)
        case .race(var branches):
            branches[0].name += "x"
            step.construct = .race(branches: branches)
        case .anyOrder(var branches):
            branches[0].name += "x"
            step.construct = .anyOrder(branches: branches)
        case .wait(.message(let name, let keeps, let senders)):
            step.construct = .wait(.message(name: name, keeps: !keeps, from: senders))
        case .wait(.time(let deadline)): step.construct = .wait(.time(later(deadline)))
        case .call(var call):
            call.detaches.toggle()
            step.construct = .call(call)
        case .send(var message):
            message.to = .parent
            step.construct = .send(message)
        case .decide(let table, let given): step.construct = .decide(table: table, with: given.dropLast())
        case .exclusive(_, let list): step.construct = .exclusive(name: .constant(.string("elsewhere")), list: list)
        case .attempt(let list, let handlers, _): step.construct = .attempt(list: list, handlers: handlers, undo: nil)
        case .stop(let outcome): step.construct = .stop(outcome: outcome + "x")
        case .uses, .set, .wait, .cancel: return false
        }
        return true
    }

    @Test func `Every change of every step is told, names the step, and is told in both directions`() throws {
        let base = try ComparisonFixture.everything()
        var applied: Set<String> = []
        for step in base.steps {
            for (name, mutate) in Self.mutations {
                var changed = step
                guard mutate(&changed) else { continue }
                let other = base.with(changed)
                applied.insert(name)
                let there = DefinitionComparison(base, other).difference.changes
                let back = DefinitionComparison(other, base).difference.changes
                #expect(there.contains { $0.subject.name == step.id }, "\(name) of \(step.id) is not told: \(there)")
                #expect(back.contains { $0.subject.name == step.id }, "\(name) of \(step.id) is not told backwards")
                // What changes which lists there are could make a definition differ from itself.
                guard ["construct", "inside", "reroute"].contains(name) else { continue }
                #expect(DefinitionComparison(other, other).difference.isEmpty, "\(name) of \(step.id)")
            }
        }
        #expect(applied == Set(Self.mutations.map(\.name)))
    }

    @Test func `Every change of a table's cells is told by row and column`() throws {
        let base = try ComparisonFixture.everything()
        let table = try #require(base.tables["headline"])
        for row in table.rows.indices {
            for column in table.rows[row].tests.indices {
                var changed = table
                changed.rows[row].tests[column] = .not(table.rows[row].tests[column])
                let other = base.with(changed, named: "headline")
                let changes = DefinitionComparison(base, other).difference.changes
                let name = table.inputs.fields[column].name
                #expect(changes.map(\.aspect) == ["row \(row + 1), \(name)"], "\(changes)")
            }
        }
    }

    // MARK: - Changing

    private static func other(_ expression: CheckedExpression?) -> CheckedExpression? {
        let source = expression?.source == "1 < 2" ? "2 < 3" : "1 < 2"
        return CEL.check(source, in: Environment(), isChecked: false).program
    }

    private static func later(_ deadline: DeadlineTemplate?) -> DeadlineTemplate {
        let days = deadline?.rule.amount?.count ?? 0
        return DeadlineTemplate(rule: DeadlineRule(amount: DeadlineSpan(days + 77, .days)))
    }

    private static func uses(_ step: inout Step, _ change: (inout UsesStep) -> Void) -> Bool {
        guard case .uses(var use) = step.construct else { return false }
        change(&use)
        step.construct = .uses(use)
        return true
    }

    private static func human(_ step: inout Step, _ change: (inout HumanPart) -> Void) -> Bool {
        uses(&step) { use in
            guard var human = use.human else { return }
            change(&human)
            use.human = human
        } && { if case .uses(let use) = step.construct { use.human != nil } else { false } }()
    }
}

extension CompiledDefinition {
    /// The same with another step in the place of one.
    fileprivate func with(_ step: Step) -> CompiledDefinition {
        var steps = steps
        steps[step.index] = step
        return with(steps: steps, tables: tables)
    }

    /// The same with another table under a name.
    fileprivate func with(_ table: DecisionTable, named name: String) -> CompiledDefinition {
        var tables = tables
        tables[name] = table
        return with(steps: steps, tables: tables)
    }

    private func with(steps: [Step], tables: [String: DecisionTable]) -> CompiledDefinition {
        CompiledDefinition(
            hash: hash, workflow: workflow, version: version, title: title, source: source, subjectType: subjectType,
            caseID: caseID, key: key, inputs: inputs, inputDefaults: inputDefaults, variables: variables,
            outputs: outputs, roles: roles, duties: duties, types: types, tables: tables, messages: messages,
            vocabularies: vocabularies, templates: templates, steps: steps, lists: lists)
    }
}
