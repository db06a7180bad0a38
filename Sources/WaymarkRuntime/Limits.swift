/// The bounds that the runtime holds.
package enum Limits {
    /// Commands decided and committed together.
    package static let batchMax = 512
    /// Effects performed at the same time.
    package static let effectsAtOnceMax = 64
    /// Messages, effects and timers after which a process that settles lets other tasks run.
    static let workBetweenYields = 32
    /// Cases whose state is kept in memory between commands.
    package static let cachedCasesMax = 2_048
    /// Rounds in which messages, effects and timers set each other off before settling gives up for now.
    package static let settlingRoundsMax = 100_000
}
