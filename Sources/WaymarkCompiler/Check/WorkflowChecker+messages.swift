import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// Whether messages get from those who send them to those who wait for them.
extension WorkflowChecker {
    /// Checks that some case sends a message that is waited for, and to this workflow, where nobody outside is named.
    mutating func checkSenders(of name: String, at span: SourceSpan) {
        let others = environment.workflows.values.filter { $0.workflow != parsed.name }
        guard !environment.isTrusted, parsed.messages[name] != nil else { return }
        let senders = (others + [parsed.interface]).filter { $0.sends[name] != nil }.sorted {
            $0.workflow < $1.workflow
        }
        guard !senders.contains(where: { sends(name, from: $0) }) else { return }
        report(
            .messageNeverSent, .warning, at: span,
            senders.isEmpty
                ? "nobody sends the message `\(name)`, and nobody is named who may"
                : "nobody sends the message `\(name)` here: \(senders.map(\.workflow).joined(separator: ", ")) sends it elsewhere",
            help: senders.isEmpty
                ? "say who may send it from outside: { message: \(name), from: role }, or send it from a workflow"
                : "send it to: { workflow: \(parsed.name), … }, or say who may send it from outside: from: role")
    }

    /// Whether a message from a workflow may come to a case of this one.
    private func sends(_ name: String, from sender: WorkflowInterface) -> Bool {
        (sender.sends[name] ?? []).contains { destination in
            switch destination {
            case .workflow(let workflow): workflow == parsed.name
            case .parent: parsed.interface.calls.contains(sender.workflow)
            case .children: sender.calls.contains(parsed.name)
            case .anyCase: true
            }
        }
    }

    /// Checks that a parent or children wait for a message that is sent to them.
    mutating func checkReceivers(of name: String, among destination: MessageDestination, at span: SourceSpan) {
        guard parsed.messages[name] != nil, !environment.isTrusted else { return }
        let receivers: [WorkflowInterface]
        let words: String
        switch destination {
        case .parent:
            receivers = environment.workflows.values.filter { $0.calls.contains(parsed.name) }
            words = "no workflow that calls this one waits for the message `\(name)`"
            guard !receivers.isEmpty else { return }
        case .children:
            let calls = parsed.interface.calls
            guard !calls.isEmpty else {
                return report(
                    .messageNeverReceived, .warning, at: span, "this workflow calls none, so it has no children",
                    help: "send it to: { workflow: …, subject: … }")
            }
            receivers = environment.workflows.values.filter { calls.contains($0.workflow) }
            words = "no workflow that this one calls waits for the message `\(name)`"
        case .workflow, .anyCase: return
        }
        guard !receivers.contains(where: { $0.waitsFor.contains(name) }) else { return }
        let known = receivers.map(\.workflow).sorted().joined(separator: ", ")
        report(
            .messageNeverReceived, .warning, at: span, words,
            help: known.isEmpty ? nil : "wait for it in \(known)")
    }

    /// Checks that what a message carries is what the workflow that gets it expects.
    mutating func checkDelivery(of name: String, to other: WorkflowInterface, by step: ParsedStep) {
        guard other.workflow != parsed.name, let own = parsed.messages[name], let theirs = other.messages[name] else {
            return
        }
        for entry in step["data"]?.entries ?? [] {
            guard let field = own.field(entry.key) else { continue }
            guard let expected = theirs.field(entry.key) else {
                report(
                    .messageDiffers, at: entry.keySpan,
                    "\(other.workflow) knows no field `\(entry.key)` of the message `\(name)`",
                    help: Nearest.word(to: entry.key, among: theirs.fields.map(\.name)).map { "did you mean `\($0)`?" }
                        ?? "there it has: " + theirs.fields.map(\.name).joined(separator: ", "))
                continue
            }
            guard !FieldFit.fits(field.type.celType, expected.type) else { continue }
            report(
                .messageDiffers, at: entry.keySpan,
                "the field `\(entry.key)` of the message `\(name)` is \(field.type.title), but \(other.workflow) expects \(expected.type.title)",
                help: "declare the message alike in both workflows")
        }
    }
}
