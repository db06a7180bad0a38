import CEL
import Foundation
import Testing
import WaymarkCompiler
import WaymarkDefinition
import WaymarkEngine

/// Tables as steps of a case: what each policy makes of the rows that fire, and what is kept of it.
@Suite struct DecisionTableTests {
    /// What a step that decides gives for an input, or why it stopped.
    private func decide(_ table: String, _ with: String) throws -> Value {
        let trial = try Trial(
            "  - { id: decision, decide: it, with: { \(with) } }",
            header: "tables:\n  it:\n" + table.split(separator: "\n").map { "    \($0)\n" }.joined())
        guard let incident = trial.state?.incidents.values.first else {
            guard
                case .stepDone(let done)? = trial.events.last(where: { if case .stepDone = $0 { true } else { false } })
            else { throw TrialFailure(["the step has not ended"]) }
            return done.outputs
        }
        throw TrialFailure([incident.message])
    }

    private func reasons(_ table: String, _ with: String) -> [String] {
        do {
            return ["no failure: \(try decide(table, with))"]
        } catch let failure as TrialFailure {
            return failure.reasons
        } catch {
            return ["\(error)"]
        }
    }

    @Test func `The only row that fires answers, and the step says which and why`() throws {
        let table = """
            title: Fee
            inputs: { age: integer, member: boolean }
            output: { fee: number }
            rows:
              - [< 18, "-", 0]
              - ["[18..65)", true, 5]
              - ["]17..65[", false, 7.5]
              - [">= 65", "-", age / 100.0 + 2]
            """
        let adult = try decide(table.replacing("age / 100.0 + 2", with: "2"), "age: 30, member: false")
        #expect(adult["fee"] == .double(7.5))
        #expect(adult["decided"]?["rows"] == .list([.int(3)]))
        #expect(adult["decided"]?["table"] == .string("it"))
        #expect(adult["decided"]?["inputs"] == .map(["age": .int(30), "member": .bool(false)]))
        #expect(adult["decided"]?["because"] == .string("Fee, row 3: age = 30, member = no"))
        let old = try decide(table.replacing("age / 100.0 + 2", with: "double(age) / 100.0"), "age: 70, member: true")
        #expect(old["fee"] == .double(0.7))
    }

    @Test func `The default answers what no row does`() throws {
        let table = """
            inputs: { word: text }
            output: { answer: text, note: text }
            hit: unique
            rows:
              - [yes, "agreed", "said ${word}"]
            default: [unknown, none]
            """
        let yes = try decide(table, "word: 'yes'")
        #expect(yes["answer"] == .string("agreed") && yes["note"] == .string("said yes"))
        let other = try decide(table, "word: perhaps")
        #expect(other["answer"] == .string("unknown") && other["note"] == .string("none"))
        #expect(other["decided"]?["rows"] == .list([]))
        #expect(other["decided"]?["because"] == .string("it, the default: word = perhaps"))
    }

    private let scores = """
        inputs: { years: integer }
        output: { amount: integer }
        rows:
          - ["> 1", 100]
          - ["> 2", 200]
          - ["> 3", 50]

        """

    @Test(arguments: [
        ("collect", "[100, 200, 50]"), ("rule_order", "[100, 200, 50]"), ("{ collect: sum }", "350"),
        ("{ collect: count }", "3"), ("{ collect: min }\ndefault: 0", "50"), ("{ collect: max }\ndefault: 0", "200"),
        ("first\ndefault: 0", "100"),
    ])
    func `Policies make one answer of several`(hit: String, expected: String) throws {
        let answer = try decide(scores + "hit: \(hit)", "years: 9")["amount"]
        #expect(answer.map { JSONText.string(of: $0, style: .plain) } == expected.replacing(" ", with: ""))
    }

    @Test(arguments: [
        ("collect", "[]"), ("rule_order", "[]"), ("{ collect: sum }", "0"), ("{ collect: count }", "0"),
        ("{ collect: min }\ndefault: 7", "7"), ("collect\ndefault: 7", "[7]"), ("{ collect: sum }\ndefault: 7", "7"),
    ])
    func `Policies that need no row answer without one`(hit: String, expected: String) throws {
        let answer = try decide(scores + "hit: \(hit)", "years: 0")["amount"]
        #expect(answer.map { JSONText.string(of: $0, style: .plain) } == expected)
    }

    @Test func `Priority and output order go by the listed values, not by the rows`() throws {
        let table = """
            inputs: { size: integer }
            output: { level: { one_of: [high, middle, low] } }
            rows:
              - ["-", low]
              - ["> 5", high]
              - ["> 3", middle]

            """
        #expect(try decide(table + "hit: priority", "size: 9")["level"] == .string("high"))
        #expect(try decide(table + "hit: priority", "size: 9")["decided"]?["rows"] == .list([.int(2)]))
        #expect(try decide(table + "hit: priority", "size: 4")["level"] == .string("middle"))
        #expect(
            try decide(table + "hit: output_order", "size: 9")["level"]
                == .list(["high", "middle", "low"].map { .string($0) }))
        #expect(
            try decide(table + "hit: rule_order", "size: 9")["level"]
                == .list(["low", "high", "middle"].map { .string($0) }))
    }

    @Test func `Extremes of listed values go by their order`() throws {
        let table = """
            inputs: { size: integer }
            output: { level: { one_of: [low, middle, high] } }
            hit: { collect: max }
            rows:
              - ["-", low]
              - ["> 5", high]
              - ["> 3", middle]
            """
        #expect(try decide(table, "size: 4")["level"] == .string("middle"))
    }

    @Test func `A contradiction that only expressions show stops the step with an incident`() throws {
        let unique = """
            inputs: { size: integer }
            output: { answer: text }
            rows:
              - ["size % 2 == 0", even]
              - ["size % 3 == 0", three]
            default: neither
            """
        #expect(try decide(unique, "size: 4")["answer"] == .string("even"))
        #expect(try decide(unique, "size: 5")["answer"] == .string("neither"))
        #expect(reasons(unique, "size: 6") == ["the table it: rows 1 and 2 contradict each other for size = 6"])
        let any = unique + "\nhit: any"
        #expect(reasons(any, "size: 6") == ["the table it: rows 1 and 2 contradict each other for size = 6"])
        #expect(try decide(any.replacing("three", with: "even"), "size: 6")["answer"] == .string("even"))
    }

    @Test func `An input that no row answers stops the step with an incident`() throws {
        let table = """
            inputs: { size: integer }
            output: { answer: text }
            rows:
              - ["size % 2 == 0", even]
              - ["size % 2 == 1", odd]
            hit: first
            """
        #expect(reasons(table, "size: -3") == ["the table it: no row answers for size = -3"])
        #expect(try decide(table, "size: 3")["answer"] == .string("odd"))
    }

    @Test func `A missing input passes where nothing is asked, under null, and under not`() throws {
        let table = """
            inputs: { size: { type: integer, required: false } }
            output: { answer: text }
            hit: collect
            rows:
              - [null, none]
              - ["-", whatever]
              - ["not(3)", other]
              - ["< 5", little]
            """
        #expect(
            try decide(table, "")["answer"] == .list(["none", "whatever", "other"].map { .string($0) }))
        #expect(
            try decide(table, "size: 3")["answer"] == .list(["whatever", "little"].map { .string($0) }))
    }

    @Test func `Cells see the case and dates compare by days`() throws {
        let table = """
            inputs: { day: date }
            output: { answer: text }
            hit: first
            rows:
              - ["< today", past]
              - [2013-10-01, "today in ${subject.name}"]
              - ["[2013-10-02..2013-10-31]", soon]
            default: later
            """
        #expect(try decide(table, "day: 2013-09-30")["answer"] == .string("past"))
        #expect(try decide(table, "day: 2013-10-01")["answer"] == .string("today in First School"))
        #expect(try decide(table, "day: 2013-10-31")["answer"] == .string("soon"))
        #expect(try decide(table, "day: 2013-11-01")["answer"] == .string("later"))
    }

    @Test func `Expressions of a case know the time zones of the world`() throws {
        let trial = try Trial(
            "  - { id: end, stop: done }",
            header: """
                outputs:
                  summer: "${timestamp('2013-07-01T12:00:00Z').getHours('Europe/London')}"
                  far: "${timestamp('2013-07-01T12:00:00Z').getHours('Asia/Tokyo')}"
                  none: "${timestamp('2013-07-01T12:00:00Z').getHours('Mars/Olympus')}"
                """)
        #expect(trial.state?.outputs["summer"] == .int(13))
        #expect(trial.state?.outputs["far"] == .int(21))
        #expect(trial.state?.outputs["none"] == nil)
    }

    @Test func `An expression that fails is named in the incident, with the place`() throws {
        let table = """
            inputs: { size: integer }
            output: { amount: integer }
            hit: first
            rows:
              - ["10 / size > 3", 1]
            default: 0
            """
        #expect(reasons(table, "size: 0") == ["divide by zero, at character 1 of `10 / size > 3`"])
    }

    @Test func `A sum that does not fit stops the step`() throws {
        let table = """
            inputs: { size: integer }
            output: { amount: integer }
            hit: { collect: sum }
            rows:
              - ["-", 9223372036854775807]
              - ["> 1", 1]
            """
        #expect(reasons(table, "size: 2") == ["the table it: the sum does not fit 64 bits for size = 2"])
        #expect(try decide(table, "size: 1")["amount"] == .int(.max))
    }
}
