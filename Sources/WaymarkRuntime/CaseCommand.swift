import WaymarkDefinition
import WaymarkEngine
import WaymarkStore

/// A command on a case that has begun, wherever it comes from.
struct CaseCommand: Sendable {
    /// The case.
    var caseID: String
    /// What is wanted.
    var command: Command
    /// By whom.
    var principal: Principal
}

extension CommandRequest {
    /// The command; nil when it starts a case.
    var caseCommand: CaseCommand? {
        guard case .existing(let id) = target else { return nil }
        return CaseCommand(caseID: id, command: command, principal: principal)
    }
}

extension TimerRecord {
    /// What it asks of its case when it is due.
    var caseCommand: CaseCommand? {
        Projection.number(id).map { number in
            CaseCommand(caseID: caseID, command: .fireTimer(timer: number), principal: .system("timer"))
        }
    }
}

extension EffectOutcome {
    /// The case is told what the effect gave, or why not.
    var caseCommand: CaseCommand? {
        guard let number = Projection.number(effect) else { return nil }
        let command: Command =
            switch result {
            case .success(let result): .completeEffect(effect: number, result: result)
            case .failure(let failure): .failEffect(effect: number, failure: failure)
            }
        return CaseCommand(caseID: caseID, command: command, principal: .system("effect"))
    }
}

extension MessageRecord {
    /// What it asks of the case that it is for.
    /// - Throws: when what it carries cannot be read.
    func caseCommand(on id: String) throws -> CaseCommand {
        let message = IncomingMessage(
            id: self.id, name: name, data: try JSONParser.parse(payload), from: fromCase)
        return CaseCommand(caseID: id, command: .receiveMessage(message), principal: .system("message"))
    }

    /// The same for a message that names its case and is for nobody else; nil for others, and when it cannot be read.
    var directCommand: CaseCommand? {
        guard name != IncomingMessage.startChild, case .id(let id) = target else { return nil }
        return try? caseCommand(on: id)
    }
}
