import CEL
import WaymarkDefinition
import WaymarkEngine

/// Judges values by a JSON Schema, as far as the schemas of this project go.
struct SchemaJudge {
    let root: Value

    /// A step on the way into a value.
    enum Step: Hashable {
        case key(String)
        case item(Int)
    }

    /// A map whose keys a schema lists, and where it stands.
    struct KnownMap {
        var path: [Step]
        var names: [String]
    }

    /// What is wrong with a value, each with where.
    func faults(_ value: Value) -> [String] { faults(value, root, "") }

    /// Words that the judge does not know would make it say that all is well.
    var unknownWords: Set<String> {
        var found: Set<String> = []
        collectWords(root, into: &found)
        return found.subtracting(Self.known)
    }

    private static let known: Set<String> = [
        "$schema", "title", "description", "type", "properties", "additionalProperties", "required", "items",
        "minItems",
        "minProperties", "minimum", "maximum", "pattern", "enum", "anyOf", "oneOf", "dependentRequired",
    ]

    private func collectWords(_ schema: Value, into found: inout Set<String>) {
        for (key, item) in schema.entriesMap.entries {
            let name = key.text ?? ""
            found.insert(name)
            switch name {
            case "properties": for (_, part) in item.entriesMap.entries { collectWords(part, into: &found) }
            case "items": collectWords(item, into: &found)
            case "additionalProperties": if case .map = item { collectWords(item, into: &found) }
            case "anyOf", "oneOf": for part in item.items ?? [] { collectWords(part, into: &found) }
            default: break
            }
        }
    }

    // MARK: - Judging

    private func faults(_ value: Value, _ schema: Value, _ path: String) -> [String] {
        var faults: [String] = []
        if let type = schema["type"] {
            let types = type.items?.compactMap(\.text) ?? [type.text ?? ""]
            if !types.contains(where: { Self.is(value, $0) }) {
                return ["\(path): \(value.shortDescription) is no \(types.joined(separator: " or "))"]
            }
        }
        if let words = schema["enum"]?.items, !words.contains(value) {
            faults.append("\(path): \(value.shortDescription) is not among the words")
        }
        if let pattern = schema["pattern"]?.text, let text = value.text,
            let regex = try? Regex(pattern), !text.contains(regex)
        {
            faults.append("\(path): \(text) is not as in \(pattern)")
        }
        if case .int(let number) = value {
            if case .int(let least)? = schema["minimum"], number < least { faults.append("\(path): too small") }
            if case .int(let most)? = schema["maximum"], number > most { faults.append("\(path): too large") }
        }
        if let options = schema["anyOf"]?.items, !options.contains(where: { self.faults(value, $0, path).isEmpty }) {
            faults.append("\(path): none of the forms fits \(value.shortDescription)")
        }
        if let options = schema["oneOf"]?.items {
            let count = options.count { self.faults(value, $0, path).isEmpty }
            if count != 1 { faults.append("\(path): \(count) of the forms fit where one should") }
        }
        if let items = value.items { faults += listFaults(items, schema, path) }
        if case .map(let map) = value { faults += mapFaults(map, schema, path) }
        return faults
    }

    private func listFaults(_ items: [Value], _ schema: Value, _ path: String) -> [String] {
        var faults: [String] = []
        if case .int(let least)? = schema["minItems"], items.count < least { faults.append("\(path): too short") }
        guard let form = schema["items"] else { return faults }
        return faults + items.enumerated().flatMap { self.faults($1, form, "\(path)[\($0)]") }
    }

    private func mapFaults(_ map: MapValue, _ schema: Value, _ path: String) -> [String] {
        var faults: [String] = []
        for name in schema["required"]?.items?.compactMap(\.text) ?? [] where map[name] == nil {
            faults.append("\(path): no `\(name)`")
        }
        for (name, others) in schema["dependentRequired"]?.entriesMap.entries ?? [] where map[name.text ?? ""] != nil {
            for other in others.items?.compactMap(\.text) ?? [] where map[other] == nil {
                faults.append("\(path): no `\(other)`")
            }
        }
        if case .int(let least)? = schema["minProperties"], map.count < least { faults.append("\(path): too few") }
        for (key, item) in map.entries {
            let name = key.text ?? ""
            if let form = schema["properties"]?[name] {
                faults += self.faults(item, form, "\(path)/\(name)")
            } else if schema["additionalProperties"] == .bool(false) {
                faults.append("\(path): `\(name)` is not known")
            } else if let form = schema["additionalProperties"], case .map = form {
                faults += self.faults(item, form, "\(path)/\(name)")
            }
        }
        return faults
    }

    private static func `is`(_ value: Value, _ type: String) -> Bool {
        switch (type, value) {
        case ("string", .string), ("boolean", .bool), ("integer", .int), ("number", .int), ("number", .double),
            ("array", .list), ("object", .map):
            true
        default: false
        }
    }

    // MARK: - Walking

    /// The maps of a value whose keys the schema lists whole.
    func knownMaps(in value: Value) -> [KnownMap] { knownMaps(in: value, root, []) }

    private func knownMaps(in value: Value, _ schema: Value, _ path: [Step]) -> [KnownMap] {
        if let options = schema["anyOf"]?.items, schema["properties"] == nil {
            // Of several forms that which fits is meant.
            guard let fitting = options.first(where: { faults(value, $0, "").isEmpty }) else { return [] }
            return knownMaps(in: value, fitting, path)
        }
        var found: [KnownMap] = []
        if let items = value.items, let form = schema["items"] {
            for (index, item) in items.enumerated() { found += knownMaps(in: item, form, path + [.item(index)]) }
        }
        guard case .map(let map) = value else { return found }
        if schema["additionalProperties"] == .bool(false) {
            let names = schema["properties"]?.entriesMap.keys.compactMap(\.text) ?? []
            found.append(KnownMap(path: path, names: names))
        }
        for (key, item) in map.entries {
            let name = key.text ?? ""
            let rest = schema["additionalProperties"].flatMap { if case .map = $0 { $0 } else { nil } }
            guard let form = schema["properties"]?[name] ?? rest else { continue }
            found += knownMaps(in: item, form, path + [.key(name)])
        }
        return found
    }
}

extension Value {
    /// The same with more keys in the map at a place.
    func adding(_ names: [String], at path: ArraySlice<SchemaJudge.Step>) -> Value {
        guard let first = path.first else {
            let new = names.filter { self[$0] == nil }.map { (Value.string($0), Value.string("x")) }
            return .map(MapValue(entriesMap.entries.map { ($0, $1) } + new))
        }
        let rest = path.dropFirst()
        switch (first, self) {
        case (.item(let index), .list(let items)):
            return .list(items.enumerated().map { $0 == index ? $1.adding(names, at: rest) : $1 })
        case (.key(let key), .map(let map)):
            return .map(
                MapValue(map.entries.map { ($0, $0 == .string(key) ? $1.adding(names, at: rest) : $1) }))
        default: return self
        }
    }
}
