package import WaymarkDefinition

/// Another case waits for this one to reach something.
package struct MilestoneWatched: EventPayload {
    package static let eventType = "milestone_watched"
    /// Who waits, and for what.
    package var watcher = Watcher()

    package init() {}

    /// Records the fact.
    package init(watcher: Watcher) {
        self.watcher = watcher
    }

    package static let fields: [Field<MilestoneWatched>] = [Field("watcher", \.watcher)]
}

/// A case that waited for a milestone is told of it, or that it will not come.
package struct WatcherTold: EventPayload {
    package static let eventType = "watcher_told"
    /// Who waited, and for what.
    package var watcher = Watcher()
    /// Whether it was reached.
    package var isReached = false

    package init() {}

    /// Records the fact.
    package init(watcher: Watcher, isReached: Bool) {
        self.watcher = watcher
        self.isReached = isReached
    }

    package static let fields: [Field<WatcherTold>] = [
        Field("watcher", \.watcher), Field("reached", \.isReached),
    ]
}
