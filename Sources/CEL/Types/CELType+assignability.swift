extension CELType {
    /// A type that nothing decides, as of the items of `[]`.
    static let free = CELType.parameter("_")

    /// Whether a value of this type may stand where another type is asked for.
    ///
    /// A record may stand for a map, or for a record whose fields it has; an enumeration for text; `dyn` for anything.
    public func isAssignable(to other: CELType) -> Bool {
        switch (self, other) {
        case (.dyn, _), (_, .dyn), (.free, _), (_, .free): true
        case (.list(let left), .list(let right)): left.isAssignable(to: right)
        case (.map(let leftKey, let left), .map(let rightKey, let right)):
            leftKey.isAssignable(to: rightKey) && left.isAssignable(to: right)
        case (.optional(let left), .optional(let right)): left.isAssignable(to: right)
        case (.record(let record), .map(let key, let value)):
            CELType.string.isAssignable(to: key) && record.fields.allSatisfy { $0.type.isAssignable(to: value) }
        case (.map(let key, let value), .record(let record)):
            key.isAssignable(to: .string) && record.fields.allSatisfy { value.isAssignable(to: $0.type) }
        case (.record(let left), .record(let right)): left.has(fieldsOf: right)
        case (.enumeration(let left), .enumeration(let right)): left.values == right.values
        case (.enumeration, .string): true
        case (.null, .optional), (.null, .record), (.null, .timestamp), (.null, .duration), (.null, .abstract): true
        default: self == other
        }
    }

    /// The type that holds values of both: their common type, or `dyn`.
    package func joined(with other: CELType) -> CELType {
        switch (self, other) {
        case _ where self == other: self
        case (.dyn, _), (_, .dyn): .dyn
        case (.free, _): other
        case (_, .free): self
        case (.list(let left), .list(let right)): CELType.joined(left, right) { .list($0) }
        case (.optional(let left), .optional(let right)): CELType.joined(left, right) { .optional($0) }
        case (.map(let leftKey, let left), .map(let rightKey, let right)):
            CELType.joined(leftKey, rightKey) { key in CELType.joined(left, right) { .map(key, $0) } }
        case (.record, .map(.string, _)), (.map(.string, _), .record): .map(.string, .dyn)
        default: isAssignable(to: other) ? other : other.isAssignable(to: self) ? self : .dyn
        }
    }

    /// A joined type of parts, or `dyn` when the parts have no common type.
    private static func joined(_ left: CELType, _ right: CELType, _ whole: (CELType) -> CELType) -> CELType {
        let part = left.joined(with: right)
        return part == .dyn && left != .dyn && right != .dyn ? .dyn : whole(part)
    }

    /// The type with `dyn` for all that nothing has decided.
    var settled: CELType {
        switch self {
        case .parameter: .dyn
        case .list(let element): .list(element.settled)
        case .optional(let wrapped): .optional(wrapped.settled)
        case .map(let key, let value): .map(key.settled, value.settled)
        default: self
        }
    }

    /// Whether part of the type is known only when evaluated.
    var isPartlyDynamic: Bool {
        switch self {
        case .dyn, .parameter: true
        case .list(let element): element.isPartlyDynamic
        case .optional(let wrapped): wrapped.isPartlyDynamic
        case .map(let key, let value): key.isPartlyDynamic || value.isPartlyDynamic
        default: false
        }
    }

    var isNumber: Bool { self == .int || self == .uint || self == .double }
}

extension RecordType {
    private func fits(_ needed: Field) -> Bool {
        guard let field = field(needed.name) else { return needed.optional }
        return field.type.isAssignable(to: needed.type)
    }

    fileprivate func has(fieldsOf other: RecordType) -> Bool {
        other.fields.allSatisfy(fits)
    }
}
