package import WaymarkCalendar
package import WaymarkRuntime

/// Does what is due now, and stops.
package struct Tick: Sendable {
    package init() {}

    /// What was done.
    package func run(in session: Session) async throws -> Runtime.Round {
        try await session.runtime.settle(now: session.now)
    }

    /// When there will be something to do again.
    package func next(in session: Session) throws -> Instant? {
        try session.runtime.nextMoment()
    }
}
