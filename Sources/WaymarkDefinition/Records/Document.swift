public import CEL

/// A document kept by its content: what a step output carries instead of the text itself.
public struct Document: Record, Hashable {
    /// SHA-256 of the bytes, in hexadecimal.
    public var hash = ""
    /// What people call it.
    public var title = ""
    /// The media type of the bytes, as in `text/markdown`.
    public var mediaType = "text/markdown"

    /// An empty document, for the decoder.
    public init() {}

    /// Describes kept bytes.
    public init(hash: String, title: String, mediaType: String) {
        self.hash = hash
        self.title = title
        self.mediaType = mediaType
    }

    /// The fields that an expression can select.
    public static let fields: [Field<Document>] = [
        Field("hash", \.hash, "SHA-256 of the content, in hexadecimal."),
        Field("title", \.title, "What people call the document."),
        Field("media_type", \.mediaType, "The media type of the content."),
    ]
    /// The declared type of a field that holds a document.
    public static var fieldType: FieldType { .document }
}

/// Bytes to be kept, made by a step; they reach the store in the same transaction as the step's events.
public struct DocumentContent: Hashable, Sendable {
    /// The description that goes into outputs.
    public var document: Document
    /// The content.
    public var bytes: [UInt8]

    /// Takes a text as a document; the hash is computed here.
    public init(title: String, text: String, mediaType: String = "text/markdown") {
        bytes = Array(text.utf8)
        document = Document(hash: ContentHash(of: bytes).description, title: title, mediaType: mediaType)
    }
}

/// An organisation of the register, by id.
public struct OrganisationID: FieldValue, Hashable, CustomStringConvertible {
    /// The id.
    public var description: String
    /// Names an organisation.
    public init(_ id: String) { description = id }
    /// An organisation's id.
    public static var fieldType: FieldType { .organisation }
    /// Reads an id, or the record of an organisation.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard let id = fieldValue.text ?? fieldValue["id"]?.text else { throw Self.mismatch(fieldValue) }
        description = id
    }
    /// The id.
    public var fieldValue: Value? { .string(description) }
}

/// A person of the register, by id.
public struct PersonID: FieldValue, Hashable, CustomStringConvertible {
    /// The id.
    public var description: String
    /// Names a person.
    public init(_ id: String) { description = id }
    /// A person's id.
    public static var fieldType: FieldType { .person }
    /// Reads an id, or the record of a person.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard let id = fieldValue.text ?? fieldValue["id"]?.text else { throw Self.mismatch(fieldValue) }
        description = id
    }
    /// The id.
    public var fieldValue: Value? { .string(description) }
}

/// The name of a `one_of` type of the workflow, as a parameter.
public struct TypeName: FieldValue, Hashable, CustomStringConvertible {
    /// The type's name.
    public var description: String
    /// Names a type.
    public init(_ name: String) { description = name }
    /// The name of a type.
    public static var fieldType: FieldType { .typeName }
    /// Reads a name.
    public init(fieldValue: Value) throws(FieldFailure) {
        guard let name = fieldValue.text else { throw Self.mismatch(fieldValue) }
        description = name
    }
    /// The name.
    public var fieldValue: Value? { .string(description) }
}
