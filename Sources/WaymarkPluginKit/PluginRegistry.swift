/// A family of step kinds: what one folder of `Plugins` adds.
public struct Plugin: Sendable {
    /// The family's name: the part of each kind's name before the dot.
    public let name: String
    /// What the family is for, in one sentence.
    public let summary: String
    /// Its kinds.
    public let kinds: [AnyStepKind]

    /// Describes a family.
    public init(_ name: String, _ summary: String, kinds: [AnyStepKind]) {
        self.name = name
        self.summary = summary
        self.kinds = kinds
    }
}

/// What the target of a plugin exposes: module `Agenda` has a `public enum AgendaPlugin: StepPlugin`.
public protocol StepPlugin {
    /// The family that the target adds.
    static var plugin: Plugin { get }
}

/// The step kinds of a build.
public struct PluginRegistry: Sendable {
    /// The families, by name.
    public let plugins: [Plugin]
    private let kinds: [String: AnyStepKind]

    /// Collects families.
    /// - Throws: ``StepFailure`` when two kinds have one name, or a kind does not bear its family's name.
    public init(_ plugins: [Plugin]) throws {
        self.plugins = plugins.sorted { $0.name < $1.name }
        var kinds: [String: AnyStepKind] = [:]
        for plugin in self.plugins {
            for kind in plugin.kinds {
                guard kind.name.hasPrefix(plugin.name + ".") else {
                    throw StepFailure(
                        "the step kind \(kind.name) does not bear the name of its plugin, \(plugin.name)",
                        help: "name it \(plugin.name).<verb>", isPermanent: true)
                }
                guard kinds.updateValue(kind, forKey: kind.name) == nil else {
                    throw StepFailure("two plugins have a step kind named \(kind.name)", isPermanent: true)
                }
            }
        }
        self.kinds = kinds
    }

    /// The kind of a name.
    public func kind(_ name: String) -> AnyStepKind? { kinds[name] }

    /// The names of all kinds, sorted.
    public var kindNames: [String] { kinds.keys.sorted() }
}
