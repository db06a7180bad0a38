/// What became of one try to hand something over.
package enum Handover: Hashable, Sendable {
    /// It was taken.
    case taken
    /// It was refused for good: trying again is pointless.
    case refused(String)
    /// It was not taken this time.
    case failed(String)
    /// Nothing can be handed over there now, so the rest need not be tried.
    case unreachable(String)
}
