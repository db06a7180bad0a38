import CEL
import WaymarkDefinition
import WaymarkPluginKit

extension Transition {
    /// The person who may act on a task now, or the reason why not.
    ///
    /// The role is found anew at the moment of acting; what was listed when the task opened is only a list.
    @discardableResult
    func authorise(_ task: TaskState, in activity: Activity, forComment: Bool = false) throws -> Person {
        try authorise(task, at: try step(of: activity), frame: activity.frame, forComment: forComment)
    }

    @discardableResult
    func authorise(_ task: TaskState, at step: Step, frame: Int, forComment: Bool = false) throws -> Person {
        guard let person = context.principal.person else {
            throw Rejection(
                .notPermitted, "Expected a person to act, but the command came from \(context.principal.name)")
        }
        let allowed = try holders(of: task, step: step, frame: frame)
        guard !Set(person.holderKeys(on: context.today)).isDisjoint(with: allowed.map(\.key)) else {
            throw Rejection(
                .notPermitted,
                "Expected someone who may act on \"\(step.title)\", but \(person.name) (\(person.id)) does not hold the role \(task.role)",
                help: "it is held by \(try wording(of: allowed))")
        }
        if !forComment { try checkDuties(of: person, at: step, frame: frame) }
        return person
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

    private func checkDuties(of person: Person, at step: Step, frame: Int) throws {
        for duty in definition.duties {
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
