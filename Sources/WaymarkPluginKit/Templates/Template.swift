/// A template, in the part of the Mustache language that documents and notices need.
///
/// `{{name}}` and `{{a.b}}` write a value, `{{.}}` the item itself; `{{#name}}…{{/name}}` stands once for each item, or
/// once if there is something; `{{^name}}…{{/name}}` stands if there is nothing; `{{! … }}` is a remark.
/// A tag alone on its line leaves no line behind.
package struct Template: Hashable, Sendable {
    /// A piece of a template.
    indirect enum Node: Hashable, Sendable {
        case text(String)
        case value(Name)
        case section(Name, isInverted: Bool, [Node])
    }

    /// What a tag names, and where.
    struct Name: Hashable, Sendable {
        /// The way to the value; empty for the item itself.
        var path: [String]
        /// The line of the template, from 1.
        var line: Int
        /// The name as written.
        var text: String { path.isEmpty ? "." : path.joined(separator: ".") }
    }

    let nodes: [Node]

    /// Reads a template.
    /// - Throws: a permanent ``StepFailure`` that names the line.
    package init(_ text: String) throws {
        var parser = TemplateParser()
        var line = 0
        for content in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            line += 1
            try parser.take(content, line: line)
        }
        nodes = try parser.close()
    }
}

/// Reads a template line by line, keeping the sections that are open.
private struct TemplateParser {
    private struct Open {
        var name: Template.Name
        var isInverted: Bool
        var outer: [Template.Node]
    }

    private enum Piece {
        case text(Substring)
        case tag(String)
    }

    private var nodes: [Template.Node] = []
    private var open: [Open] = []
    private var hasLine = false

    /// Takes one line, without its end.
    mutating func take(_ content: Substring, line: Int) throws {
        let pieces = try split(content, line: line)
        let standsAlone = isAlone(pieces)
        if hasLine { append("\n") }
        hasLine = !standsAlone
        for piece in pieces {
            switch piece {
            case .text(let text): if !standsAlone { append(text) }
            case .tag(let tag): try take(tag: tag, line: line)
            }
        }
    }

    /// Ends the template.
    mutating func close() throws -> [Template.Node] {
        if let last = open.last {
            throw StepFailure(
                "line \(last.name.line) of the template: {{#\(last.name.text)}} is not closed",
                help: "write {{/\(last.name.text)}} where it ends", isPermanent: true)
        }
        return nodes
    }

    private func split(_ content: Substring, line: Int) throws -> [Piece] {
        var pieces: [Piece] = []
        var rest = content
        while let start = rest.firstRange(of: "{{") {
            if start.lowerBound > rest.startIndex { pieces.append(.text(rest[..<start.lowerBound])) }
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "}}") else {
                throw StepFailure(
                    "line \(line) of the template: {{ without }} on the same line", help: "close the tag with }}",
                    isPermanent: true)
            }
            pieces.append(.tag(String(rest[..<end.lowerBound])))
            rest = rest[end.upperBound...]
        }
        if !rest.isEmpty { pieces.append(.text(rest)) }
        return pieces
    }

    /// Whether a line holds one tag that writes nothing, and blanks.
    private func isAlone(_ pieces: [Piece]) -> Bool {
        var silentTags = 0
        for piece in pieces {
            switch piece {
            case .text(let text): guard text.allSatisfy(\.isWhitespace) else { return false }
            case .tag(let tag):
                guard let first = tag.first(where: { !$0.isWhitespace }), "#^/!".contains(first) else { return false }
                silentTags += 1
            }
        }
        return silentTags == 1
    }

    private mutating func append(_ text: some StringProtocol) {
        if case .text(let before)? = nodes.last {
            nodes[nodes.count - 1] = .text(before + text)
        } else {
            nodes.append(.text(String(text)))
        }
    }

    private mutating func take(tag: String, line: Int) throws {
        let trimmed = tag.trimmingBlanks
        switch trimmed.first {
        case "!": return
        case "#", "^":
            let name = try name(trimmed.dropFirst(), line: line)
            guard open.count < TemplateLimits.depthMax else {
                throw StepFailure(
                    "line \(line) of the template: more than \(TemplateLimits.depthMax) sections "
                        + "inside each other",
                    isPermanent: true)
            }
            open.append(Open(name: name, isInverted: trimmed.first == "^", outer: nodes))
            nodes = []
        case "/":
            try closeSection(try name(trimmed.dropFirst(), line: line))
        case "{", "&", ">", "=", "<", "$":
            throw StepFailure(
                "line \(line) of the template: {{\(tag)}} is not a tag that templates have",
                help: "they have {{name}}, {{#name}}, {{^name}}, {{/name}}, {{.}} and {{! remark }}", isPermanent: true)
        default:
            nodes.append(.value(try name(trimmed[...], line: line)))
        }
    }

    private mutating func closeSection(_ name: Template.Name) throws {
        guard let section = open.popLast() else {
            throw StepFailure(
                "line \(name.line) of the template: {{/\(name.text)}} closes nothing", isPermanent: true)
        }
        guard section.name.path == name.path else {
            throw StepFailure(
                "line \(name.line) of the template: {{/\(name.text)}} stands where "
                    + "{{/\(section.name.text)}} is expected",
                help: "{{#\(section.name.text)}} was opened on line \(section.name.line)", isPermanent: true)
        }
        nodes = section.outer + [.section(section.name, isInverted: section.isInverted, nodes)]
    }

    private func name(_ text: Substring, line: Int) throws -> Template.Name {
        let written = String(text).trimmingBlanks
        if written == "." { return Template.Name(path: [], line: line) }
        let path = written.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isName = path.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        }
        guard isName else {
            throw StepFailure(
                "line \(line) of the template: \"\(written)\" is not a name",
                help: "a name is made of letters, digits, _ and dots between them", isPermanent: true)
        }
        return Template.Name(path: path, line: line)
    }
}
