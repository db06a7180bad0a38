package import WaymarkPluginKit

/// Step kinds of each sort, for the fixtures of several test targets: `figure.sum`, `paper.review`, `paper.publish`, `sheet.fill`.
package enum TrialKinds {
    /// The plugins that bring them.
    package static let plugins = [
        Plugin("figure", "Figures.", kinds: [.computation(SumKind.self)]),
        Plugin("paper", "Papers.", kinds: [.task(ReviewKind.self), .effect(PublishKind.self)]),
        Plugin("sheet", "Sheets.", kinds: [.task(FillKind.self)]),
    ]
}
