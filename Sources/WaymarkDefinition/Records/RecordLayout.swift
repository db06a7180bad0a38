import Synchronization

/// The fields of a record type as they stand in text, made once for each type.
///
/// It knows nothing of the type itself, so that a record is written and read without a look at generic types for each
/// of its fields.
final class RecordLayout: Sendable {
    private static let made = Mutex<[ObjectIdentifier: RecordLayout]>([:])

    /// Why a map is not such a record.
    enum Misfit: Error {
        /// It has a key that no field has.
        case unknown(String)
        /// It has no value for the field of this index.
        case missing(Int)
    }

    private let fields: [FieldText]

    private init(_ fields: [FieldText]) {
        self.fields = fields
    }

    /// The layout of a type.
    static func of<Root: Record>(_ type: Root.Type) -> RecordLayout {
        let key = ObjectIdentifier(type)
        if let layout = made.withLock({ $0[key] }) { return layout }
        let layout = RecordLayout(Root.fields.map(\.form.text))
        made.withLock { $0[key] = layout }
        return layout
    }

    /// Writes a record as a map, in the order of the fields; what is nil is left out.
    func write(_ root: UnsafeRawPointer, to text: inout JSONText) {
        text.map { text in
            fields.withUnsafeBufferPointer { fields in
                for index in fields.indices { fields[index].write(root, to: &text) }
            }
        }
    }

    /// Reads the members of a map into a record.
    /// - Throws: ``Misfit`` when the keys are not those of the fields, `FieldFailure` when a value does not fit.
    func read(into root: UnsafeMutableRawPointer, from json: inout JSONParser) throws {
        var found = FoundFields()
        try json.open("{")
        while try json.part(isFirst: found.isEmpty, closing: "}") {
            let index = try place(from: found.next, reading: &json)
            found.insert(index)
            do {
                try fields[index].read(into: root, from: &json)
            } catch let failure as FieldFailure {
                throw failure.inside(fields[index].name)
            }
        }
        for index in fields.indices where fields[index].isRequired && !found.contains(index) {
            throw Misfit.missing(index)
        }
    }

    /// The field whose key comes next. What was written in the order of the fields is found at the first look.
    private func place(from next: Int, reading json: inout JSONParser) throws -> Int {
        for index in next..<max(next, fields.count) where json.skip(key: fields[index].key) { return index }
        let name = try json.key()
        guard let index = fields.firstIndex(where: { $0.name == name }) else { throw Misfit.unknown(name) }
        return index
    }
}

/// Which fields of a record have been read; a record of up to 64 fields costs no memory.
private struct FoundFields {
    private var first: UInt64 = 0
    private var others: Set<Int> = []
    /// The field after the one that was found last.
    private(set) var next = 0

    var isEmpty: Bool { first == 0 && others.isEmpty }

    func contains(_ index: Int) -> Bool {
        index < 64 ? first & (1 << UInt64(index)) != 0 : others.contains(index)
    }

    mutating func insert(_ index: Int) {
        if index < 64 { first |= 1 << UInt64(index) } else { others.insert(index) }
        next = index + 1
    }
}
