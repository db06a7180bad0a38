import CEL
import WaymarkDefinition

extension DecisionTable {
    /// Everything that can be said of the table besides its rows.
    var facts: Facts {
        var facts = Facts(.table, name)
        facts.say("title", title)
        facts.say("is asked about", inputs.words, isHeadline: true)
        facts.say("answers", outputs.words, isHeadline: true)
        facts.say("hit policy", hitWords)
        facts.say("if no row fires", fallback?.map(\.sourceText).joined(separator: ", "))
        return facts
    }

    private var hitWords: String {
        if case .collect(let aggregation?) = hit { return "collect \(aggregation.rawValue)" }
        return HitPolicy.named.first { $0.policy == hit }?.name ?? "\(hit)"
    }

    /// The names of the columns.
    var columns: [String] { (inputs.fields + outputs.fields).map(\.name) }

    /// The cells of each row, in the order of the columns.
    var cells: [[String]] { rows.map { $0.tests.map(\.words) + $0.answers.map(\.sourceText) } }
}

extension CellTest {
    /// The test as it stands in a cell.
    var words: String {
        switch self {
        case .anything: "-"
        case .oneOf(let tests): tests.map(\.words).joined(separator: ", ")
        case .not(let test): "not(\(test.words))"
        case .equals(let operand): operand.words
        case .compares(let comparison, let operand): "\(comparison.rawValue) \(operand.words)"
        case .within(let range):
            "\(range.includesLow ? "[" : "(")\(range.low.words)..\(range.high.words)\(range.includesHigh ? "]" : ")")"
        case .condition(let condition): condition.sourceText
        }
    }
}

extension CellOperand {
    /// The value as it stands in a cell.
    var words: String {
        switch self {
        case .constant(let value): value.words
        case .expression(let expression): expression.sourceText
        }
    }
}
