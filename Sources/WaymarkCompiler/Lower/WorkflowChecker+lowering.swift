import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit
import WaymarkYAML

extension WorkflowChecker {
    /// A step of the definition.
    mutating func lower(_ step: ParsedStep) -> Step {
        checkTexts(of: step)
        let construct = construct(of: step)
        let isHuman = if case .uses(let use) = construct { use.human != nil } else { false }
        let timeout = step["timeout"].flatMap { opening($0, "timeout", of: step) }
        if let timeout, let node = step["timeout"] { checkLength(timeout.rule, "timeout", at: node.span) }
        return Step(
            id: step.id, index: step.index, list: step.list, position: step.position, loops: step.loops,
            title: step["title"]?.scalar?.text ?? step.id.replacing("_", with: " "),
            summary: step["summary"]?.scalar?.text,
            citation: step["cite"]?.scalar?.text,
            when: when(of: step),
            availableWhile: step["available_while"].flatMap { condition($0, loops: step.loops, at: step) },
            assignments: assignments(of: step), milestone: step["milestone"]?.scalar?.text,
            retry: step["retry"].flatMap { retry($0, of: step, construct) },
            timeout: timeout, routes: routes(of: step, construct: construct, isHuman: isHuman), construct: construct)
    }

    /// The keys of a step that are plain text.
    private static let texts = ["title", "summary", "cite", "milestone", "tight"]

    private mutating func checkTexts(of step: ParsedStep) {
        let entries = step.node.entries ?? []
        for place in entries.indices where Self.texts.contains(entries[place].key) {
            let (key, node) = (entries[place].key, entries[place].value)
            guard node.isScalar else {
                report(.notText, at: node.span, "`\(key)` is text", help: "write a word or a sentence")
                continue
            }
            if key == "tight", node.scalar?.text.allSatisfy(\.isWhitespace) == true {
                report(
                    .notText, at: entries[place].keySpan, "`tight` says why the day stands, and nothing is said",
                    help: "write the reason, or leave it out")
            }
            guard node.text?.hasBraces == true else { continue }
            report(
                .notLiteral, at: node.span, "`\(key)` is the same for every case, so it has no `${…}`",
                help: "write it without; the item of a loop is shown beside the title anyway")
        }
    }

    private mutating func construct(of step: ParsedStep) -> Construct {
        switch step.construct {
        case "uses": return uses(step)
        case "parallel":
            return .parallel(
                branches: step.branches.map { Branch(name: $0.name, list: $0.list) },
                join: join(step, branches: step.branches.count),
                rest: rest(step))
        case "choose": return choose(step)
        case "for_each": return forEach(step)
        case "repeat": return repeats(step)
        case "race": return race(step)
        case "try": return attempt(step)
        case "exclusive": return exclusive(step)
        case "any_order": return .anyOrder(branches: step.branches.map { Branch(name: $0.name, list: $0.list) })
        case "cancel": return cancel(step)
        case "wait": return wait(step)
        case "call": return call(step)
        case "send": return send(step)
        case "decide": return decide(step)
        case "stop":
            guard let outcome = step["stop"]?.text else {
                report(
                    .notText, at: step["stop"]?.span ?? step.span, "`stop` names an outcome", help: "write stop: done")
                return .set
            }
            return .stop(outcome: outcome)
        default: return .set
        }
    }

    // MARK: - Common parts

    private mutating func assignments(of step: ParsedStep) -> [NamedTemplate] {
        guard let node = step["set"] else { return [] }
        guard let entries = node.entries else {
            report(
                .notAMapping, at: node.span, "`set` is a map of variables and values",
                help: "write set: { variable: value }")
            return []
        }
        return entries.map { entry in
            let value = template(entry.value, loops: step.loops, at: step, includesOwn: true)
            if let variable = variableIndexes[entry.key] {
                checkFits(value, variables[variable].type, at: entry.value, what: "the variable `\(entry.key)`")
            } else {
                let near = takeSuggestion() ? Nearest.word(to: entry.key, among: variables.map(\.name)) : nil
                report(
                    .unknownVariable, at: entry.keySpan, "there is no variable `\(entry.key)`",
                    help: near.map { "did you mean `\($0)`?" } ?? "declare it under `vars`")
            }
            return NamedTemplate(name: entry.key, value: value)
        }
    }

    private mutating func retry(_ node: YAMLNode, of step: ParsedStep, _ construct: Construct) -> RetryPolicy {
        var policy = RetryPolicy()
        let isEffect = if case .uses(let use) = construct { use.sort == .effect } else { false }
        if !isEffect, !isUnknown(step) {
            report(
                .retryWithoutEffect, at: step.node.keySpan(of: "retry"),
                "`retry` is for effects on the outside world, but `\(step.id)` has none", help: "leave it out")
        }
        for entry in node.entries ?? [] {
            switch (entry.key, entry.value.scalar?.resolved) {
            case ("attempts", .int(let number)?) where (1...100).contains(number): policy.attempts = Int(number)
            case ("factor", .int(let number)?) where number >= 1: policy.factor = Double(number)
            case ("factor", .double(let number)?) where number >= 1: policy.factor = number
            case ("first", .string(let text)?):
                policy.firstPause = span(text, at: entry.value.span) ?? policy.firstPause
            case ("longest", .string(let text)?):
                policy.longestPause = span(text, at: entry.value.span) ?? policy.longestPause
            default:
                report(
                    .badValue, at: entry.keySpan, "`\(entry.key)` does not make sense in `retry`",
                    help: "write { attempts: 5, first: 2 seconds, factor: 3, longest: 1 hour }")
            }
        }
        return policy
    }

    private mutating func span(_ text: String, at span: SourceSpan) -> Int64? {
        do {
            return try ElapsedSpan(parsing: text).milliseconds
        } catch {
            report(
                .badValue, at: span, "\"\(text)\" is not a length of time", help: "write 2 seconds, 5 minutes or PT30S")
            return nil
        }
    }

    /// A deadline, with the expressions that it is reckoned from.
    mutating func deadline(_ node: YAMLNode, of step: ParsedStep) -> DeadlineTemplate? {
        guard let scalar = node.scalar else {
            report(.notText, at: node.span, "a deadline is text", help: "write 5 working days")
            return nil
        }
        let pieces: [TextPieces.Piece]
        do {
            pieces = try TextPieces.cut(scalar.text)
        } catch {
            report(
                .badTemplate, at: place(error.offset, error.offset + 2, in: scalar, file: node.span.file),
                "this ${ is not closed", help: "add the missing }")
            noteNames(in: scalar.text)
            return nil
        }
        var tokens: [DeadlineToken] = []
        var offsets: [Int] = []
        var anchors: [CheckedExpression] = []
        var isWhole = true
        var offset = 0
        for piece in pieces {
            offsets.append(offset)
            switch piece {
            case .literal(let text):
                tokens.append(.text(text))
                offset += text.unicodeScalars.count
            case .expression(let source, let start):
                tokens.append(.expression(anchors.count))
                if let anchor = expression(
                    source, offset: start, scalar: scalar, span: node.span, loops: step.loops, at: step)
                {
                    checkAnchor(anchor, at: node.span)
                    anchors.append(anchor)
                } else {
                    isWhole = false
                }
                offset += source.unicodeScalars.count + 3
            }
        }
        guard isWhole else { return nil }
        do {
            let rule = try rule(tokens)
            checkYears(of: rule, at: node.span)
            return DeadlineTemplate(rule: rule, anchors: anchors)
        } catch {
            let start = (offsets.indices.contains(error.segment) ? offsets[error.segment] : 0) + error.offset
            let sources = pieces.compactMap { piece in
                if case .expression(let source, _) = piece { source } else { nil }
            }
            // The reader of the words does not know what the expression is.
            let help = error.help.map { sources.count == 1 ? $0.replacing("${…}", with: "${\(sources[0])}") : $0 }
            report(
                .badDeadline, at: place(start, start + max(1, error.length), in: scalar, file: node.span.file),
                error.message,
                help: help ?? "write 5 working days, 2 weeks before ${…} or on 31 March")
            return nil
        }
    }

    /// The rule that the words of a deadline say; those that were read before are not read again.
    private mutating func rule(_ tokens: [DeadlineToken]) throws(DeadlineTextError) -> DeadlineRule {
        if let known = deadlines[tokens] { return known }
        // Without a calendar at hand the words were, or will be, checked where there is one.
        let nouns = environment.calendar.map { Set([$0.dayNoun].compactMap(\.self)) }
        let rule = try DeadlineText.parse(tokens, nouns: nouns)
        deadlines[tokens] = rule
        return rule
    }

    /// A deadline that is reckoned when the step opens, before anybody knows when it is due.
    mutating func opening(_ node: YAMLNode, _ key: String, of step: ParsedStep) -> DeadlineTemplate? {
        guard let deadline = deadline(node, of: step) else { return nil }
        guard deadline.rule.dependsOnDue else { return deadline }
        report(
            .circularDeadline, at: node.span,
            key == "due"
                ? "`due` is counted from itself" : "`\(key)` is counted from `due`, but it is set when the step opens",
            help: "count it from when the step opens, as in 5 working days, or from a date")
        return nil
    }

    private mutating func checkAnchor(_ anchor: CheckedExpression, at span: SourceSpan) {
        switch anchor.resultType {
        case .dyn, .timestamp, .abstract("date"): return
        // A date that stands in the expression itself is text; any other text could be anything.
        case .string where anchor.references.isEmpty: return
        case .record(let record) where record.field("end") != nil: return
        default:
            report(
                .wrongType, at: span,
                "a deadline is reckoned from a date, a moment or a period, not from \(anchor.resultType)")
        }
    }

    private mutating func join(_ step: ParsedStep, branches: Int?) -> JoinRule {
        guard let node = step["join"] else { return .all }
        switch node.scalar?.resolved {
        case .string("all")?: return .all
        case .string("any")?: return .any
        case .int(let count)? where count >= 1:
            if let branches, count > branches {
                report(
                    .badJoin, at: node.span, "`join` waits for \(count) branches, but there are \(branches)",
                    help: "write at most \(branches)")
            }
            return .count(Int(count))
        default:
            report(
                .badValue, at: node.span, "`join` is all, any or a number",
                help: "a number says how many branches must end; it is at least 1")
            return .all
        }
    }

    private mutating func rest(_ step: ParsedStep) -> RestRule {
        guard let node = step["rest"] else { return .cancel }
        switch node.text {
        case "cancel": return .cancel
        case "finish": return .finish
        default:
            report(
                .badValue, at: node.span, "`rest` is cancel or finish",
                help: "write finish to let the branches run on that the join does not need")
            return .cancel
        }
    }

    // MARK: - Branches and loops

    private mutating func choose(_ step: ParsedStep) -> Construct {
        var guarded: [GuardedBranch] = []
        var otherwise: Int?
        let takesEvery = takesEvery(step)
        let items = (step["choose"]?.items ?? []).filter { $0["else"] != nil || $0["steps"] != nil }
        checkElse(items, of: step)
        let last = items.last { $0["else"] == nil }
        for (item, branch) in zip(items, step.branches) {
            if item["else"] != nil {
                otherwise = branch.list
            } else if let when = item["when"] {
                let isLast = item.span == last?.span
                if let condition = branchCondition(when, of: step, takesEvery: takesEvery, isLast: isLast) {
                    // The next condition is asked for only when this one does not hold.
                    if !takesEvery { knownSoFar.append(.not(condition.proposition)) }
                    guarded.append(GuardedBranch(when: condition, list: branch.list))
                }
            } else if item.entries?.count == 1 {
                report(.missingKey, at: item.span, "a branch of `choose` needs `when`", help: "or make it the `else`")
            }
        }
        knownSoFar = []
        return .choose(branches: guarded, otherwise: otherwise, takesEvery: takesEvery)
    }

    private mutating func takesEvery(_ step: ParsedStep) -> Bool {
        guard let take = step["take"] else { return false }
        switch take.text {
        case "first": return false
        case "every": return true
        default:
            report(
                .badValue, at: take.span, "`take` is first or every",
                help: "write every to take each branch whose condition holds")
            return false
        }
    }

    /// Checks that a `choose` has at most one `else`, after all other branches and without a condition of its own.
    private mutating func checkElse(_ items: [YAMLNode], of step: ParsedStep) {
        var first: SourceSpan?
        for (place, item) in items.enumerated() where item["else"] != nil {
            let span = item.keySpan(of: "else")
            if let first {
                diagnostics.add(
                    Diagnostic(
                        .misplacedElse, at: span, "`\(step.id)` has two branches with `else`",
                        help: "make one of the two",
                        notes: [.init("the first is here", at: first)]))
            } else if place < items.count - 1 {
                report(
                    .misplacedElse, at: span, "`else` stands before other branches, but it is what remains after them",
                    help: "put it last")
            }
            if item["when"] != nil || item["steps"] != nil {
                report(
                    .misplacedElse, at: span, "a branch with `else` has no condition and no steps besides",
                    help: "make two branches of it: one with `when` and `steps`, then one with `else`")
            }
            first = first ?? span
        }
    }

    private mutating func forEach(_ step: ParsedStep) -> Construct {
        guard let name = step["for_each"]?.text else {
            report(
                .notText, at: step["for_each"]?.span ?? step.span, "`for_each` names the item",
                help: "write for_each: item")
            return .set
        }
        // A list that is missing is reported where the form is read.
        guard let list = step.branches.first?.list else { return .set }
        guard let node = step["in"] else {
            report(
                .missingKey, at: step.span, "`for_each` needs `in`: the list that it goes through",
                help: "write in: vocabulary.domains")
            return .set
        }
        checkItemName(name, at: step["for_each"] ?? step.node, loops: step.loops)
        guard let items = bareExpression(node, loops: step.loops, at: step) else { return .set }
        switch items.resultType {
        case .list(let element): itemTypes[step.index] = element
        case .dyn: itemTypes[step.index] = .dyn
        default: report(.wrongType, at: node.span, "`in` is a list, but this is \(items.resultType)")
        }
        var mode = ForEachStep.Mode.parallel
        if let node = step["mode"] {
            switch node.text {
            case "parallel": break
            case "one_by_one": mode = .oneByOne
            case "any_order": mode = .anyOrder
            default: report(.badValue, at: node.span, "`mode` is parallel, one_by_one or any_order")
            }
        }
        return .forEach(
            ForEachStep(
                item: name, items: items, list: list, mode: mode, join: join(step, branches: nil), rest: rest(step),
                isOpen: isOpen(step), closing: closing(of: step), adder: adder(of: step),
                itemType: FieldType(itemTypes[step.index] ?? .dyn)))
    }

    private mutating func repeats(_ step: ParsedStep) -> Construct {
        guard let list = step.branches.first?.list else { return .set }
        let (until, holding) = loopConditions(of: step)
        var passes: Int?
        if let node = step["at_most"] {
            if case .int(let number)? = node.scalar?.resolved, number >= 1 {
                passes = Int(number)
            } else {
                report(
                    .badValue, at: node.span, "`at_most` is a number from 1",
                    help: "write how many passes the loop may make, as in at_most: 5")
            }
        }
        return .repeats(RepeatStep(list: list, until: until, condition: holding, passesMax: passes))
    }

    // MARK: - Calling, sending

    mutating func checkMessage(_ name: String, at span: SourceSpan) {
        use("message", name)
        guard parsed.messages[name] == nil else { return }
        let near = Nearest.word(to: name, among: parsed.messages.keys.sorted())
        if let near { use("message", near) }
        report(
            .unknownMessage, at: span, "the message `\(name)` is not declared",
            help: near.map { "did you mean `\($0)`?" } ?? "declare it under `messages` with its fields")
    }

    private mutating func call(_ step: ParsedStep) -> Construct {
        let node = step["call"] ?? step.node
        let name = node.text ?? ""
        guard let other = environment.workflows[name] ?? trusted(name) else {
            let known = environment.workflows.keys.sorted()
            report(
                .unknownWorkflow, at: node.span, "there is no workflow `\(name)`",
                help: Nearest.word(to: name, among: known).map { "did you mean `\($0)`?" }
                    ?? (known.isEmpty ? nil : "there are: " + known.joined(separator: ", ")))
            return .set
        }
        checkTurn(of: step, calling: other)
        let (each, item) = callList(of: step)
        let saved = scopes
        if let each, let item {
            let element: CELType = if case .list(let element) = each.resultType { element } else { .dyn }
            scopes[Self.environmentKey(step.loops, step)] = ExpressionScope(
                Environment(inside: environment(loops: step.loops, at: step), variables: [item: element]))
        }
        let inputs = callInputs(of: step, other)
        let subject = step["subject"].map { template($0, loops: step.loops, at: step) }
        checkSubject(subject, of: other, at: step["subject"] ?? node, loops: step.loops)
        scopes = saved
        let detaches = if case .bool(true)? = step["detach"]?.scalar?.resolved { true } else { false }
        return .call(
            CallStep(
                workflow: name, subject: subject, inputs: inputs, each: each, item: item, detaches: detaches,
                outputs: other.outputs))
    }

    /// The list of a call for each of its items, and the name of the item.
    private mutating func callList(of step: ParsedStep) -> (CheckedExpression?, String?) {
        let each = step["each"].flatMap { bareExpression($0, loops: step.loops, at: step) }
        if let each, let node = step["each"] {
            switch each.resultType {
            case .list, .dyn: break
            default:
                report(
                    .wrongType, at: node.span, "`each` is a list, but this is \(FieldFit.words(each.resultType))",
                    help: "leave `each` out for one case, or put it into a list: [\(each.source)]")
            }
        }
        guard let node = step["as"] else { return (each, nil) }
        if step["each"] == nil {
            report(
                .missingKey, at: step.node.keySpan(of: "as"), "`as` names the item of a list, but there is no `each`",
                help: "add each: with the list, or leave `as` out")
        }
        guard let name = node.text else {
            report(.notText, at: node.span, "`as` names the item", help: "write as: item")
            return (each, nil)
        }
        checkItemName(name, at: node, loops: step.loops)
        return (each, name)
    }

    /// A workflow that is not there now, for sources that were checked when it was.
    private func trusted(_ name: String) -> WorkflowInterface? {
        guard environment.isTrusted else { return nil }
        return WorkflowInterface(
            workflow: name, subjectType: "", inputs: RecordSchema(name: "inputs"), outputs: RecordSchema(name: name),
            messages: [:], sends: [:], waitsFor: [], hasKey: true)
    }

    private mutating func callInputs(of step: ParsedStep, _ other: WorkflowInterface) -> [NamedTemplate] {
        let entries = step["with"]?.entries ?? []
        let meant = Set(
            entries.compactMap {
                other.inputs.field($0.key) == nil
                    ? Nearest.word(to: $0.key, among: other.inputs.fields.map(\.name)) : $0.key
            })
        for field in other.inputs.fields where field.isRequired && !meant.contains(field.name) {
            report(
                .missingParameter, at: step["call"]?.span ?? step.span,
                "\(other.workflow) needs the input `\(field.name)`: \(field.type.title)", help: "add it under `with`")
        }
        return entries.map { entry in
            let value = template(entry.value, loops: step.loops, at: step)
            if let field = other.inputs.field(entry.key) {
                checkFits(value, field.type, at: entry.value, what: "the input `\(entry.key)`")
            } else if !environment.isTrusted {
                report(
                    .unknownInput, at: entry.keySpan, "\(other.workflow) has no input `\(entry.key)`",
                    help: Nearest.word(to: entry.key, among: other.inputs.fields.map(\.name)).map {
                        "did you mean `\($0)`?"
                    } ?? "it has: " + other.inputs.fields.map(\.name).joined(separator: ", "))
            }
            return NamedTemplate(name: entry.key, value: value)
        }
    }

    private mutating func send(_ step: ParsedStep) -> Construct {
        let node = step["send"] ?? step.node
        let name = node.text ?? ""
        checkMessage(name, at: node.span)
        guard let to = step["to"] else {
            report(
                .missingKey, at: step.span, "`send` needs `to`",
                help: "write to: parent, to: children or to: { workflow: …, subject: …, key: … }")
            return .set
        }
        var data: [NamedTemplate] = []
        for entry in step["data"]?.entries ?? [] {
            data.append(NamedTemplate(name: entry.key, value: template(entry.value, loops: step.loops, at: step)))
        }
        if let message = parsed.messages[name] { check(data, against: message, of: step) }
        return .send(SendStep(message: name, to: address(to, of: step, key: "to", message: name), data: data))
    }

    private mutating func check(_ data: [NamedTemplate], against message: RecordSchema, of step: ParsedStep) {
        for (entry, value) in zip(step["data"]?.entries ?? [], data.map(\.value)) {
            guard let field = message.field(entry.key) else {
                report(
                    .unknownParameter, at: entry.keySpan, "the message `\(message.name)` has no field `\(entry.key)`",
                    help: Nearest.word(to: entry.key, among: message.fields.map(\.name)).map { "did you mean `\($0)`?" }
                        ?? "it has: " + message.fields.map(\.name).joined(separator: ", "))
                continue
            }
            checkFits(value, field.type, at: entry.value, what: "the field `\(entry.key)`")
        }
    }

    /// A case as `to` and `of` name it.
    mutating func address(
        _ node: YAMLNode, of step: ParsedStep, key name: String, message: String?
    ) -> CaseAddress {
        switch node.text {
        case "parent"?:
            if let message { checkReceivers(of: message, among: .parent, at: node.span) }
            return .parent
        case "children"?:
            if let message { checkReceivers(of: message, among: .children, at: node.span) }
            return .children
        default: break
        }
        let known = ["case", "workflow", "subject", "subjects", "key"]
        for entry in node.entries ?? [] where !known.contains(entry.key) {
            report(
                .unknownKey, at: entry.keySpan, "`\(entry.key)` has no meaning in `\(name)`",
                help: Nearest.word(to: entry.key, among: known).map { "did you mean `\($0)`?" } ?? "there are: "
                    + known.joined(separator: ", "))
        }
        if let id = node["case"] { return .id(template(id, loops: step.loops, at: step)) }
        guard let workflow = node["workflow"]?.text else {
            report(
                .badValue, at: node.span,
                "`\(name)` is parent, \(name == "to" ? "children, " : ""){ case: … } or { workflow: …, subject: …, key: … }",
                help: "write \(name): parent, or \(name): { workflow: name, subject: \"${subject.id}\" }")
            return .parent
        }
        let place = node["workflow"]?.span ?? node.span
        if workflow != parsed.name, environment.workflows[workflow] == nil, !environment.isTrusted {
            report(
                .unknownWorkflow, at: place, "there is no workflow `\(workflow)`",
                help: Nearest.word(to: workflow, among: environment.workflows.keys.sorted()).map {
                    "did you mean `\($0)`?"
                })
        } else if let message, let other = environment.workflows[workflow], parsed.messages[message] != nil,
            !other.waitsFor.contains(message)
        {
            report(
                .messageNeverReceived, .warning, at: place, "\(workflow) never waits for the message `\(message)`",
                help: other.waitsFor.isEmpty ? nil : "it waits for: " + other.waitsFor.sorted().joined(separator: ", "))
        }
        let key = node["key"].map { template($0, loops: step.loops, at: step) }
        let other = workflow == parsed.name ? parsed.interface : environment.workflows[workflow]
        if let other, let message { checkDelivery(of: message, to: other, by: step) }
        if let node = node["subjects"] {
            let subjects = template(node, loops: step.loops, at: step)
            if let other { checkSubject(subjects, of: other, at: node, loops: step.loops) }
            return .cohort(workflow: workflow, subjects: subjects, key: key)
        }
        guard let subjectNode = node["subject"] else {
            report(
                .missingKey, at: node.span,
                "`\(name)` needs `subject`\(name == "to" ? " or `subjects`" : "") beside `workflow`",
                help: "add subject: ${subject.id}")
            return .parent
        }
        let subject = template(subjectNode, loops: step.loops, at: step)
        if let other { checkSubject(subject, of: other, at: subjectNode, loops: step.loops) }
        return .only(workflow: workflow, subject: subject, key: key)
    }
}
