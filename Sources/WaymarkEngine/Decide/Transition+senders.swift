import CEL
import WaymarkCalendar
import WaymarkDefinition
import WaymarkPluginKit

/// Who may send a message from outside.
///
/// A wait says so with `from`, and a workflow that says it of one message says it of all: those of which it says nothing
/// come from other cases only. One that has no `from` at all is of the time before there was any: whoever holds a role
/// of the case may send what it declares.
extension Transition {
    // MARK: - Waits that have begun

    /// The activity that a message is for, if one waits for it: of a person's the first from which they may send.
    ///
    /// Who may send it to none of them may yet be heard by a wait to come, if that takes what came before it.
    func receiver(of message: IncomingMessage) throws -> Activity? {
        let waiting = state.activities.values.filter { $0.awaited?.message == message.name }
            .sorted { $0.number < $1.number }
        guard let person = context.principal.person, namesSenders, !waiting.isEmpty else { return waiting.first }
        let own = try waiting.first { try isSender(person, senders(of: try step(of: $0)) ?? [], frame: $0.frame) }
        if own != nil { return own }
        if try keeps(message) { return nil }
        let roles = try (waiting.map { try step(of: $0) } + keepers(of: message.name)).flatMap { senders(of: $0) ?? [] }
        throw mayNotSend(message, person, roles, frame: waiting[0].frame)
    }

    /// Refuses what a person may not send to the case, whatever it waits for now.
    func checkSending(_ message: IncomingMessage, by person: Person) throws {
        let isAwaited = state.activities.values.contains { $0.awaited?.message == message.name }
        if namesSenders, definition.messages[message.name] != nil {
            let roles = definition.steps.filter { names(message.name, $0) }.flatMap { senders(of: $0) ?? [] }
            if !isAwaited, try !keeps(message), try !isSender(person, roles, frame: 0) {
                throw mayNotSend(message, person, roles, frame: 0)
            }
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

    // MARK: - Waits to come

    /// Whether a wait to come may take the message, which is kept until then.
    func keeps(_ message: IncomingMessage) throws -> Bool {
        let keepers = keepers(of: message.name)
        guard let person = context.principal.person, namesSenders else { return !keepers.isEmpty }
        return try keepers.contains { step in
            let roles = senders(of: step) ?? []
            return try isSender(person, roles, frame: 0)
                || roles.contains { isOfItem($0, at: step) && isHeld($0, by: person) }
        }
    }

    /// The oldest message that was kept and that a step may take: of a person's one that they may send to it.
    func keptMessage(_ name: String, for step: Step, frame: Int) throws -> KeptMessage? {
        try state.keptMessages.first { message in
            guard message.name == name else { return false }
            guard namesSenders, let sender = message.by, let at = message.at else { return true }
            guard let person = try context.directory.person(sender) else { return false }
            // Who held the role on the day of sending has rightly sent it, also after leaving it.
            let day = context.calendar.zone.local(of: at).date
            return try isSender(person, senders(of: step) ?? [], frame: frame, on: day)
        }
    }

    /// The steps that take a message which came before them.
    private func keepers(of name: String) -> [Step] {
        definition.steps.filter { step in
            if case .message(name, true, _)? = step.awaited { true } else { false }
        }
    }

    /// Whether a role reads the item of a loop around its step, so that it cannot be told before the step is reached.
    private func isOfItem(_ role: RoleRule, at step: Step) -> Bool {
        var owner = definition.lists[step.list].owner
        while let index = owner {
            let around = definition.steps[index]
            if case .forEach(let loop) = around.construct,
                role.organisation.references.contains(where: { $0.name == loop.item })
            {
                return true
            }
            owner = definition.lists[around.list].owner
        }
        return false
    }

    /// Whether a person holds what a role asks for in some organisation, whichever it will be.
    private func isHeld(_ role: RoleRule, by person: Person) -> Bool {
        person.appointments.contains { appointment in
            appointment.isInForce(on: context.today)
                && (role.positions.isEmpty || role.positions.contains(appointment.position))
        }
    }

    // MARK: - Roles

    private var namesSenders: Bool { definition.namesSenders }

    private func senders(of step: Step) -> [RoleRule]? { step.awaited?.senders }

    private func names(_ message: String, _ step: Step) -> Bool {
        if case .message(message, _, _)? = step.awaited { true } else { false }
    }

    /// Whether a person holds one of some roles; one that rests on what has not happened yet nobody holds yet.
    private func isSender(_ person: Person, _ roles: [RoleRule], frame: Int, on day: LocalDate? = nil) throws -> Bool {
        let keys = Set(person.holderKeys(on: day ?? context.today))
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
