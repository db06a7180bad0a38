/// Where events, snapshots and all that follows from them are kept.
///
/// Calls are synchronous and may block for the disk. Neither call may be made from inside the body of another.
package protocol EventStore: Sendable {
    /// Reads, all from one moment.
    func read<T>(_ body: (any StoreReading) throws -> T) throws -> T

    /// Writes in one durable transaction: all of it, or nothing when the body throws.
    ///
    /// Reads inside see what was written before them. An `append` that throws a `conflict` or `tooLarge`, and any other
    /// write that throws a `duplicate`, `notFound` or `tooLarge`, has changed nothing: a body may catch that and go on.
    /// After any other failure nothing can be committed any more; `write` throws it even if the body caught it.
    func write<T>(_ body: (any StoreWriting) throws -> T) throws -> T

    /// Lets go of what the store holds; further calls throw `unavailable`.
    func close() throws
}
