import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

extension ScenarioReader {
    /// What is so at the beginning; what the scenario says itself goes before what its file says for all.
    mutating func given(_ own: YAMLNode?, shared: YAMLNode?, at span: SourceSpan) -> ScenarioGiven {
        var given = ScenarioGiven()
        for node in [own, shared].compactMap(\.self) where mapping(node, "`given`") != nil {
            allow(ScenarioForms.given.names, in: node, as: "`given`")
        }
        func find(_ key: String) -> YAMLNode? { own?[key] ?? shared?[key] }
        for node in list(find("organisations"), "`organisations`") { readOrganisation(node, &given) }
        for node in list(find("people"), "`people`") { readPerson(node, &given) }
        if let subject = find("subject") {
            given.subject = organisation(subject, "subject") ?? ""
        } else {
            report(.missingKey, at: span, "it is not given which organisation the case is about", help: "add subject:")
        }
        if let at = find("at") {
            let calendar = environment.calendar
            given.at =
                moment(at, "at") { calendar.zone.instant(of: $0, calendar.openingTime) } ?? given.at
        } else {
            report(.missingKey, at: span, "it is not given when the case begins", help: "add at: 2013-10-01")
        }
        given.starter = find("by").flatMap { actor($0, workflow: cast.workflow) }
        given.inputs = inputs(find("inputs"), of: cast.workflow, at: span)
        if let effects = find("effects") { readEffects(effects, &given) }
        return given
    }

    /// The inputs of a case.
    mutating func inputs(_ node: YAMLNode?, of workflow: String, at span: SourceSpan) -> [NamedTemplate] {
        guard let definition = environment.definitions[workflow] else { return [] }
        let inputs = record(
            node, against: definition.inputs, of: workflow, workflow: cast.workflow, unknown: .unknownInput)
        for field in definition.inputs.fields where field.isRequired && definition.inputDefaults[field.name] == nil {
            guard !inputs.contains(where: { $0.name == field.name }) else { continue }
            report(
                .missingKey, at: node.map { start(of: $0) } ?? span, "\(workflow) needs the input `\(field.name)`",
                help: "add \(field.name): \(field.type.title)")
        }
        return inputs
    }

    // MARK: - The register

    private mutating func readOrganisation(_ node: YAMLNode, _ given: inout ScenarioGiven) {
        guard mapping(node, "an organisation") != nil, let id = required("id", in: node, of: "an organisation"),
            let typeName = required("type", in: node, of: "an organisation")
        else { return }
        guard let type = environment.schema.organisationTypes[typeName] else {
            return reportName(
                .unknownSubject, typeName, at: node["type"]?.span ?? node.span, of: "the register",
                among: environment.schema.organisationTypes.keys.sorted())
        }
        allow(
            ScenarioForms.organisation.names + type.relations.map(\.name) + type.attributes.fields.map(\.name),
            in: node,
            as: "an organisation of type \(typeName)")
        var relations: [(name: String, id: String)] = []
        for relation in type.relations {
            guard let target = node[relation.name].flatMap({ organisation($0, relation.name) }) else { continue }
            relations.append((relation.name, target))
        }
        let attributes = type.attributes.fields.compactMap { field -> (Value, Value)? in
            node[field.name].map { (.string(field.name), template($0, workflow: cast.workflow).constant ?? .null) }
        }
        let added = Organisation(
            id: id, type: typeName, name: node["name"].flatMap { text($0, "name") } ?? id,
            short: node["short"].flatMap { text($0, "short") } ?? id, relations: relations,
            attributes: MapValue(attributes))
        cast.organisations[id] = added
        given.organisations.append(added)
    }

    private mutating func readPerson(_ node: YAMLNode, _ given: inout ScenarioGiven) {
        guard mapping(node, "a person") != nil, let id = required("id", in: node, of: "a person") else { return }
        allow(ScenarioForms.person.names, in: node, as: "a person")
        var person = Person(
            id: id, name: node["name"].flatMap { text($0, "name") } ?? environment.people[id]?.name ?? id)
        for item in list(node["holds"], "`holds`") {
            allow(ScenarioForms.appointment.names, in: item, as: "what a person holds")
            guard let position = required("position", in: item, of: "what a person holds"),
                let place = item["in"].flatMap({ organisation($0, "in") })
            else { continue }
            guard environment.schema.positions[position] != nil else {
                reportName(
                    .unknownPosition, position, at: item["position"]?.span ?? item.span, of: "the register",
                    among: environment.schema.positions.keys.sorted())
                continue
            }
            person.appointments.append(
                Appointment(
                    position: position, organisation: place, from: day(item["from"], "from"),
                    until: day(item["until"], "until")))
        }
        cast.people[id] = person
        given.people.append(person)
    }

    private mutating func day(_ node: YAMLNode?, _ what: String) -> LocalDate? {
        guard let node, let text = text(node, what) else { return nil }
        if let date = LocalDate(text) { return date }
        report(.badMoment, at: node.span, "\"\(text)\" is not a day", help: "write 2013-10-14")
        return nil
    }

    // MARK: - Effects

    private mutating func readEffects(_ node: YAMLNode, _ given: inout ScenarioGiven) {
        for entry in mapping(node, "`effects`") ?? [] {
            let parts = entry.key.split(separator: "/").map(String.init)
            let workflow = parts.count == 2 ? parts[0] : cast.workflow
            guard definition(workflow, at: entry.keySpan) != nil,
                let step = step(parts.last ?? "", of: workflow, at: entry.keySpan)
            else { continue }
            guard case .uses(let use) = step.construct, use.sort == .effect else {
                report(
                    .nobodyDoes, at: entry.keySpan, "the step `\(step.id)` is no effect on the outside world",
                    help: "leave it out: people and the engine do it themselves")
                continue
            }
            let answers = (entry.value.items ?? [entry.value]).compactMap { effectAnswer($0, of: use, step: step) }
            given.effects[ScenarioGiven.effectKey(workflow: workflow, step: step.id)] = answers
        }
    }

    private mutating func effectAnswer(_ node: YAMLNode, of use: UsesStep, step: Step) -> EffectAnswer? {
        guard mapping(node, "an answer to `\(step.id)`") != nil else { return nil }
        allow(ScenarioForms.answer.names, in: node, as: "an answer to an effect")
        if let message = node["fails"] {
            return text(message, "fails").map {
                .fails(message: $0, isPermanent: node["for_good"]?.scalar?.resolved == .bool(true))
            }
        }
        let outcome = node["outcome"].flatMap { text($0, "outcome") } ?? use.outcomes.first?.name ?? ""
        if !use.outcomes.contains(where: { $0.name == outcome }) {
            reportName(
                .unknownOutcome, outcome, at: node["outcome"]?.span ?? node.span, of: step.id,
                among: use.outcomes.map(\.name))
        }
        let outputs = record(node["outputs"], against: use.outputs, of: step.id, workflow: cast.workflow)
        let values = outputs.compactMap { output in output.value.constant.map { (Value.string(output.name), $0) } }
        return .done(outcome: outcome, outputs: .map(MapValue(values)))
    }
}
