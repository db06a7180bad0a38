import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Reads the form of a workflow: its header, the tree of its steps, and which keys stand where.
struct WorkflowParser {
    private(set) var diagnostics = Diagnostics()
    let file: String
    var workflow: ParsedWorkflow
    /// The types of the header that have not been read yet; they may be in any order.
    var typesToRead: [String: YAMLNode] = [:]
    /// The types that are being read, outermost first.
    var typesBeingRead: [String] = []
    /// How many more parts the types of the file may have.
    var typePartsLeft = Limits.typePartsOfFileMax
    /// Whether the steps that are being read stand under a `catch`, where expressions see `error`.
    private var isCatching = false

    init(file: String) {
        self.file = file
        let place = SourcePosition(line: 1, column: 1)
        let span = SourceSpan(file: file, start: place, end: place)
        workflow = ParsedWorkflow(
            subjectSpan: span,
            interface: WorkflowInterface(
                workflow: "", subjectType: "", inputs: RecordSchema(name: "inputs"),
                outputs: RecordSchema(name: "outputs"),
                messages: [:], sends: [:], waitsFor: [], hasKey: false))
    }

    /// The types of the workflow that were named so far.
    var usedTypes: Set<String> { workflow.usedTypes }

    init(file: String, types: [String: FieldType], extents: [String: TypeExtent]) {
        self.init(file: file)
        workflow.types = types
        workflow.typeExtents = extents
    }

    mutating func report(_ code: DiagnosticCode, at span: SourceSpan, _ message: String, help: String? = nil) {
        diagnostics.add(Diagnostic(code, at: span, message, help: help))
    }

    static let headerKeys = [
        "workflow", "version", "title", "source", "summary", "subject", "id", "key", "inputs", "outputs", "vars",
        "roles",
        "rules", "types", "messages", "tables", "steps",
    ]

    mutating func parse(_ document: YAMLNode) -> ParsedWorkflow {
        guard let entries = document.entries else {
            report(
                .notAMapping, at: document.span, "a workflow is a map of keys such as workflow, subject and steps",
                help: "begin with workflow: name")
            return workflow
        }
        for entry in entries {
            guard Self.headerKeys.contains(entry.key) else {
                reportUnknownKey(entry, in: "a workflow", known: Self.headerKeys)
                continue
            }
            workflow.header[entry.key] = entry.value
        }
        readNames(document)
        readTypes()
        readSchemas()
        readSteps(document)
        workflow.interface = interface()
        return workflow
    }

    mutating func reportUnknownKey(_ entry: YAMLEntry, in place: String, known: [String]) {
        let near = Nearest.word(to: entry.key, among: known)
        report(
            .unknownKey, at: entry.keySpan, "`\(entry.key)` has no meaning in \(place)",
            help: near.map { "did you mean `\($0)`?" } ?? "there are: " + known.joined(separator: ", "))
    }

    // MARK: - Header

    private mutating func readNames(_ document: YAMLNode) {
        workflow.name = text("workflow", in: document, isRequired: true) ?? ""
        workflow.version = text("version", in: document, isRequired: true) ?? ""
        workflow.title = text("title", in: document, isRequired: true) ?? workflow.name
        workflow.source = text("source", in: document, isRequired: false)
        workflow.subject = text("subject", in: document, isRequired: true) ?? ""
        workflow.subjectSpan = document["subject"]?.span ?? document.span
        if let key = document["key"] {
            guard let items = key.items else {
                return report(.notAList, at: key.span, "`key` is a list of inputs", help: "write key: [name]")
            }
            workflow.key = items.compactMap(\.text)
        }
    }

    private mutating func text(_ key: String, in node: YAMLNode, isRequired: Bool) -> String? {
        guard let value = node[key] else {
            if isRequired {
                let start = node.span.start
                report(
                    .missingKey, at: SourceSpan(file: file, start: start, end: start), "a workflow needs `\(key)`",
                    help: "add \(key): …")
            }
            return nil
        }
        guard let scalar = value.scalar, value.text != nil || key == "version" else {
            report(
                .notText, at: value.span, "`\(key)` is text",
                help: value.scalar.map { "put it in quotes: \"\($0.text)\"" })
            return nil
        }
        return scalar.text
    }

    private mutating func readSchemas() {
        if let node = workflow.header["inputs"] { workflow.inputs = fields(node, name: "inputs", declares: "input") }
        guard let node = workflow.header["messages"], let entries = mapping(node, "messages") else { return }
        for entry in entries {
            if entry.key.hasPrefix("@") {
                report(
                    .reservedName, at: entry.keySpan,
                    "a message cannot be named `\(entry.key)`: with @ begin those of the engine",
                    help: "name it `\(entry.key.drop { $0 == "@" })`")
            }
            workflow.declared.append(("message", entry.key, entry.keySpan))
            workflow.messages[entry.key] = fields(entry.value, name: entry.key, declares: nil)
        }
    }

    mutating func mapping(_ node: YAMLNode, _ name: String) -> [YAMLEntry]? {
        guard let entries = node.entries else {
            report(.notAMapping, at: node.span, "`\(name)` is a map", help: "write name: … for each of its entries")
            return nil
        }
        return entries
    }

    mutating func flag(_ node: YAMLNode) -> Bool {
        if case .bool(let flag)? = node.scalar?.resolved { return flag }
        report(.badValue, at: node.span, "expected true or false", help: "write true or false without quotes")
        return true
    }

    // MARK: - Steps

    static let constructs = [
        "uses", "parallel", "choose", "for_each", "repeat", "race", "any_order", "try", "exclusive", "wait", "call",
        "send", "decide", "cancel", "stop",
    ]
    static let common = [
        "id", "title", "summary", "cite", "when", "set", "milestone", "retry", "timeout", "tight", "outcomes",
    ]
    static let keys: [String: [String]] = [
        "uses": [
            "uses", "with", "role", "due", "remind", "escalate", "when_overdue", "late", "available_while",
            "quorum", "hide_until",
        ],
        "parallel": ["parallel", "join", "rest"], "choose": ["choose", "take"],
        "for_each": ["for_each", "in", "steps", "mode", "join", "rest", "open", "role"],
        "repeat": ["repeat", "until", "while", "at_most"], "race": ["race"], "any_order": ["any_order"],
        "try": ["try", "catch", "undo"], "exclusive": ["exclusive", "steps"], "cancel": ["cancel"], "wait": ["wait"],
        "call": ["call", "subject", "with", "each", "as", "detach"], "send": ["send", "to", "data"],
        "decide": ["decide", "with"], "stop": ["stop"],
        "set": [],
    ]
    private static let constructNames = Set(constructs)
    /// The keys that may stand beside each construct.
    private static let knownKeys = keys.mapValues { Set($0).union(common) }

    private mutating func readSteps(_ document: YAMLNode) {
        guard let steps = workflow.header["steps"] else {
            let start = document.span.start
            return report(
                .missingKey, at: SourceSpan(file: file, start: start, end: start), "a workflow needs `steps`",
                help: "add steps: with at least one step")
        }
        _ = readList(steps, owner: nil, name: nil, loops: [])
    }

    private mutating func readList(_ node: YAMLNode, owner: Int?, name: String?, loops: [Int]) -> Int {
        let index = workflow.lists.count
        workflow.lists.append(StepList(index: index, steps: [], owner: owner, name: name))
        guard let items = node.items else {
            report(.notAList, at: node.span, "steps are a list", help: "begin each step with - id: …")
            return index
        }
        if items.isEmpty {
            report(.emptyList, at: node.span, "this list has no steps", help: "add a step, or leave the branch out")
        }
        for item in items { readStep(item, list: index, loops: loops) }
        return index
    }

    private mutating func readStep(_ node: YAMLNode, list: Int, loops: [Int]) {
        guard let entries = node.entries else {
            return report(.notAMapping, at: node.span, "a step is a map with an id", help: "write - id: name")
        }
        let idNode = node["id"]
        let id = idNode?.text ?? ""
        let span = idNode?.span ?? SourceSpan(file: file, start: node.span.start, end: node.span.start)
        if idNode == nil {
            report(.missingKey, at: span, "a step needs an `id`", help: "add id: with a name that expressions can use")
        } else if !Self.isSnakeCase(id) {
            report(
                .badID, at: span, "the id `\(idNode?.scalar?.text ?? "")` is not in snake case",
                help: "use small letters, digits and _, beginning with a letter; at most 64 characters")
        }
        let index = workflow.steps.count
        if !id.isEmpty, let first = workflow.name(id, step: index) {
            diagnostics.add(
                Diagnostic(
                    .duplicateID, at: span, "the id `\(id)` is taken",
                    help: "ids are unique in the file, so that expressions can name steps",
                    notes: [.init("the first is here", at: first.span)]))
        }
        var step = ParsedStep(
            id: id, span: span, node: node, index: index, list: list, position: workflow.lists[list].steps.count,
            loops: loops, isCatching: isCatching)
        step.construct = construct(of: entries, span: span)
        workflow.steps.append(step)
        workflow.lists[list].steps.append(index)
        checkKeys(entries, construct: step.construct)
        readBranches(of: step)
        readDetours(of: step)
        workflow.steps[index].end = workflow.steps.count
    }

    static func isSnakeCase(_ id: String) -> Bool {
        guard let first = id.utf8.first, (97...122).contains(first), id.utf8.count <= 64 else { return false }
        return id.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    private mutating func construct(of entries: [YAMLEntry], span: SourceSpan) -> String? {
        let found = entries.indices.filter { Self.constructNames.contains(entries[$0].key) }.map { entries[$0] }
        if found.count > 1 {
            report(
                .severalConstructs, at: found[1].keySpan,
                "a step does one thing, but this has `\(found[0].key)` and `\(found[1].key)`",
                help: "make two steps of it")
        }
        if let first = found.first { return first.key }
        if entries.contains(where: { $0.key == "set" }) { return "set" }
        let keys = entries.map(\.key).filter { !Self.common.contains($0) }
        let near = keys.lazy.compactMap { Nearest.word(to: $0, among: Self.constructs) }.first
        report(
            .noConstruct, at: span, "the step does nothing",
            help: near.map { "did you mean `\($0)`?" } ?? "give it one of: " + Self.constructs.joined(separator: ", "))
        return nil
    }

    private mutating func checkKeys(_ entries: [YAMLEntry], construct: String?) {
        guard let construct, let known = Self.knownKeys[construct] else { return }
        for place in entries.indices where !known.contains(entries[place].key) {
            let entry = entries[place]
            if Self.constructNames.contains(entry.key) { continue }
            reportUnknownKey(
                entry, in: construct == "set" ? "a step with `set`" : "a step with `\(construct)`",
                known: Self.common + (Self.keys[construct] ?? []))
        }
    }

    private mutating func readBranches(of step: ParsedStep) {
        let index = step.index
        var branches: [(String, YAMLNode)] = []
        var loops = step.loops
        switch step.construct {
        case "parallel": branches = mapping(step["parallel"] ?? step.node, "parallel")?.map { ($0.key, $0.value) } ?? []
        case "choose":
            for item in list(step["choose"], "choose") {
                let known = ["when", "steps", "else"]
                for entry in item.entries ?? [] where !known.contains(entry.key) {
                    reportUnknownKey(entry, in: "a branch of `choose`", known: known)
                }
                if let otherwise = item["else"] {
                    branches.append(("else", otherwise))
                } else if let steps = item["steps"] {
                    branches.append(("when", steps))
                } else {
                    report(
                        .missingKey, at: item.span, "a branch of `choose` needs `when` and `steps`, or `else`",
                        help: "write - when: condition, and steps: below it")
                }
            }
        case "for_each":
            loops.append(index)
            if let steps = step["steps"] { branches = [("steps", steps)] } else { missing("steps", in: step) }
        case "repeat": if let steps = step["repeat"] { branches = [("repeat", steps)] }
        case "exclusive":
            if let steps = step["steps"] { branches = [("steps", steps)] } else { missing("steps", in: step) }
        case "try": return readAttempt(step, loops: loops)
        case "race": branches = mapping(step["race"] ?? step.node, "race")?.map { ($0.key, $0.value) } ?? []
        case "any_order":
            guard let node = step["any_order"], node.items != nil else {
                branches = mapping(step["any_order"] ?? step.node, "any_order")?.map { ($0.key, $0.value) } ?? []
                break
            }
            return readSingles(node, of: step, loops: loops)
        default: return
        }
        for (name, node) in branches {
            let list = readList(node, owner: index, name: name, loops: loops)
            workflow.steps[index].branches.append((name, list))
        }
    }

    /// What is tried, what is done about failures, and what undoes it: in this order among the branches.
    private mutating func readAttempt(_ step: ParsedStep, loops: [Int]) {
        func read(_ node: YAMLNode, _ name: String) {
            let list = readList(node, owner: step.index, name: name, loops: loops)
            workflow.steps[step.index].branches.append((name, list))
        }
        if let node = step["try"] { read(node, "try") }
        if step["catch"] == nil, step["undo"] == nil {
            report(
                .missingKey, at: step.span, "`try` needs `catch` or `undo`",
                help: "say what is done about a failure, or what undoes the steps")
        }
        let wasCatching = isCatching
        isCatching = true
        for item in list(step["catch"], "catch") {
            for entry in item.entries ?? [] where !["when", "steps"].contains(entry.key) {
                reportUnknownKey(entry, in: "a `catch`", known: ["when", "steps"])
            }
            guard let steps = item["steps"] else {
                report(.missingKey, at: item.span, "a `catch` needs `steps`", help: "write - steps: […]")
                continue
            }
            read(steps, "catch")
        }
        isCatching = wasCatching
        if let node = step["undo"] { read(node, "undo") }
    }

    /// Steps of which each is a branch of its own, named after it.
    private mutating func readSingles(_ node: YAMLNode, of step: ParsedStep, loops: [Int]) {
        let items = node.items ?? []
        if items.isEmpty {
            report(.emptyList, at: node.span, "this list has no steps", help: "add a step, or leave the branch out")
        }
        for item in items {
            let list = workflow.lists.count
            let name = item["id"]?.text ?? ""
            workflow.lists.append(StepList(index: list, steps: [], owner: step.index, name: name))
            readStep(item, list: list, loops: loops)
            workflow.steps[step.index].branches.append((name, list))
        }
    }

    private mutating func list(_ node: YAMLNode?, _ name: String) -> [YAMLNode] {
        guard let node else { return [] }
        guard let items = node.items else {
            report(.notAList, at: node.span, "`\(name)` is a list", help: "begin each item with -")
            return []
        }
        return items
    }

    private mutating func missing(_ key: String, in step: ParsedStep) {
        report(
            .missingKey, at: step.span, "`\(step.construct ?? "a step")` needs `\(key)`",
            help: "add \(key): with the steps to run")
    }

    private mutating func readDetours(of step: ParsedStep) {
        for entry in step["outcomes"]?.entries ?? [] {
            guard let steps = entry.value["steps"] else { continue }
            workflow.steps[step.index].detours[entry.key] = readList(
                steps, owner: step.index, name: entry.key, loops: step.loops)
        }
    }

    // MARK: - Interface

    private mutating func interface() -> WorkflowInterface {
        var sends: [String: Set<MessageDestination>] = [:]
        var waits: Set<String> = []
        var calls: Set<String> = []
        var milestones: Set<String> = []
        for index in workflow.steps.indices {
            let node = workflow.steps[index].node
            if let message = node["send"]?.text {
                sends[message, default: []].insert(destination(of: workflow.steps[index]))
            }
            for key in ["wait", "open"] {
                if let message = node[key]?["message"]?.text { waits.insert(message) }
            }
            if let name = node["call"]?.text { calls.insert(name) }
            if let name = node["milestone"]?.scalar?.text { milestones.insert(name) }
        }
        return WorkflowInterface(
            workflow: workflow.name, subjectType: workflow.subject, inputs: workflow.inputs, outputs: outputs(),
            messages: workflow.messages, sends: sends, calls: calls,
            waitsFor: waits, hasKey: !workflow.key.isEmpty,
            milestones: milestones,
            isExclusive: workflow.steps.contains { $0.construct == "exclusive" })
    }

    private func destination(of step: ParsedStep) -> MessageDestination {
        switch step["to"]?.text {
        case "parent"?: .parent
        case "children"?: .children
        default: step["to"]?["workflow"]?.text.map { .workflow($0) } ?? .anyCase
        }
    }

    private mutating func outputs() -> RecordSchema {
        guard let node = workflow.header["outputs"] else { return RecordSchema(name: "outputs") }
        var schema = RecordSchema(name: workflow.name)
        for entry in mapping(node, "outputs") ?? [] {
            let type = entry.value["type"].map { self.type($0, name: entry.key) } ?? .any
            schema.fields.append(FieldSchema(name: entry.key, type: type, isRequired: false))
        }
        return schema
    }
}
