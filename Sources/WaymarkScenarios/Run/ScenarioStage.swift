import WaymarkCalendar
package import WaymarkCompiler
import WaymarkDefinition
import WaymarkOperations
package import WaymarkPluginKit
import WaymarkRuntime
import WaymarkStore

/// What all scenarios of a run share: definitions compiled once, the register read once.
package struct ScenarioStage: Sendable {
    /// What scenarios are checked against.
    package let environment: ScenarioEnvironment
    let registry: PluginRegistry
    private let register: RegisterContent
    private let registerCache = RegisterCache()
    private let base: MemoryEventStore
    private let definitionsByHash: [String: CompiledDefinition]
    private let dataFolder: String
    private let publicationFolder: String

    /// Sets a stage.
    /// - Parameters:
    ///   - environment: What scenarios are checked against.
    ///   - register: The register of the project.
    ///   - registry: The step kinds of the build.
    ///   - dataFolder: The folder that effects read data from when no answer is given for them.
    ///   - publicationFolder: A folder of the run's own, in which each scenario gets one for what it publishes.
    /// - Throws: `StoreError` when the register cannot be kept.
    package init(
        environment: ScenarioEnvironment, register: RegisterContent, registry: PluginRegistry, dataFolder: String,
        publicationFolder: String
    ) throws {
        self.environment = environment
        self.register = register
        self.registry = registry
        self.dataFolder = dataFolder
        self.publicationFolder = publicationFolder
        definitionsByHash = Dictionary(
            environment.definitions.values.map { ($0.hash.description, $0) }, uniquingKeysWith: { first, _ in first })
        base = MemoryEventStore()
        try base.write { store in
            try store.replaceRegister(RegisterImport.rows(of: register))
            for definition in environment.definitions.values.sorted(by: { $0.workflow < $1.workflow }) {
                try store.publish(
                    DefinitionRecord(
                        hash: definition.hash.description, workflow: definition.workflow, version: definition.version,
                        title: definition.title, source: [], publishedAt: 0))
            }
        }
    }

    /// A runtime of its own for a scenario, on a store in memory.
    func runtime(for scenario: Scenario, number: Int) throws -> Runtime {
        let store = MemoryEventStore(beginningAs: base)
        let given = scenario.given
        let isAsRegistered = given.organisations.isEmpty && given.people.isEmpty
        if !isAsRegistered {
            try store.write { try $0.replaceRegister(RegisterImport.rows(of: register(with: given))) }
        }
        var answers: [String: [EffectAnswer]] = [:]
        for definition in environment.definitions.values {
            for step in definition.steps {
                answers["\(definition.workflow)/\(step.index)"] =
                    given.effects[ScenarioGiven.effectKey(workflow: definition.workflow, step: step.id)]
            }
        }
        let known = definitionsByHash
        var surroundings = RuntimeEnvironment(
            calendar: environment.calendar, registry: try EffectAnswers(answers, store: store).registry(over: registry),
            registerSchema: environment.schema, dataFolder: dataFolder,
            publicationFolder: "\(publicationFolder)/\(number)",
            compile: { hash, _ in
                guard let definition = known[hash.description] else {
                    throw RuntimeError(.notFound, "no definition has the hash \(hash)")
                }
                return definition
            })
        // Its hash is reckoned once for all scenarios.
        surroundings.hashedCalendar = environment.hashedCalendar
        return Runtime(
            store: store, environment: surroundings, register: isAsRegistered ? registerCache : RegisterCache())
    }

    /// The register with what a scenario adds; a person or organisation of the same id is replaced.
    private func register(with given: ScenarioGiven) -> RegisterContent {
        var content = register
        let organisations = Set(given.organisations.map(\.id))
        let people = Set(given.people.map(\.id))
        content.organisations.removeAll { organisations.contains($0.id) }
        content.people.removeAll { people.contains($0.id) }
        content.organisations += given.organisations
        content.people += given.people
        return content
    }
}
