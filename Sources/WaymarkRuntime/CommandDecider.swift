import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkStore

/// A command with what was decided on it.
struct DecidedCommand: Sendable {
    /// The case as it stood before; nil when the command starts it.
    var before: CaseState?
    /// What the case was pinned to.
    var definition: CompiledDefinition
    /// What became of the command.
    var decision: Decision
    /// What the store is to keep of it, where that is made already.
    var commit: CaseCommit?
}

/// Decides commands, and makes what the store is to keep of them.
///
/// All of it is values, so it needs neither a store nor a turn, and may be done anywhere.
struct CommandDecider: Sendable {
    let now: Instant
    let environment: RuntimeEnvironment

    /// What a decision may depend on besides the case.
    func context(_ principal: Principal, _ directory: any Directory) -> DecisionContext {
        DecisionContext(
            now: now, principal: principal, directory: directory, calendar: environment.hashedCalendar,
            registry: environment.registry)
    }

    /// What the store is to keep of an accepted command, but for the notices.
    func commit(
        of acceptance: Acceptance, over before: CaseState?, definition: CompiledDefinition, by principal: Principal
    ) -> CaseCommit {
        let after = acceptance.state
        let changes = Projection.changes(
            from: before, to: after, events: acceptance.events, definition: definition, now: now)
        return commit(
            of: acceptance.events, changes, to: after, from: before?.revision ?? 0, by: principal,
            onBehalfOf: acceptance.onBehalfOf)
    }

    /// What the store is to keep of facts.
    func commit(
        of events: [Event], _ changes: [ProjectionChange], to after: CaseState, from revision: Int64,
        by principal: Principal, onBehalfOf delegator: String? = nil
    ) -> CaseCommit {
        var commit = CaseCommit(
            record: row(of: after), snapshot: environment.isRehearsal ? [] : CaseSnapshot.bytes(of: after),
            expectedRevision: revision, events: events.map { stored($0, by: principal, onBehalfOf: delegator) },
            changes: changes)
        if environment.isRehearsal { commit.state = .deferred { CaseSnapshot.bytes(of: after) } }
        return commit
    }

    private func stored(_ event: Event, by principal: Principal, onBehalfOf delegator: String?) -> NewEvent {
        let payload = event.payload
        return NewEvent(
            at: now.millisecondsSinceEpoch, actor: principal.name, onBehalfOf: delegator,
            type: type(of: payload).eventType, version: type(of: payload).eventVersion, payload: payload.bytes)
    }

    private func row(of state: CaseState) -> CaseRecord {
        CaseRecord(
            id: state.id, workflow: state.workflow, definitionHash: state.definition, title: state.title,
            subject: state.subject, subjectName: state.subjectName, key: state.key, status: state.status.rawValue,
            outcome: state.outcome, milestone: state.milestone, parent: state.parent?.caseID,
            openIncidents: state.incidents.count, startedAt: state.startedAt.millisecondsSinceEpoch,
            updatedAt: now.millisecondsSinceEpoch, endedAt: state.endedAt?.millisecondsSinceEpoch,
            outputs: state.status == .open ? nil : JSONText.bytes(of: .map(state.outputs)))
    }
}
