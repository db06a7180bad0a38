import CEL
import Foundation
import Testing
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit

/// A question to a person.
struct AskKind: TaskKind {
    static let name = "lab.ask"
    static let summary = "Asks a person."
    struct Parameters: Record {
        var question = ""
        static let fields: [Field<Parameters>] = [Field("question", \.question, "What is asked.", isRequired: false)]
    }
    struct Answer: Record {
        var text = ""
        static let fields: [Field<Answer>] = [Field("text", \.text, "What was said.")]
    }
    typealias Outputs = Answer
    typealias Form = Answer
    static func outcomes(for parameters: Parameters) -> [OutcomeSchema] {
        [OutcomeSchema("approved", "Yes."), OutcomeSchema("returned", "Back.")]
    }
    func submit(
        _ submission: Submission<Answer>, parameters: Parameters, in context: StepContext
    ) throws -> StepResult<Answer> { StepResult("approved", submission.form) }
}

/// Something done outside.
struct PostKind: EffectKind {
    static let name = "lab.post"
    static let summary = "Posts something."
    typealias Parameters = NoFields
    typealias Outputs = NoFields
    func perform(_ parameters: NoFields, in context: EffectContext) async throws -> StepResult<NoFields> {
        StepResult("done", NoFields())
    }
}

/// Definitions to compare: one with every construct of the language.
enum ComparisonFixture {
    static let header = """
        workflow: trial
        version: "1"
        title: Trial
        subject: school
        inputs: { year: { type: integer, required: true }, note: { type: text, required: false } }
        vars: { count: { type: integer, initial: 0 } }
        outputs: { total: "${vars.count}" }
        types: { rating: { one_of: [poor, fair, good] } }
        messages: { news: { text: text } }
        roles:
          head: { in: subject, position: head }
          inspector: { in: subject.district, position: inspector }
        rules: [ { different_people: [draft, sign] } ]
        tables:
          headline:
            inputs: { year: integer, worst: rating }
            output: { headline: rating }
            hit: first
            rows:
              - [ "< 2013", "-", poor ]
              - [ "[2013..2015]", poor, fair ]
              - [ "-", "-", good ]
        """

    static let steps = """
        steps:
          - { id: draft, uses: lab.ask, role: head, due: 5 working days, remind: [ 1 working day before due ] }
          - id: sign
            uses: lab.ask
            role: inspector
            due: 10 working days
            when_overdue: continue
            late: keep
            hide_until: 3 days
            escalate: [ { after: 2 working days overdue, to: head } ]
            with: { question: "Is ${subject.name} fine?" }
            outcomes: { returned: { go_to: draft }, approved: { steps: [ { id: thank, uses: lab.post } ] } }
            set: { count: "${vars.count + 1}" }
            milestone: signed
          - { id: head_line, decide: headline, with: { year: "${inputs.year}", worst: fair }, when: inputs.year > 2000 }
          - id: together
            join: any
            parallel:
              left: [ { id: post_left, uses: lab.post, retry: { attempts: 3 } } ]
              right: [ { id: ask_right, uses: lab.ask, role: head, available_while: vars.count < 9, timeout: 9 days } ]
          - id: pick
            choose:
              - { when: vars.count > 1, steps: [ { id: many, set: { count: 2 } } ] }
              - { else: [ { id: few, set: { count: 1 } } ] }
          - id: each
            for_each: word
            in: '["a", "b"]'
            steps: [ { id: inside, uses: lab.ask, role: head } ]
          - { id: again, repeat: [ { id: pass, uses: lab.ask, role: head } ], until: vars.count > 3, at_most: 4 }
          - id: first
            race:
              told: [ { id: news, wait: { message: news } } ]
              late: [ { id: pause, wait: { for: 3 days } } ]
          - { id: order, any_order: [ { id: kitchen, uses: lab.ask, role: head }, { id: hall, uses: lab.ask, role: head } ] }
          - { id: alone, exclusive: hall, steps: [ { id: use_it, uses: lab.ask, role: head } ] }
          - id: tried
            try: [ { id: book, uses: lab.post } ]
            catch: [ { steps: [ { id: mend, uses: lab.ask, role: head } ] } ]
            undo: [ { id: unbook, uses: lab.post } ]
          - { id: child, call: trial, with: { year: "${inputs.year - 1}" }, when: inputs.year > 2013 }
          - { id: tell, send: news, to: children, data: { text: hello } }
          - { id: over, stop: finished }
        """

    static func compiled(_ text: String) throws -> CompiledDefinition {
        let kinds = [
            RegisterSchema.OrganisationType(
                name: "school", title: "School", relations: [.init(name: "district", type: "district")]),
            RegisterSchema.OrganisationType(name: "district", title: "District"),
        ]
        let positions = [
            RegisterSchema.Position(name: "head", title: "Head", organisationTypes: ["school"]),
            RegisterSchema.Position(name: "inspector", title: "Inspector", organisationTypes: ["district"]),
        ]
        let environment = CompilerEnvironment(
            registry: try PluginRegistry([
                Plugin("lab", "For trials.", kinds: [.task(AskKind.self), .effect(PostKind.self)])
            ]),
            registerSchema: RegisterSchema(
                organisationTypes: Dictionary(uniqueKeysWithValues: kinds.map { ($0.name, $0) }),
                positions: Dictionary(uniqueKeysWithValues: positions.map { ($0.name, $0) })))
        let result = Compiler.compile(SourceBundle(file: "trial.yaml", text: text), in: environment)
        for diagnostic in result.diagnostics.sorted where diagnostic.severity == .error {
            Issue.record("\(diagnostic.code) \(diagnostic.message) at \(diagnostic.span.start.line)")
        }
        return try #require(result.definition)
    }

    /// The definition with every construct, after some replacements in its text.
    static func everything(_ changes: [(String, String)] = []) throws -> CompiledDefinition {
        var text = header + "\n" + steps
        for (old, new) in changes {
            #expect(text.contains(old), "the fixture has no \(old)")
            text = text.replacing(old, with: new)
        }
        return try compiled(text)
    }
}
