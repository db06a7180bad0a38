package import CEL
import WaymarkCalendar

// The text of what a definition computes, as its authors wrote it: two that have the same text mean the same.

extension CheckedExpression {
    /// The text with every stretch of white space as one blank.
    package var sourceText: String {
        source.split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
    }
}

extension ValueTemplate {
    /// The value as it stands in the file, on one line.
    package var sourceText: String {
        switch self {
        case .constant(.string(let text)): text
        case .constant(let value): JSONText.string(of: value, style: .plain)
        case .expression(let expression): "${\(expression.sourceText)}"
        case .text(let parts):
            parts.map { part in
                switch part {
                case .literal(let text): text
                case .expression(let expression): "${\(expression.sourceText)}"
                }
            }.joined()
        case .list(let items): "[" + items.map(\.sourceText).joined(separator: ", ") + "]"
        case .map(let entries):
            "{ " + entries.map { "\($0.name): \($0.value.sourceText)" }.joined(separator: ", ") + " }"
        }
    }
}

extension [NamedTemplate] {
    /// Every value under its name, on one line.
    package var sourceText: String { ValueTemplate.map(self).sourceText }
}

extension DeadlineTemplate {
    /// The deadline as people write it.
    package var sourceText: String { rule.description(expressions: anchors.map(\.sourceText)) }
}

extension WaitRule {
    /// What ends the waiting, as it was written.
    package var sourceText: String {
        switch self {
        case .time(let deadline): deadline.sourceText
        case .condition(let condition): condition.sourceText
        case .message(let name, _, _): "the message \(name)"
        case .milestone(let name, let address): "\(name) of \(address?.sourceText ?? "this case")"
        }
    }
}

extension CaseAddress {
    /// Which case is meant, as it stands in the file.
    package var sourceText: String {
        switch self {
        case .parent: "parent"
        case .children: "children"
        case .id(let id): "case \(id.sourceText)"
        case .only(let workflow, let subject, let key):
            "\(workflow) of \(subject.sourceText)" + (key.map { " for \($0.sourceText)" } ?? "")
        case .cohort(let workflow, let subjects, let key):
            "\(workflow) of each of \(subjects.sourceText)" + (key.map { " for \($0.sourceText)" } ?? "")
        }
    }
}
