/// What can be asked of a store, all from one moment.
///
/// Every list has an order and a limit; a limit above `Limits.pageSizeMax` throws `tooLarge`.
package protocol StoreReading {
    // MARK: - Definitions

    /// The definition of a hash.
    func definition(hash: String) throws -> DefinitionRecord?
    /// The definition of a workflow that was published last.
    func latestDefinition(workflow: String) throws -> DefinitionRecord?
    /// The hash of the definition of a workflow that was published last.
    func latestHash(workflow: String) throws -> String?
    /// Every definition, in the order of publishing; of one workflow if it is given.
    func definitions(workflow: String?) throws -> [DefinitionRecord]

    // MARK: - Cases

    /// The case of an id.
    func caseRecord(id: String) throws -> CaseRecord?
    /// Where the chain of a case ends: the quickest way to see whether a case has changed.
    func caseHead(id: String) throws -> CaseHead?
    /// The state of a case.
    func snapshot(caseID: String) throws -> SnapshotRecord?
    /// The ids that begin with some letters, in order.
    func caseIDs(prefix: String, limit: Int) throws -> [String]
    /// The case of a workflow, subject and key (nil for any): an open one, else the one started last.
    func caseRecord(workflow: String, subject: String, key: String?) throws -> CaseRecord?
    /// A page of cases, by id.
    func cases(_ query: CaseQuery) throws -> [CaseRecord]
    /// How many cases are pinned to a definition; with a status if it is given.
    func caseCount(definition hash: String, status: String?) throws -> Int
    /// A page of the ends of all chains, by case id.
    func caseHeads(afterID: String?, limit: Int) throws -> [CaseHead]

    // MARK: - Events

    /// A page of the events of a case, by sequence; as stored, without a check of the chain.
    func events(caseID: String, after sequence: Int64, limit: Int) throws -> [EventRecord]
    /// How many events belong to no case; always 0 unless somebody has meddled.
    func orphanEvents() throws -> Int

    // MARK: - Tasks

    /// The task of an id, open or ended.
    func taskRecord(id: String) throws -> TaskRecord?
    /// The ids of tasks, open or ended, that begin with some letters, in order.
    func taskIDs(prefix: String, limit: Int) throws -> [String]
    /// A page of open tasks, soonest due first.
    func tasks(_ query: TaskQuery) throws -> [TaskRecord]
    /// How many open tasks there are; place and limit of the query do not count.
    func taskCount(_ query: TaskQuery) throws -> Int
    /// The tasks of a case, open and ended, by the moment of opening, then id.
    func tasks(caseID: String, limit: Int) throws -> [TaskRecord]

    // MARK: - Timers and effects

    /// Timers due at a moment or before, soonest first, then by id.
    func dueTimers(at moment: Int64, limit: Int) throws -> [TimerRecord]
    /// When the next timer is due.
    func nextTimerAt() throws -> Int64?
    /// The timers of a case, soonest first, then by id.
    func timers(caseID: String) throws -> [TimerRecord]
    /// Effects to try at a moment, longest ready first, then by id.
    func dueEffects(at moment: Int64, limit: Int) throws -> [EffectRecord]
    /// When the next effect may be tried.
    func nextEffectAt() throws -> Int64?
    /// The effect of an id.
    func effect(id: String) throws -> EffectRecord?

    // MARK: - Messages and incidents

    /// The message of an id.
    func message(id: String) throws -> MessageRecord?
    /// Messages to deliver, in the order of sending.
    func pendingMessages(limit: Int) throws -> [MessageRecord]
    /// Messages that waited for a case of this id, workflow, subject and key, in the order of sending.
    func waitingMessages(caseID: String, workflow: String, subject: String, key: String) throws -> [MessageRecord]
    /// The queue for what only one case at a time may be inside of, the first to come first.
    func exclusives(name: String, limit: Int) throws -> [ExclusiveRecord]
    /// The incident of an id.
    func incident(id: String) throws -> IncidentRecord?
    /// Incidents by the moment of raising, then id; of one case if it is given.
    func incidents(state: IncidentRecord.State?, caseID: String?, limit: Int) throws -> [IncidentRecord]

    // MARK: - Notices

    /// The notice of an id.
    func notice(id: String) throws -> NoticeRecord?
    /// The ids of notices that begin with some letters, in order.
    func noticeIDs(prefix: String, limit: Int) throws -> [String]
    /// A page of the notices of one state: what waits soonest first, anything else latest first; then by id.
    func notices(_ query: NoticeQuery) throws -> [NoticeRecord]
    /// Notices that wait and are due at a moment, soonest first, then by id.
    func dueNotices(at moment: Int64, limit: Int) throws -> [NoticeRecord]
    /// When the next notice that waits is due.
    func nextNoticeAt() throws -> Int64?
    /// The earliest moment of the notices of a state.
    func oldestNoticeAt(state: NoticeRecord.State) throws -> Int64?
    /// How many notices of a state have a moment between two, both included; grows with what is counted.
    func countNotices(in state: NoticeRecord.State, at moments: ClosedRange<Int64>) throws -> Int
    /// The notices that wait for the digest of a recipient and are due at a moment, soonest first, then by id.
    func noticesForDigest(of recipient: String, at moment: Int64, limit: Int) throws -> [NoticeRecord]
    /// The notices that stand in a digest, by id.
    func notices(inDigest id: String, limit: Int) throws -> [NoticeRecord]
    /// How many notices a recipient was sent since a moment; those in a digest count as the one that it is.
    func sentNotices(to recipient: String, since moment: Int64) throws -> Int

    // MARK: - Everything else

    /// The answer that a command of this key got.
    func commandAnswer(key: String) throws -> CommandKeyRecord?
    /// The document of a hash.
    func blob(hash: String) throws -> BlobRecord?
    /// A row of the register.
    func registerRow(kind: String, id: String) throws -> RegisterRow?
    /// A page of the rows of a kind, by id.
    func registerRows(kind: String, afterID: String?, limit: Int) throws -> [RegisterRow]
    /// The rows of a kind that belong to a row, by id.
    func registerRows(kind: String, parent: String) throws -> [RegisterRow]
    /// The rows of a kind that a term finds, by id.
    func registerRows(kind: String, term: String) throws -> [RegisterRow]
    /// The schedule of a name.
    func schedule(id: String) throws -> ScheduleRecord?
    /// Every schedule, by name.
    func schedules() throws -> [ScheduleRecord]
    /// The run of a schedule for a moment.
    func occurrence(schedule: String, dueAt: Int64) throws -> OccurrenceRecord?
    /// The last runs of a schedule, latest first.
    func occurrences(schedule: String, limit: Int) throws -> [OccurrenceRecord]
    /// When a schedule that is not paused runs next.
    func nextScheduleAt() throws -> Int64?
    /// Starts that wait for an earlier case to end, by moment, then schedule, then subject.
    func queuedStarts(after place: QueuedStartRecord.Place?, limit: Int) throws -> [QueuedStartRecord]
    /// Whether a start waits for an earlier case to end.
    func isQueued(_ place: QueuedStartRecord.Place) throws -> Bool
    /// What was done to a schedule last, latest first.
    func scheduleNotes(schedule: String, action: String?, limit: Int) throws -> [ScheduleNoteRecord]
    /// The last seals, latest first.
    func seals(limit: Int) throws -> [SealRecord]
    /// A setting.
    func setting(_ key: String) throws -> String?
    /// How much there is; takes time in proportion to it.
    func statistics() throws -> StoreStatistics
}
