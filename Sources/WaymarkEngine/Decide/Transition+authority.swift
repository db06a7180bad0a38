import CEL
import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    // MARK: - Who may act

    /// Lets a person act on a task, and notes for whom.
    @discardableResult
    mutating func admit(_ task: TaskState, in activity: Activity, forComment: Bool = false) throws -> Authority {
        try admit(task, at: try step(of: activity), frame: activity.frame, forComment: forComment)
    }

    @discardableResult
    mutating func admit(_ task: TaskState, at step: Step, frame: Int, forComment: Bool = false) throws -> Authority {
        let authority = try authorise(task, at: step, frame: frame, forComment: forComment)
        onBehalfOf = authority.onBehalfOf
        return authority
    }

    /// The person who may act on a task now and for whom, or the reason why not.
    ///
    /// The role is found anew at the moment of acting; what was listed when the task opened is only a list. Who was let
    /// to act for somebody does so before they act in their own right, but where each has a vote of their own.
    func authorise(_ task: TaskState, at step: Step, frame: Int, forComment: Bool = false) throws -> Authority {
        let person = try actor()
        let own = Authority(person: person)
        let others = try delegators(of: person, on: task).map { Authority(person: person, delegator: $0) }
        let isOwnFirst = try humanPart(of: step)?.quorum != nil && holds(person, task, at: step, frame: frame)
        var refusal: Rejection?
        for authority in isOwnFirst ? [own] + others : others + [own] {
            do {
                try check(authority, on: task, at: step, frame: frame, forComment: forComment)
                return authority
            } catch let rejection as Rejection {
                refusal = refusal ?? rejection
            }
        }
        throw refusal ?? Rejection(.notPermitted, "Expected someone who may act, but \(person.id) may not")
    }

    /// The person who gives the command; nothing else can act on a task.
    func actor() throws -> Person {
        guard let person = context.principal.person else {
            throw Rejection(
                .notPermitted, "Expected a person to act, but the command came from \(context.principal.name)")
        }
        return person
    }

    /// The person who may act on a task without anybody letting them.
    func authoriseOwnRight(on task: TaskState, at step: Step, frame: Int, to what: String) throws -> Person {
        let person = try actor()
        if let other = try delegators(of: person, on: task).first, try !holds(person, task, at: step, frame: frame) {
            throw Rejection(
                .notPermitted,
                "Expected someone who may act in their own right to \(what) \"\(step.title)\", but \(person.name) (\(person.id)) acts for \(other.id)",
                help: "what is delegated cannot be delegated on; ask \(other.id)")
        }
        try check(Authority(person: person), on: task, at: step, frame: frame, forComment: false)
        return person
    }

    private func check(
        _ authority: Authority, on task: TaskState, at step: Step, frame: Int, forComment: Bool
    ) throws {
        let principal = authority.delegator ?? authority.person
        guard try holds(principal, task, at: step, frame: frame) else {
            let fact =
                authority.delegator == nil
                ? "\(principal.name) (\(principal.id)) does not hold the role \(task.role)"
                : "\(principal.name) (\(principal.id)), for whom \(authority.person.id) would act, does not hold the role \(task.role) any more"
            throw Rejection(
                .notPermitted, "Expected someone who may act on \"\(step.title)\", but \(fact)",
                help: try pastDelegation(to: authority.person, of: task)
                    ?? "it is held by \(wording(of: holders(of: task, step: step, frame: frame)))")
        }
        if !forComment { try checkDuties(of: authority, at: step, frame: frame) }
    }

    /// Those for whom a person may act on a task now: whoever has claimed it first, and who has voted last.
    private func delegators(of person: Person, on task: TaskState) throws -> [Person] {
        let delegations = state.delegations(of: task.number, at: context.now).filter { $0.to == person.id }
        guard !delegations.isEmpty else { return [] }
        let claimant = state.claimant(of: task, at: context.now)
        let voted = Set((task.votes ?? []).flatMap(\.people))
        let ranked = delegations.enumerated().sorted { left, right in
            func rank(_ item: (offset: Int, element: Delegation)) -> (Int, Int) {
                let from = item.element.from
                return (from == claimant ? 0 : voted.contains(from) ? 2 : 1, item.offset)
            }
            return rank(left) < rank(right)
        }
        return try ranked.compactMap { try context.directory.person($0.element.from) }
    }

    /// That somebody could act until a day that is over.
    private func pastDelegation(to person: Person, of task: TaskState) -> String? {
        state.delegations.last { $0.task == task.number && $0.to == person.id && !$0.isInForce(at: context.now) }
            .flatMap { past in past.lastDay.map { "they could act for \(past.from) until \($0)" } }
    }

    /// Whether a person holds the role of a task now, or one that its ladder has added.
    func holds(_ person: Person, _ task: TaskState, at step: Step, frame: Int) throws -> Bool {
        isHolder(person, of: try holders(of: task, step: step, frame: frame))
    }

    func isHolder(_ person: Person, of holders: [Holder]) -> Bool {
        !Set(person.holderKeys(on: context.today)).isDisjoint(with: holders.map(\.key))
    }

    // MARK: - Claims

    /// Refuses whoever acts on a task that another has claimed.
    ///
    /// A delegate may act on what their delegator has claimed, and a delegator on what their delegate has claimed for them.
    func requireClaim(of task: TaskState, by authority: Authority, to what: String) throws {
        guard let claimant = state.claimant(of: task, at: context.now) else { return }
        let isOwn = authority.people.contains { person in
            person.id == claimant
                || state.delegations(of: task.number, at: context.now).contains {
                    $0.from == person.id && $0.to == claimant && $0.isClaim
                }
        }
        guard !isOwn else { return }
        throw Rejection(
            .claimedByOther, "Expected to \(what), but \(claimant) has claimed it",
            help: "ask \(claimant) to release it, or escalate it")
    }

    /// Refuses to give to one person what several hand in.
    func requireOneDoer(of step: Step, to what: String) throws {
        guard humanPart(of: step)?.quorum == nil else {
            throw Rejection(
                .wrongState, "Expected to \(what), but several people hand it in, each for themselves",
                help: "hand it in without a claim")
        }
    }

    func holders(of task: TaskState, step: Step, frame: Int) throws -> [Holder] {
        guard let human = humanPart(of: step) else { return [] }
        let scope = scope(frame)
        var holders = try human.role.holders(in: scope)
        for rung in human.ladder.prefix(task.rung) {
            let added = try rung.to.holders(in: scope)
            holders = rung.handsOver ? added : holders + added
        }
        return holders
    }

    /// Who holds a role, as a person would say it.
    func wording(of holders: [Holder]) throws -> String {
        let words = try holders.prefix(3).map { holder in
            let name = try context.directory.organisation(holder.organisation)?.name ?? holder.organisation
            guard let position = holder.position else { return "anyone of \(name)" }
            let title = context.directory.schema.positions[position]?.title ?? position
            return "\(title), \(name)"
        }
        return words.joined(separator: "; ") + (holders.count > 3 ? " and \(holders.count - 3) more" : "")
    }

    // MARK: - Separation of duties

    /// Refuses whoever may not do a step, and whoever would do it for somebody who may not.
    func checkDuties(of authority: Authority, at step: Step, frame: Int, exceptSamePerson: Bool = false) throws {
        for person in authority.people {
            for duty in definition.duties where !(exceptSamePerson && duty.isSamePerson) {
                try check(duty, of: person, at: step, frame: frame)
            }
        }
    }

    private func check(_ duty: DutyRule, of person: Person, at step: Step, frame: Int) throws {
        switch duty {
        case .differentPeople(let steps): try checkDifferent(steps, person: person, step: step)
        case .samePerson(let steps): try checkSame(steps, person: person, step: step)
        case .notFrom(let barred, let organisation) where barred == step.index:
            try checkNotFrom(organisation, person: person, step: step, frame: frame)
        case .notSubmitter(let barred) where barred == step.index && state.startedBy == person.id:
            throw Rejection(
                .separationOfDuties,
                "Expected someone else for \"\(step.title)\", but \(person.name) (\(person.id)) began the case",
                help: "anyone else who holds the role may act")
        case .notFrom, .notSubmitter: break
        }
    }

    private func checkDifferent(_ steps: [Int], person: Person, step: Step) throws {
        guard steps.contains(step.index) else { return }
        for other in steps where other != step.index && state.performers[other, default: []].contains(person.id) {
            throw Rejection(
                .separationOfDuties,
                "Expected different people for \"\(step.title)\" and \"\(definition.steps[other].title)\", but \(person.name) (\(person.id)) has done the other",
                help: "anyone else who holds the role may act")
        }
    }

    private func checkSame(_ steps: [Int], person: Person, step: Step) throws {
        guard steps.contains(step.index) else { return }
        for other in steps where other != step.index {
            guard let first = state.performers[other]?.first, first != person.id else { continue }
            // Who did it for the first may go on for them.
            if state.standIns.contains(StandIn(step: other, by: person.id, onBehalfOf: first)) { continue }
            throw Rejection(
                .separationOfDuties,
                "Expected one person for \"\(step.title)\" and \"\(definition.steps[other].title)\", but \(first) did the other",
                help: "only \(first) may act")
        }
    }

    private func checkNotFrom(
        _ organisation: CheckedExpression, person: Person, step: Step, frame: Int
    ) throws {
        let value = try organisation.evaluate(scope(frame))
        let barred = (value.items ?? [value]).compactMap { $0.text ?? $0["id"]?.text }
        guard let found = person.organisations(on: context.today).first(where: { barred.contains($0) }) else { return }
        throw Rejection(
            .separationOfDuties,
            "Expected someone from outside \(found) for \"\(step.title)\", but \(person.name) (\(person.id)) holds a position there",
            help: "anyone else who holds the role may act")
    }
}

extension DutyRule {
    fileprivate var isSamePerson: Bool { if case .samePerson = self { true } else { false } }
}
