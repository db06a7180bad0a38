import ArgumentParser
import CEL
import WaymarkCompiler
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkOperations

/// Evaluates an expression.
struct EvalCommand: Operating {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Evaluate an expression, against given values or against a case.",
        discussion: """
            With --case it sees what the case's own expressions see: inputs, vars, steps, subject, vocabulary. Without, \
            it sees the names of --with, and inside a project with a store the register and the calendar.

            Ends with 2 when the expression is wrong, and with 1 when it has no value.
            """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The expression.")
    var expression: String

    @Option(help: ArgumentHelp("A file of values under names, YAML or JSON; - for standard input.", valueName: "file"))
    var with: String?

    @Option(
        name: .customLong("case"), help: ArgumentHelp("A case, to see what its expressions see.", valueName: "case"))
    var caseID: String?

    func validate() throws {
        guard with == nil || caseID == nil else { throw ValidationError("Expected --with or --case, but found both.") }
    }

    func operate(_ desk: Desk) async throws {
        let evaluation = EvaluateExpression(expression)
        let outcome: EvaluateExpression.Outcome
        if let caseID {
            outcome = try evaluation.run(onCase: caseID, in: try desk.project().session)
        } else {
            let values = try with.map { try variables(in: $0, desk) } ?? MapValue([])
            // Outside of a project, or before it has a store, an expression can be tried as well.
            outcome = try evaluation.run(variables: values, in: (try? desk.project())?.session)
        }
        switch outcome {
        case .value(let value, let type): show(value, type, desk)
        case .faults(let faults): try report(faults, .usage, desk)
        case .failure(let faults): try report(faults, .findings, desk)
        }
    }

    private func variables(in path: String, _ desk: Desk) throws -> MapValue {
        let full = path.hasPrefix("/") || path == "-" ? path : desk.program.folder + "/" + path
        guard let text = String(validating: try InputFile.read(full), as: UTF8.self) else {
            throw OperationFailure(.usage, "Expected \(path) to be UTF-8, but it is not")
        }
        let (values, faults) = ValuesReader.read(text, file: path)
        guard let values else {
            desk.console.note(
                TextRenderer(isColoured: desk.noteStyle.isColoured) { _ in text }.render(faults))
            throw ExitCode(ExitStatus.usage.rawValue)
        }
        return values
    }

    private func show(_ value: Value, _ type: String, _ desk: Desk) {
        switch desk.common.output {
        case .table: desk.console.write(JSONText.string(of: value, style: .plain) + "\n")
        case .json, .ndjson:
            desk.console.write(
                JSONText.string(of: .map(["value": value, "type": .string(type)]), style: .plain) + "\n")
        case .csv:
            var listing = Listing(columns: [("value", "VALUE"), ("type", "TYPE")])
            listing.rows = [[.init(value, text: value.shortDescription), .init(type)]]
            desk.show(listing, empty: "")
        }
    }

    private func report(_ faults: Diagnostics, _ status: ExitStatus, _ desk: Desk) throws {
        if desk.common.output == .table || desk.common.output == .csv {
            desk.console.note(TextRenderer(isColoured: desk.noteStyle.isColoured) { _ in expression }.render(faults))
        } else {
            desk.console.write(JSONRenderer.render(faults))
        }
        throw ExitCode(status.rawValue)
    }
}
