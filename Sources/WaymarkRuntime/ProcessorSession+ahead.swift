import WaymarkEngine
import WaymarkStore

extension ProcessorSession {
    /// The same session with the decisions on a batch begun ahead of their turn, where a second core can be of use.
    ///
    /// Each command stands at its place in the batch; nil is one that cannot be decided before its turn. What was
    /// foreseen of the batch is not decided again, unless something has happened to its case since.
    func decidingAhead(
        _ commands: [CaseCommand?], foreseen: ForeseenBatch?, register: RegisterCache
    ) throws -> ProcessorSession {
        guard decider.environment.decidesAhead else { return self }
        var session = self
        var rest = commands
        if var foreseen {
            for (place, command) in commands.enumerated() {
                guard let command, foreseen.has(place) else { continue }
                if try transaction.caseHead(id: command.caseID)?.revision == foreseen.revision(at: place) {
                    rest[place] = nil
                } else {
                    foreseen.forget(place)
                }
            }
            session.foreseen = foreseen
        }
        guard rest.count(where: { $0 != nil }) > 1 else { return session }
        let work = try DecisionsAhead.work(on: rest, in: transaction, cases: cases, definitions: definitions)
        session.begin(work, register: register)
        return session
    }

    /// The same session with the starts of a batch begun ahead of their turn, each under the id that its definition
    /// proposes: where a case gets another, its start is decided in its turn.
    func startingAhead(_ requests: [CommandRequest], register: RegisterCache) throws -> ProcessorSession {
        guard decider.environment.decidesAhead, requests.count > 1 else { return self }
        var session = self
        session.begin(
            try requests.enumerated().compactMap { try work(on: $1, at: $0) }, register: register)
        return session
    }

    private func work(on request: CommandRequest, at place: Int) throws -> DecisionsAhead.CaseWork? {
        guard case .new(let workflow, let hash) = request.target, case .startCase(var start) = request.command,
            let hash = try hash ?? transaction.latestHash(workflow: workflow)
        else { return nil }
        let definition = try definitions.definition(hash, from: transaction)
        // What is wrong with a start is said in its turn.
        guard
            let identity = try? CaseIdentity(start, definition: definition, context: context(request.principal))
        else { return nil }
        start.id = identity.proposedID
        let command = CaseCommand(caseID: start.id, command: .startCase(start), principal: request.principal)
        return DecisionsAhead.CaseWork(
            state: nil, hash: HashChain.origin, definition: definition, commands: [(place, command)])
    }

    private mutating func begin(_ work: [DecisionsAhead.CaseWork], register: RegisterCache) {
        guard work.count > 1 else { return }
        let ahead = DecisionsAhead(work, decider: decider, register: register)
        ahead.begin()
        self.ahead = ahead
    }
}

extension DecisionsAhead {
    /// What commands ask of each of their cases, as the cases stand in a store; nil is a command that is left out.
    static func work(
        on commands: [CaseCommand?], in store: any StoreReading, cases: CaseCache, definitions: DefinitionLibrary
    ) throws -> [CaseWork] {
        var work: [CaseWork] = []
        var workOfCase: [String: Int] = [:]
        for (place, command) in commands.enumerated() {
            guard let command else { continue }
            if let index = workOfCase[command.caseID] {
                work[index].commands.append((place, command))
            } else if let head = try store.caseHead(id: command.caseID) {
                let state = try cases.load(head, from: store)
                workOfCase[command.caseID] = work.count
                work.append(
                    CaseWork(
                        state: state, hash: head.hash,
                        definition: try definitions.definition(state.definition, from: store),
                        commands: [(place, command)]))
            }
        }
        return work
    }
}
