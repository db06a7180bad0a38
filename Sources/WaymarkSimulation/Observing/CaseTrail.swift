/// What a case has waited for, one after the other, from which its critical path is found.
package struct CaseTrail: Sendable {
    /// A wait that is over.
    package struct Leg: Sendable, Hashable {
        /// The step's id.
        package var step: String
        /// What people call it.
        package var title: String
        /// When it began, in milliseconds since 1970 UTC.
        package var from: Int64
        /// When it was over.
        package var to: Int64

        /// Describes a wait.
        package init(step: String, title: String, from: Int64, to: Int64) {
            self.step = step
            self.title = title
            self.from = from
            self.to = to
        }
    }

    private var legs: [Leg] = []

    /// A case that has waited for nothing.
    package init() {}

    /// Adds a wait that is over; one that took no time made nothing late.
    package mutating func append(_ leg: Leg) {
        if leg.to > leg.from { legs.append(leg) }
    }

    /// The waits that made the end, the last first: each ended at the moment at which the next began.
    ///
    /// Whatever the engine does by itself takes no time, so what began at a moment was let begin by what ended then. Of
    /// several, the last recorded is meant.
    package func criticalPath(endingAt end: Int64) -> [Leg] {
        var path: [Leg] = []
        var moment = end
        for leg in legs.reversed() where leg.to == moment {
            path.append(leg)
            moment = leg.from
        }
        return path
    }
}
