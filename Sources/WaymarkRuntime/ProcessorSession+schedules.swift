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
        if start.overlap != .allow, let open = try openCase(of: start.workflow, about: start.place.subject) {
            do {
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
        guard try openCase(of: queued.workflow, about: queued.subject) == nil else { return nil }
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

    private func openCase(of workflow: String, about subject: String) throws -> CaseRecord? {
        let record = try transaction.caseRecord(workflow: workflow, subject: subject, key: nil)
        return record?.status == CaseState.Status.open.rawValue ? record : nil
    }

    /// What becomes of a start while another case is open; nil when it may go on.
    private func overlapped(_ start: ScheduledStart, by open: CaseRecord) throws -> ScheduledResult? {
        // The very case that is asked for is not an earlier one.
        if try key(of: start) == open.key, !open.key.isEmpty { return .found(caseID: open.id) }
        switch start.overlap {
        case .allow: return nil
        case .skip: return .skipped(reason: "case \(open.id) is still open")
        case .queue:
            try transaction.queueStart(
                QueuedStartRecord(
                    schedule: start.place.schedule, dueAt: start.place.dueAt, subject: start.place.subject,
                    workflow: start.workflow, inputs: JSONText.bytes(of: .map(start.inputs)),
                    actor: start.principal.person?.id ?? "", queuedAt: now.millisecondsSinceEpoch))
            return .queued(behind: open.id)
        case .replace:
            let reason = "Replaced by the next case of the schedule \(start.place.schedule)"
            let answer = try act(
                CaseCommand(caseID: open.id, command: .cancelCase(reason: reason), principal: start.principal))
            guard case .rejected(let rejection) = answer else { return nil }
            return .refused(reason: "case \(open.id) cannot be replaced: \(rejection.message)")
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
