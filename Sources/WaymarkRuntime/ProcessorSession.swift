import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkEngine
import WaymarkPluginKit
import WaymarkStore

/// The commands of one transaction, decided one after the other.
struct ProcessorSession {
    let transaction: any StoreWriting
    let decider: CommandDecider
    let definitions: DefinitionLibrary
    let directory: RegisterDirectory
    let cases: CaseCache
    /// What is decided ahead of its turn; nil when commands come one by one.
    var ahead: DecisionsAhead?
    /// What was decided before the batch was given.
    var foreseen: ForeseenBatch?

    var now: Instant { decider.now }

    func context(_ principal: Principal) -> DecisionContext { decider.context(principal, directory) }

    // MARK: - Commands

    /// Answers a command; the same key gives the first answer again.
    ///
    /// `place`: Where in the batch it stands.
    func answer(_ request: CommandRequest, at place: Int? = nil) throws -> CommandAnswer {
        if let key = request.key, let known = try transaction.commandAnswer(key: key) {
            return try AnswerCodec.answer(known.answer)
        }
        let answer: CommandAnswer
        switch request.target {
        case .existing(let id):
            answer = try act(
                CaseCommand(caseID: id, command: request.command, principal: request.principal), at: place)
        case .new(let workflow, let hash): answer = try start(workflow, on: hash, request, at: place)
        }
        if let key = request.key, case .done(let done) = answer {
            try transaction.recordAnswer(
                CommandKeyRecord(
                    key: key, caseID: done.caseID, answer: AnswerCodec.bytes(answer), at: now.millisecondsSinceEpoch))
        }
        return answer
    }

    /// Has a command decided on its case, and commits what comes of it.
    ///
    /// `place`: Where in the batch it stands, if it is one of those that may have been decided ahead.
    func act(_ command: CaseCommand, at place: Int? = nil) throws -> CommandAnswer {
        guard let head = try transaction.caseHead(id: command.caseID) else {
            return .rejected(Rejection(.notFound, "Expected case \(command.caseID), but there is none"))
        }
        let (state, decided) = try ready(at: place, for: head) ?? decide(command, on: head)
        let definition = decided.definition
        switch decided.decision {
        case .accepted(let acceptance):
            // A migration goes on under another definition than it was decided on.
            let current =
                acceptance.state.definition == state.definition
                ? definition : try definitions.definition(acceptance.state.definition, from: transaction)
            try commit(acceptance, decided.commit, over: state, definition: current, by: command.principal)
            return .done(
                .init(caseID: head.caseID, revision: acceptance.state.revision, events: acceptance.events.count))
        case .rejected(let rejection, let event):
            if let event {
                try commitRefusal(event, over: state, definition: definition, by: command.principal)
            }
            return .rejected(rejection)
        }
    }

    /// What was decided ahead on the command at a place, if the case still stands where it stood then.
    private func ready(at place: Int?, for head: CaseHead) -> (before: CaseState, decided: DecidedCommand)? {
        guard let place, let decided = foreseen?.decided(at: place) ?? ahead?.decided(at: place),
            let before = decided.before, before.id == head.caseID, before.revision == head.revision
        else { return nil }
        return (before, decided)
    }

    private func decide(
        _ command: CaseCommand, on head: CaseHead
    ) throws -> (before: CaseState, decided: DecidedCommand) {
        ahead?.drop(head.caseID)
        let state = try load(head)
        let definition = try definitions.definition(state.definition, from: transaction)
        let decision = WaymarkEngine.decide(
            command.command, on: state, of: definition, in: context(command.principal))
        return (state, DecidedCommand(before: state, definition: definition, decision: decision))
    }

    private func start(
        _ workflow: String, on hash: String?, _ request: CommandRequest, at place: Int?
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
        let decided =
            ready(at: place, toStart: start.id, on: definition)
            ?? DecidedCommand(
                definition: definition,
                decision: WaymarkEngine.decide(.startCase(start), on: nil, of: definition, in: context))
        switch decided.decision {
        case .accepted(let acceptance):
            try commit(acceptance, decided.commit, over: nil, definition: definition, by: request.principal)
            try wakeMessages(for: acceptance.state)
            return .done(
                .init(caseID: start.id, revision: acceptance.state.revision, events: acceptance.events.count))
        case .rejected(let rejection, _): return .rejected(rejection)
        }
    }

    /// What was decided ahead on the start at a place, if the case gets the id that was expected.
    private func ready(at place: Int?, toStart id: String, on definition: CompiledDefinition) -> DecidedCommand? {
        guard let place, let decided = ahead?.decided(at: place), decided.definition === definition,
            case .accepted(let acceptance) = decided.decision, acceptance.state.id == id
        else { return nil }
        return decided
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

    func load(_ head: CaseHead) throws -> CaseState { try cases.load(head, from: transaction) }

    /// Commits an accepted command; `prepared` is what the store is to keep of it, if that was made ahead.
    private func commit(
        _ acceptance: Acceptance, _ prepared: CaseCommit?, over before: CaseState?, definition: CompiledDefinition,
        by principal: Principal
    ) throws {
        for document in acceptance.documents {
            try transaction.putBlob(
                BlobRecord(
                    hash: document.document.hash, mediaType: document.document.mediaType, bytes: document.bytes))
        }
        guard !acceptance.events.isEmpty else { return }
        var commit =
            prepared ?? decider.commit(of: acceptance, over: before, definition: definition, by: principal)
        if let notices = decider.environment.notices {
            let change = CaseChange(
                before: before, after: acceptance.state, events: acceptance.events, definition: definition,
                directory: directory, now: now)
            commit.changes += try notices.notices(of: change).map { .queueNotice($0) }
        }
        try append(commit, of: acceptance.events, to: acceptance.state, definition: definition)
        try grantTurns(after: commit.changes)
    }

    private func append(
        _ commit: CaseCommit, of events: [Event], to after: CaseState, definition: CompiledDefinition
    ) throws {
        try transaction.append(commit)
        cases.keep(after)
        decider.environment.observer?.committed(
            ObservedCommit(
                events: events, changes: commit.changes, state: after, definition: definition,
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
        let commit = decider.commit(of: [event], [], to: after, from: before.revision, by: principal)
        try append(commit, of: [event], to: after, definition: definition)
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
    ///
    /// `place`: Where in the batch it stands.
    func deliver(_ message: MessageRecord, at place: Int) throws -> String {
        if message.name == IncomingMessage.startChild { return try startChild(message) }
        guard let target = try target(of: message) else {
            try transaction.updateMessage(id: message.id, state: .waiting)
            return ""
        }
        if message.name == IncomingMessage.watchMilestone, try answerForEnded(target, message) { return target }
        let answer = try act(try message.caseCommand(on: target), at: place)
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
        _ = try act(
            CaseCommand(caseID: parent.caseID, command: .receiveMessage(incoming), principal: .system("call")))
    }

    /// Fires a timer, unless one that fired before it in this transaction has ended what it was set for.
    func fire(_ timer: TimerRecord, at place: Int) throws {
        guard let command = timer.caseCommand, case .rejected(let rejection) = try act(command, at: place),
            try transaction.timers(caseID: timer.caseID).contains(where: { $0.id == timer.id })
        else { return }
        throw RuntimeError(
            .restless, "timer \(timer.id) is due but is refused: \(rejection.message)",
            help: "run `waymark audit verify`")
    }

    func finish(_ outcome: EffectOutcome, at place: Int) throws {
        guard let command = outcome.caseCommand else { return }
        // A refusal means that the step was withdrawn while the effect was under way; its result is not needed.
        _ = try act(command, at: place)
    }
}
