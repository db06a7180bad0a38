import CEL
import WaymarkDefinition
import WaymarkPluginKit

/// Who may send a message from outside.
///
/// A wait says so with `from`, and a workflow that says it of one message says it of all: those of which it says nothing
/// come from other cases only. One that has no `from` at all is of the time before there was any: whoever holds a role
/// of the case may send what it declares.
extension Transition {
    /// The activity that a message is for, if one waits for it: of a person's the first from which they may send.
    func receiver(of message: IncomingMessage) throws -> Activity? {
        let waiting = state.activities.values.filter { $0.awaited?.message == message.name }
            .sorted { $0.number < $1.number }
        guard let person = context.principal.person, namesSenders, !waiting.isEmpty else { return waiting.first }
        let own = try waiting.first { try isSender(person, senders(of: try step(of: $0)) ?? [], frame: $0.frame) }
        guard let own else {
            let roles = try waiting.flatMap { senders(of: try step(of: $0)) ?? [] }
            throw mayNotSend(message, person, roles, frame: waiting[0].frame)
        }
        return own
    }

    /// Refuses what a person may not send to the case, whatever it waits for now.
    func checkSending(_ message: IncomingMessage, by person: Person) throws {
        // A message that is kept is for a wait that has not begun, so that nothing of it but its rule is known.
        let isAwaited = state.activities.values.contains { $0.awaited?.message == message.name }
        if namesSenders, definition.messages[message.name] != nil {
            let roles = definition.steps.filter { names(message.name, $0) }.flatMap { senders(of: $0) ?? [] }
            if !isAwaited, try !isSender(person, roles, frame: 0) { throw mayNotSend(message, person, roles, frame: 0) }
        } else {
            try requireRole(of: person)
        }
        guard let schema = definition.messages[message.name], !message.name.hasPrefix("@") else {
            throw Rejection(
                .notFound, "Expected a message of \(definition.workflow), but \"\(message.name)\" is none",
                help: "there are: " + definition.messages.keys.sorted().joined(separator: ", "))
        }
        let faults = schema.faults(in: message.data)
        guard let first = faults.first else { return }
        throw Rejection(
            .invalid, "Expected what \(message.name) carries, but \(first.line)", faults: faults)
    }

    /// Whether some wait of the definition takes messages that came before it.
    func keeps(_ name: String) -> Bool {
        definition.steps.contains { step in
            if case .message(name, true, _)? = step.awaited { true } else { false }
        }
    }

    // MARK: - Roles

    /// Whether the definition says of one of its messages who may send it.
    private var namesSenders: Bool { definition.steps.contains { senders(of: $0) != nil } }

    private func senders(of step: Step) -> [RoleRule]? {
        if case .message(_, _, let senders)? = step.awaited { senders } else { nil }
    }

    private func names(_ message: String, _ step: Step) -> Bool {
        if case .message(message, _, _)? = step.awaited { true } else { false }
    }

    /// Whether a person holds one of some roles; one that rests on what has not happened yet nobody holds yet.
    private func isSender(_ person: Person, _ roles: [RoleRule], frame: Int) throws -> Bool {
        let keys = Set(person.holderKeys(on: context.today))
        let scope = scope(frame)
        return roles.contains { role in
            !keys.isDisjoint(with: ((try? role.holders(in: scope)) ?? []).map(\.key))
        }
    }

    private func requireRole(of person: Person) throws {
        let roles =
            definition.roles.values.sorted { $0.name < $1.name }
            + definition.steps.compactMap { humanPart(of: $0)?.role }
        guard try !isSender(person, roles, frame: 0) else { return }
        throw Rejection(
            .notPermitted,
            "Expected someone who holds a role of case \(state.id), but \(person.name) (\(person.id)) holds none",
            help: "its roles are: " + Set(roles.map(\.title)).sorted().joined(separator: ", "))
    }

    private func mayNotSend(
        _ message: IncomingMessage, _ person: Person, _ roles: [RoleRule], frame: Int
    ) -> Rejection {
        guard !roles.isEmpty else {
            return Rejection(
                .notPermitted,
                "Expected \(message.name) to come from another case, but \(person.name) (\(person.id)) sent it",
                help: "nobody is named who may send it from outside; the workflow would need from: beside message:")
        }
        let scope = scope(frame)
        let holders = roles.flatMap { (try? $0.holders(in: scope)) ?? [] }
        let names = Set(roles.map(\.title)).sorted().joined(separator: " or ")
        return Rejection(
            .notPermitted,
            "Expected someone who may send \(message.name), but \(person.name) (\(person.id)) is not \(names)",
            help: holders.isEmpty ? nil : (try? wording(of: holders)).map { "it may come from \($0)" })
    }
}
