import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkPluginKit
import WaymarkStore

/// The commands of one transaction, decided one after the other.
struct ProcessorSession {
    let transaction: any StoreWriting
    let now: Instant
    let environment: RuntimeEnvironment
    let definitions: DefinitionLibrary
    let directory: RegisterDirectory
    let cases: CaseCache

    func context(_ principal: Principal) -> DecisionContext {
        DecisionContext(
            now: now, principal: principal, directory: directory, calendar: environment.calendar,
            registry: environment.registry)
    }

    // MARK: - Commands

    /// Answers a command; the same key gives the first answer again.
    func answer(_ request: CommandRequest) throws -> CommandAnswer {
        if let key = request.key, let known = try transaction.commandAnswer(key: key) {
            return try AnswerCodec.answer(known.answer)
        }
        let answer: CommandAnswer
        switch request.target {
        case .existing(let id): answer = try act(on: id, request.command, by: request.principal)
        case .new(let workflow, let hash): answer = try start(workflow, on: hash, request)
        }
        if let key = request.key, case .done(let done) = answer {
            try transaction.recordAnswer(
                CommandKeyRecord(
                    key: key, caseID: done.caseID, answer: AnswerCodec.bytes(answer), at: now.millisecondsSinceEpoch))
        }
        return answer
    }

    func act(on id: String, _ command: Command, by principal: Principal) throws -> CommandAnswer {
        guard let head = try transaction.caseHead(id: id) else {
            return .rejected(Rejection(.notFound, "Expected case \(id), but there is none"))
        }
        let state = try load(head)
        let definition = try definitions.definition(state.definition, from: transaction)
        switch decide(command, on: state, of: definition, in: context(principal)) {
        case .accepted(let acceptance):
            // A migration goes on under another definition than it was decided on.
            let current =
                acceptance.state.definition == state.definition
                ? definition : try definitions.definition(acceptance.state.definition, from: transaction)
            try commit(acceptance, over: state, definition: current, by: principal)
            return .done(
                .init(caseID: id, revision: acceptance.state.revision, events: acceptance.events.count))
        case .rejected(let rejection, let event):
            if let event {
                try commitRefusal(event, over: state, definition: definition, by: principal)
            }
            return .rejected(rejection)
        }
    }

    private func start(
        _ workflow: String, on hash: String?, _ request: CommandRequest
    ) throws -> CommandAnswer {
        guard case .startCase(var start) = request.command else {
            return .rejected(Rejection(.wrongState, "Expected a command that starts a case"))
        }
        guard let hash = try hash ?? transaction.latestHash(workflow: workflow) else {
            return .rejected(
                Rejection(
                    .notFound, "Expected a workflow named \(workflow), but none is published",
                    help: "see `waymark check`; definitions under Workflows are published when they are first used"))
        }
        let definition = try definitions.definition(hash, from: transaction)
        let context = context(request.principal)
        do {
            let identity = try CaseIdentity(start, definition: definition, context: context)
            if !identity.key.isEmpty,
                let open = try transaction.caseRecord(
                    workflow: workflow, subject: identity.subject.id, key: identity.key)
            {
                return .already(.init(caseID: open.id, revision: open.revision, events: 0))
            }
            start.id = try freeID(identity.proposedID)
        } catch let rejection as Rejection {
            return .rejected(rejection)
        }
        switch decide(.startCase(start), on: nil, of: definition, in: context) {
        case .accepted(let acceptance):
            try commit(acceptance, over: nil, definition: definition, by: request.principal)
            try wakeMessages(for: acceptance.state)
            return .done(
                .init(caseID: start.id, revision: acceptance.state.revision, events: acceptance.events.count))
        case .rejected(let rejection, _): return .rejected(rejection)
        }
    }

    /// The proposed id, or the next of its numbered forms, `13Q2-ALV.2`.
    ///
    /// Cases are never removed, so the numbers given have no gap, and their end is found in a few looks: by doubling
    /// until a number is free, then by halving the distance.
    private func freeID(_ proposed: String) throws -> String {
        guard try transaction.caseHead(id: proposed) != nil else { return proposed }
        var taken = 1
        var free = 2
        while try transaction.caseHead(id: "\(proposed).\(free)") != nil {
            taken = free
            free *= 2
        }
        while free - taken > 1 {
            let middle = (taken + free) / 2
            if try transaction.caseHead(id: "\(proposed).\(middle)") != nil { taken = middle } else { free = middle }
        }
        return "\(proposed).\(free)"
    }

    // MARK: - Committing

    private func load(_ head: CaseHead) throws -> CaseState {
        if let known = cases.state(head.caseID, revision: head.revision) { return known }
        guard let snapshot = try transaction.snapshot(caseID: head.caseID) else {
            throw RuntimeError(.unreadable, "case \(head.caseID) has no snapshot", help: "run `waymark audit verify`")
        }
        let state = try CaseSnapshot.state(from: snapshot.bytes)
        guard state.revision == head.revision else {
            throw RuntimeError(
                .unreadable,
                "the snapshot of case \(head.caseID) stands at \(state.revision), its row at \(head.revision)",
                help: "run `waymark audit verify`")
        }
        return state
    }

    private func commit(
        _ acceptance: Acceptance, over before: CaseState?, definition: CompiledDefinition, by principal: Principal
    ) throws {
        let after = acceptance.state
        for document in acceptance.documents {
            try transaction.putBlob(
                BlobRecord(
                    hash: document.document.hash, mediaType: document.document.mediaType, bytes: document.bytes))
        }
        guard !acceptance.events.isEmpty else { return }
        var changes = try Projection.changes(
            from: before, to: after, events: acceptance.events, definition: definition, directory: directory, now: now)
        if let notices = environment.notices {
            let change = CaseChange(
                before: before, after: after, events: acceptance.events, definition: definition, directory: directory,
                now: now)
            changes += try notices.notices(of: change).map { .queueNotice($0) }
        }
        try append(
            acceptance.events, changes, to: after, from: before?.revision ?? 0, definition: definition, by: principal)
        try grantTurns(after: changes)
    }

    private func append(
        _ events: [Event], _ changes: [ProjectionChange], to after: CaseState, from revision: Int64,
        definition: CompiledDefinition, by principal: Principal
    ) throws {
        var commit = CaseCommit(
            record: row(of: after), snapshot: environment.isRehearsal ? [] : CaseSnapshot.bytes(of: after),
            expectedRevision: revision, events: events.map { stored($0, by: principal) }, changes: changes)
        if environment.isRehearsal { commit.state = .deferred { CaseSnapshot.bytes(of: after) } }
        try transaction.append(commit)
        cases.keep(after)
        environment.observer?.committed(
            ObservedCommit(
                events: events, changes: changes, state: after, definition: definition,
                at: now.millisecondsSinceEpoch))
    }

    /// Tells the first of each queue that has changed that it is its turn, unless it has been told.
    private func grantTurns(after changes: [ProjectionChange]) throws {
        for change in changes {
            let name: String
            switch change {
            case .queueExclusive(let exclusive): name = exclusive.name
            case .leaveExclusive(_, let left): name = left
            default: continue
            }
            guard let first = try transaction.exclusives(name: name, limit: 1).first, !first.isGranted,
                let number = Projection.number(first.id)
            else { continue }
            try transaction.grantExclusive(id: first.id)
            try transaction.send(
                MessageRecord(
                    id: "\(first.id)-turn", name: IncomingMessage.turnGranted, target: .id(first.caseID),
                    payload: JSONText.bytes(of: .map(MapValue([(.string("activity"), .int(Int64(number)))]))),
                    sentAt: now.millisecondsSinceEpoch))
        }
    }

    private func commitRefusal(
        _ event: Event, over before: CaseState, definition: CompiledDefinition, by principal: Principal
    ) throws {
        var after = before
        after.apply(event)
        try append([event], [], to: after, from: before.revision, definition: definition, by: principal)
    }

    private func stored(_ event: Event, by principal: Principal) -> NewEvent {
        let payload = event.payload
        return NewEvent(
            at: now.millisecondsSinceEpoch, actor: principal.name, onBehalfOf: nil,
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

    // MARK: - Messages, timers, effects

    /// Messages that waited for a case like this one are delivered next.
    private func wakeMessages(for state: CaseState) throws {
        for message in try transaction.waitingMessages(
            caseID: state.id, workflow: state.workflow, subject: state.subject, key: state.key)
        {
            try transaction.updateMessage(id: message.id, state: .pending)
        }
    }

    /// Delivers a message, and says which case has changed by it.
    func deliver(_ message: MessageRecord) throws -> String {
        if message.name == IncomingMessage.startChild { return try startChild(message) }
        guard let target = try target(of: message) else {
            try transaction.updateMessage(id: message.id, state: .waiting)
            return ""
        }
        if message.name == IncomingMessage.watchMilestone, try answerForEnded(target, message) { return target }
        let incoming = IncomingMessage(
            id: message.id, name: message.name, data: try JSONParser.parse(message.payload), from: message.fromCase)
        let answer = try act(on: target, .receiveMessage(incoming), by: .system("message"))
        let isTaken = if case .rejected = answer { false } else { true }
        try transaction.updateMessage(id: message.id, state: isTaken ? .delivered : .undeliverable)
        return target
    }

    /// Answers for a case that has ended whether it reached a milestone; says whether the case has ended.
    ///
    /// One that is named by subject and key may be followed by another, so a question that it cannot answer waits.
    private func answerForEnded(_ id: String, _ message: MessageRecord) throws -> Bool {
        guard let head = try transaction.caseHead(id: id), let asking = message.fromCase else { return false }
        let state = try load(head)
        guard state.status != .open else { return false }
        let question = try JSONParser.parse(message.payload)
        let isReached = question["milestone"]?.text.map(state.reached.contains) ?? false
        if !isReached, case .natural = message.target {
            try transaction.updateMessage(id: message.id, state: .waiting)
            return true
        }
        try transaction.updateMessage(id: message.id, state: .delivered)
        try transaction.send(
            MessageRecord(
                id: "\(message.id)-answer", fromCase: id,
                name: isReached ? IncomingMessage.milestoneReached : IncomingMessage.milestoneMissed,
                target: .id(asking), payload: message.payload, sentAt: now.millisecondsSinceEpoch))
        return true
    }

    private func target(of message: MessageRecord) throws -> String? {
        switch message.target {
        case .id(let id): try transaction.caseHead(id: id)?.caseID
        case .natural(let workflow, let subject, let key):
            try transaction.caseRecord(workflow: workflow, subject: subject, key: key)?.id
        }
    }

    /// Starts the case that a call asks for; one that cannot begin is reported to its parent, never dropped.
    private func startChild(_ message: MessageRecord) throws -> String {
        let data = try JSONParser.parse(message.payload)
        let parent = try data["parent"].map { try ParentLink(fieldValue: $0) }
        if let parent, try !isAwaited(parent) {
            try transaction.updateMessage(id: message.id, state: .undeliverable)
            return parent.caseID
        }
        let start = StartCase(
            id: "", subject: data["subject"]?.text ?? "", inputs: data["inputs"]?.entriesMap ?? MapValue([]),
            parent: parent, detachedDepth: data["depth"].flatMap { try? Int(fieldValue: $0) })
        let answer = try answer(
            CommandRequest(
                target: .new(workflow: data["workflow"]?.text ?? ""), command: .startCase(start),
                principal: .system("call")))
        try transaction.updateMessage(id: message.id, state: .delivered)
        guard let parent else {
            if case .done(let done) = answer { return done.caseID }
            return ""
        }
        let reason: String
        switch answer {
        case .done(let done):
            try tell(parent, IncomingMessage.childStarted, ("case", done.caseID), as: message)
            return done.caseID
        case .already(let done): reason = "case \(done.caseID) is already there for that subject and key"
        case .rejected(let rejection): reason = rejection.message
        }
        try tell(parent, IncomingMessage.childRefused, ("reason", reason), as: message)
        return parent.caseID
    }

    /// Whether a step of the parent still waits for the case that it called.
    private func isAwaited(_ link: ParentLink) throws -> Bool {
        guard let head = try transaction.caseHead(id: link.caseID),
            case .children(let progress)? = try load(head).activities[link.activity]?.work
        else { return false }
        return progress.results.indices.contains(link.item) && progress.results[link.item] == .null
    }

    /// Says to a parent what became of the start of a case that it called.
    private func tell(
        _ parent: ParentLink, _ name: String, _ fact: (name: String, text: String), as message: MessageRecord
    ) throws {
        let data: [(Value, Value)] = [
            (.string("activity"), .int(Int64(parent.activity))), (.string("item"), .int(Int64(parent.item))),
            (.string(fact.name), .string(fact.text)),
        ]
        let incoming = IncomingMessage(
            id: message.id, name: name, data: .map(MapValue(data)), from: message.fromCase)
        _ = try act(on: parent.caseID, .receiveMessage(incoming), by: .system("call"))
    }

    func fire(_ timer: TimerRecord) throws {
        guard let number = Projection.number(timer.id) else { return }
        let answer = try act(on: timer.caseID, .fireTimer(timer: number), by: .system("timer"))
        if case .rejected(let rejection) = answer {
            throw RuntimeError(
                .restless, "timer \(timer.id) is due but is refused: \(rejection.message)",
                help: "run `waymark audit verify`")
        }
    }

    func finish(_ outcome: EffectOutcome) throws {
        guard let number = Projection.number(outcome.effect) else { return }
        let command: Command =
            switch outcome.result {
            case .success(let result): .completeEffect(effect: number, result: result)
            case .failure(let failure): .failEffect(effect: number, failure: failure)
            }
        // A refusal means that the step was withdrawn while the effect was under way; its result is not needed.
        _ = try act(on: outcome.caseID, command, by: .system("effect"))
    }
}
