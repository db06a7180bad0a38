/// The bounds of handing over.
package enum DeliveryLimits {
    /// Seconds that a program which does not keep its own time is given on top.
    static let graceSeconds = 5
    /// Seconds for which a notice that is being sent is left alone by others.
    package static let leaseSeconds: Int64 = 300
    /// Seconds after which the rest of a batch is handed back, well before its leases end.
    static let batchSecondsMax = 120
    /// Notices that are taken together.
    static let batchMax = 50
    /// Bytes kept of what a program says.
    static let answerBytesMax = 4_096
    /// Bytes of a file of secrets.
    static let secretFileBytesMax = 4_096
    /// Seconds that a receiver can have itself left alone for.
    static let retryAfterSecondsMax: Int64 = 86_400
    /// Notices that one digest takes; the next takes the rest.
    static let digestMax = 1_000
    /// Old notices that one run forgets.
    static let forgottenMax = 1_000
}
