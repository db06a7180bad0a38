/// The bounds that this target holds.
package enum Limits {
    /// Moments at which something falls due while a scenario lets time pass once.
    package static let momentsMax = 100_000
    /// Events of a case that are shown when a scenario fails.
    package static let eventsShownMax = 8
    /// Cases of one scenario that are looked at.
    package static let casesMax = 10_000
}
