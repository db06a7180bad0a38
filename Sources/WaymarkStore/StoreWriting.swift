/// What can be changed in a store, inside one transaction.
package protocol StoreWriting: StoreReading {
    /// Records what one command did to one case, and chains its events.
    /// - Returns: The new end of the case's chain.
    /// - Throws: `conflict` when the case is at another revision, `corrupt` when the end of its chain is not what the
    ///   case says, `tooLarge` beyond a limit, `notFound` when a change ends a task or incident that does not exist,
    ///   `duplicate` when it sends a message a second time.
    @discardableResult func append(_ commit: CaseCommit) throws -> CaseHead

    /// Publishes a definition.
    /// - Returns: false when it was there already.
    /// - Throws: `duplicate` when the workflow has other content under that version.
    @discardableResult func publish(_ definition: DefinitionRecord) throws -> Bool

    /// Keeps the answer to a command.
    /// - Throws: `duplicate` when the key has one.
    func recordAnswer(_ answer: CommandKeyRecord) throws

    /// Notes that an effect is to be tried again.
    /// - Throws: `notFound` when it is not in the outbox.
    func updateEffect(id: String, attempt: Int, nextAttemptAt: Int64) throws

    /// Notes how far a message has come.
    /// - Throws: `notFound` when there is no such message.
    func updateMessage(id: String, state: MessageRecord.State) throws

    /// Notes that a case has been told that it is its turn.
    /// - Throws: `notFound` when it is not in the queue.
    func grantExclusive(id: String) throws

    /// Sends a message that no case sent.
    /// - Throws: `duplicate` when there is one of that id.
    func send(_ message: MessageRecord) throws

    /// Puts a notice into the outbox that no commit brought.
    /// - Throws: `duplicate` when there is one of that id, `tooLarge` beyond `Limits.noticeBytesMax`.
    func addNotice(_ notice: NoticeRecord) throws

    /// Notes how far a notice has come: its state, moment, attempts, digest, lease and detail.
    /// - Throws: `notFound` when there is no such notice.
    func updateNotice(_ notice: NoticeRecord) throws

    /// Forgets notices that were sent or dropped before a moment, with the digests that they stood in.
    /// - Returns: How many are gone, at most `limit`.
    @discardableResult func forgetNotices(endedBefore moment: Int64, limit: Int) throws -> Int

    /// Keeps a document; one that is there already stays.
    /// - Throws: `tooLarge` beyond `Limits.blobBytesMax`.
    func putBlob(_ blob: BlobRecord) throws

    /// Replaces the whole register.
    func replaceRegister(_ rows: [RegisterRow]) throws

    /// Keeps what is known of a schedule.
    func putSchedule(_ schedule: ScheduleRecord) throws

    /// Records a run of a schedule.
    /// - Throws: `duplicate` when that moment has its run.
    func recordOccurrence(_ occurrence: OccurrenceRecord) throws

    /// Says anew what became of a run, as when one that was missed is made good.
    /// - Throws: `notFound` when that moment has no run.
    func reviseOccurrence(_ occurrence: OccurrenceRecord) throws

    /// Keeps a start until an earlier case has ended; one that waits already stays as it is.
    func queueStart(_ start: QueuedStartRecord) throws

    /// Forgets a start that waited.
    /// - Throws: `notFound` when it does not wait.
    func removeQueuedStart(_ place: QueuedStartRecord.Place) throws

    /// Adds what somebody did to a schedule.
    func noteSchedule(_ note: ScheduleNoteRecord) throws

    /// Keeps a seal.
    /// - Throws: `duplicate` when there is one of that number.
    func addSeal(_ seal: SealRecord) throws

    /// Keeps a setting; nil removes it.
    func set(_ value: String?, for key: String) throws
}
