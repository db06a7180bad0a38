package import WaymarkDiagnostics

/// A node of a text, with its place.
package struct YAMLNode: Sendable {
    /// What a node holds.
    package enum Content: Sendable {
        /// A single value.
        indirect case scalar(YAMLScalar)
        /// Nodes in order.
        case sequence([YAMLNode])
        /// Nodes under keys, in order.
        case mapping([YAMLEntry])
    }

    /// What it holds.
    package var content: Content
    /// Where it stands.
    package var span: SourceSpan

    /// Describes a node.
    package init(_ content: Content, span: SourceSpan) {
        self.content = content
        self.span = span
    }

    /// The entries, if it is a mapping.
    package var entries: [YAMLEntry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    /// The items, if it is a sequence.
    package var items: [YAMLNode]? {
        if case .sequence(let items) = content { items } else { nil }
    }

    /// The scalar, if it is one.
    package var scalar: YAMLScalar? {
        if case .scalar(let scalar) = content { scalar } else { nil }
    }

    /// Whether it is a single value.
    package var isScalar: Bool {
        if case .scalar = content { true } else { false }
    }

    /// The text, if it is a scalar that reads as text.
    package var text: String? {
        if case .string(let text)? = scalar?.resolved { text } else { nil }
    }

    /// The value under a key, if it is a mapping that has it.
    package subscript(key: String) -> YAMLNode? {
        guard case .mapping(let entries) = content else { return nil }
        // By place, because going through the entries themselves would copy each of them.
        let length = key.utf8.count
        for place in entries.indices where entries[place].key.utf8.count == length && entries[place].key == key {
            return entries[place].value
        }
        return nil
    }
}

/// A key and its value.
package struct YAMLEntry: Sendable {
    /// The key.
    package var key: String
    /// Where the key stands.
    package var keySpan: SourceSpan
    /// The value.
    package var value: YAMLNode

    /// Describes an entry.
    package init(key: String, keySpan: SourceSpan, value: YAMLNode) {
        self.key = key
        self.keySpan = keySpan
        self.value = value
    }
}

/// A single value, as written and as the core schema of YAML 1.2 reads it.
package struct YAMLScalar: Sendable {
    /// How a value is written.
    package enum Style: Sendable {
        case plain, single, double, literal, folded
    }

    /// What a value is by the core schema.
    package enum Resolved: Hashable, Sendable {
        case null
        case bool(Bool)
        case int(Int64)
        case double(Double)
        case string(String)
    }

    /// The text, with quotes and escapes undone.
    package let text: String
    /// How it is written.
    package let style: Style
    /// Where it begins.
    package let start: SourcePosition
    /// What it is; quoted, block and tagged text is always text.
    package let resolved: Resolved
    let source: SourceText

    init(text: String, style: Style, start: SourcePosition, source: SourceText, isTaggedAsText: Bool = false) {
        self.text = text
        self.style = style
        self.start = start
        self.source = source
        resolved = style == .plain && !isTaggedAsText ? CoreSchema.resolve(text) : .string(text)
    }

    /// Where a character of the text stands in the file.
    ///
    /// `offset`: In Unicode scalars of ``text``, from 0.
    package func position(atScalarOffset offset: Int) -> SourcePosition {
        ScalarPlaces(self).position(of: offset)
    }
}
