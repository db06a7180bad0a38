import CEL
import WaymarkComparison
import WaymarkDefinition

/// A difference for people: each part with what changes of it.
struct DifferenceText {
    private let difference: DefinitionDifference
    private let style: Style

    init(_ difference: DefinitionDifference, style: Style) {
        self.difference = difference
        self.style = style
    }

    var rendered: String {
        var text = style.bold("\(name(difference.from)) → \(name(difference.to))") + "\n"
        var last: DefinitionDifference.Subject?
        for change in difference.changes {
            if change.subject != last || change.aspect.isEmpty { text += heading(change) }
            last = change.subject
            if !change.aspect.isEmpty { text += line(change) }
        }
        return text
    }

    private func name(_ version: DefinitionDifference.Version) -> String {
        "\(version.workflow) \(version.version) (\(version.hash.prefix(12)))"
    }

    private func heading(_ change: DefinitionDifference.Change) -> String {
        let subject =
            change.subject.name.isEmpty
            ? change.subject.sort.rawValue : "\(change.subject.sort.rawValue) \(change.subject.name)"
        switch (change.kind, change.aspect.isEmpty) {
        case (.added, true): return style.green("+ \(subject)") + detail(change.new) + "\n"
        case (.removed, true): return style.red("- \(subject)") + detail(change.old) + "\n"
        default: return style.yellow("~ \(subject)") + "\n"
        }
    }

    private func detail(_ text: String?) -> String {
        guard let text, !text.isEmpty else { return "" }
        return ": " + text
    }

    private func line(_ change: DefinitionDifference.Change) -> String {
        switch (change.old, change.new) {
        case (let old?, let new?): "    \(change.aspect): \(style.red(old)) → \(style.green(new))\n"
        case (nil, let new?): "    \(change.aspect): \(style.green("+ " + new))\n"
        case (let old?, nil): "    \(change.aspect): \(style.red("- " + old))\n"
        case (nil, nil): ""
        }
    }
}

/// A difference for programs; the shape is a contract.
enum DifferenceJSON {
    static func value(_ difference: DefinitionDifference) -> Value {
        map([
            ("from", version(difference.from)), ("to", version(difference.to)),
            ("changes", .list(difference.changes.map(change))),
        ])
    }

    private static func version(_ version: DefinitionDifference.Version) -> Value {
        map([
            ("workflow", .string(version.workflow)), ("version", .string(version.version)),
            ("hash", .string(version.hash)),
        ])
    }

    private static func change(_ change: DefinitionDifference.Change) -> Value {
        map([
            ("change", .string(change.kind.rawValue)), ("sort", .string(change.subject.sort.rawValue)),
            ("name", .string(change.subject.name)), ("aspect", .string(change.aspect)),
            ("old", change.old.map { .string($0) } ?? .null), ("new", change.new.map { .string($0) } ?? .null),
        ])
    }

    private static func map(_ pairs: [(String, Value)]) -> Value {
        .map(MapValue(pairs.map { (.string($0.0), $0.1) }))
    }
}
