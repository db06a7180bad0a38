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
        /// The column of its tag, from 1, in Unicode scalars.
        var column: Int
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
        /// What stands between the braces, and in which column they begin.
        case tag(String, column: Int)
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
            case .tag(let tag, let column): try take(tag: tag, at: (line, column))
            }
        }
    }

    /// Ends the template.
    mutating func close() throws -> [Template.Node] {
        if let last = open.last {
            throw StepFailure(
                template: last.name.line, last.name.column, "{{#\(last.name.text)}} is not closed",
                help: "write {{/\(last.name.text)}} where it ends")
        }
        return nodes
    }

    private func split(_ content: Substring, line: Int) throws -> [Piece] {
        var pieces: [Piece] = []
        var rest = content
        while let start = rest.firstRange(of: "{{") {
            let column = content.unicodeScalars.distance(from: content.startIndex, to: start.lowerBound) + 1
            if start.lowerBound > rest.startIndex { pieces.append(.text(rest[..<start.lowerBound])) }
            rest = rest[start.upperBound...]
            guard let end = rest.firstRange(of: "}}") else {
                throw StepFailure(
                    template: line, column, "{{ without }} on the same line", help: "close the tag with }}")
            }
            pieces.append(.tag(String(rest[..<end.lowerBound]), column: column))
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
            case .tag(let tag, _):
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

    private mutating func take(tag: String, at place: (line: Int, column: Int)) throws {
        let trimmed = tag.trimmingBlanks
        switch trimmed.first {
        case "!": return
        case "#", "^":
            let name = try name(trimmed.dropFirst(), at: place)
            guard open.count < TemplateLimits.depthMax else {
                throw StepFailure(
                    template: place.line, place.column,
                    "more than \(TemplateLimits.depthMax) sections inside each other")
            }
            open.append(Open(name: name, isInverted: trimmed.first == "^", outer: nodes))
            nodes = []
        case "/":
            try closeSection(try name(trimmed.dropFirst(), at: place))
        case "{", "&", ">", "=", "<", "$":
            throw StepFailure(
                template: place.line, place.column, "{{\(tag)}} is not a tag that templates have",
                help: "they have {{name}}, {{#name}}, {{^name}}, {{/name}}, {{.}} and {{! remark }}")
        default:
            nodes.append(.value(try name(trimmed[...], at: place)))
        }
    }

    private mutating func closeSection(_ name: Template.Name) throws {
        guard let section = open.popLast() else {
            throw StepFailure(template: name.line, name.column, "{{/\(name.text)}} closes nothing")
        }
        guard section.name.path == name.path else {
            throw StepFailure(
                template: name.line, name.column,
                "{{/\(name.text)}} stands where {{/\(section.name.text)}} is expected",
                help: "{{#\(section.name.text)}} was opened on line \(section.name.line)")
        }
        nodes = section.outer + [.section(section.name, isInverted: section.isInverted, nodes)]
    }

    private func name(_ text: Substring, at place: (line: Int, column: Int)) throws -> Template.Name {
        let written = String(text).trimmingBlanks
        if written == "." { return Template.Name(path: [], line: place.line, column: place.column) }
        let path = written.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isName = path.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
        }
        guard isName else {
            throw StepFailure(
                template: place.line, place.column, "\"\(written)\" is not a name",
                help: "a name is made of letters, digits, _ and dots between them")
        }
        return Template.Name(path: path, line: place.line, column: place.column)
    }
}
