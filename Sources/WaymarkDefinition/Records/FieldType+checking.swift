public import CEL
import WaymarkCalendar

extension FieldType {
    /// The value in the form that the engine keeps, if it fits the type.
    ///
    /// A period's label becomes its record; everything else stays as it is.
    /// - Throws: the first fault, with its path.
    public func normalised(_ value: Value) throws(FieldFailure) -> Value {
        switch self {
        case .text, .typeName: try checkedText(value)
        case .organisation: .string(try OrganisationID(fieldValue: value).description)
        case .person: .string(try PersonID(fieldValue: value).description)
        case .integer: .int(try Int64(fieldValue: value))
        case .number: .double(try Double(fieldValue: value))
        case .boolean: .bool(try Bool(fieldValue: value))
        case .date: .string(try LocalDate(fieldValue: value).description)
        case .period: try Period(fieldValue: value).fieldValue ?? value
        case .instant: .timestamp(try Instant(fieldValue: value).timestamp)
        case .choice(let type): try checkedChoice(value, of: type)
        case .list(let element): try normalisedList(value, of: element)
        case .map(let element): try normalisedMap(value, of: element)
        case .record(let schema): try schema.normalised(value)
        case .document: try Document(fieldValue: value).recordValue
        case .any: value
        }
    }

    private func mismatch(_ value: Value) -> FieldFailure {
        FieldFailure(message: "expected \(title), but found \(value.shortDescription)")
    }

    private func checkedText(_ value: Value) throws(FieldFailure) -> Value {
        guard case .string(let text) = value else { throw mismatch(value) }
        guard text.utf8.count <= Limits.fieldCharactersMax else {
            throw FieldFailure(message: "the text is longer than \(Limits.fieldCharactersMax) characters")
        }
        return value
    }

    private func checkedChoice(_ value: Value, of type: EnumerationType) throws(FieldFailure) -> Value {
        guard case .string(let word) = value, type.values.contains(word) else {
            throw FieldFailure(
                message: "\(value.shortDescription) is not one of the values",
                help: "choose one of: " + type.values.joined(separator: ", "))
        }
        return value
    }

    private func normalisedList(_ value: Value, of element: FieldType) throws(FieldFailure) -> Value {
        guard case .list(let items) = value else { throw mismatch(value) }
        guard items.count <= Limits.fieldItemsMax else {
            throw FieldFailure(message: "the list has more than \(Limits.fieldItemsMax) items")
        }
        var kept: [Value] = []
        kept.reserveCapacity(items.count)
        for (index, item) in items.enumerated() {
            do {
                kept.append(try element.normalised(item))
            } catch {
                throw error.inside("[\(index)]")
            }
        }
        return .list(kept)
    }

    private func normalisedMap(_ value: Value, of element: FieldType) throws(FieldFailure) -> Value {
        guard case .map(let map) = value else { throw mismatch(value) }
        var pairs: [(Value, Value)] = []
        for (key, item) in map.entries {
            do {
                pairs.append((key, try element.normalised(item)))
            } catch {
                throw error.inside(key.text ?? key.shortDescription)
            }
        }
        return .map(MapValue(pairs))
    }
}

extension RecordSchema {
    /// The record with each value in the form that the engine keeps, in the order of the fields.
    /// - Throws: the first fault, with its path.
    public func normalised(_ value: Value) throws(FieldFailure) -> Value {
        guard case .map(let map) = value else {
            throw FieldFailure(
                message:
                    "expected a record with \(fields.map(\.name).joined(separator: ", ")), but found \(value.shortDescription)"
            )
        }
        if let fault = faults(in: value).first { throw fault }
        var pairs: [(Value, Value)] = []
        for field in fields {
            guard let item = map[field.name], item != .null else { continue }
            pairs.append((.string(field.name), try field.type.normalised(item)))
        }
        return .map(MapValue(pairs))
    }

    /// Everything that is wrong with a record, each with its path; empty when it fits.
    public func faults(in value: Value) -> [FieldFailure] {
        guard case .map(let map) = value else {
            return [FieldFailure(message: "expected a record, but found \(value.shortDescription)")]
        }
        var faults: [FieldFailure] = []
        for field in fields {
            guard let item = map[field.name], item != .null else {
                if field.isRequired {
                    faults.append(
                        FieldFailure(
                            path: field.name, message: "a value is required: \(field.type.title)",
                            help: field.summary.isEmpty ? nil : field.summary))
                }
                continue
            }
            faults += field.type.faults(in: item).map { $0.inside(field.name) }
        }
        for (key, _) in map.entries where field(key.text ?? "") == nil {
            faults.append(
                FieldFailure(
                    path: key.text ?? key.shortDescription, message: "there is no such field",
                    help: fields.isEmpty
                        ? "nothing is to be filled in" : "there are: " + fields.map(\.name).joined(separator: ", ")))
        }
        return faults
    }
}

extension FieldType {
    /// Everything that is wrong with a value, each fault with its path; empty when it fits.
    public func faults(in value: Value) -> [FieldFailure] {
        switch (self, value) {
        case (.record(let schema), _): return schema.faults(in: value)
        case (.list(let element), .list(let items)) where items.count <= Limits.fieldItemsMax:
            return items.enumerated().flatMap { index, item in
                element.faults(in: item).map { $0.inside("[\(index)]") }
            }
        default:
            do {
                _ = try normalised(value)
                return []
            } catch {
                return [error]
            }
        }
    }
}
