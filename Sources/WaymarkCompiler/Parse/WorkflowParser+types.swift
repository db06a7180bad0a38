import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// How large a type is: how deep it is nested, and how many parts it has when every name is written out.
struct TypeExtent {
    var depth = 1
    var parts = 1
}

/// Reads types: of the header, in any order, and wherever else one may stand.
extension WorkflowParser {
    private typealias Built = (type: FieldType, extent: TypeExtent)

    static let plainTypes: [String: FieldType] = [
        "text": .text, "integer": .integer, "number": .number, "boolean": .boolean, "date": .date, "period": .period,
        "instant": .instant, "document": .document, "organisation": .organisation, "person": .person, "any": .any,
    ]

    mutating func readTypes() {
        guard let node = workflow.header["types"] else { return }
        guard let entries = mapping(node, "types") else { return }
        for entry in entries {
            workflow.declared.append(("type", entry.key, entry.keySpan))
            typesToRead[entry.key] = entry.value
        }
        for entry in entries { readType(entry.key) }
    }

    /// Reads a type of the header and, before it, those that it names.
    private mutating func readType(_ name: String) {
        guard let node = typesToRead[name] else { return }
        typesBeingRead.append(name)
        let built = build(node, name: name)
        typesBeingRead.removeLast()
        typesToRead[name] = nil
        workflow.types[name] = built.type
        workflow.typeExtents[name] = built.extent
    }

    /// A type: a word, `list<word>`, `{ one_of: […] }`, `{ list: … }` or `{ record: {…} }`.
    mutating func type(_ node: YAMLNode, name: String) -> FieldType {
        let built = build(node, name: name)
        return spend(built.extent, at: node.span) ? built.type : .any
    }

    /// Counts the parts of a type against what the types of the whole file may have.
    private mutating func spend(_ extent: TypeExtent, at span: SourceSpan) -> Bool {
        typePartsLeft -= extent.parts
        guard typePartsLeft < 0 else { return true }
        typePartsLeft = 0
        report(
            .typeTooLarge, at: span,
            "the types of this file have more than \(Limits.typePartsOfFileMax) parts together",
            help: "make the records smaller, or write `any` where the parts do not matter")
        return false
    }

    private mutating func build(_ node: YAMLNode, name: String) -> Built {
        if let word = node.text { return namedType(word, node.span) }
        guard let entry = node.entries?.first, node.entries?.count == 1 else {
            report(
                .unknownType, at: node.span, "expected a type",
                help: "write a word such as text or period, or { one_of: [a, b] }")
            return (.any, TypeExtent())
        }
        switch entry.key {
        case "one_of": return (choice(entry.value, name: name), TypeExtent())
        case "list":
            let element = build(entry.value, name: name)
            return limited((.list(element.type), element.extent.around), node.span)
        case "record":
            let (schema, extent) = record(entry.value, name: name)
            return limited((.record(schema), extent), node.span)
        default:
            reportUnknownKey(entry, in: "a type", known: ["one_of", "list", "record"])
            return (.any, TypeExtent())
        }
    }

    private mutating func choice(_ node: YAMLNode, name: String) -> FieldType {
        let words = (node.items ?? []).compactMap(\.text)
        guard let items = node.items, !items.isEmpty, words.count == items.count, Set(words).count == words.count
        else {
            report(
                .unknownType, at: node.span, "`one_of` is a list of different words",
                help: "write { one_of: [a, b] }; put true, null and numbers in quotes")
            return .any
        }
        return .choice(.init(name: name, values: words))
    }

    /// A type that is within bounds; one that is not counts as `any`, and is reported.
    private mutating func limited(_ built: Built, _ span: SourceSpan) -> Built {
        guard built.extent.depth > Limits.typeDepthMax || built.extent.parts > Limits.typePartsMax else { return built }
        report(
            .typeTooLarge, at: span,
            "the type is nested deeper than \(Limits.typeDepthMax) or has more than \(Limits.typePartsMax) parts",
            help: "make it smaller, or write `any` where the parts do not matter")
        return (.any, TypeExtent())
    }

    private mutating func namedType(_ word: String, _ span: SourceSpan) -> Built {
        // On bytes: asking a long text for its prefix copies it, and each level would ask.
        var name = Array(word.utf8)[...]
        var depth = 0
        while name.starts(with: "list<".utf8), name.last == UInt8(ascii: ">") {
            name = name.dropFirst(5).dropLast()
            depth += 1
        }
        guard depth <= Limits.typeDepthMax else {
            return limited((.any, TypeExtent(depth: depth)), span)
        }
        var built = plainType(String(decoding: name, as: UTF8.self), span)
        for _ in 0..<depth { built = (.list(built.type), built.extent.around) }
        return limited(built, span)
    }

    private mutating func plainType(_ word: String, _ span: SourceSpan) -> Built {
        if let type = Self.plainTypes[word], workflow.types[word] == nil, typesToRead[word] == nil {
            return (type, TypeExtent())
        }
        if let circle = typesBeingRead.firstIndex(of: word) {
            workflow.usedTypes.insert(word)
            let names = typesBeingRead[circle...] + [word]
            report(
                .typeCircle, at: span,
                names.count == 2
                    ? "the type `\(word)` is made of itself"
                    : "the type `\(word)` is made of itself: " + names.joined(separator: " is made of "),
                help: "a value of it could never end; name an id instead, or write `any`")
            return (.any, TypeExtent())
        }
        if typesToRead[word] != nil, typesBeingRead.count >= Limits.typeDepthMax {
            return limited((.any, TypeExtent(depth: Limits.typeDepthMax + 1)), span)
        }
        readType(word)
        if let type = workflow.types[word] {
            workflow.usedTypes.insert(word)
            return (type, workflow.typeExtents[word] ?? TypeExtent())
        }
        let known = Self.plainTypes.keys.sorted() + (Array(workflow.types.keys) + typesToRead.keys).sorted()
        let near = Nearest.word(to: word, among: known)
        if let near { workflow.usedTypes.insert(near) }
        report(
            .unknownType, at: span, "there is no type `\(word)`",
            help: near.map { "did you mean `\($0)`?" } ?? "there are: " + known.joined(separator: ", "))
        return (.any, TypeExtent())
    }

    // MARK: - Records

    /// Fields of a record: `name: type`, or `name: { type: …, required: … }`.
    mutating func fields(_ node: YAMLNode, name: String, declares kind: String?) -> RecordSchema {
        let (schema, extent) = record(node, name: name, declares: kind)
        return spend(extent, at: node.span) ? schema : RecordSchema(name: name)
    }

    private mutating func record(
        _ node: YAMLNode, name: String, declares kind: String? = nil
    ) -> (RecordSchema, TypeExtent) {
        var schema = RecordSchema(name: name)
        var extent = TypeExtent()
        for entry in mapping(node, name) ?? [] {
            if let kind { workflow.declared.append((kind, entry.key, entry.keySpan)) }
            var field = FieldSchema(name: entry.key, type: .any, isRequired: kind == "input")
            let inner = read(&field, entry.value)
            extent.depth = max(extent.depth, inner.depth + 1)
            extent.parts += inner.parts
            schema.fields.append(field)
        }
        return (schema, extent)
    }

    private mutating func read(_ field: inout FieldSchema, _ node: YAMLNode) -> TypeExtent {
        guard let details = node.entries, let type = node["type"] else {
            let built = build(node, name: field.name)
            field.type = built.type
            return built.extent
        }
        let built = build(type, name: field.name)
        field.type = built.type
        for detail in details {
            switch detail.key {
            case "type": break
            case "required": field.isRequired = flag(detail.value)
            case "default": break
            case "title", "summary": field.summary = detail.value.scalar?.text ?? ""
            default: reportUnknownKey(detail, in: "a field", known: ["type", "required", "default", "title"])
            }
        }
        if node["default"] != nil { field.isRequired = false }
        return built.extent
    }
}

extension TypeExtent {
    /// The extent of a list of such a type.
    fileprivate var around: TypeExtent { TypeExtent(depth: depth + 1, parts: parts + 1) }
}
