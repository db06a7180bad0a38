import CLibYAML
import WaymarkDiagnostics

/// Builds nodes from the events of a text.
struct NodeBuilder {
    private(set) var diagnostics = Diagnostics()
    private let text: String
    private let file: String
    private let limits: YAMLLimits
    private let source: SourceText
    private var anchors: [String: (node: YAMLNode, size: Int)] = [:]
    private var nodes = 0
    private var aliasNodes = 0

    private struct Stop: Error {}

    init(text: String, file: String, limits: YAMLLimits) {
        self.text = text
        self.file = file
        self.limits = limits
        source = SourceText(text.utf8.count <= limits.bytesMax ? text : "")
    }

    private var origin: SourceSpan {
        let place = SourcePosition(line: 1, column: 1)
        return SourceSpan(file: file, start: place, end: place)
    }

    mutating func document() -> YAMLNode? {
        guard text.utf8.count <= limits.bytesMax else {
            diagnostics.add(
                Diagnostic(
                    .tooLarge, at: origin, "the text has \(text.utf8.count) bytes; the limit is \(limits.bytesMax)"))
            return nil
        }
        do {
            return try read(EventStream(text))
        } catch let failure as EventStream.Failure {
            let place = SourcePosition(line: failure.line, column: failure.column)
            let notes =
                failure.context.map { [Diagnostic.Note("\($0), which began at line \(failure.contextLine)")] } ?? []
            diagnostics.add(
                Diagnostic(
                    .yamlSyntax, at: SourceSpan(file: file, start: place, end: place),
                    "the text is not YAML: \(failure.message)",
                    help: Self.help(failure.message), notes: notes))
        } catch {}
        return nil
    }

    private static func help(_ message: String) -> String {
        if message.contains("tab") || message.contains("cannot start any token") {
            return "indent with spaces, and put text that begins with a special character in quotes"
        }
        if message.contains("escape character") {
            return "write \\\\ for a backslash, or put the text in single quotes"
        }
        if message.contains("mapping values are not allowed") {
            return "put text that has a colon and a blank in it in quotes"
        }
        return "look at the indentation and at quotes and brackets that are not closed"
    }

    private mutating func read(_ events: borrowing EventStream) throws -> YAMLNode? {
        var document: YAMLNode?
        var count = 0
        while true {
            var event = try events.next()
            defer { yaml_event_delete(&event) }
            switch event.type {
            case YAML_STREAM_END_EVENT:
                if document == nil, count == 0 {
                    diagnostics.add(
                        Diagnostic(
                            .emptyDocument, at: origin, "the file has no content", help: "a remark alone is no content")
                    )
                }
                return document
            case YAML_DOCUMENT_START_EVENT:
                count += 1
                if count > 1 {
                    diagnostics.add(
                        Diagnostic(
                            .severalDocuments, at: span(event), "the file has more than one document",
                            help: "put each in a file of its own"))
                    throw Stop()
                }
            case YAML_STREAM_START_EVENT, YAML_DOCUMENT_END_EVENT: break
            default: document = try node(event, events, depth: 0)
            }
        }
    }

    private func span(_ event: yaml_event_t) -> SourceSpan {
        SourceSpan(
            file: file,
            start: SourcePosition(line: Int(event.start_mark.line) + 1, column: Int(event.start_mark.column) + 1),
            end: SourcePosition(line: Int(event.end_mark.line) + 1, column: Int(event.end_mark.column) + 1))
    }

    private mutating func count(_ size: Int, at span: SourceSpan) throws {
        nodes += size
        guard nodes <= limits.nodesMax else {
            diagnostics.add(Diagnostic(.tooManyNodes, at: span, "the text has more than \(limits.nodesMax) nodes"))
            throw Stop()
        }
    }

    private mutating func node(_ event: yaml_event_t, _ events: borrowing EventStream, depth: Int) throws -> YAMLNode {
        let span = span(event)
        try count(1, at: span)
        guard depth <= limits.depthMax else {
            diagnostics.add(Diagnostic(.tooDeep, at: span, "the text is nested deeper than \(limits.depthMax)"))
            throw Stop()
        }
        let before = nodes
        let node: YAMLNode
        var anchor: String?
        switch event.type {
        case YAML_ALIAS_EVENT: return try alias(event, span)
        case YAML_SCALAR_EVENT:
            anchor = event.data.scalar.anchor.map { Self.string($0) }
            checkTag(event.data.scalar.tag, span)
            node = YAMLNode(.scalar(scalar(event, span)), span: span)
        case YAML_SEQUENCE_START_EVENT:
            anchor = event.data.sequence_start.anchor.map { Self.string($0) }
            checkTag(event.data.sequence_start.tag, span)
            node = try sequence(span, events, depth: depth)
        default:
            anchor = event.data.mapping_start.anchor.map { Self.string($0) }
            checkTag(event.data.mapping_start.tag, span)
            node = try mapping(span, events, depth: depth)
        }
        // The name counts only after its node, so that no node can hold itself.
        if let anchor { anchors[anchor] = (node, nodes - before + 1) }
        return node
    }

    /// The tag of text, as in `!!str 12`.
    private static let textTag = "tag:yaml.org,2002:str"

    private static func string(_ bytes: UnsafeMutablePointer<yaml_char_t>) -> String { String(cString: bytes) }

    private mutating func checkTag(_ tag: UnsafeMutablePointer<yaml_char_t>?, _ span: SourceSpan) {
        guard let tag else { return }
        let name = Self.string(tag)
        guard ![Self.textTag, "tag:yaml.org,2002:seq", "tag:yaml.org,2002:map"].contains(name) else { return }
        diagnostics.add(
            Diagnostic(.tagRefused, at: span, "the tag \(name) is not part of the language", help: "leave it out"))
    }

    private func scalar(_ event: yaml_event_t, _ span: SourceSpan) -> YAMLScalar {
        let raw = event.data.scalar
        let style: YAMLScalar.Style =
            switch raw.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .single
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .double
            case YAML_LITERAL_SCALAR_STYLE: .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
        let text = String(decoding: UnsafeBufferPointer(start: raw.value, count: raw.length), as: UTF8.self)
        return YAMLScalar(
            text: text, style: style, start: span.start, source: source,
            isTaggedAsText: raw.tag.map { Self.string($0) == Self.textTag } ?? false)
    }

    private mutating func alias(_ event: yaml_event_t, _ span: SourceSpan) throws -> YAMLNode {
        let name = event.data.alias.anchor.map { Self.string($0) } ?? ""
        guard let (node, size) = anchors[name] else {
            diagnostics.add(
                Diagnostic(
                    .unknownAnchor, at: span, "nothing before this has the anchor &\(name)",
                    help: "put &\(name) before the value that is meant, or the text in quotes"))
            throw Stop()
        }
        aliasNodes += size
        guard aliasNodes <= limits.aliasNodesMax else {
            diagnostics.add(
                Diagnostic(
                    .aliasLimit, at: span, "aliases stand for more than \(limits.aliasNodesMax) nodes",
                    help: "write less with aliases"))
            throw Stop()
        }
        try count(size, at: span)
        return node
    }

    private mutating func sequence(_ start: SourceSpan, _ events: borrowing EventStream, depth: Int) throws -> YAMLNode
    {
        var items: [YAMLNode] = []
        while true {
            var event = try events.next()
            defer { yaml_event_delete(&event) }
            if event.type == YAML_SEQUENCE_END_EVENT {
                return YAMLNode(
                    .sequence(items), span: SourceSpan(file: file, start: start.start, end: span(event).end))
            }
            items.append(try node(event, events, depth: depth + 1))
        }
    }

    private mutating func mapping(_ start: SourceSpan, _ events: borrowing EventStream, depth: Int) throws -> YAMLNode {
        var entries = YAMLEntryList()
        entries.reserveCapacity(4)
        while true {
            var event = try events.next()
            defer { yaml_event_delete(&event) }
            if event.type == YAML_MAPPING_END_EVENT {
                return YAMLNode(
                    .mapping(entries.all), span: SourceSpan(file: file, start: start.start, end: span(event).end))
            }
            let (scalar, keySpan) = try key(event, events, depth: depth + 1)
            let value = try self.value(events, depth: depth)
            guard let name = keyText(scalar, keySpan) else { continue }
            guard let first = entries.append(YAMLEntry(key: name, keySpan: keySpan, value: value)) else { continue }
            diagnostics.add(
                Diagnostic(
                    .duplicateKey, at: keySpan, "the key `\(name)` is here twice", help: "keep one of the two",
                    notes: [.init("the first is here", at: first.keySpan)]))
        }
    }

    private mutating func value(_ events: borrowing EventStream, depth: Int) throws -> YAMLNode {
        var event = try events.next()
        defer { yaml_event_delete(&event) }
        return try node(event, events, depth: depth + 1)
    }

    /// What stands before the colon of an entry; a plain word, as almost every key is, makes no node.
    private mutating func key(
        _ event: yaml_event_t, _ events: borrowing EventStream, depth: Int
    ) throws -> (scalar: YAMLScalar?, span: SourceSpan) {
        guard event.type == YAML_SCALAR_EVENT, event.data.scalar.anchor == nil, event.data.scalar.tag == nil,
            depth <= limits.depthMax
        else {
            let key = try node(event, events, depth: depth)
            return (key.scalar, key.span)
        }
        let span = span(event)
        try count(1, at: span)
        return (scalar(event, span), span)
    }

    private mutating func keyText(_ scalar: YAMLScalar?, _ span: SourceSpan) -> String? {
        guard let scalar else {
            diagnostics.add(
                Diagnostic(
                    .keyNotText, at: span, "a key must be text, not a list or a map", help: "use a word as the key")
            )
            return nil
        }
        if scalar.text == "<<", scalar.style == .plain {
            diagnostics.add(
                Diagnostic(
                    .mergeKey, at: span, "merge keys (<<) are not part of the language", help: "write the keys out")
            )
            return nil
        }
        guard case .string(let name) = scalar.resolved else {
            diagnostics.add(
                Diagnostic(
                    .keyNotText, at: span, "the key \(scalar.text.isEmpty ? "(empty)" : scalar.text) is not text",
                    help: "put it in quotes: \"\(scalar.text)\""))
            return nil
        }
        return name
    }
}

/// The entries of a mapping while it is read; no key is there twice.
private struct YAMLEntryList {
    private(set) var all: [YAMLEntry] = []
    /// Where each key stands, once there are so many that looking through them would take long.
    private var places: [String: Int]?

    mutating func reserveCapacity(_ count: Int) { all.reserveCapacity(count) }

    /// Adds an entry, or gives the one that has its key already.
    mutating func append(_ entry: YAMLEntry) -> YAMLEntry? {
        if let first = place(of: entry.key) { return all[first] }
        all.append(entry)
        if places != nil {
            places?[entry.key] = all.count - 1
        } else if all.count > 16 {
            places = Dictionary(all.enumerated().map { ($0.element.key, $0.offset) }) { first, _ in first }
        }
        return nil
    }
    private func place(of key: String) -> Int? {
        if let places { return places[key] }
        for place in all.indices where all[place].key == key { return place }
        return nil
    }
}
