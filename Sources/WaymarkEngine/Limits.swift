/// The bounds that the engine holds; each has a test at the limit and one past it.
package enum Limits {
    /// Days from today to the last day of a delegation.
    package static let delegationDaysMax = 7_305
    /// Events that one command may cause; past it the case has a loop that waits on nobody.
    package static let eventsPerCommandMax = 20_000
    /// Items of one `for_each`.
    package static let itemsMax = 10_000
    /// Depth of calls from case to case.
    package static let callDepthMax = 32
    /// Messages that a case keeps for waits that it has not reached.
    package static let keptMessagesMax = 10_000
    /// Bytes of the name of what only one case at a time may be inside of.
    package static let exclusiveNameBytesMax = 200
    /// Characters of a comment or a reason.
    package static let reasonCharactersMax = 10_000
}
