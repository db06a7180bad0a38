import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit
import WaymarkYAML

extension WorkflowChecker {
    /// The use of a step kind: parameters, outcomes, and who does it.
    mutating func uses(_ step: ParsedStep) -> Construct {
        let node = step["uses"] ?? step.node
        guard let name = node.text, let kind = environment.registry.kind(name) else {
            let word = node.scalar?.text ?? ""
            report(
                .unknownStepKind, at: node.span, "no plugin of this build has the step kind `\(word)`",
                help: Nearest.word(to: word, among: environment.registry.kindNames).map { "did you mean `\($0)`?" }
                    ?? "see `waymark steps`")
            // What stands beside it is still read, so that its own faults are found and what it names counts as used.
            for entry in step["with"]?.entries ?? [] {
                _ = template(entry.value, loops: step.loops, at: step)
                if let word = entry.value.text { use("type", word) }
            }
            _ = human(step, needsRole: false)
            return .set
        }
        let records = records(of: kind, in: step)
        let (parameters, literals) = parameters(of: step, kind, records.parameters)
        let human = kind.sort == .task ? human(step) : nil
        if kind.sort != .task { refuseHumanKeys(step, kind: name) }
        return .uses(
            UsesStep(
                kind: name, sort: kind.sort, parameters: parameters, outcomes: kind.outcomes(literals: literals),
                outputs: records.outputs, form: records.form, human: human))
    }

    // MARK: - Parameters

    private mutating func parameters(
        of step: ParsedStep, _ kind: AnyStepKind, _ schema: RecordSchema
    ) -> ([NamedTemplate], MapValue) {
        let entries = step["with"]?.entries ?? []
        if let with = step["with"], with.entries == nil {
            report(
                .notAMapping, at: with.span, "`with` is a map of parameters", help: "write with: { parameter: value }")
        }
        var parameters: [NamedTemplate] = []
        var literals = MapValue([])
        for entry in entries {
            guard let field = schema.field(entry.key) else {
                report(
                    .unknownParameter, at: entry.keySpan, "\(kind.name) has no parameter `\(entry.key)`",
                    help: Nearest.word(to: entry.key, among: schema.fields.map(\.name)).map { "did you mean `\($0)`?" }
                        ?? "it has: " + schema.fields.map(\.name).joined(separator: ", "))
                continue
            }
            let value = template(entry.value, loops: step.loops, at: step)
            if entry.value.scalar?.resolved == .null, field.isRequired {
                report(
                    .missingParameter, at: entry.value.span, "the parameter `\(entry.key)` has no value",
                    help: "it is \(field.type.title); write a value, or \"\" for text that is empty")
            } else if let constant = value.constant {
                literals[key: .string(entry.key)] = constant
                checkLiteral(constant, field, of: kind, at: entry.value.span)
            } else if field.isLiteral {
                report(
                    .notLiteral, at: entry.value.span, "`\(entry.key)` is a constant, because the checker must know it",
                    help: "write the value itself")
            }
            checkFits(value, field.type, at: entry.value, what: "the parameter `\(entry.key)`")
            parameters.append(NamedTemplate(name: entry.key, value: normalised(value, field.type)))
        }
        // A name that is misspelt is reported as such, not as missing too.
        let meant = Set(
            entries.compactMap {
                schema.field($0.key) == nil ? Nearest.word(to: $0.key, among: schema.fields.map(\.name)) : $0.key
            })
        for field in schema.fields
        where field.isRequired && !meant.contains(field.name) && (step["with"] == nil || step["with"]?.entries != nil) {
            report(
                .missingParameter, at: step["uses"]?.span ?? step.span,
                "\(kind.name) needs the parameter `\(field.name)`: \(field.type.title)",
                help: field.summary.isEmpty ? "add it under `with`" : "add it under `with`: \(field.summary)")
        }
        reportFaults(kind.faults(literals: literals), entries, step)
        return (parameters, literals)
    }

    /// A constant in the form that the engine keeps; one that does not fit stays, because it has been reported.
    private func normalised(_ value: ValueTemplate, _ type: FieldType) -> ValueTemplate {
        guard let constant = value.constant, let kept = try? type.normalised(constant) else { return value }
        return .constant(kept)
    }

    private mutating func reportFaults(_ faults: [FieldFailure], _ entries: [YAMLEntry], _ step: ParsedStep) {
        for fault in faults {
            let name = String(fault.path.prefix { $0 != "." && $0 != "[" })
            let span = entries.first { $0.key == name }?.value.span ?? step["uses"]?.span ?? step.span
            report(.badParameter, at: span, fault.message, help: fault.help)
        }
    }

    private mutating func checkLiteral(
        _ value: Value, _ field: FieldSchema, of kind: AnyStepKind, at span: SourceSpan
    ) {
        guard let word = value.text else { return }
        switch field.type {
        case .typeName:
            use("type", word)
            switch parsed.types[word] {
            case .choice?: break
            case .some where kind.takesAnyType(named: field.name): break
            case .any? where parsed.header["types"]?[word]?.text != "any": break  // its own fault is reported
            case .some:
                report(
                    .unknownType, at: span, "the type `\(word)` is not a `one_of` type",
                    help: "name a type that is { one_of: [a, b] }")
            case nil:
                let near = Nearest.word(to: word, among: parsed.types.keys.sorted())
                if let near { use("type", near) }
                report(
                    .unknownType, at: span,
                    kind.takesAnyType(named: field.name)
                        ? "the workflow has no type `\(word)`" : "the workflow has no `one_of` type `\(word)`",
                    help: near.map { "did you mean `\($0)`?" } ?? "declare it under `types`")
            }
        default:
            guard field.name == "template", bundle.templates[word] == nil else { return }
            let known = bundle.templates.keys.sorted()
            report(
                .unknownTemplate, at: span, "there is no template `\(word)` beside the workflow",
                help: Nearest.word(to: word, among: known).map { "did you mean `\($0)`?" }
                    ?? (known.isEmpty
                        ? "put it into the folder templates" : "there are: " + known.joined(separator: ", ")))
        }
    }

    // MARK: - People

    private static let humanKeys = [
        "role", "due", "remind", "escalate", "when_overdue", "late", "available_while", "quorum", "hide_until",
    ]

    private mutating func refuseHumanKeys(_ step: ParsedStep, kind: String) {
        for entry in step.node.entries ?? [] where Self.humanKeys.contains(entry.key) {
            report(
                .notHuman, at: entry.keySpan, "`\(entry.key)` is for steps that people do, but nobody does \(kind)",
                help: "leave it out")
            if entry.key == "role", let role = entry.value.text { use("role", role) }
        }
    }

    private mutating func human(_ step: ParsedStep, needsRole: Bool = true) -> HumanPart? {
        let quorum = quorum(of: step)
        let role = step["role"].flatMap { self.role(of: step, $0) } ?? quorum?.role
        if step["role"] == nil, step["quorum"]?["of"] == nil, needsRole {
            report(
                .noRole, at: step.span, "the step says not who does it", help: "add role: with a role of the workflow")
        }
        let due = step["due"].flatMap { opening($0, "due", of: step) }
        if let due, let node = step["due"] { checkLength(due.rule, "due", at: node.span) }
        let reminders = reminders(of: step, due: due)
        var whenOverdue = OverdueRule.stayOpen
        if let node = step["when_overdue"] {
            switch node.text {
            case "stay_open": break
            case "continue":
                whenOverdue = .end
                if step["due"] == nil {
                    report(
                        .noDeadline, at: node.span, "`when_overdue` rests on a deadline, but the step has no `due`",
                        help: "add due:")
                }
            default:
                report(
                    .badValue, at: node.span, "`when_overdue` is stay_open or continue",
                    help: "leave it out to keep the task open and shown as late")
            }
        }
        let rungs = ladder(step, due: due)
        let late = step["late"].flatMap { self.late($0, of: step) }
        if let node = step["late"], quorum != nil {
            report(
                .badValue, at: node.span, "`late` is for what one person hands in, not for a quorum",
                help: "leave `late` out: what a quorum has not handed in when time is up does not count")
        }
        let hiddenUntil = step["hide_until"].flatMap { deadline($0, of: step) }
        if let hiddenUntil, let node = step["hide_until"] {
            requireDue(hiddenUntil, step, at: node.span, what: "`hide_until`")
        }
        return role.map {
            HumanPart(
                role: $0, due: due, reminders: reminders, ladder: rungs, whenOverdue: whenOverdue, late: late,
                quorum: quorum?.rule, hiddenUntil: hiddenUntil)
        }
    }

    /// What becomes of late arrivals: `keep`, or `{ go_to: id, when: … }`.
    private mutating func late(_ node: YAMLNode, of step: ParsedStep) -> LateRule? {
        if step["when_overdue"]?.text != "continue", step["timeout"] == nil {
            report(
                .neverLate, at: node.span, "silence does not end this step, so nothing can come late",
                help: "add when_overdue: continue, or leave `late` out")
        }
        if node.text == "keep" { return .keep }
        let known = ["go_to", "when"]
        for entry in node.entries ?? [] where !known.contains(entry.key) {
            report(
                .unknownKey, at: entry.keySpan, "`\(entry.key)` has no meaning in `late`",
                help: Nearest.word(to: entry.key, among: known).map { "did you mean `\($0)`?" }
                    ?? "there are: go_to, when")
        }
        let holding = node["when"].flatMap { condition($0, loops: step.loops, at: step, includesOwn: true) }
        guard let goTo = node["go_to"] else {
            report(.badValue, at: node.span, "`late` is keep or { go_to: id, when: condition }")
            return nil
        }
        guard let id = goTo.text, let target = parsed.step(id) else {
            reportUnknownStep(goTo.scalar?.text ?? "", at: goTo.span)
            return nil
        }
        guard lists(around: step).contains(target.list) else {
            report(
                .goToElsewhere, at: goTo.span, "`\(id)` stands in no list around `\(step.id)`",
                help: "go back to a step of the same list, or of one around it")
            return nil
        }
        return .goTo(step: target.index, when: holding)
    }

    private func lists(around step: ParsedStep) -> [Int] {
        var lists = [step.list]
        while let owner = lists.last.flatMap({ parsed.lists[$0].owner }) { lists.append(parsed.steps[owner].list) }
        return lists
    }

    mutating func requireDue(
        _ deadline: DeadlineTemplate, _ step: ParsedStep, at span: SourceSpan, what: String
    ) {
        guard deadline.rule.dependsOnDue, step["due"] == nil else { return }
        report(.noDeadline, at: span, "\(what) rests on a deadline, but the step has no `due`", help: "add due:")
    }

    mutating func role(of step: ParsedStep, _ node: YAMLNode) -> RoleRule? {
        guard let name = node.text else { return role(node, name: step.id, loops: step.loops, at: step) }
        use("role", name)
        if let role = roles[name] {
            noteReads(
                of: role.organisation, by: step, loops: [], scalar: nil, offset: 0, span: node.span, moment: .opening)
            return role
        }
        let known = (parsed.header["roles"]?.entries ?? []).map(\.key)
        if known.contains(name) { return nil }
        let near = takeSuggestion() ? Nearest.word(to: name, among: known) : nil
        if let near { use("role", near) }
        report(
            .unknownRole, at: node.span, "there is no role `\(name)`",
            help: near.map { "did you mean `\($0)`?" }
                ?? (known.isEmpty ? "declare it under `roles`" : "there are: " + known.joined(separator: ", ")))
        return nil
    }

    private mutating func ladder(_ step: ParsedStep, due: DeadlineTemplate?) -> [Rung] {
        guard let node = step["escalate"] else { return [] }
        guard let items = node.items else {
            report(
                .notAList, at: node.span, "`escalate` is a list of rungs",
                help: "write - { after: 3 working days overdue, to: role }")
            return []
        }
        return items.compactMap { item in
            let known = ["after", "to", "hand_over"]
            for entry in item.entries ?? [] where !known.contains(entry.key) {
                report(
                    .unknownKey, at: entry.keySpan, "`\(entry.key)` has no meaning in a rung",
                    help: Nearest.word(to: entry.key, among: known).map { "did you mean `\($0)`?" }
                        ?? "there are: after, to, hand_over")
            }
            guard let to = item["to"] else {
                report(
                    .missingKey, at: item.span, "a rung needs `to`: the role that may act from then on",
                    help: "write - { after: 3 working days overdue, to: role }")
                return nil
            }
            guard let role = role(of: step, to) else { return nil }
            let after = item["after"].flatMap { deadline($0, of: step) }
            if let after, let node = item["after"] {
                requireDue(after, step, at: node.span, what: "the rung")
                checkOpening(after, due: due, at: node.span, what: "the rung")
            }
            let handsOver = if case .bool(true)? = item["hand_over"]?.scalar?.resolved { true } else { false }
            return Rung(after: after, to: role, handsOver: handsOver)
        }
    }

    // MARK: - Routes

    /// Where each outcome leads.
    mutating func routes(of step: ParsedStep, construct: Construct, isHuman: Bool) -> [String: Route] {
        guard let node = step["outcomes"] else { return [:] }
        guard let entries = node.entries else {
            report(
                .notAMapping, at: node.span, "`outcomes` is a map of outcomes and where they lead",
                help: "write outcomes: { done: continue }")
            return [:]
        }
        let known = outcomes(of: step, construct)
        var routes: [String: Route] = [:]
        for entry in entries {
            if let known, !known.contains(entry.key) {
                report(
                    .unknownOutcome, at: entry.keySpan, "the step never ends with `\(entry.key)`",
                    help: help(forUnknown: entry.key, among: known))
                if Self.routeKeys.contains(entry.key) { continue }
            }
            routes[entry.key] = route(entry, of: step)
        }
        return routes
    }

    /// What leads somewhere, and so stands after an outcome.
    private static let routeKeys = ["go_to", "stop", "steps"]

    private func help(forUnknown outcome: String, among known: [String]) -> String {
        if Self.routeKeys.contains(outcome) {
            return "say after which outcome: \(known.first ?? BuiltInOutcome.done): { \(outcome): … }"
        }
        return Nearest.word(to: outcome, among: known).map { "did you mean `\($0)`?" }
            ?? "it ends with: " + known.joined(separator: ", ")
    }

    /// The outcomes that a step can have; nil when they are not known here.
    func outcomes(of step: ParsedStep, _ construct: Construct) -> [String]? {
        var names: [String]
        switch construct {
        case .uses(let use):
            names = use.outcomes.map(\.name)
            if use.sort == .task, step["when_overdue"]?.text == "continue" { names.append(BuiltInOutcome.overdue) }
            if step["quorum"] != nil { names.append(BuiltInOutcome.undecided) }
        case .wait(.message): names = [BuiltInOutcome.received]
        case .wait(.milestone): names = [BuiltInOutcome.reached]
        case .call(let call): return call.each == nil ? nil : [BuiltInOutcome.done]
        case .set where step.construct != "set": return nil
        case .attempt(_, let handlers, _):
            names = [BuiltInOutcome.done] + (handlers.isEmpty ? [] : [BuiltInOutcome.caught])
        default: names = [BuiltInOutcome.done]
        }
        if step["timeout"] != nil { names.append(BuiltInOutcome.timedOut) }
        if cancelled.contains(step.id) { names.append(BuiltInOutcome.withdrawn) }
        return names
    }

    private mutating func route(_ entry: YAMLEntry, of step: ParsedStep) -> Route {
        switch entry.value.text {
        case "continue"?: return .next
        case "leave"?: return .leave
        default: break
        }
        if let target = entry.value["go_to"] { return goTo(target, of: step) }
        if let outcome = entry.value["stop"]?.text { return .stop(outcome: outcome) }
        if let list = step.detours[entry.key] { return .steps(list: list) }
        report(
            .badValue, at: entry.value.span,
            "an outcome leads to `continue`, `leave`, { go_to: id }, { stop: outcome } or { steps: […] }",
            help: entry.value.text == "stop"
                ? "write \(entry.key): { stop: \(entry.key) }"
                : "write \(entry.key): continue, or \(entry.key): { go_to: id }")
        return .next
    }

    private mutating func goTo(_ node: YAMLNode, of step: ParsedStep) -> Route {
        guard let id = node.text, let target = parsed.step(id) else {
            reportUnknownStep(node.scalar?.text ?? "", at: node.span)
            return .next
        }
        guard target.list == step.list else {
            report(
                .goToElsewhere, at: node.span, "`\(id)` stands in another list than `\(step.id)`",
                help: "go to a step of the same list: \(listed(parsed.lists[step.list].steps))")
            return .next
        }
        return .goTo(step: target.index)
    }
    /// The ids of some steps; of many the first.
    private func listed(_ steps: [Int]) -> String {
        let ids = steps.prefix(Limits.listedStepsMax).map { parsed.steps[$0].id }.joined(separator: ", ")
        return steps.count > Limits.listedStepsMax ? ids + ", …" : ids
    }
}

extension AnyStepKind {
    /// Whether a parameter may name a type of any shape, because what it types is taken as it is.
    fileprivate func takesAnyType(named parameter: String) -> Bool {
        [parameters, form, outputs].allSatisfy { schema in
            schema.fields.allSatisfy { $0.typedBy != parameter || $0.type == .any }
        }
    }
}
