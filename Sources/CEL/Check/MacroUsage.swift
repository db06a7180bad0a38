/// How macros are written, for those who get one wrong.
enum MacroUsage {
    private static let usages: [(name: String, usage: String)] = [
        ("has", "has(a.b)"), ("all", "list.all(item, condition)"), ("exists", "list.exists(item, condition)"),
        ("exists_one", "list.exists_one(item, condition)"), ("filter", "list.filter(item, condition)"),
        ("map", "list.map(item, value) or list.map(item, condition, value)"),
        ("transformList", "list.transformList(index, item, value)"),
        ("transformMap", "map.transformMap(key, value, newValue)"),
        ("transformMapEntry", "map.transformMapEntry(key, value, {newKey: newValue})"),
        ("sortBy", "list.sortBy(item, key)"),
        ("optMap", "optional.optMap(value, newValue)"), ("optFlatMap", "optional.optFlatMap(value, newOptional)"),
    ]

    static let names = usages.map(\.name)

    static func usage(of name: String) -> String? { usages.first { $0.name == name }?.usage }
}
