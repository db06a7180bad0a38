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
        let own = try waiting.first { isSender(person, senders(of: try step(of: $0)) ?? [], in: scope($0.frame)) }
        if own != nil { return own }
        if keeps(message) { return nil }
        let roles = try (waiting.map { try step(of: $0) } + keepers(of: message.name)).flatMap { senders(of: $0) ?? [] }
        throw mayNotSend(message, person, roles, frame: waiting[0].frame)
    }

    /// Refuses what a person may not send to the case, whatever it waits for now.
    func checkSending(_ message: IncomingMessage, by person: Person) throws {
        let isAwaited = state.activities.values.contains { $0.awaited?.message == message.name }
        if namesSenders, definition.messages[message.name] != nil {
            let roles = definition.steps.filter { names(message.name, $0) }.flatMap { senders(of: $0) ?? [] }
            if !isAwaited, !keeps(message), !isSender(person, roles, in: scope(0)) {
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
    func keeps(_ message: IncomingMessage) -> Bool {
        let keepers = keepers(of: message.name)
        guard let person = context.principal.person, namesSenders else { return !keepers.isEmpty }
        return keepers.contains { step in
            let roles = senders(of: step) ?? []
            if isSender(person, roles, in: scope(0)) { return true }
            return scopesToCome(at: step).contains { isSender(person, roles, in: $0) }
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
            return isSender(person, senders(of: step) ?? [], in: scope(frame), on: day)
        }
    }

    /// The steps that take a message which came before them.
    private func keepers(of name: String) -> [Step] {
        definition.steps.filter { step in
            if case .message(name, true, _)? = step.awaited { true } else { false }
        }
    }

    /// What a step would see of the items of the loops around it, as far as these are known now.
    private func scopesToCome(at step: Step) -> [CaseScope] {
        guard !step.loops.isEmpty else { return [] }
        return step.loops.reduce([scope(0)]) { scopes, index in
            guard case .forEach(let loop) = definition.steps[index].construct else { return scopes }
            let known = itemsUnderWay(in: index)
            return scopes.flatMap { scope in
                let items = (try? loop.items.evaluate(scope))?.items ?? []
                return (items + known).map { scope.naming(loop.item, $0) }
            }
        }
    }

    /// The items that runs of a loop have, those that were added and those that wait for their turn among them.
    private func itemsUnderWay(in step: Int) -> [Value] {
        let begun = state.frames.values.filter { $0.step == step && $0.kind == nil }.sorted { $0.number < $1.number }
        let waiting = state.activities.values.filter { $0.node == .step(step) }.sorted { $0.number < $1.number }
            .flatMap { if case .branches(let progress) = $0.work { progress.waiting } else { [Value]() } }
        return begun.map(\.item) + waiting
    }

    // MARK: - Roles

    private var namesSenders: Bool { definition.namesSenders }

    private func senders(of step: Step) -> [RoleRule]? { step.awaited?.senders }

    private func names(_ message: String, _ step: Step) -> Bool {
        if case .message(message, _, _)? = step.awaited { true } else { false }
    }

    /// Whether a person holds one of some roles; one that rests on what has not happened yet nobody holds yet.
    private func isSender(_ person: Person, _ roles: [RoleRule], in scope: CaseScope, on day: LocalDate? = nil) -> Bool
    {
        let keys = Set(person.holderKeys(on: day ?? context.today))
        return roles.contains { role in
            !keys.isDisjoint(with: ((try? role.holders(in: scope)) ?? []).map(\.key))
        }
    }

    private func requireRole(of person: Person) throws {
        let roles =
            definition.roles.values.sorted { $0.name < $1.name }
            + definition.steps.compactMap { humanPart(of: $0)?.role }
        guard !isSender(person, roles, in: scope(0)) else { return }
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
