import WaymarkDefinition
import WaymarkDiagnostics
import WaymarkYAML

/// What a step waits for, and until when a loop is open.
extension WorkflowChecker {
    /// What is waited for, in the words that both keys have.
    private struct Wording {
        /// The key.
        var key: String
        /// What stands under it.
        var known: [String]
        /// What the key does, before the word that it does it for.
        var verb: String
        /// What to write.
        var help: String

        static let wait = Wording(
            key: "wait", known: ["for", "until", "condition", "message", "from", "keep", "milestone", "of"],
            verb: "a `wait` waits for",
            help: "write { until: 5 working days }, { message: name }, { condition: … } or { milestone: name }")
        static let open = Wording(
            key: "open", known: ["for", "until", "condition", "message", "from", "milestone", "of"],
            verb: "an `open` loop closes for",
            help: "write true, { until: 5 working days }, { message: name }, { condition: … } or { milestone: name }")
    }

    mutating func wait(_ step: ParsedStep) -> Construct {
        guard let node = step["wait"], let entries = node.entries, !entries.isEmpty else {
            report(
                .notAMapping, at: step["wait"]?.span ?? step.span, "`wait` says for what", help: Wording.wait.help)
            return .set
        }
        return rule(node, entries, .wait, of: step).map { .wait($0) } ?? .set
    }

    // MARK: - Open loops

    /// Whether people may add items to a loop.
    mutating func isOpen(_ step: ParsedStep) -> Bool {
        guard let node = step["open"] else {
            if let role = step.node.entries?.first(where: { $0.key == "role" }) {
                report(
                    .notHuman, at: role.keySpan, "`role` says who may add items, but the items of this loop are fixed",
                    help: "add open: true, or put the role on the steps inside")
            }
            return false
        }
        if case .bool(let flag)? = node.scalar?.resolved { return flag }
        if let entries = node.entries, !entries.isEmpty { return true }
        report(
            .badValue, at: node.span, "expected true, false or until when the loop is open",
            help: "write true or false without quotes, or { until: on 31 March }")
        return false
    }

    /// Until when people may add items to a loop, if something ends that.
    mutating func closing(of step: ParsedStep) -> WaitRule? {
        guard let node = step["open"], let entries = node.entries, !entries.isEmpty else { return nil }
        return rule(node, entries, .open, of: step)
    }

    /// Who may add items, if the loop says so.
    mutating func adder(of step: ParsedStep) -> RoleRule? {
        step["role"].flatMap { role(of: step, $0) }
    }

    // MARK: - Rules

    /// What ends the waiting: a moment, a condition, a message or a milestone.
    private mutating func rule(
        _ node: YAMLNode, _ entries: [YAMLEntry], _ wording: Wording, of step: ParsedStep
    ) -> WaitRule? {
        for entry in entries where !wording.known.contains(entry.key) {
            report(
                .unknownKey, at: entry.keySpan, "`\(entry.key)` has no meaning in `\(wording.key)`",
                help: Nearest.word(to: entry.key, among: wording.known).map { "did you mean `\($0)`?" }
                    ?? "there are: " + wording.known.joined(separator: ", "))
        }
        checkOneThing(entries, wording, of: step)
        if let time = node["for"] ?? node["until"] {
            return opening(time, node["for"] == nil ? "until" : "for", of: step).map { .time($0) }
        }
        if let condition = node["condition"] {
            return (wording.key == "wait" ? waitCondition(condition, of: step) : closingCondition(condition, of: step))
                .map { .condition($0) }
        }
        if let milestone = node["milestone"] { return waitForMilestone(milestone, of: node["of"], step) }
        guard let message = node["message"] else {
            // A key that has no meaning was meant to say it, and is reported.
            guard entries.allSatisfy({ wording.known.contains($0.key) }) else { return nil }
            report(
                .missingKey, at: entries.first?.keySpan ?? node.span, "`\(wording.key)` says for what",
                help: "write until:, condition:, message: or milestone:")
            return nil
        }
        let keeps = if case .bool(true)? = node["keep"]?.scalar?.resolved { true } else { false }
        let name = message.text ?? ""
        checkMessage(name, at: message.span)
        let senders = node["from"].map { from in (from.items ?? [from]).compactMap { role(of: step, $0) } }
        if node["from"].map({ $0.items?.isEmpty == true }) ?? true { checkSenders(of: name, at: message.span) }
        return .message(name: name, keeps: keeps && wording.key == "wait", from: senders)
    }

    /// Checks that one thing is waited for.
    private mutating func checkOneThing(_ entries: [YAMLEntry], _ wording: Wording, of step: ParsedStep) {
        let things = entries.filter { ["for", "until", "condition", "message", "milestone"].contains($0.key) }
        if things.count > 1 {
            report(
                .severalConstructs, at: things[1].keySpan,
                "\(wording.verb) one thing, but this has `\(things[0].key)` and `\(things[1].key)`",
                help: wording.key == "wait"
                    ? "make two steps of it, or give the step a timeout"
                    : "write one condition that says both, or give the step a timeout")
        }
        if let of = entries.first(where: { $0.key == "of" }), things.first?.key != "milestone", !things.isEmpty {
            report(
                .unknownKey, at: of.keySpan, "`of` is for milestones, but `\(step.id)` waits for none",
                help: "leave it out")
        }
        for entry in entries where ["keep", "from"].contains(entry.key) && wording.known.contains(entry.key) {
            guard things.first?.key != "message", !things.isEmpty else { continue }
            report(
                .unknownKey, at: entry.keySpan, "`\(entry.key)` is for messages, but `\(step.id)` waits for none",
                help: "leave it out")
        }
    }
}
