import CEL
import WaymarkCalendar
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkPluginKit
import WaymarkYAML

/// One reader that is given whatever comes: it may refuse, it may not crash, hang or take memory past its limits.
enum FuzzTarget: String, CaseIterable {
    case yaml, cel, matches, deadlines, tables, definitions, json

    func run(_ bytes: [UInt8]) {
        switch self {
        case .yaml: _ = YAMLReader.read(bytes: bytes, file: "fuzz.yaml")
        case .cel: Self.cel(String(decoding: bytes, as: UTF8.self))
        case .matches: Self.matches(String(decoding: bytes, as: UTF8.self))
        case .deadlines: Self.deadlines(String(decoding: bytes, as: UTF8.self))
        case .tables: Self.table(String(decoding: bytes, as: UTF8.self))
        case .definitions: Self.definition(String(decoding: bytes, as: UTF8.self))
        case .json: Self.json(bytes)
        }
    }

    // MARK: - Expressions

    private static let environment = Environment(
        variables: [
            "n": .int, "x": .double, "s": .string, "l": .list(.int), "m": .map(.string, .dyn), "d": .dyn,
            "day": .abstract("date"), "word": .enumeration(EnumerationType(name: "word", values: ["low", "high"])),
        ], functions: HostFunctions.all, abstractTypes: HostFunctions.types)

    private static let values = DictionaryActivation([
        "n": .int(7), "x": .double(1.5), "s": .string("text"), "l": .list([.int(1), .int(2)]),
        "m": .map(["a": .int(1)]), "d": .null, "day": .string("2013-10-31"), "word": .string("low"),
    ])

    /// Steps for one evaluation: enough to get everywhere, few enough for many runs.
    private static let stepsMax = 20_000

    private static func cel(_ text: String) {
        for isChecked in [true, false] {
            let result = check(text, in: environment, isChecked: isChecked)
            let length = text.unicodeScalars.count
            precondition((result.program == nil) == !result.problems.isEmpty)
            for problem in result.problems {
                precondition(problem.start >= 0 && problem.end <= length && problem.start <= problem.end)
            }
            guard let program = result.program else { continue }
            // The same expression and values give the same.
            let first = outcome(program)
            precondition(first == outcome(program), "\(text) is not the same twice")
        }
    }

    private static func outcome(_ program: CheckedExpression) -> String {
        do {
            return JSONText.string(of: try program.evaluate(values, stepsMax: stepsMax))
        } catch {
            return error.message
        }
    }

    /// A pattern, a line break, and the text in which it is looked for.
    private static func matches(_ text: String) {
        let parts = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        let quoted = DictionaryActivation(["s": .string(String(parts.last ?? "")), "p": .string(String(parts[0]))])
        let environment = Environment(variables: ["s": .string, "p": .string])
        _ = try? check("s.matches(p)", in: environment).program?.evaluate(quoted)
    }

    // MARK: - Text of other kinds

    private static func deadlines(_ text: String) {
        _ = try? DeadlineText.parse([.text(text)])
        _ = try? DeadlineText.parse([.text(text), .expression(0)])
        _ = try? ElapsedSpan(parsing: text)
        if let date = LocalDate(text) { precondition(LocalDate(date.description) == date) }
        if let instant = Instant(text) { precondition(Instant(instant.description) == instant) }
        if let period = Period(text) { precondition(Period(period.label) == period) }
        if let span = TimeSpan(text) { precondition(TimeSpan(span.description) == span) }
        if let moment = Timestamp(text) { precondition(Timestamp(moment.description) == moment) }
    }

    private static func json(_ bytes: [UInt8]) {
        guard let value = try? JSONParser.parse(bytes) else { return }
        let text = JSONText.bytes(of: value)
        let again = try? JSONParser.parse(text)
        precondition(again.map { JSONText.bytes(of: $0) } == text, "what was written is read differently")
    }

    // MARK: - Definitions

    private static func compile(_ text: String) {
        let schema = RegisterSchema(
            organisationTypes: ["school": .init(name: "school", title: "School")],
            positions: ["head": .init(name: "head", title: "Head", organisationTypes: ["school"])])
        guard let registry = try? PluginRegistry([FuzzPlugin.plugin]) else { return }
        let vocabulary = Value.list([.map(["code": .string("a"), "weight": .int(1)])])
        let result = Compiler.compile(
            SourceBundle(file: "fuzz.yaml", text: text, vocabularies: ["areas": vocabulary]),
            in: CompilerEnvironment(registry: registry, registerSchema: schema))
        precondition((result.definition == nil) == result.diagnostics.hasErrors)
        _ = TextRenderer { _ in text }.render(result.diagnostics)
    }

    private static func definition(_ text: String) {
        compile(text)
        _ = Compiler.interface(of: SourceBundle(file: "fuzz.yaml", text: text))
    }

    /// What stands under `tables`, of a workflow that uses the table `it`.
    private static func table(_ text: String) {
        let tables = text.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)\n" }.joined()
        compile(
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
}
