import CEL
import WaymarkDefinition

extension CompiledDefinition {
    /// Everything that can be said of a step, without where it stands among the others.
    func facts(of step: Step) -> Facts {
        var facts = Facts(.step, step.id)
        facts.say("title", step.title, isHeadline: true)
        facts.say("summary", step.summary)
        facts.say("cites", step.citation)
        say(step.construct, in: &facts)
        facts.say("only when", step.when?.sourceText, isHeadline: true)
        facts.say("open while", step.availableWhile?.sourceText)
        for assignment in step.assignments { facts.say("sets \(assignment.name)", assignment.value.sourceText) }
        facts.say("reaches", step.milestone)
        facts.say("is tried", step.retry.map(Self.words))
        facts.say("may take", step.timeout?.sourceText)
        for (outcome, route) in step.routes.sorted(by: { $0.key < $1.key }) where route != .next {
            facts.say("on \(outcome)", words(route))
        }
        return facts
    }

    private func words(_ route: Route) -> String {
        switch route {
        case .next: "goes on"
        case .goTo(let target): "goes to \(steps[target].id)"
        case .leave: "leaves the list"
        case .stop(let outcome): "ends the case as \(outcome)"
        case .steps: "does steps of its own"
        }
    }

    private static func words(_ retry: RetryPolicy) -> String {
        "\(retry.attempts) times, first after \(retry.firstPause) ms, then \(retry.factor) times as long, at most \(retry.longestPause) ms"
    }

    // MARK: - Constructs

    private func say(_ construct: Construct, in facts: inout Facts) {
        switch construct {
        case .uses(let use):
            facts.say("is", use.kind, isHeadline: true)
            if let human = use.human { say(human, in: &facts) }
            for parameter in use.parameters { facts.say("with \(parameter.name)", parameter.value.sourceText) }
            facts.say("ends as", use.outcomes.map(\.name).joined(separator: ", "))
        case .parallel(let branches, let join, let rest):
            facts.say("is", "parallel", isHeadline: true)
            facts.say("branches", branches.map(\.name).joined(separator: ", "), isHeadline: true)
            facts.say("goes on after", Self.words(join))
            facts.say("the other branches", Self.words(rest))
        case .race(let branches):
            facts.say("is", "a race", isHeadline: true)
            facts.say("branches", branches.map(\.name).joined(separator: ", "), isHeadline: true)
        case .anyOrder(let branches):
            facts.say("is", "steps in any order", isHeadline: true)
            facts.say("branches", branches.map(\.name).joined(separator: ", "), isHeadline: true)
        case .choose(let branches, let otherwise, let takesEvery):
            facts.say("is", "a choice", isHeadline: true)
            facts.say("takes", takesEvery ? "every branch that holds" : "the first branch that holds")
            for (place, branch) in branches.enumerated() {
                facts.say("branch \(place + 1) when", branch.when.sourceText)
            }
            facts.say("else", otherwise == nil ? "goes on" : "does steps of its own")
        case .forEach(let loop): say(loop, in: &facts)
        case .repeats(let loop):
            facts.say("is", "a repetition", isHeadline: true)
            facts.say("until", loop.until?.sourceText, isHeadline: true)
            facts.say("while", loop.condition?.sourceText, isHeadline: true)
            facts.say("at most", loop.passesMax.map { "\($0) times" })
        case .exclusive(let name, _):
            facts.say("is", "one case at a time", isHeadline: true)
            facts.say("in", name.sourceText, isHeadline: true)
        case .attempt(_, let handlers, let undo):
            facts.say("is", "a try", isHeadline: true)
            for (place, handler) in handlers.enumerated() {
                facts.say("catch \(place + 1)", handler.when?.sourceText ?? "everything")
            }
            facts.say("can be undone", undo == nil ? "no" : "yes")
        case .wait, .call, .send, .set, .decide, .cancel, .stop: sayLeaf(construct, in: &facts)
        }
    }

    private func sayLeaf(_ construct: Construct, in facts: inout Facts) {
        switch construct {
        case .wait(let rule):
            facts.say("is", "a wait", isHeadline: true)
            facts.say("waits", words(rule), isHeadline: true)
            saySenders(of: rule, in: &facts)
        case .call(let call): say(call, in: &facts)
        case .send(let message):
            facts.say("is", "the message \(message.message)", isHeadline: true)
            facts.say("goes to", message.to.sourceText, isHeadline: true)
            for part in message.data { facts.say("with \(part.name)", part.value.sourceText) }
        case .set: facts.say("is", "a change of variables", isHeadline: true)
        case .decide(let table, let given):
            facts.say("is", "the table \(table)", isHeadline: true)
            for part in given { facts.say("with \(part.name)", part.value.sourceText) }
        case .cancel(let targets):
            facts.say("is", "a cancel of \(targets.map { steps[$0].id }.joined(separator: ", "))", isHeadline: true)
        case .stop(let outcome): facts.say("is", "the end of the case as \(outcome)", isHeadline: true)
        default: break
        }
    }

    private func words(_ rule: WaitRule) -> String {
        switch rule {
        case .time(let deadline): "for " + deadline.sourceText
        case .condition(let condition): "until " + condition.sourceText
        case .message(let name, let keeps, _): "for the message \(name)\(keeps ? ", also one that came before" : "")"
        case .milestone(let name, let address): "for \(name) of \(address?.sourceText ?? "this case")"
        }
    }

    private func saySenders(of rule: WaitRule?, in facts: inout Facts) {
        guard case .message(_, _, let senders?)? = rule else { return }
        facts.say("sent from outside by", senders.isEmpty ? "nobody" : senders.map(words).joined(separator: " or "))
    }

    private func say(_ loop: ForEachStep, in facts: inout Facts) {
        facts.say("is", "a loop", isHeadline: true)
        facts.say("for each", loop.item)
        facts.say("in", loop.items.sourceText, isHeadline: true)
        facts.say("item is", loop.itemType.words)
        facts.say("runs", loop.mode.rawValue.replacing("_", with: " "))
        facts.say("goes on after", Self.words(loop.join))
        facts.say("the other items", Self.words(loop.rest))
        facts.say("people may add items", loop.isOpen ? "yes" : "no")
        facts.say("open until", loop.closing?.sourceText)
        saySenders(of: loop.closing, in: &facts)
        facts.say("items are added by", loop.adder.map(words))
    }

    private func say(_ call: CallStep, in facts: inout Facts) {
        facts.say("is", "a call of \(call.workflow)", isHeadline: true)
        facts.say("about", call.subject?.sourceText)
        for input in call.inputs { facts.say("with \(input.name)", input.value.sourceText) }
        facts.say("for each of", call.each?.sourceText)
        facts.say("names it", call.item)
        facts.say("is waited for", call.detaches ? "no" : "yes")
    }

    private static func words(_ join: JoinRule) -> String {
        switch join {
        case .all: "all of them"
        case .any: "the first of them"
        case .count(let count): "\(count) of them"
        }
    }

    private static func words(_ rest: RestRule) -> String { rest == .cancel ? "are withdrawn" : "run on" }

    // MARK: - People

    private func say(_ human: HumanPart, in facts: inout Facts) {
        facts.say("done by", words(human.role), isHeadline: true)
        facts.say("due", human.due?.sourceText, isHeadline: true)
        for (place, reminder) in human.reminders.enumerated() {
            facts.say("reminder \(place + 1)", reminder.sourceText)
        }
        for (place, rung) in human.ladder.enumerated() {
            let when = rung.after?.sourceText ?? "by hand"
            facts.say("rung \(place + 1)", "\(when), \(rung.handsOver ? "passes to" : "also to") \(words(rung.to))")
        }
        facts.say("when overdue", human.whenOverdue == .end ? "goes on without it" : "stays open")
        facts.say("late answers", late(human.late))
        facts.say("decided by", human.quorum.map(Self.words))
        facts.say("result hidden until", human.hiddenUntil?.sourceText)
    }

    /// A role by its name, unless it is written in the step.
    private func words(_ role: RoleRule) -> String {
        roles[role.name].map { $0.words == role.words } == true ? role.name : role.words
    }

    private func late(_ rule: LateRule?) -> String {
        switch rule {
        case nil: "are refused"
        case .keep: "are kept"
        case .goTo(let target, let condition):
            "go back to \(steps[target].id)" + (condition.map { " when \($0.sourceText)" } ?? "")
        }
    }

    private static func words(_ quorum: QuorumRule) -> String {
        [quorum.needed.map { "\($0)" }, quorum.share.map { $0.rawValue.replacing("_", with: " ") }]
            .compactMap { $0 }.joined(separator: " or ")
    }
}
