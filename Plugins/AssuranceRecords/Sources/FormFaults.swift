package import WaymarkDefinition
package import WaymarkPluginKit

/// What is wrong with something handed in, collected so that a person sees every fault at once.
package struct FormFaults {
    /// The faults in the order found.
    package private(set) var all: [FieldFailure] = []

    /// No faults yet.
    package init() {}

    /// Whether nothing is wrong so far.
    package var isEmpty: Bool { all.isEmpty }
    /// What to throw when something is wrong.
    package var refusal: Refusal { Refusal(all) }

    /// Notes a fault at a path such as `items[2].reason`.
    package mutating func add(_ path: String, _ message: String, help: String? = nil) {
        all.append(FieldFailure(path: path, message: message, help: help))
    }

    /// Notes a fault unless the text says something.
    package mutating func requireText(_ text: String?, at path: String, _ message: String, help: String? = nil) {
        if text?.isBlank ?? true { add(path, message, help: help) }
    }

    /// The outcome that a person chose, or the one that their answers mean.
    ///
    /// Notes a fault when none is chosen and several are possible, when the one chosen is not offered, when it is not
    /// what the answers mean, and when it needs a reason that is not given.
    /// - Parameters:
    ///   - submission: What was handed in.
    ///   - offered: What the step may end with.
    ///   - implied: What the answers mean, when they leave no choice.
    /// - Returns: nil when there is a fault in the choice itself.
    package mutating func outcome<Form>(
        of submission: Submission<Form>, among offered: [OutcomeSchema], implied: String? = nil
    ) -> String? {
        let only = offered.count == 1 ? offered.first?.name : nil
        let names = offered.map(\.name).joined(separator: ", ")
        guard let name = submission.outcome ?? implied ?? only else {
            add("outcome", "expected an outcome, but none was chosen", help: "choose one of: \(names)")
            return nil
        }
        guard let outcome = offered.first(where: { $0.name == name }) else {
            add("outcome", "\(name) is not an outcome of this step", help: "choose one of: \(names)")
            return nil
        }
        if let implied, name != implied {
            add(
                "outcome", "\(name) was chosen, but the answers mean \(implied)",
                help: "choose \(implied), or change the answers")
            return nil
        }
        if outcome.needsReason { requireText(submission.reason, at: "reason", "\(name) needs a reason") }
        return name
    }
}

extension String {
    /// Whether there is nothing in the text but blanks.
    package var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
