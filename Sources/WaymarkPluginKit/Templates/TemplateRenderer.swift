package import CEL
import WaymarkDefinition

/// Writes a template with values in its places.
///
/// A name is sought in the innermost item first, then outward. A name that stands nowhere is a failure where a value is
/// written, and counts as nothing where a section asks for it, because a value that was not given is simply left out.
package struct TemplateRenderer {
    private var scopes: [Value]
    private let bytesMax: Int
    private let guardsHeadings: Bool
    private var text = ""

    /// Prepares to write with values; the later ones hide the earlier ones.
    /// - Parameters:
    ///   - scopes: The values.
    ///   - bytesMax: How long the text may become, in UTF-8.
    ///   - guardsHeadings: Whether a `#` at the start of a value's line is made harmless, as a document with required
    ///     sections needs.
    package init(scopes: [Value], bytesMax: Int, guardsHeadings: Bool = true) {
        self.scopes = scopes
        self.bytesMax = bytesMax
        self.guardsHeadings = guardsHeadings
    }

    /// The text of a template.
    /// - Throws: a permanent ``StepFailure`` that names the line of the template.
    package mutating func render(_ template: Template) throws -> String {
        text = ""
        try write(template.nodes)
        return text
    }

    private mutating func write(_ nodes: [Template.Node]) throws {
        for node in nodes {
            switch node {
            case .text(let literal): text += literal
            case .value(let name): text += try printed(name)
            case .section(let name, let isInverted, let content):
                try write(section: content, isInverted: isInverted, for: find(name))
            }
            guard text.utf8.count <= bytesMax else {
                throw StepFailure("the document would be longer than \(bytesMax) bytes", isPermanent: true)
            }
        }
    }

    private mutating func write(section content: [Template.Node], isInverted: Bool, for value: Value?) throws {
        let items = Self.occurrences(of: value)
        if isInverted {
            if items.isEmpty { try write(content) }
            return
        }
        for item in items {
            scopes.append(item)
            try write(content)
            scopes.removeLast()
        }
    }

    /// The items for which a section stands: none for nothing, false and empty text.
    private static func occurrences(of value: Value?) -> [Value] {
        switch value {
        case nil, .null, .bool(false), .string(""), .optional(nil): []
        case .list(let items): items
        case .optional(let inner?): occurrences(of: inner)
        case let value?: [value]
        }
    }

    private func find(_ name: Template.Name) -> Value? {
        guard let first = name.path.first else { return scopes.last }
        for scope in scopes.reversed() {
            guard var value = scope[first] else { continue }
            for part in name.path.dropFirst() {
                guard let inner = value[part] else { return nil }
                value = inner
            }
            return value
        }
        return nil
    }

    private func printed(_ name: Template.Name) throws -> String {
        guard let value = find(name) else {
            throw StepFailure(
                template: name.line, name.column, "nothing is named \(name.text) here",
                help: "there is: \(knownNames.joined(separator: ", ")); where it may be missing, "
                    + "write {{#\(name.text)}}{{.}}{{/\(name.text)}}")
        }
        guard let text = text(of: value) else {
            throw StepFailure(
                template: name.line, name.column, "\(name.text) is \(value.shortDescription), which has no text",
                help: "open it with {{#\(name.text)}} and name what is inside")
        }
        return text
    }

    private var knownNames: [String] {
        var names: Set<String> = []
        for case .map(let map) in scopes {
            for (key, _) in map.entries { if let name = key.text { names.insert(name) } }
        }
        return names.sorted()
    }

    private func text(of value: Value) -> String? {
        switch value {
        case .null, .optional(nil): ""
        case .bool(let flag): flag ? "yes" : "no"
        case .int(let number): String(number)
        case .uint(let number): String(number)
        case .double(let number): number == number.rounded() && abs(number) < 1e15 ? String(Int64(number)) : "\(number)"
        case .string(let text): guardsHeadings ? Self.withoutHeadings(text) : text
        case .timestamp, .duration: JSONText.string(of: value, style: .plain).filter { $0 != "\"" }
        case .optional(let inner?): text(of: inner)
        case .bytes, .list, .map, .type: nil
        }
    }

    /// The text with its `#` at line starts made harmless, so that no value can pass for a section of the document.
    private static func withoutHeadings(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "#")) else { return text }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            let blanks = line.prefix(while: \.isWhitespace)
            return line.dropFirst(blanks.count).first == "#"
                ? "\(blanks)\\\(line.dropFirst(blanks.count))" : String(line)
        }
        return lines.joined(separator: "\n")
    }
}
