import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkSchedules
import WaymarkYAML

extension ScheduleReader {
    /// A schedule; nil when too little of it can be understood.
    mutating func schedule(_ name: String, _ node: YAMLNode) -> Schedule? {
        file.allow(ScheduleForms.schedule.names, in: node, as: "a schedule")
        let title = file.text("title", in: node) ?? name
        let rules = rules(of: node)
        checkFires(rules, of: name, node)
        guard let workflow = file.text("workflow", in: node) else { return nil }
        guard let interface = environment.workflows[workflow] else {
            let near = Nearest.word(to: workflow, among: environment.workflows.keys.sorted())
            file.add(
                Diagnostic(
                    .unknownWorkflow, at: node["workflow"]?.span ?? node.span,
                    "there is no workflow \(workflow) that \(name) could start",
                    help: near.map { "did you mean `\($0)`?" } ?? "what starts no workflow stands under `entries`"))
            return nil
        }
        // Where the days make no sense, that is the fault, and not what their periods would be called.
        let coversPeriods = rules.isEmpty || rules.allSatisfy(\.coversPeriods)
        let scope = expressions(subject: interface.subjectType, coversPeriods: coversPeriods)
        let inputs = inputs(of: node, interface, scope)
        let skip = skip(of: node, scope)
        guard let subjects = subjects(of: node, interface.subjectType, scope) else { return nil }
        var schedule = Schedule(
            name: name, title: title, workflow: workflow, subjectType: interface.subjectType, scope: subjects,
            rules: rules)
        schedule.source = optionalText("source", in: node)
        schedule.references = file.items("refs", in: node).compactMap { $0.scalar?.text }
        schedule.inputs = inputs
        schedule.skip = skip
        schedule.catchUp = choice("catch_up", in: node, CatchUp.all)
        schedule.overlap = choice("overlap", in: node, Overlap.allow)
        schedule.actor = optionalText("as", in: node)
        checkActor(schedule.actor, node)
        return schedule
    }

    /// What expressions of a schedule may name.
    private func expressions(subject: String, coversPeriods: Bool) -> Environment {
        let occurrence = RecordType(
            name: "occurrence",
            fields: [
                .init(name: "date", type: .abstract("date")), .init(name: "named_date", type: .abstract("date")),
                .init(name: "at", type: .timestamp),
            ])
        var variables: [String: CELType] = [
            "subject": environment.registerSchema.recordType(of: subject).map { .record($0) } ?? .dyn,
            "occurrence": .record(occurrence), "last": .dyn,
        ]
        if coversPeriods {
            variables["covers"] = FieldType.period.celType
            variables["held"] = FieldType.period.celType
        }
        return Environment(variables: variables, functions: HostFunctions.all, abstractTypes: HostFunctions.types)
    }

    private mutating func subjects(
        of node: YAMLNode, _ type: String, _ scope: Environment
    ) -> Schedule.Scope? {
        switch (node["for"], node["subject"]) {
        case (let cohort?, nil): return condition(cohort, scope).map { .cohort($0) }
        case (nil, let subject?):
            guard let id = subject.scalar?.text else {
                file.report("`subject` is the id of an organisation", at: subject.span)
                return nil
            }
            if let register = environment.register {
                guard let organisation = register.organisation(id) else {
                    // People know the short name; a file has the id, which stays when the name changes.
                    let called = register.ids.first { register.organisation($0)?.short == id.uppercased() }
                    let near = called ?? Nearest.word(to: id, among: register.ids)
                    file.add(
                        Diagnostic(
                            .unknownOrganisation, at: subject.span, "the register has no organisation \(id)",
                            help: near.map { "did you mean `\($0)`?" }))
                    return nil
                }
                if organisation.type != type {
                    file.add(
                        Diagnostic(
                            .wrongSubject, at: subject.span,
                            "the workflow is about a \(type), but \(organisation.name) is a \(organisation.type)"))
                }
            }
            return .subject(id)
        default:
            file.report(
                "a schedule says for whom: either `for` or `subject`", at: (node["for"] ?? node).span,
                help: "write for: \"true\" for every \(type), or subject: and an id")
            return nil
        }
    }

    private mutating func inputs(
        of node: YAMLNode, _ interface: WorkflowInterface, _ scope: Environment
    ) -> [NamedTemplate] {
        let fields = interface.inputs.fields
        var inputs: [NamedTemplate] = []
        for entry in node["inputs"]?.entries ?? [] {
            guard let field = fields.first(where: { $0.name == entry.key }) else {
                let near = Nearest.word(to: entry.key, among: fields.map(\.name))
                file.add(
                    Diagnostic(
                        .unknownInput, at: entry.keySpan, "\(interface.workflow) has no input `\(entry.key)`",
                        help: near.map { "did you mean `\($0)`?" }))
                continue
            }
            let value = template(entry.value, scope)
            checkFits(value, field.type, at: entry.value, what: "the input \(field.name)")
            inputs.append(NamedTemplate(name: entry.key, value: value))
        }
        if let given = node["inputs"], given.entries == nil {
            file.report("`inputs` is a map", at: given.span, help: "write inputs: { quarter: \"${covers}\" }")
        }
        for field in fields
        where field.isRequired && !inputs.contains(where: { $0.name == field.name }) {
            file.add(
                Diagnostic(
                    .missingParameter, at: node.span,
                    "\(interface.workflow) needs the input `\(field.name)`, which the schedule does not give",
                    help: "add inputs: { \(field.name): … }"))
        }
        return inputs
    }

    private mutating func skip(of node: YAMLNode, _ scope: Environment) -> Schedule.Skip? {
        guard let when = node["skip_when"] else {
            for key in ["skip_reason", "never_skip"] {
                guard let value = node[key] else { continue }
                file.report("`\(key)` says something of skipping, but there is no `skip_when`", at: value.span)
            }
            return nil
        }
        guard let reason = node["skip_reason"] else {
            file.report(
                "`skip_when` needs a `skip_reason`, which is recorded with each skip", at: when.span,
                help: "add skip_reason: and why")
            return nil
        }
        let obligation = node["never_skip"].flatMap { condition($0, scope) }
        let text = template(reason, scope)
        return condition(when, scope).map { Schedule.Skip(condition: $0, reason: text, obligation: obligation) }
    }

    private mutating func checkActor(_ actor: String?, _ node: YAMLNode) {
        guard let actor, let people = environment.people, !people.contains(actor) else { return }
        let near = Nearest.word(to: actor, among: people.sorted())
        file.report(
            "the register has no person \(actor), in whose name cases would start", at: node["as"]?.span ?? node.span,
            help: near.map { "did you mean `\($0)`?" } ?? "leave `as` out: cases then start in the schedule's own name")
    }
}
