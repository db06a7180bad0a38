import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// A workflow as its text says it, before anything is known of what the names mean.
struct ParsedWorkflow {
    var name = ""
    var version = ""
    var title = ""
    var source: String?
    var subject = ""
    var subjectSpan: SourceSpan
    var header: [String: YAMLNode] = [:]
    var types: [String: FieldType] = [:]
    var typeExtents: [String: TypeExtent] = [:]
    var inputs = RecordSchema(name: "inputs")
    var messages: [String: RecordSchema] = [:]
    var key: [String] = []
    var steps: [ParsedStep] = []
    var lists: [StepList] = []
    /// Declared names and where, for the warning that they are not used.
    var declared: [(kind: String, name: String, span: SourceSpan)] = []
    /// The types of the workflow that other declarations rest on.
    var usedTypes: Set<String> = []
    var interface: WorkflowInterface
    /// The first step of each id.
    private(set) var indexes: [String: Int] = [:]

    init(subjectSpan: SourceSpan, interface: WorkflowInterface) {
        self.subjectSpan = subjectSpan
        self.interface = interface
    }

    /// The step of an id, the first when there are several.
    func step(_ id: String) -> ParsedStep? { indexes[id].map { steps[$0] } }

    /// The index of a step by the name that expressions have for it, as in `steps.rate`.
    func index(ofName name: String) -> Int? {
        // By bytes, because leaving out characters would look for where each ends.
        indexes[String(decoding: name.utf8.dropFirst("steps.".utf8.count), as: UTF8.self)]
    }

    /// Names a step that is about to be added; gives the step that has the name already.
    mutating func name(_ id: String, step index: Int) -> ParsedStep? {
        if let first = indexes[id] { return steps[first] }
        indexes[id] = index
        return nil
    }
}

/// A step as its text says it.
struct ParsedStep {
    var id: String
    var span: SourceSpan
    var node: YAMLNode
    var index: Int
    var list: Int
    var position: Int
    var loops: [Int]
    /// Whether it stands under a `catch`, where expressions see `error`.
    var isCatching = false
    /// The key that says what the step does; nil when none does.
    var construct: String?
    /// The lists inside, by the name of their branch, in order.
    var branches: [(name: String, list: Int)] = []
    /// The lists of outcomes with steps of their own, by outcome.
    var detours: [String: Int] = [:]
    /// The index after the last step inside it: steps are numbered as they stand in the file, the outer first.
    var end = 0

    subscript(key: String) -> YAMLNode? { node[key] }
}
