import CEL
import WaymarkCalendar
package import WaymarkDefinition
package import WaymarkDiagnostics
import WaymarkYAML

/// A register as its files say it.
package struct RegisterContent: Sendable {
    /// The kinds of organisation and position.
    package var schema = RegisterSchema()
    /// The organisations, in the order of the files.
    package var organisations: [Organisation] = []
    /// The people, in the order of the files.
    package var people: [Person] = []

    package init() {}
}

/// Reads and checks a register: types and positions, organisations and their relations, people and what they hold.
package struct RegisterReader {
    /// Everything that is wrong with the files.
    package private(set) var diagnostics = Diagnostics()
    private var content = RegisterContent()
    private var places: [String: SourceSpan] = [:]
    private var pending: [(relation: String, type: String, id: String, span: SourceSpan)] = []
    private var appointments: [(position: String, organisation: String, span: SourceSpan)] = []
    private var shorts: [String: String] = [:]

    package init() {}

    /// Reads only the kinds of organisation and position.
    package static func schema(_ text: String, file: String) -> (schema: RegisterSchema, diagnostics: Diagnostics) {
        var reader = RegisterReader()
        var source = ConfigurationFile(text, file: file)
        if let root = source.root { reader.readTypes(root, &source) }
        return (reader.content.schema, source.diagnostics)
    }

    /// Reads the files of a register, the types first.
    package static func read(_ files: [(file: String, text: String)]) -> (
        content: RegisterContent, diagnostics: Diagnostics
    ) {
        var reader = RegisterReader()
        var sources = files.map { ConfigurationFile($0.text, file: $0.file) }
        for index in sources.indices {
            if let root = sources[index].root { reader.readTypes(root, &sources[index]) }
        }
        for index in sources.indices {
            if let root = sources[index].root { reader.readOrganisations(root, &sources[index]) }
        }
        for index in sources.indices {
            if let root = sources[index].root { reader.readPeople(root, &sources[index]) }
        }
        for source in sources { reader.diagnostics.add(contentsOf: source.diagnostics) }
        reader.checkRelations()
        reader.checkAppointments()
        return (reader.content, reader.diagnostics)
    }

    private mutating func report(_ message: String, at span: SourceSpan, help: String? = nil) {
        diagnostics.add(Diagnostic(.badConfiguration, at: span, message, help: help))
    }

    // MARK: - Types

    private mutating func readTypes(_ root: YAMLNode, _ source: inout ConfigurationFile) {
        source.allow(RegisterForms.document.names, in: root, as: "a file of the register")
        for entry in root["organisation_types"]?.entries ?? [] {
            source.allow(RegisterForms.organisationType.names, in: entry.value, as: "a type of organisation")
            let relations = (entry.value["relations"]?.entries ?? []).map {
                RegisterSchema.Relation(name: $0.key, type: $0.value.scalar?.text ?? "")
            }
            var attributes = RecordSchema(name: entry.key)
            for attribute in entry.value["attributes"]?.entries ?? [] {
                guard let type = RegisterForms.attributeTypes[attribute.value.scalar?.text ?? ""] else {
                    source.report("an attribute is text, integer, number, boolean or date", at: attribute.value.span)
                    continue
                }
                attributes.fields.append(FieldSchema(name: attribute.key, type: type))
            }
            content.schema.organisationTypes[entry.key] = .init(
                name: entry.key, title: entry.value["title"]?.scalar?.text ?? entry.key, relations: relations,
                attributes: attributes)
        }
        for entry in root["positions"]?.entries ?? [] {
            source.allow(RegisterForms.position.names, in: entry.value, as: "a position")
            let types = (entry.value["in"]?.items ?? entry.value["in"].map { [$0] } ?? []).compactMap(\.text)
            content.schema.positions[entry.key] = .init(
                name: entry.key, title: entry.value["title"]?.scalar?.text ?? entry.key, organisationTypes: types)
        }
    }

    // MARK: - Organisations

    private mutating func readOrganisations(_ root: YAMLNode, _ source: inout ConfigurationFile) {
        for node in source.items("organisations", in: root) {
            guard let id = source.text("id", in: node), let typeName = source.text("type", in: node),
                let name = source.text("name", in: node)
            else { continue }
            guard let type = content.schema.organisationTypes[typeName] else {
                let known = content.schema.organisationTypes.keys.sorted()
                source.report(
                    "there is no type of organisation `\(typeName)`", at: node["type"]?.span ?? node.span,
                    help: Nearest.word(to: typeName, among: known).map { "did you mean `\($0)`?" })
                continue
            }
            note(id, at: node["id"]?.span ?? node.span, &source)
            let short = node["short"]?.scalar?.text ?? id
            if let other = shorts.updateValue(id, forKey: short) {
                source.report("the short name \(short) is taken by \(other)", at: node["short"]?.span ?? node.span)
            }
            source.allow(
                RegisterForms.organisation.names + type.relations.map(\.name) + type.attributes.fields.map(\.name),
                in: node, as: "an organisation of type \(typeName)")
            var relations: [(name: String, id: String)] = []
            for relation in type.relations {
                guard let target = source.text(relation.name, in: node) else { continue }
                relations.append((relation.name, target))
                pending.append((relation.name, relation.type, target, node[relation.name]?.span ?? node.span))
            }
            content.organisations.append(
                Organisation(
                    id: id, type: typeName, name: name, short: short, relations: relations,
                    attributes: attributes(of: node, type, &source)))
        }
    }

    private mutating func note(_ id: String, at span: SourceSpan, _ source: inout ConfigurationFile) {
        if places.updateValue(span, forKey: id) != nil {
            source.report("the id \(id) is taken", at: span, help: "ids are unique in the register")
        }
        // With it begin the names of what acts by itself, and the keys of those who act for others.
        if id.hasPrefix("@") {
            source.report("the id \(id) begins with @, which is the engine's own mark", at: span, help: "leave it out")
        }
    }

    private func attributes(
        of node: YAMLNode, _ type: RegisterSchema.OrganisationType, _ source: inout ConfigurationFile
    ) -> MapValue {
        var pairs: [(Value, Value)] = []
        for field in type.attributes.fields {
            guard let entry = node[field.name] else { continue }
            let value: Value
            switch entry.scalar?.resolved {
            case .bool(let flag)?: value = .bool(flag)
            case .int(let number)?: value = .int(number)
            case .double(let number)?: value = .double(number)
            case .string(let text)?: value = .string(text)
            case .null?, nil: value = .null
            }
            for fault in field.type.faults(in: value) {
                source.report("`\(field.name)`: \(fault.message)", at: entry.span, help: fault.help)
            }
            pairs.append((.string(field.name), value))
        }
        return MapValue(pairs)
    }

    private mutating func checkRelations() {
        let types = Dictionary(content.organisations.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
        for relation in pending {
            guard let type = types[relation.id] else {
                report("`\(relation.relation)` names \(relation.id), which is not in the register", at: relation.span)
                continue
            }
            if type != relation.type {
                report(
                    "`\(relation.relation)` leads to a \(relation.type), but \(relation.id) is a \(type)",
                    at: relation.span)
            }
        }
    }

    // MARK: - People

    private mutating func readPeople(_ root: YAMLNode, _ source: inout ConfigurationFile) {
        for node in source.items("people", in: root) {
            guard let id = source.text("id", in: node), let name = source.text("name", in: node) else { continue }
            note(id, at: node["id"]?.span ?? node.span, &source)
            source.allow(RegisterForms.person.names, in: node, as: "a person")
            var person = Person(id: id, name: name, email: email(of: node, &source))
            for item in source.items("holds", in: node) {
                source.allow(RegisterForms.appointment.names, in: item, as: "what a person holds")
                guard let position = source.text("position", in: item), let organisation = source.text("in", in: item)
                else { continue }
                person.appointments.append(
                    Appointment(
                        position: position, organisation: organisation, from: date("from", item, &source),
                        until: date("until", item, &source)))
                appointments.append((position, organisation, item.span))
            }
            content.people.append(person)
        }
    }

    private func email(of node: YAMLNode, _ source: inout ConfigurationFile) -> String? {
        guard let value = node["email"] else { return nil }
        guard let address = value.scalar.flatMap({ MailAddress($0.text) }) else {
            source.report("`email` is an address", at: value.span, help: "write amira.holt@example.org")
            return nil
        }
        return address.description
    }

    private func date(_ key: String, _ node: YAMLNode, _ source: inout ConfigurationFile) -> LocalDate? {
        guard let value = node[key] else { return nil }
        guard let date = value.text.flatMap({ LocalDate($0) }) else {
            source.report("`\(key)` is a date", at: value.span, help: "write 2013-04-01")
            return nil
        }
        return date
    }

    private mutating func checkAppointments() {
        let types = Dictionary(content.organisations.map { ($0.id, $0.type) }, uniquingKeysWith: { first, _ in first })
        for appointment in appointments {
            guard let position = content.schema.positions[appointment.position] else {
                let known = content.schema.positions.keys.sorted()
                report(
                    "there is no position `\(appointment.position)`", at: appointment.span,
                    help: Nearest.word(to: appointment.position, among: known).map { "did you mean `\($0)`?" })
                continue
            }
            guard let type = types[appointment.organisation] else {
                report("\(appointment.organisation) is not in the register", at: appointment.span)
                continue
            }
            if !position.organisationTypes.contains(type) {
                report(
                    "\(appointment.position) is held in a \(position.organisationTypes.joined(separator: " or ")), but \(appointment.organisation) is a \(type)",
                    at: appointment.span)
            }
        }
    }
}
