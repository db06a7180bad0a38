import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension ScenarioReader {
    /// One line of a scenario.
    mutating func scenarioStep(_ node: YAMLNode) -> ScenarioStep? {
        guard let entries = mapping(node, "a line of a scenario") else { return nil }
        // A delegation may have a last day.
        let isDelegation = entries.contains { $0.key == "delegate" }
        let verbs = entries.filter {
            ScenarioForms.verbs.contains($0.key) && !(isDelegation && $0.key == "until")
        }
        guard let verb = verbs.first, verbs.count == 1 else {
            let unknown = entries.first { Nearest.word(to: $0.key, among: ScenarioForms.verbs) != nil }
            report(
                .severalVerbs, at: verbs.dropFirst().first?.keySpan ?? unknown?.keySpan ?? start(of: node),
                verbs.isEmpty ? "this line does nothing" : "a line does one thing, and this one does two",
                help: verbs.isEmpty
                    ? unknown.flatMap { Nearest.word(to: $0.key, among: ScenarioForms.verbs) }.map {
                        "did you mean `\($0)`?"
                    }
                        ?? "begin with one of: \(ScenarioForms.verbs.joined(separator: ", "))"
                    : "write two lines")
            return nil
        }
        guard let action = action(verb, in: node) else { return nil }
        return ScenarioStep(span: verb.keySpan, action: action)
    }

    private mutating func action(_ verb: YAMLEntry, in node: YAMLNode) -> ScenarioStep.Action? {
        switch verb.key {
        case "until":
            allow(ScenarioForms.names(of: "until"), in: node, as: "a line that lets time pass")
            let calendar = environment.calendar
            return moment(verb.value, "until") { calendar.close(of: $0) }.map { .wait(.until($0)) }
        case "after":
            allow(ScenarioForms.names(of: "after"), in: node, as: "a line that lets time pass")
            return span(verb.value).map { .wait(.after($0)) }
        case "message": return message(verb, in: node)
        case "start": return start(verb, in: node)
        case "retry", "skip", "redo", "add", "mend": return mend(verb, in: node)
        case "expect":
            allow(ScenarioForms.names(of: "expect"), in: node, as: "a line that expects something")
            guard let reference = caseReference(in: node) else { return nil }
            return .expect(expectation(verb.value, of: reference))
        default: return act(verb, in: node)
        }
    }

    private mutating func span(_ node: YAMLNode) -> DeadlineRule? {
        guard let text = text(node, "after") else { return nil }
        do throws(DeadlineTextError) {
            let nouns = Set([environment.calendar.dayNoun].compactMap(\.self))
            let rule = try DeadlineText.parse(text, nouns: nouns)
            if rule.anchor == .opened, rule.amount != nil, rule.direction == .after { return rule }
            report(
                .badMoment, at: node.span, "\"\(text)\" is not a stretch of time from now",
                help: "write 5 working days, or use until: with a day")
        } catch {
            report(.badMoment, at: node.span, "\"\(text)\": \(error.message)", help: error.help)
        }
        return nil
    }

    // MARK: - People

    private mutating func act(_ verb: YAMLEntry, in node: YAMLNode) -> ScenarioStep.Action? {
        allow(ScenarioForms.names(of: verb.key), in: node, as: "`\(verb.key)`")
        guard let reference = caseReference(in: node), let id = text(verb.value, verb.key),
            let step = step(id, of: reference.workflow, at: verb.value.span),
            let use = task(step, at: verb.value.span)
        else { return nil }
        let actor = requiredActor(in: node, workflow: reference.workflow)
        let refusal = node["refused"].flatMap { self.refusal($0) }
        let deed = deed(verb.key, in: node, of: step, use, reference, isRefused: node["refused"] != nil)
        guard let actor, let deed else { return nil }
        return .act(
            ScenarioAct(
                caseReference: reference, step: id, items: texts(node["item"], "item"),
                isEvery: node["every"]?.scalar?.resolved == .bool(true), actor: actor, deed: deed,
                refusal: refusal))
    }

    private mutating func deed(
        _ verb: String, in node: YAMLNode, of step: Step, _ use: UsesStep, _ reference: CaseReference, isRefused: Bool
    ) -> ScenarioAct.Deed? {
        let reason = node["reason"].flatMap { text($0, "reason") }
        switch verb {
        case "claim": return .claim
        case "release": return .release
        case "withdraw": return .withdraw
        case "delegate": return delegation(in: node, reference, reason)
        case "reassign":
            let actor = receiver(in: node, reference)
            let reason = required("reason", in: node, of: "a reassignment")
            guard let actor, let reason else { return nil }
            return .reassign(to: actor, reason: reason)
        case "comment": return required("text", in: node, of: "a comment").map { .comment($0) }
        case "escalate":
            let rung = node["to"].flatMap { text($0, "to") }.flatMap { Int($0) }
            return required("reason", in: node, of: "an escalation").map { .escalate(rung: rung, reason: $0) }
        default: break
        }
        let form = record(
            node["form"], against: use.form, of: "the form of \(step.id)", workflow: reference.workflow,
            checksTypes: !isRefused)
        let outcome = node["outcome"].flatMap { text($0, "outcome") }
        if let outcome, !isRefused, !use.outcomes.contains(where: { $0.name == outcome }) {
            reportName(
                .unknownOutcome, outcome, at: node["outcome"]?.span ?? node.span, of: step.id,
                among: use.outcomes.map(\.name))
        }
        let decision = OutcomeSchema.Verb(rawValue: verb)
        if let decision, !isRefused, !use.outcomes.contains(where: { $0.verb == decision }) {
            report(
                .unknownOutcome, at: node[verb]?.span ?? node.span, "\(step.id) cannot be decided with `\(verb)`",
                help: "it ends with one of: \(use.outcomes.map(\.name).joined(separator: ", "))")
        }
        return .complete(form: .map(form), outcome: outcome, verb: decision, reason: reason)
    }

    private mutating func delegation(
        in node: YAMLNode, _ reference: CaseReference, _ reason: String?
    ) -> ScenarioAct.Deed? {
        guard let actor = receiver(in: node, reference) else { return nil }
        guard let value = node["until"] else { return .delegate(to: actor, until: nil, reason: reason) }
        guard let text = text(value, "until") else { return nil }
        guard let day = LocalDate(text) else {
            report(.badMoment, at: value.span, "\"\(text)\" is not a day", help: "write 2013-10-31")
            return nil
        }
        return .delegate(to: actor, until: day, reason: reason)
    }

    /// Who is to have a task, which must be said.
    private mutating func receiver(in node: YAMLNode, _ reference: CaseReference) -> ScenarioActor? {
        guard let value = node["to"] else {
            report(.missingKey, at: start(of: node), "it is not said who is to have it", help: "add to: a person")
            return nil
        }
        return actor(value, workflow: reference.workflow)
    }

    // MARK: - Cases

    private mutating func message(_ verb: YAMLEntry, in node: YAMLNode) -> ScenarioStep.Action? {
        allow(ScenarioForms.names(of: "message"), in: node, as: "`message`")
        guard let reference = caseReference(in: node), let name = text(verb.value, "message"),
            let definition = environment.definitions[reference.workflow]
        else { return nil }
        guard let schema = definition.messages[name] else {
            reportName(
                .unknownMessage, name, at: verb.value.span, of: reference.workflow,
                among: definition.messages.keys.sorted())
            return nil
        }
        if node["as"] != nil, let from = node["from"] {
            report(
                .severalVerbs, at: from.span, "a message is sent by a person (`as`) or by a case (`from`), not by both",
                help: "leave one of them out")
        } else if node["as"] == nil, node["from"] == nil, definition.namesSenders {
            report(
                .missingKey, at: start(of: node),
                "it is not said who sends the message, and \(reference.workflow) says who may",
                help: "`as` names a person or a role, `from` the case that it comes from")
        }
        let data = record(
            node["data"], against: schema, of: "the message \(name)", workflow: reference.workflow,
            checksTypes: node["refused"] == nil)
        return .message(
            ScenarioMessage(
                caseReference: reference, name: name, data: .map(data), from: node["from"].flatMap { text($0, "from") },
                sender: node["as"].flatMap { actor($0, workflow: reference.workflow) },
                refusal: node["refused"].flatMap { refusal($0) }))
    }

    private mutating func start(_ verb: YAMLEntry, in node: YAMLNode) -> ScenarioStep.Action? {
        allow(ScenarioForms.names(of: "start"), in: node, as: "`start`")
        guard let workflow = text(verb.value, "start"), definition(workflow, at: verb.value.span) != nil else {
            return nil
        }
        let name = node["named"].flatMap { text($0, "named") }
        if let name { cast.cases[name] = workflow }
        guard let place = node["subject"] else {
            report(.missingKey, at: start(of: node), "it is not said which organisation the case is about")
            return nil
        }
        guard let subject = organisation(place, "subject") else { return nil }
        return .start(
            ScenarioStart(
                workflow: workflow, name: name, subject: subject,
                inputs: inputs(node["inputs"], of: workflow, at: verb.value.span),
                starter: node["as"].flatMap { actor($0, workflow: workflow) },
                refusal: node["refused"].flatMap { refusal($0) }))
    }

    // MARK: - Mending

    private mutating func mend(_ verb: YAMLEntry, in node: YAMLNode) -> ScenarioStep.Action? {
        allow(ScenarioForms.names(of: verb.key), in: node, as: "`\(verb.key)`")
        guard let reference = caseReference(in: node) else { return nil }
        let actor = requiredActor(in: node, workflow: reference.workflow)
        let refusal = node["refused"].flatMap { self.refusal($0) }
        let deed =
            verb.key == "mend" ? caseDeed(verb.value, in: node) : stepDeed(verb, in: node, of: reference.workflow)
        guard let actor, let deed else { return nil }
        return .mend(ScenarioMend(caseReference: reference, deed: deed, actor: actor, refusal: refusal))
    }

    private mutating func caseDeed(_ value: YAMLNode, in node: YAMLNode) -> ScenarioMend.Deed? {
        guard let word = text(value, "mend") else { return nil }
        switch word {
        case "cancel": return required("reason", in: node, of: "the end of a case").map { .cancel(reason: $0) }
        case "suspend": return required("reason", in: node, of: "a standstill").map { .suspend(reason: $0) }
        case "resume": return .resume
        default:
            reportName(
                .badValue, word, at: value.span, of: "the list of what mends a case",
                among: ["cancel", "suspend", "resume"])
            return nil
        }
    }

    private mutating func stepDeed(_ verb: YAMLEntry, in node: YAMLNode, of workflow: String) -> ScenarioMend.Deed? {
        guard let id = text(verb.value, verb.key), let step = step(id, of: workflow, at: verb.value.span) else {
            return nil
        }
        switch verb.key {
        case "retry": return .retry(step: id)
        case "skip":
            return required("reason", in: node, of: "going on without a step").map { .skip(step: id, reason: $0) }
        case "redo": return required("reason", in: node, of: "doing a step again").map { .redo(step: id, reason: $0) }
        default:
            guard case .forEach(let loop) = step.construct, loop.isOpen else {
                report(
                    .nobodyDoes, at: verb.value.span, "nobody can add to `\(id)`: it is no loop that is open for more",
                    help: "name a `for_each` with open: true")
                return nil
            }
            guard let item = node["item"] else {
                report(.missingKey, at: start(of: node), "it is not said what is added", help: "add item: …")
                return nil
            }
            return .add(step: id, item: template(item, workflow: workflow))
        }
    }
}
