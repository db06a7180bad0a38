import Testing
import WaymarkCompiler
import WaymarkDiagnostics

/// What expressions may name, wherever they stand.
struct ExpressionScopeTests {
    private func faults(steps: String) throws -> [String] {
        let text = """
            workflow: round
            version: "1"
            title: Round
            subject: school
            types: { rating: { one_of: [good, bad] } }
            vars: { why: { type: text, initial: "" } }
            tables:
              verdict:
                inputs: { seen: rating }
                output: { fine: boolean }
                rows: [[good, true], [bad, false]]
            outputs: { why: "${vars.why}", fine: "${steps.judge.fine}" }
            steps:
              - id: judge
                decide: verdict
                with: { seen: good }
            \(steps)
            """
        return try CompilerFixture.compile(text, file: "a.yaml").diagnostics.sorted.map(\.message)
    }

    /// The scope of the first table was once taken for that of a `catch`.
    @Test func aCatchBesideATableSeesTheErrorAndTheSteps() throws {
        let steps = """
              - id: attempt
                try: [{ id: pause, wait: { for: 1 day } }]
                catch:
                  - steps: [{ id: note, when: steps.judge.fine, set: { why: "${error.message}" } }]
            """
        #expect(try faults(steps: steps) == [])
    }

    /// An expression that is written twice is checked once, but what it reads counts each time.
    @Test func whatAnExpressionReadsCountsWhereverItIsWritten() throws {
        let steps = """
              - id: maybe
                when: vars.why == "x"
                wait: { for: 1 day }
              - id: early
                when: vars.why == "x"
                set: { why: "${steps.maybe.outcome}" }
              - id: late
                set: { why: "${steps.maybe.outcome}" }
            """
        #expect(try faults(steps: steps).map { $0.contains("`maybe` is read here, but it has not run") } == [true])
    }

    @Test func onlyTheFirstNamesThatAreNotThereAreComparedWithAllOthers() throws {
        let steps = (0...Limits.suggestionsMax).map { "  - { id: s\($0), set: { why: \"${steps.jugde.outcome}\" } }" }
        let text = """
            workflow: round
            version: "1"
            title: Round
            subject: school
            vars: { why: { type: text, initial: "" } }
            outputs: { why: "${vars.why}" }
            steps:
              - { id: judge, wait: { for: 1 day } }
            \(steps.joined(separator: "\n"))
            """
        let found = try CompilerFixture.compile(text, file: "a.yaml").diagnostics.sorted
        #expect(found.count == Limits.suggestionsMax + 1)
        #expect(found.prefix(Limits.suggestionsMax).allSatisfy { $0.help == "did you mean `steps.judge`?" })
        #expect(found.last?.help == nil)
    }
}
