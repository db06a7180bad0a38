package import CEL
import WaymarkDefinition
package import WaymarkPluginKit

extension Brief.Fact {
    /// The entries of a map as facts, each under its name; any other value as one fact.
    package static func named(_ value: Value?) -> [Brief.Fact] {
        switch value {
        case .map(let map)?: map.entries.map { Brief.Fact($0.0.text ?? $0.0.shortDescription, $0.1) }
        case let value?: [Brief.Fact("Facts", value)]
        case nil: []
        }
    }
}
