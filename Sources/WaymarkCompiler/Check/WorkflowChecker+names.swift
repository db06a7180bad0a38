import CEL
import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// The names that loops give to their items.
extension WorkflowChecker {
    /// What every expression may name, whatever the workflow declares.
    private static let standing: Set<String> = [
        "steps", "inputs", "vars", "vocabulary", "subject", "case", "cohort", "parent", "now", "today", "error",
    ]

    /// Words that CEL keeps for itself.
    private static let reserved: Set<String> = [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import",
        "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ]

    /// Checks that the name of an item can be written in expressions, and hides nothing that could be meant by it.
    mutating func checkItemName(_ name: String, at node: YAMLNode, loops: [Int]) {
        guard WorkflowParser.isSnakeCase(name), !Self.reserved.contains(name) else {
            return report(
                .badID, at: node.span, "an item cannot be named `\(name)` in expressions",
                help: "use small letters, digits and _, beginning with a letter, and no word that expressions reserve")
        }
        if Self.standing.contains(name) {
            report(
                .hiddenName, at: node.span, "the item `\(name)` would hide `\(name)`, which expressions need",
                help: "give the item another name")
        } else if environment(loops: []).hasFunction(name) {
            report(
                .hiddenName, at: node.span, "the item `\(name)` has the name of the function `\(name)(…)`",
                help: "give the item another name")
        } else if let loop = loops.last(where: { parsed.steps[$0]["for_each"]?.text == name }) {
            diagnostics.add(
                Diagnostic(
                    .hiddenName, at: node.span, "the item `\(name)` would hide the item of `\(parsed.steps[loop].id)`",
                    help: "give one of the two another name",
                    notes: [.init("the other is named here", at: parsed.steps[loop]["for_each"]?.span)]))
        }
    }
}
