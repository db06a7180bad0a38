import CEL
import WaymarkCalendar

/// How a field goes into JSON and comes out of it.
///
/// A stored property is written and read where it lies: a walk along a key path costs more than writing a number. The
/// sorts of which stores are full need no call through a protocol either.
struct FieldText: Sendable {
    private enum Sort: Sendable {
        case text, optionalText, integer, longInteger, optionalInteger, flag, instant, value

        /// The sort of a type; nil for all but these.
        init?(_ type: any FieldValue.Type) {
            switch type {
            case is String.Type: self = .text
            case is String?.Type: self = .optionalText
            case is Int.Type: self = .integer
            case is Int64.Type: self = .longInteger
            case is Int?.Type: self = .optionalInteger
            case is Bool.Type: self = .flag
            case is Instant.Type: self = .instant
            case is Value.Type: self = .value
            default: return nil
            }
        }
    }

    private enum Way: Sendable {
        /// A stored property of a known sort, so many bytes from the beginning of the record.
        case stored(Sort, offset: Int)
        /// Anything else.
        case other(
            write: @Sendable (UnsafeRawPointer, inout JSONText) -> Void,
            read: @Sendable (UnsafeMutableRawPointer, inout JSONParser) throws -> Void)
    }

    /// The name.
    let name: String
    /// Whether it must be there.
    let isRequired: Bool

    /// The name as it stands in JSON: in quotes, with its colon.
    let key: [UInt8]
    private let way: Way

    init<Root, Property: FieldValue>(
        _ name: String, _ path: any WritableKeyPath<Root, Property> & Sendable, isRequired: Bool
    ) {
        self.name = name
        self.isRequired = isRequired
        key = JSONText.key(name)
        guard let offset = MemoryLayout<Root>.offset(of: path) else {
            way = .other(
                write: { $0.assumingMemoryBound(to: Root.self).pointee[keyPath: path].write(to: &$1) },
                read: { $0.assumingMemoryBound(to: Root.self).pointee[keyPath: path] = try Property(reading: &$1) })
            return
        }
        if let sort = Sort(Property.self) {
            way = .stored(sort, offset: offset)
            return
        }
        way = .other(
            write: { root, text in
                (root + offset).assumingMemoryBound(to: Property.self).pointee.write(to: &text)
            },
            read: { root, json in
                (root + offset).assumingMemoryBound(to: Property.self).pointee = try Property(reading: &json)
            })
    }

    /// Writes the field as a member of a map; nothing when it is nil.
    func write(_ root: UnsafeRawPointer, to text: inout JSONText) {
        switch way {
        case .stored(let sort, let offset): write(sort, at: root + offset, to: &text)
        case .other(let write, _): text.part(key) { write(root, &$0) }
        }
    }

    private func write(_ sort: Sort, at place: UnsafeRawPointer, to text: inout JSONText) {
        switch sort {
        case .optionalText:
            guard let string = place.assumingMemoryBound(to: String?.self).pointee else { return }
            text.begin(key)
            text.append(string)
            return
        case .optionalInteger:
            guard let number = place.assumingMemoryBound(to: Int?.self).pointee else { return }
            text.begin(key)
            text.append(Int64(number))
            return
        default: break
        }
        text.begin(key)
        switch sort {
        case .text: text.append(place.assumingMemoryBound(to: String.self).pointee)
        case .integer: text.append(Int64(place.assumingMemoryBound(to: Int.self).pointee))
        case .longInteger: text.append(place.assumingMemoryBound(to: Int64.self).pointee)
        case .flag: text.append(place.assumingMemoryBound(to: Bool.self).pointee)
        case .instant: text.append(place.assumingMemoryBound(to: Instant.self).pointee.timestamp)
        case .value: text.append(place.assumingMemoryBound(to: Value.self).pointee)
        case .optionalText, .optionalInteger: break
        }
    }

    /// Reads the field's value into a record.
    func read(into root: UnsafeMutableRawPointer, from json: inout JSONParser) throws {
        switch way {
        case .stored(let sort, let offset): try read(sort, into: root + offset, from: &json)
        case .other(_, let read): try read(root, &json)
        }
    }

    private func read(_ sort: Sort, into place: UnsafeMutableRawPointer, from json: inout JSONParser) throws {
        switch sort {
        case .text: place.assumingMemoryBound(to: String.self).pointee = try String(reading: &json)
        case .optionalText: place.assumingMemoryBound(to: String?.self).pointee = try String?(reading: &json)
        case .integer: place.assumingMemoryBound(to: Int.self).pointee = try Int(reading: &json)
        case .longInteger: place.assumingMemoryBound(to: Int64.self).pointee = try Int64(reading: &json)
        case .optionalInteger: place.assumingMemoryBound(to: Int?.self).pointee = try Int?(reading: &json)
        case .flag: place.assumingMemoryBound(to: Bool.self).pointee = try Bool(reading: &json)
        case .instant: place.assumingMemoryBound(to: Instant.self).pointee = try Instant(reading: &json)
        case .value: place.assumingMemoryBound(to: Value.self).pointee = try json.value()
        }
    }
}
