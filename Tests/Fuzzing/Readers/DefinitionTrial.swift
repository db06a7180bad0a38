import CEL
import TrialKinds
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit

/// Whole definitions, compiled and reported on.
enum DefinitionTrial {
    static func complaint(about text: String) -> String? {
        _ = Compiler.interface(of: SourceBundle(file: "fuzz.yaml", text: text))
        return compiled(text)
    }

    /// What stands under `tables`, of a workflow that uses the table `it`.
    static func tableComplaint(about text: String) -> String? {
        let tables = text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
        return compiled(
            """
            workflow: fuzz
            version: "1"
            title: Fuzz
            subject: school
            types:
              grade: { one_of: [low, middle, high] }
            tables:
            \(tables)
            steps:
              - { id: one, decide: it, with: {} }
            """)
    }

    /// What a definition may refer to, as in the fixtures of the compiler.
    static let register = RegisterSchema(
        organisationTypes: [
            "school": .init(name: "school", title: "School", relations: [.init(name: "district", type: "district")]),
            "district": .init(name: "district", title: "District"),
        ],
        positions: [
            "head": .init(name: "head", title: "Head", organisationTypes: ["school"]),
            "inspector": .init(name: "inspector", title: "Inspector", organisationTypes: ["district"]),
        ])

    /// Who is in the register of the small project that schedules and behaviours are read against.
    static let census = RegisterCensus(
        organisations: [
            Organisation(id: "north", type: "district", name: "North", short: "NO"),
            Organisation(id: "elm", type: "school", name: "Elm School", short: "EL"),
        ],
        people: [
            Person(
                id: "ann", name: "Ann",
                appointments: [Appointment(position: "head", organisation: "elm", from: nil, until: nil)])
        ])

    /// Its workflow: it asks for a reason, and a person hears it.
    static let appeal = SourceBundle(
        file: "appeal.yaml",
        text: """
            workflow: appeal
            version: "1"
            title: Appeal
            subject: school
            inputs: { reason: text, quarter: { type: period, required: false } }
            roles: { head: { in: subject, position: head } }
            types: { rating: { one_of: [good, poor] } }
            steps:
              - id: hear
                title: Hear it
                uses: paper.review
                role: head
                with: { scale: rating, question: Is there a case? }
                due: 5 working days
            """)

    static func definition(of bundle: SourceBundle) -> CompiledDefinition? {
        guard let registry = try? PluginRegistry(TrialKinds.plugins) else { return nil }
        return Compiler.compile(
            bundle, in: CompilerEnvironment(registry: registry, registerSchema: register)
        ).definition
    }

    private static func compiled(_ text: String) -> String? {
        guard let registry = try? PluginRegistry(TrialKinds.plugins) else { return "the step kinds are refused" }
        let vocabulary = Value.list([.map(["code": .string("a"), "weight": .int(1)])])
        let result = Compiler.compile(
            SourceBundle(file: "fuzz.yaml", text: text, vocabularies: ["areas": vocabulary]),
            in: CompilerEnvironment(registry: registry, registerSchema: register))
        guard (result.definition == nil) == result.diagnostics.hasErrors else {
            return "a definition beside errors, or neither"
        }
        let isSilent = TextRenderer { _ in text }.render(result.diagnostics).isEmpty
        guard isSilent == result.diagnostics.isEmpty else { return "what is found and what is said differ" }
        return YAMLTrial.complaint(about: result.diagnostics, of: text)
    }
}
