package import CEL

/// A workflow as the engine runs it: checked, typed, and closed in itself.
///
/// Steps and lists are flat arrays, addressed by index; nesting is by reference. Immutable, and known by the hash of
/// its sources. A class because each decision hands it on many times, and all of them share one.
package final class CompiledDefinition: Sendable {
    /// The hash of the sources it was compiled from.
    package let hash: ContentHash
    /// The workflow's name.
    package let workflow: String
    /// The version, as its authors count.
    package let version: String
    /// What people call the process.
    package let title: String
    /// The policy that it carries out.
    package let source: String?
    /// The type of organisation that a case is about.
    package let subjectType: String
    /// The template of a case's id, shortened by the runtime if it is taken.
    package let caseID: ValueTemplate?
    /// The inputs that make a case the only one of its subject, in order.
    package let key: [String]
    /// What is given at the start.
    package let inputs: RecordSchema
    /// Values for inputs that are not given.
    package let inputDefaults: [String: Value]
    /// Variables with their types and first values, in the order written.
    package let variables: [Variable]
    /// The named results of a case, evaluated when it ends.
    package let outputs: [NamedTemplate]
    /// Who may act, by the name of the role.
    package let roles: [String: RoleRule]
    /// Separation of duties.
    package let duties: [DutyRule]
    /// The `one_of` types.
    package let types: [String: EnumerationType]
    /// The decision tables, by name.
    package let tables: [String: DecisionTable]
    /// What messages carry, by name.
    package let messages: [String: RecordSchema]
    /// Closed vocabularies that the definition was compiled with.
    package let vocabularies: [String: Value]
    /// The text of each template file, by its name.
    package let templates: [String: String]
    /// Every step of the file, in the order written.
    package let steps: [Step]
    /// Every list of steps; the first is the process itself.
    package let lists: [StepList]

    /// Index of the process's own list.
    package static let rootList = 0

    /// The step of an id, if there is one.
    package func step(_ id: String) -> Step? {
        stepIndexes[id].map { steps[$0] }
    }

    private let stepIndexes: [String: Int]

    /// Closes a definition; ids of steps are unique.
    package init(
        hash: ContentHash, workflow: String, version: String, title: String, source: String?, subjectType: String,
        caseID: ValueTemplate?, key: [String], inputs: RecordSchema, inputDefaults: [String: Value],
        variables: [Variable], outputs: [NamedTemplate], roles: [String: RoleRule], duties: [DutyRule],
        types: [String: EnumerationType], tables: [String: DecisionTable] = [:], messages: [String: RecordSchema],
        vocabularies: [String: Value], templates: [String: String], steps: [Step], lists: [StepList]
    ) {
        self.hash = hash
        self.workflow = workflow
        self.version = version
        self.title = title
        self.source = source
        self.subjectType = subjectType
        self.caseID = caseID
        self.key = key
        self.inputs = inputs
        self.inputDefaults = inputDefaults
        self.variables = variables
        self.outputs = outputs
        self.roles = roles
        self.duties = duties
        self.types = types
        self.tables = tables
        self.messages = messages
        self.vocabularies = vocabularies
        self.templates = templates
        self.steps = steps
        self.lists = lists
        stepIndexes = Dictionary(steps.map { ($0.id, $0.index) }, uniquingKeysWith: { first, _ in first })
    }
}

/// A variable of a case.
package struct Variable: Sendable {
    /// The name under `vars`.
    package var name: String
    /// Its type.
    package var type: FieldType
    /// Its value when the case starts; null where that is worked out.
    package var initial: Value
    /// What works it out when the case starts, of the inputs and the subject; nil when it is a constant.
    package var formula: ValueTemplate?

    /// Describes a variable.
    package init(name: String, type: FieldType, initial: Value, formula: ValueTemplate? = nil) {
        self.name = name
        self.type = type
        self.initial = initial
        self.formula = formula
    }
}

/// A value under a name.
package struct NamedTemplate: Sendable {
    /// The name.
    package var name: String
    /// How its value is made.
    package var value: ValueTemplate

    /// Names a value.
    package init(name: String, value: ValueTemplate) {
        self.name = name
        self.value = value
    }
}

/// A value with expressions in it.
package indirect enum ValueTemplate: Sendable {
    /// The same every time.
    case constant(Value)
    /// Exactly one `${…}`: the value of the expression, with its type.
    case expression(CheckedExpression)
    /// Text with `${…}` inside.
    case text([TextPart])
    /// A list of such values.
    case list([ValueTemplate])
    /// A map of such values.
    case map([NamedTemplate])

    /// A piece of text with expressions in it.
    package enum TextPart: Sendable {
        /// Text as it stands.
        case literal(String)
        /// An expression whose value is written in its place.
        case expression(CheckedExpression)
    }
}

/// Steps that run from top to bottom.
package struct StepList: Sendable {
    /// Where it stands in the definition's lists.
    package var index: Int
    /// The steps, by their index.
    package var steps: [Int]
    /// The step that the list is a branch of; nil for the process itself.
    package var owner: Int?
    /// The name of the branch, if its owner names it.
    package var name: String?

    /// Describes a list.
    package init(index: Int, steps: [Int], owner: Int?, name: String?) {
        self.index = index
        self.steps = steps
        self.owner = owner
        self.name = name
    }
}
