/// The bounds of a simulation.
package enum Limits {
    /// Moments at which something happens, before a run is given up as endless.
    package static let momentsMax = 2_000_000
    /// People tried for one task before it is left alone.
    package static let peoplePerTaskMax = 8
    /// Days on which somebody is looked for who is not away, before a task is left alone.
    package static let absenceDaysMax = 400
    /// Weeks that people can be away at a time.
    package static let absenceWeeksMax = 26
}
