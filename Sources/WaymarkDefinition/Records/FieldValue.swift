public import CEL

/// A Swift type that can stand in a field of a record.
public protocol FieldValue: Sendable {
    /// The declared type of such a field.
    static var fieldType: FieldType { get }
    /// Whether a field of this type may be left out.
    static var isOptionalField: Bool { get }
    /// Reads the value; the value has passed no check yet.
    /// - Throws: what is wrong with it, with the path inside.
    init(fieldValue: Value) throws(FieldFailure)
    /// The value as expressions, events and stores see it; nil when there is nothing to write.
    var fieldValue: Value? { get }
    /// Writes the text of ``fieldValue``; nothing when that is nil.
    func write(to text: inout JSONText)
    /// Reads what ``write(to:)`` writes.
    /// - Throws: `FieldFailure` when it is of another type, or what the parser throws when it is no JSON.
    init(reading json: inout JSONParser) throws
}

extension FieldValue {
    /// A field is required unless its type is optional.
    public static var isOptionalField: Bool { false }
    /// Writes the text by way of the value, for types of which no store is full.
    public func write(to text: inout JSONText) {
        if let value = fieldValue { text.append(value) }
    }
    /// Reads the text by way of the value.
    public init(reading json: inout JSONParser) throws {
        try self.init(fieldValue: try json.value())
    }

    static func mismatch(_ value: Value) -> FieldFailure {
        FieldFailure(message: "expected \(fieldType.title), but found \(value.shortDescription)")
    }
}

extension String: FieldValue {
    /// Text.
    public static var fieldType: FieldType { .text }
    /// Reads text.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard case .string(let text) = fieldValue else { throw Self.mismatch(fieldValue) }
        self = text
    }
    /// The text.
    public var fieldValue: Value? { .string(self) }
    /// Writes the text.
    public func write(to text: inout JSONText) { text.append(self) }
    /// Reads the text.
    public init(reading json: inout JSONParser) throws {
        if let text = try json.text() { self = text } else { try self.init(fieldValue: try json.value()) }
    }
}

extension Int: FieldValue {
    /// A whole number.
    public static var fieldType: FieldType { .integer }
    /// Reads a whole number; a fraction is refused.
    public init(fieldValue: Value) throws(FieldFailure) {
        switch fieldValue {
        case .int(let number): self = Int(number)
        case .uint(let number) where number <= UInt64(Int.max): self = Int(number)
        default: throw Self.mismatch(fieldValue)
        }
    }
    /// The number.
    public var fieldValue: Value? { .int(Int64(self)) }
    /// Writes the number.
    public func write(to text: inout JSONText) { text.append(Int64(self)) }
    /// Reads the number.
    public init(reading json: inout JSONParser) throws {
        if let number = json.wholeNumber() {
            self = Int(number)
        } else {
            try self.init(fieldValue: try json.value())
        }
    }
}

extension Int64: FieldValue {
    /// A whole number.
    public static var fieldType: FieldType { .integer }
    /// Reads a whole number; a fraction is refused.
    public init(fieldValue: Value) throws(FieldFailure) {
        self = Int64(try Int(fieldValue: fieldValue))
    }
    /// The number.
    public var fieldValue: Value? { .int(self) }
    /// Writes the number.
    public func write(to text: inout JSONText) { text.append(self) }
    /// Reads the number.
    public init(reading json: inout JSONParser) throws { self = Int64(try Int(reading: &json)) }
}

extension Double: FieldValue {
    /// A number.
    public static var fieldType: FieldType { .number }
    /// Reads a number, whole or not.
    public init(fieldValue: Value) throws(FieldFailure) {
        switch fieldValue {
        case .double(let number): self = number
        case .int(let number): self = Double(number)
        case .uint(let number): self = Double(number)
        default: throw Self.mismatch(fieldValue)
        }
    }
    /// The number.
    public var fieldValue: Value? { .double(self) }
}

extension Bool: FieldValue {
    /// True or false.
    public static var fieldType: FieldType { .boolean }
    /// Reads true or false; no other word counts.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard case .bool(let flag) = fieldValue else { throw Self.mismatch(fieldValue) }
        self = flag
    }
    /// The flag.
    public var fieldValue: Value? { .bool(self) }
    /// Writes the flag.
    public func write(to text: inout JSONText) { text.append(self) }
}

extension Value: FieldValue {
    /// Any value.
    public static var fieldType: FieldType { .any }
    /// Takes the value as it is.
    public init(fieldValue: Value) throws(FieldFailure) { self = fieldValue }
    /// The value itself.
    public var fieldValue: Value? { self }
}

extension MapValue: FieldValue {
    /// Values under any names.
    public static var fieldType: FieldType { .map(.any) }
    /// Takes the map as it is.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard case .map(let map) = fieldValue else { throw Self.mismatch(fieldValue) }
        self = map
    }
    /// The map itself.
    public var fieldValue: Value? { .map(self) }
}

extension Array: FieldValue where Element: FieldValue {
    /// A list of the element's type.
    public static var fieldType: FieldType { .list(Element.fieldType) }
    /// Reads a list; the first bad element is reported with its index.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard case .list(let items) = fieldValue else { throw Self.mismatch(fieldValue) }
        self = []
        reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            do {
                append(try Element(fieldValue: item))
            } catch {
                throw error.inside("[\(index)]")
            }
        }
    }
    /// The list.
    public var fieldValue: Value? {
        var items: [Value] = []
        items.reserveCapacity(count)
        // A key path in place of the loop would be made anew for each list.
        for element in self { if let value = element.fieldValue { items.append(value) } }
        return .list(items)
    }
    /// Writes the list.
    public func write(to text: inout JSONText) {
        text.list { text in
            for item in self { text.part([]) { item.write(to: &$0) } }
        }
    }
    /// Reads a list; the first bad element is reported with its index.
    public init(reading json: inout JSONParser) throws {
        guard json.peek() == UInt8(ascii: "[") else {
            try self.init(fieldValue: try json.value())
            return
        }
        self = []
        try json.open("[")
        while try json.part(isFirst: isEmpty, closing: "]") {
            do {
                append(try Element(reading: &json))
            } catch let failure as FieldFailure {
                throw failure.inside("[\(count)]")
            }
        }
    }
}

extension Optional: FieldValue where Wrapped: FieldValue {
    /// The type of what may be there.
    public static var fieldType: FieldType { Wrapped.fieldType }
    /// Such a field may be left out.
    public static var isOptionalField: Bool { true }
    /// Reads a value; null means that there is none.
    public init(fieldValue: Value) throws(FieldFailure) {
        if case .null = fieldValue { self = nil } else { self = try Wrapped(fieldValue: fieldValue) }
    }
    /// The value, if there is one.
    public var fieldValue: Value? { self?.fieldValue }
    /// Writes the value, if there is one.
    public func write(to text: inout JSONText) { self?.write(to: &text) }
    /// Reads a value; null means that there is none.
    public init(reading json: inout JSONParser) throws {
        if json.peek() == UInt8(ascii: "n") {
            try self.init(fieldValue: try json.value())
        } else {
            self = try Wrapped(reading: &json)
        }
    }
}

/// A closed list of words as a Swift enum with raw values; the order of the cases is the order of the values.
public protocol Choice: FieldValue, CaseIterable, RawRepresentable<String> {}

extension Choice {
    /// One of the cases.
    public static var fieldType: FieldType {
        .choice(EnumerationType(name: String(describing: Self.self), values: allCases.map(\.rawValue)))
    }
    /// Reads one of the words.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard case .string(let word) = fieldValue, let choice = Self(rawValue: word) else {
            throw Self.mismatch(fieldValue)
        }
        self = choice
    }
    /// The word.
    public var fieldValue: Value? { .string(rawValue) }
    /// Writes the word.
    public func write(to text: inout JSONText) { text.append(rawValue) }
}
