import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkEngine
import WaymarkYAML

extension ScenarioReader {
    /// How a case stands.
    mutating func expectation(_ node: YAMLNode, of reference: CaseReference) -> CaseExpectation {
        var expectation = CaseExpectation(caseReference: reference, checks: [])
        guard let entries = mapping(node, "what is expected") else { return expectation }
        allow(ScenarioForms.expected.names, in: node, as: "what is expected")
        for entry in entries { expectation.checks += checks(entry, workflow: reference.workflow) }
        return expectation
    }

    /// How the case ends: the outcome alone, or with day and outputs.
    mutating func ending(_ node: YAMLNode) -> CaseExpectation? {
        let reference = CaseReference(target: .main, workflow: cast.workflow)
        guard let entries = node.entries else {
            return text(node, "ends").map {
                CaseExpectation(caseReference: reference, checks: [.init(span: node.span, fact: .ended($0))])
            }
        }
        allow(ScenarioForms.ending.names, in: node, as: "how a case ends")
        var expectation = CaseExpectation(caseReference: reference, checks: [])
        for entry in entries {
            if entry.key == "outcome" {
                guard let outcome = text(entry.value, "outcome") else { continue }
                expectation.checks.append(.init(span: entry.value.span, fact: .ended(outcome)))
            } else {
                expectation.checks += checks(entry, workflow: cast.workflow)
            }
        }
        return expectation
    }

    private mutating func checks(_ entry: YAMLEntry, workflow: String) -> [CaseExpectation.Check] {
        let node = entry.value
        func check(_ fact: CaseExpectation.Fact, _ place: SourceSpan? = nil) -> CaseExpectation.Check {
            CaseExpectation.Check(span: place ?? node.span, fact: fact)
        }
        switch entry.key {
        case "open":
            return [check(.open(list(node, "`open`").compactMap { expectedTask($0, workflow) }), entry.keySpan)]
        case "waits":
            for item in list(node, "`waits`") { _ = step(item.text ?? "", of: workflow, at: item.span) }
            return [check(.waits(texts(node, "waits")), entry.keySpan)]
        case "vars": return variables(node, workflow)
        case "steps":
            return (mapping(node, "`steps`") ?? []).compactMap { item in
                guard let step = step(item.key, of: workflow, at: item.keySpan) else { return nil }
                checkFields(item.value, of: step)
                return check(.result(step: item.key, template(item.value, workflow: workflow)), item.keySpan)
            }
        case "milestone": return text(node, "milestone").map { [check(.milestone($0))] } ?? []
        case "incidents":
            return [
                check(
                    .incidents(list(node, "`incidents`").compactMap { expectedIncident($0, workflow) }), entry.keySpan)
            ]
        case "sent":
            return list(node, "`sent`").compactMap { item in
                expectedMessage(item, workflow).map { check(.sent($0), item.span) }
            }
        case "history": return [check(.history(texts(node, "history")), entry.keySpan)]
        case "status": return status(node).map { [check(.status($0))] } ?? []
        case "ended": return text(node, "ended").map { [check(.ended($0))] } ?? []
        case "on": return endDay(node).map { [check(.endedOn($0))] } ?? []
        case "outputs": return outputs(node, workflow)
        default: return []
        }
    }

    private mutating func variables(_ node: YAMLNode, _ workflow: String) -> [CaseExpectation.Check] {
        let known = environment.definitions[workflow]?.variables.map(\.name) ?? []
        return (mapping(node, "`vars`") ?? []).map { item in
            if !known.contains(item.key) {
                reportName(.unknownVariable, item.key, at: item.keySpan, of: workflow, among: known)
            }
            return .init(span: item.keySpan, fact: .variable(item.key, template(item.value, workflow: workflow)))
        }
    }

    private mutating func outputs(_ node: YAMLNode, _ workflow: String) -> [CaseExpectation.Check] {
        let known = environment.definitions[workflow]?.outputs.map(\.name) ?? []
        return (mapping(node, "`outputs`") ?? []).map { item in
            if !known.contains(item.key) {
                reportName(.unknownField, item.key, at: item.keySpan, of: "what \(workflow) gives", among: known)
            }
            return .init(span: item.keySpan, fact: .output(item.key, template(item.value, workflow: workflow)))
        }
    }

    private mutating func status(_ node: YAMLNode) -> String? {
        guard let name = text(node, "status") else { return nil }
        if CaseState.Status(rawValue: name) != nil { return name }
        reportName(
            .badValue, name, at: node.span, of: "the list of states", among: CaseState.Status.allCases.map(\.rawValue))
        return nil
    }

    private mutating func endDay(_ node: YAMLNode) -> LocalDate? {
        guard let text = text(node, "on") else { return nil }
        if let date = LocalDate(text) { return date }
        report(.badMoment, at: node.span, "\"\(text)\" is not a day", help: "write 2013-10-14")
        return nil
    }

    /// The fields that a step gives, besides how, when and by whom it ended.
    private mutating func checkFields(_ node: YAMLNode, of step: Step) {
        guard case .uses(let use) = step.construct else { return }
        let known = use.outputs.fields.map(\.name) + ["outcome", "by", "on_behalf_of", "at"]
        for record in node.items ?? [node] {
            for entry in record.entries ?? [] where !known.contains(entry.key) {
                reportName(.unknownField, entry.key, at: entry.keySpan, of: "what \(step.id) gives", among: known)
            }
        }
    }

    // MARK: - Lists

    private mutating func expectedTask(_ node: YAMLNode, _ workflow: String) -> ExpectedTask? {
        guard node.entries != nil else {
            guard let id = text(node, "open"), let step = step(id, of: workflow, at: node.span),
                task(step, at: node.span) != nil
            else { return nil }
            return ExpectedTask(step: id)
        }
        allow(ScenarioForms.openTask.names, in: node, as: "an open task")
        guard let id = required("step", in: node, of: "an open task"),
            let step = step(id, of: workflow, at: node["step"]?.span ?? node.span),
            task(step, at: node["step"]?.span ?? node.span) != nil
        else { return nil }
        var task = ExpectedTask(step: id, items: texts(node["item"], "item"))
        task.role = node["role"].flatMap { role($0, workflow, step) }
        task.claimedBy = node["claimed_by"].flatMap { text($0, "claimed_by") }
        if case .bool(let isLate)? = node["late"]?.scalar?.resolved { task.isLate = isLate }
        if let due = node["due"], let text = text(due, "due") {
            task.due = expectedMoment(text)
            if task.due == nil {
                report(
                    .badMoment, at: due.span, "\"\(text)\" is not a day or a moment",
                    help: "write 2013-10-14 or 2013-10-14 17:00")
            }
        }
        return task
    }

    private mutating func role(_ node: YAMLNode, _ workflow: String, _ step: Step) -> String? {
        guard let name = text(node, "role") else { return nil }
        let known = (environment.definitions[workflow]?.roles.keys.sorted() ?? []) + [step.id]
        if known.contains(name) { return name }
        reportName(.unknownRole, name, at: node.span, of: workflow, among: known)
        return nil
    }

    private mutating func expectedIncident(_ node: YAMLNode, _ workflow: String) -> ExpectedIncident? {
        let place = node["step"] ?? node
        guard let id = text(place, "step"), step(id, of: workflow, at: place.span) != nil else { return nil }
        if node.entries != nil { allow(ScenarioForms.incident.names, in: node, as: "an incident") }
        return ExpectedIncident(step: id, words: node["says"].flatMap { text($0, "says") })
    }

    private mutating func expectedMessage(_ node: YAMLNode, _ workflow: String) -> ExpectedMessage? {
        let place = node["message"] ?? node
        guard let name = text(place, "message"), let definition = environment.definitions[workflow] else { return nil }
        guard definition.messages[name] != nil else {
            reportName(
                .unknownMessage, name, at: place.span, of: workflow, among: definition.messages.keys.sorted())
            return nil
        }
        if node.entries != nil { allow(ScenarioForms.message.names, in: node, as: "a message that was sent") }
        return ExpectedMessage(
            name: name, to: node["to"].flatMap { text($0, "to") },
            data: node["data"].map { template($0, workflow: workflow) })
    }
}
