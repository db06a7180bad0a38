public import CEL

/// A Swift struct whose fields are declared once: decoding, types, schema, prompts and pages all come from there.
///
/// ```swift
/// struct Answer: Record {
///     var text = ""
///     var confident: Bool?
///     static let fields: [Field<Answer>] = [
///         Field("text", \.text, "What was answered."),
///         Field("confident", \.confident, "Whether the writer is sure."),
///     ]
/// }
/// ```
public protocol Record: FieldValue {
    /// A record with every field at its default; the decoder fills it.
    init()
    /// The fields in the order in which people are asked for them.
    static var fields: [Field<Self>] { get }
}

extension Record {
    /// The record's fields as data.
    public static var schema: RecordSchema {
        RecordSchema(name: String(describing: Self.self), fields: fields.map(\.schema))
    }

    /// The record's type.
    public static var fieldType: FieldType { .record(schema) }

    /// Reads a record, filling what is left out with the defaults; a key that no field has is refused.
    public init(fieldValue: Value) throws(FieldFailure) {
        self.init()
        guard case .map(let map) = fieldValue else { throw Self.mismatch(fieldValue) }
        var found = 0
        for field in Self.fields {
            let form = field.form
            // What was written in the order of the fields is found at the first look.
            guard let value = map.value(of: form.text.name, expectedAt: found) else {
                guard !form.text.isRequired else { throw Self.missing(form.schema) }
                continue
            }
            found += 1
            do {
                try form.write(&self, value)
            } catch {
                throw error.inside(form.text.name)
            }
        }
        if found < map.count { try Self.refuseUnknownKeys(of: map) }
    }

    /// The record as a map, in the order of the fields; what is nil is left out.
    public var fieldValue: Value? {
        var pairs: [(Value, Value)] = []
        pairs.reserveCapacity(Self.fields.count)
        for field in Self.fields {
            let form = field.form
            if let value = form.read(self) { pairs.append((.string(form.text.name), value)) }
        }
        return .map(MapValue(unique: pairs))
    }

    /// Writes the record as a map, in the order of the fields; what is nil is left out.
    public func write(to text: inout JSONText) {
        withUnsafePointer(to: self) { RecordLayout.of(Self.self).write($0, to: &text) }
    }

    /// Reads a record, filling what is left out with the defaults; a key that no field has is refused.
    public init(reading json: inout JSONParser) throws {
        self.init()
        guard json.peek() == UInt8(ascii: "{") else {
            self = try Self(fieldValue: try json.value())
            return
        }
        do {
            try withUnsafeMutablePointer(to: &self) { try RecordLayout.of(Self.self).read(into: $0, from: &json) }
        } catch RecordLayout.Misfit.unknown(let name) {
            throw Self.unknown(.string(name))
        } catch RecordLayout.Misfit.missing(let index) {
            throw Self.missing(Self.fields[index].schema)
        }
    }

    /// The record as a map value.
    public var recordValue: Value { fieldValue ?? .map(MapValue([])) }

    private static func refuseUnknownKeys(of map: MapValue) throws(FieldFailure) {
        let known = fields.map(\.schema.name)
        for (key, _) in map.entries {
            guard case .string(let name) = key, known.contains(name) else { throw unknown(key) }
        }
    }

    private static func missing(_ field: FieldSchema) -> FieldFailure {
        FieldFailure(path: field.name, message: "a value is required", help: field.summary)
    }

    private static func unknown(_ key: Value) -> FieldFailure {
        FieldFailure(
            message: "\(key.shortDescription) is not a field of \(schema.name)",
            help: "it has: " + fields.map(\.schema.name).joined(separator: ", "))
    }
}

/// One field of a record type: its description, and how to read and write it.
public struct Field<Root>: Sendable {
    /// All that there is to know of a field, kept in one place: fields are passed on for each record that is read.
    final class Form: Sendable {
        let schema: FieldSchema
        let read: @Sendable (Root) -> Value?
        let write: @Sendable (inout Root, Value) throws(FieldFailure) -> Void
        let text: FieldText

        init<Property: FieldValue>(_ schema: FieldSchema, _ path: any WritableKeyPath<Root, Property> & Sendable) {
            self.schema = schema
            text = FieldText(schema.name, path, isRequired: schema.isRequired)
            guard let offset = MemoryLayout<Root>.offset(of: path) else {
                read = { $0[keyPath: path].fieldValue }
                write = { (root: inout Root, value: Value) throws(FieldFailure) in
                    root[keyPath: path] = try Property(fieldValue: value)
                }
                return
            }
            // A stored property is read and written where it lies: a walk along a key path costs more than the reading.
            read = { root in
                withUnsafePointer(to: root) { root in
                    (UnsafeRawPointer(root) + offset).assumingMemoryBound(to: Property.self).pointee.fieldValue
                }
            }
            write = { (root: inout Root, value: Value) throws(FieldFailure) in
                let property = try Property(fieldValue: value)
                withUnsafeMutablePointer(to: &root) { root in
                    (UnsafeMutableRawPointer(root) + offset).assumingMemoryBound(to: Property.self).pointee = property
                }
            }
        }
    }

    let form: Form
    /// The description from which types, schema and prompts come.
    public var schema: FieldSchema { form.schema }

    /// Declares a field.
    /// - Parameters:
    ///   - name: The name in YAML, JSON and `--set`; snake case.
    ///   - path: The property.
    ///   - summary: What it means, one sentence, shown to people.
    ///   - isRequired: Whether it must be given; by default unless the property is optional.
    ///   - isLiteral: Whether only a constant may stand there.
    ///   - typedBy: The parameter that names the type of this field.
    public init<Property: FieldValue>(
        _ name: String, _ path: any WritableKeyPath<Root, Property> & Sendable, _ summary: String = "",
        isRequired: Bool? = nil, isLiteral: Bool = false, typedBy: String? = nil
    ) {
        form = Form(
            FieldSchema(
                name: name, type: Property.fieldType, summary: summary,
                isRequired: isRequired ?? !Property.isOptionalField, isLiteral: isLiteral, typedBy: typedBy),
            path)
    }
}

/// A record with no fields, for a step kind that takes or gives nothing.
public struct NoFields: Record {
    /// The only value.
    public init() {}
    /// None.
    public static let fields: [Field<NoFields>] = []
}

extension Record {
    /// A record filled only as far as a map goes: fields that are missing or do not fit stand at their defaults.
    ///
    /// For the checker, which knows only the constants of a file and reports what does not fit by other means.
    public static func partial(_ map: MapValue) -> Self {
        var record = Self()
        for field in fields {
            guard let value = map[field.schema.name] else { continue }
            try? field.form.write(&record, value)
        }
        return record
    }
}
