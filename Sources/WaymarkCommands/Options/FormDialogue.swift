import CEL
import WaymarkDefinition
import WaymarkOperations
import WaymarkPluginKit

/// Asks a person at a terminal for what a form still needs.
struct FormDialogue {
    private let console: any Console
    private let style: Style

    init(console: any Console, style: Style) {
        self.console = console
        self.style = style
    }

    /// Asks for every field that has no value yet; optional ones may be left empty.
    func fill(_ input: inout FormInput, schema: RecordSchema) throws {
        for field in schema.fields where input.form[field.name] == nil {
            if let value = try ask(field) { try input.set(field.name, to: value) }
        }
    }

    /// Asks which outcome, when there is more than one.
    func outcome(of outcomes: [OutcomeSchema]) throws -> String? {
        guard outcomes.count > 1 else { return outcomes.first?.name }
        console.note("How does it end?\n")
        for (index, outcome) in outcomes.enumerated() {
            console.note(
                "  \(index + 1)  \(style.bold(outcome.name))\(outcome.summary.isEmpty ? "" : "  \(outcome.summary)")\n")
        }
        while true {
            let answer = try line("number or name: ")
            if let number = Int(answer), outcomes.indices.contains(number - 1) { return outcomes[number - 1].name }
            if let outcome = outcomes.first(where: { $0.name == answer }) { return outcome.name }
            if answer.isEmpty { return nil }
            console.note(style.yellow("  one of: " + outcomes.map(\.name).joined(separator: ", ")) + "\n")
        }
    }

    /// Asks for a reason.
    func reason(for outcome: String) throws -> String {
        while true {
            let answer = try line("Why \(outcome)? ")
            if !answer.isEmpty { return answer }
        }
    }

    private func line(_ prompt: String) throws -> String {
        guard let line = console.readLine(prompt: prompt) else {
            throw OperationFailure(.usage, "Expected an answer, but the input ended", help: "nothing was handed in")
        }
        return line
    }

    private func ask(_ field: FieldSchema) throws -> Value? {
        switch field.type {
        case .list(.record(let schema)): return try askRecords(field, schema)
        case .record(let schema):
            console.note(style.bold(field.name) + note(field) + "\n")
            var input = FormInput(schema)
            try fill(&input, schema: schema)
            return input.form
        default: return try askOne(field)
        }
    }

    private func note(_ field: FieldSchema) -> String {
        (field.summary.isEmpty ? "" : "  \(field.summary)")
            + style.dim(" (\(field.type.title)\(field.isRequired ? "" : ", may be left empty"))")
    }

    private func askOne(_ field: FieldSchema) throws -> Value? {
        console.note(style.bold(field.name) + note(field) + "\n")
        while true {
            let answer = try line("  > ")
            if answer.isEmpty {
                guard field.isRequired else { return nil }
                if case .list = field.type { return .list([]) }
                console.note(style.yellow("  a value is needed") + "\n")
                continue
            }
            do {
                return try FormInput.value(answer, type: field.type, name: field.name)
            } catch let failure as OperationFailure {
                console.note(style.yellow("  \(failure.message)") + "\n")
            }
        }
    }

    private func askRecords(_ field: FieldSchema, _ schema: RecordSchema) throws -> Value? {
        console.note(style.bold(field.name) + (field.summary.isEmpty ? "" : "  \(field.summary)") + "\n")
        var items: [Value] = []
        while true {
            let answer = try line("  add \(items.isEmpty ? "one" : "another")? (y/N) ").lowercased()
            guard answer == "y" || answer == "yes" else { break }
            var input = FormInput(schema)
            try fill(&input, schema: schema)
            items.append(input.form)
        }
        return items.isEmpty && !field.isRequired ? nil : .list(items)
    }
}
