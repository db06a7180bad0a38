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
    /// The key that says what the step does; nil when none does.
    var construct: String?
    /// The lists inside, by the name of their branch, in order.
    var branches: [(name: String, list: Int)] = []
    /// The lists of outcomes with steps of their own, by outcome.
    var detours: [String: Int] = [:]

    subscript(key: String) -> YAMLNode? { node[key] }
}
