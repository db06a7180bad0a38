package import WaymarkDefinition

/// A fact about a case. Released events never change: a new meaning is a new version.
///
/// Indirect because facts are handed on far more often than they are read, and the largest is some hundred bytes long.
package indirect enum Event: Sendable, Hashable {
    case caseStarted(CaseStarted)
    case caseCancelled(CaseCancelled)
    case caseSuspended(CaseSuspended)
    case caseResumed(CaseResumed)
    case stepRedone(StepRedone)
    case caseMigrated(CaseMigrated)
    case deadlinesRecomputed(DeadlinesRecomputed)
    case caseEnded(CaseEnded)
    case stepEntered(StepEntered)
    case branchEntered(BranchEntered)
    case listMoved(ListMoved)
    case listEnded(ListEnded)
    case raceDecided(RaceDecided)
    case turnTaken(TurnTaken)
    case turnEnded(TurnEnded)
    case itemAdded(ItemAdded)
    case loopClosed(LoopClosed)
    case dayAwaited(DayAwaited)
    case failureCaught(FailureCaught)
    case undoKept(UndoKept)
    case undoBegan(UndoBegan)
    case stepSkipped(StepSkipped)
    case stepDone(StepDone)
    case activityWithdrawn(ActivityWithdrawn)
    case taskOpened(TaskOpened)
    case taskHeldBack(TaskHeldBack)
    case taskOffered(TaskOffered)
    case taskVoted(TaskVoted)
    case taskClaimed(TaskClaimed)
    case taskReleased(TaskReleased)
    case taskDelegated(TaskDelegated)
    case delegationWithdrawn(DelegationWithdrawn)
    case taskReassigned(TaskReassigned)
    case taskCommented(TaskCommented)
    case taskEscalated(TaskEscalated)
    case taskReminded(TaskReminded)
    case taskLate(TaskLate)
    case taskCompleted(TaskCompleted)
    case taskLapsed(TaskLapsed)
    case taskAnsweredLate(TaskAnsweredLate)
    case effectRequested(EffectRequested)
    case effectFailed(EffectFailed)
    case messageSent(MessageSent)
    case messageReceived(MessageReceived)
    case childStarted(ChildStarted)
    case milestoneWatched(MilestoneWatched)
    case watcherTold(WatcherTold)
    case childEnded(ChildEnded)
    case variablesSet(VariablesSet)
    case incidentRaised(IncidentRaised)
    case incidentResolved(IncidentResolved)
    case commandRefused(CommandRefused)
}

/// What every payload can say of itself.
package protocol EventPayload: Record, Hashable {
    /// The type's name in the store: past tense, snake case.
    static var eventType: String { get }
    /// The version of the payload.
    static var eventVersion: Int { get }
}

extension EventPayload {
    /// Most payloads are still at their first version.
    package static var eventVersion: Int { 1 }

    /// The payload as canonical JSON.
    package var bytes: [UInt8] { JSONText.bytes(of: self) }
}

extension Event {
    /// The payload.
    package var payload: any EventPayload {
        switch self {
        case .caseStarted(let payload): payload
        case .caseCancelled(let payload): payload
        case .caseSuspended(let payload): payload
        case .caseResumed(let payload): payload
        case .stepRedone(let payload): payload
        case .caseMigrated(let payload): payload
        case .deadlinesRecomputed(let payload): payload
        case .caseEnded(let payload): payload
        case .stepEntered(let payload): payload
        case .branchEntered(let payload): payload
        case .listMoved(let payload): payload
        case .listEnded(let payload): payload
        case .raceDecided(let payload): payload
        case .turnTaken(let payload): payload
        case .turnEnded(let payload): payload
        case .itemAdded(let payload): payload
        case .loopClosed(let payload): payload
        case .dayAwaited(let payload): payload
        case .failureCaught(let payload): payload
        case .undoKept(let payload): payload
        case .undoBegan(let payload): payload
        case .stepSkipped(let payload): payload
        case .stepDone(let payload): payload
        case .activityWithdrawn(let payload): payload
        case .taskOpened(let payload): payload
        case .taskHeldBack(let payload): payload
        case .taskOffered(let payload): payload
        case .taskVoted(let payload): payload
        case .taskClaimed(let payload): payload
        case .taskReleased(let payload): payload
        case .taskDelegated(let payload): payload
        case .delegationWithdrawn(let payload): payload
        case .taskReassigned(let payload): payload
        case .taskCommented(let payload): payload
        case .taskEscalated(let payload): payload
        case .taskReminded(let payload): payload
        case .taskLate(let payload): payload
        case .taskCompleted(let payload): payload
        case .taskLapsed(let payload): payload
        case .taskAnsweredLate(let payload): payload
        case .effectRequested(let payload): payload
        case .effectFailed(let payload): payload
        case .messageSent(let payload): payload
        case .messageReceived(let payload): payload
        case .childStarted(let payload): payload
        case .milestoneWatched(let payload): payload
        case .watcherTold(let payload): payload
        case .childEnded(let payload): payload
        case .variablesSet(let payload): payload
        case .incidentRaised(let payload): payload
        case .incidentResolved(let payload): payload
        case .commandRefused(let payload): payload
        }
    }

    /// The type's name in the store.
    package var type: String { Swift.type(of: payload).eventType }

    /// The version of the payload.
    package var version: Int { Swift.type(of: payload).eventVersion }

    /// The payload as canonical JSON.
    package var bytes: [UInt8] { payload.bytes }

    /// Reads an event back from the store; every version ever released can be read.
    /// - Throws: ``EventReadFailure`` when the type is unknown or the payload does not fit.
    package init(type: String, version: Int, bytes: [UInt8]) throws(EventReadFailure) {
        guard let reader = Self.readers[Kind(type: type, version: version)] else {
            throw EventReadFailure(message: "this program does not know events of type \(type) version \(version)")
        }
        do {
            self = try reader.read(bytes)
        } catch {
            throw EventReadFailure(message: "an event of type \(type) cannot be read: \(error)")
        }
    }

    /// What tells the readers apart.
    private struct Kind: Hashable {
        var type: String
        var version: Int
    }

    /// How payloads of one kind look, and how they are read.
    private struct Reader: Sendable {
        var schema: RecordSchema
        var read: @Sendable ([UInt8]) throws -> Event
    }

    private static func reader<Payload: EventPayload>(
        _ payload: Payload.Type, _ wrap: @escaping @Sendable (Payload) -> Event
    ) -> (Kind, Reader) {
        (
            Kind(type: Payload.eventType, version: Payload.eventVersion),
            Reader(schema: Payload.schema) { wrap(try JSONParser.parse($0, as: Payload.self)) }
        )
    }

    /// Reads an older version, whose payload lacked some of today's fields: as a fact that does not say them.
    private static func reader<Payload: EventPayload>(
        _ payload: Payload.Type, version: Int, without fields: Set<String>,
        _ wrap: @escaping @Sendable (Payload) -> Event
    ) -> (Kind, Reader) {
        var (kind, reader) = reader(payload, wrap)
        kind.version = version
        reader.schema.fields.removeAll { fields.contains($0.name) }
        return (kind, reader)
    }

    private static let readers: [Kind: Reader] = Dictionary(uniqueKeysWithValues: [
        reader(CaseStarted.self, version: 1, without: ["calendar", "calendar_hash"]) { .caseStarted($0) },
        reader(CaseStarted.self) { .caseStarted($0) },
        reader(CaseCancelled.self) { .caseCancelled($0) },
        reader(CaseSuspended.self) { .caseSuspended($0) },
        reader(CaseResumed.self) { .caseResumed($0) },
        reader(StepRedone.self) { .stepRedone($0) },
        reader(CaseMigrated.self) { .caseMigrated($0) },
        reader(DeadlinesRecomputed.self) { .deadlinesRecomputed($0) },
        reader(CaseEnded.self) { .caseEnded($0) },
        reader(StepEntered.self) { .stepEntered($0) },
        reader(BranchEntered.self) { .branchEntered($0) },
        reader(ListMoved.self) { .listMoved($0) },
        reader(ListEnded.self) { .listEnded($0) },
        reader(RaceDecided.self) { .raceDecided($0) },
        reader(TurnTaken.self) { .turnTaken($0) },
        reader(TurnEnded.self) { .turnEnded($0) },
        reader(ItemAdded.self) { .itemAdded($0) },
        reader(LoopClosed.self) { .loopClosed($0) },
        reader(DayAwaited.self) { .dayAwaited($0) },
        reader(FailureCaught.self) { .failureCaught($0) },
        reader(UndoKept.self) { .undoKept($0) },
        reader(UndoBegan.self) { .undoBegan($0) },
        reader(StepSkipped.self) { .stepSkipped($0) },
        reader(StepDone.self) { .stepDone($0) },
        reader(ActivityWithdrawn.self) { .activityWithdrawn($0) },
        reader(TaskOpened.self) { .taskOpened($0) },
        reader(TaskHeldBack.self) { .taskHeldBack($0) },
        reader(TaskOffered.self) { .taskOffered($0) },
        reader(TaskVoted.self) { .taskVoted($0) },
        reader(TaskClaimed.self) { .taskClaimed($0) },
        reader(TaskReleased.self) { .taskReleased($0) },
        reader(TaskDelegated.self) { .taskDelegated($0) },
        reader(DelegationWithdrawn.self) { .delegationWithdrawn($0) },
        reader(TaskReassigned.self) { .taskReassigned($0) },
        reader(TaskCommented.self) { .taskCommented($0) },
        reader(TaskEscalated.self) { .taskEscalated($0) },
        reader(TaskReminded.self) { .taskReminded($0) },
        reader(TaskLate.self) { .taskLate($0) },
        reader(TaskCompleted.self) { .taskCompleted($0) },
        reader(TaskLapsed.self) { .taskLapsed($0) },
        reader(TaskAnsweredLate.self) { .taskAnsweredLate($0) },
        reader(EffectRequested.self) { .effectRequested($0) },
        reader(EffectFailed.self) { .effectFailed($0) },
        reader(MessageSent.self) { .messageSent($0) },
        reader(MessageReceived.self) { .messageReceived($0) },
        reader(ChildStarted.self) { .childStarted($0) },
        reader(MilestoneWatched.self) { .milestoneWatched($0) },
        reader(WatcherTold.self) { .watcherTold($0) },
        reader(ChildEnded.self) { .childEnded($0) },
        reader(VariablesSet.self) { .variablesSet($0) },
        reader(IncidentRaised.self) { .incidentRaised($0) },
        reader(IncidentResolved.self) { .incidentResolved($0) },
        reader(CommandRefused.self) { .commandRefused($0) },
    ])

    /// Every type and version that can be read, sorted.
    package static var knownTypes: [String] { readers.keys.map { "\($0.type).v\($0.version)" }.sorted() }

    /// The fields of a payload of one type and version.
    package static func schema(of type: String, version: Int) -> RecordSchema? {
        readers[Kind(type: type, version: version)]?.schema
    }
}

/// Why a stored event could not be read.
package struct EventReadFailure: Error, Hashable, Sendable {
    /// What is wrong.
    package var message: String
}
