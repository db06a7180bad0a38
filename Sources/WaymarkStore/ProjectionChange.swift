/// A change of what lists and look-ups see, committed with the events that cause it.
///
/// Indirect because a list of changes is gone through several times, and the row of a task is long.
package indirect enum ProjectionChange: Sendable, Hashable {
    /// Opens a task, or replaces what is known of it.
    case putTask(TaskRecord)
    /// Ends a task; it stays for look-ups by id.
    case endTask(id: String, state: TaskRecord.State, outcome: String? = nil, by: String? = nil, at: Int64)
    /// Sets a timer, or moves it.
    case setTimer(TimerRecord)
    /// Takes a timer away; one that is gone is no error.
    case removeTimer(id: String)
    /// Puts an effect into the outbox, or replaces it.
    case enqueueEffect(EffectRecord)
    /// Takes an effect out of the outbox; one that is gone is no error.
    case removeEffect(id: String)
    /// Puts a case at the end of a queue.
    case queueExclusive(ExclusiveRecord)
    /// Takes a case out of a queue; one that is gone is no error.
    case leaveExclusive(id: String, name: String)
    /// Sends a message; a second one of its id is a duplicate.
    case send(MessageRecord)
    /// Puts a notice into the outbox of notices; a second one of its id is a duplicate.
    case queueNotice(NoticeRecord)
    /// Raises an incident, or replaces what is known of it.
    case raiseIncident(IncidentRecord)
    /// Marks an incident as seen to; it stays for look-ups.
    case resolveIncident(id: String, at: Int64, by: String, how: String)
}
