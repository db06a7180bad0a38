import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkSchedules
import WaymarkStore

extension ProcessorSession {
    /// Starts a case for a schedule, unless it was started before or an earlier case stands in its way.
    ///
    /// `place`: Where in the batch it stands.
    func start(_ start: ScheduledStart, at place: Int? = nil) throws -> ScheduledResult {
        if let known = try transaction.commandAnswer(key: start.key)?.caseID { return .started(caseID: known) }
        if start.overlap != .allow {
            do {
                let open = try openCases(of: start.workflow, about: start.place.subject)
                if let result = try overlapped(start, by: open) { return result }
            } catch let rejection as Rejection {
                return .refused(reason: rejection.message)
            }
        }
        switch try answer(start.request, at: place) {
        case .done(let done): return .started(caseID: done.caseID)
        case .already(let done): return .found(caseID: done.caseID)
        case .rejected(let rejection): return .refused(reason: rejection.message)
        }
    }

    /// Starts what waits for an earlier case to end; nil while it has not.
    func startQueued(
        _ queued: QueuedStartRecord, on definition: String?, by principal: Principal
    ) throws -> ScheduledResult? {
        guard try openCases(of: queued.workflow, about: queued.subject).isEmpty else { return nil }
        guard case .map(let inputs) = try JSONParser.parse(queued.inputs) else {
            throw RuntimeError(.unreadable, "the inputs of a queued start of \(queued.schedule) cannot be read")
        }
        let result = try start(
            ScheduledStart(
                place: queued.place, workflow: queued.workflow, inputs: inputs, overlap: .allow, principal: principal,
                definition: definition))
        try transaction.removeQueuedStart(queued.place)
        return result
    }

    /// The open cases of a workflow about a subject, of which there are few; the latest last.
    private func openCases(of workflow: String, about subject: String) throws -> [CaseRecord] {
        let query = CaseQuery(workflow: workflow, subject: subject, status: CaseState.Status.open.rawValue)
        return try transaction.cases(query).sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    }

    /// What becomes of a start while other cases are open; nil when it may go on.
    private func overlapped(_ start: ScheduledStart, by open: [CaseRecord]) throws -> ScheduledResult? {
        guard let latest = open.last else { return nil }
        // The very case that is asked for is not an earlier one.
        let key = try key(of: start)
        if !key.isEmpty, let same = open.first(where: { $0.key == key }) { return .found(caseID: same.id) }
        switch start.overlap {
        case .allow: return nil
        case .skip: return .skipped(reason: "case \(latest.id) is still open")
        case .queue:
            try transaction.queueStart(
                QueuedStartRecord(
                    schedule: start.place.schedule, dueAt: start.place.dueAt, subject: start.place.subject,
                    workflow: start.workflow, inputs: JSONText.bytes(of: .map(start.inputs)),
                    actor: start.principal.person?.id ?? "", queuedAt: now.millisecondsSinceEpoch))
            return .queued(behind: latest.id)
        case .replace:
            let reason = "Replaced by the next case of the schedule \(start.place.schedule)"
            for earlier in open {
                let answer = try act(
                    CaseCommand(caseID: earlier.id, command: .cancelCase(reason: reason), principal: start.principal))
                guard case .rejected(let rejection) = answer else { continue }
                return .refused(reason: "case \(earlier.id) cannot be replaced: \(rejection.message)")
            }
            return nil
        }
    }

    /// What would make the case the only one of its workflow and subject.
    private func key(of start: ScheduledStart) throws -> String {
        guard let hash = try start.definition ?? transaction.latestHash(workflow: start.workflow) else { return "" }
        let definition = try definitions.definition(hash, from: transaction)
        let command = StartCase(id: "", subject: start.place.subject, inputs: start.inputs)
        return try CaseIdentity(command, definition: definition, context: context(start.principal)).key
    }
}
