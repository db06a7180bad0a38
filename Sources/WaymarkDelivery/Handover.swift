/// What became of one try to hand something over.
package enum Handover: Hashable, Sendable {
    /// It was taken.
    case taken
    /// It was refused for good: trying again is pointless.
    case refused(String)
    /// It was not taken this time; it is to be tried again when the receiver says, if it does.
    case failed(String, RetryAfter? = nil)
    /// Nothing can be handed over there now, so the rest need not be tried; not before the receiver says, if it does.
    case unreachable(String, RetryAfter? = nil)
}
