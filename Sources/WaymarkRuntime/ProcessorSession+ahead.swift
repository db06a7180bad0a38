import WaymarkEngine
import WaymarkStore

extension ProcessorSession {
    /// The same session with the decisions on a batch begun ahead of their turn, where a second core can be of use.
    ///
    /// Each command stands at its place in the batch; nil is one that cannot be decided before its turn.
    func decidingAhead(_ commands: [CaseCommand?], register: RegisterCache) throws -> ProcessorSession {
        guard decider.environment.decidesAhead, commands.count > 1 else { return self }
        var work: [DecisionsAhead.CaseWork] = []
        var workOfCase: [String: Int] = [:]
        for (place, command) in commands.enumerated() {
            guard let command else { continue }
            if let index = workOfCase[command.caseID] {
                work[index].commands.append((place, command))
            } else if let head = try transaction.caseHead(id: command.caseID) {
                let state = try load(head)
                workOfCase[command.caseID] = work.count
                work.append(
                    .init(
                        state: state, definition: try definitions.definition(state.definition, from: transaction),
                        commands: [(place, command)]))
            }
        }
        guard work.count > 1 else { return self }
        var session = self
        session.ahead = DecisionsAhead(work, decider: decider, register: register)
        session.ahead?.begin()
        return session
    }
}
