import CEL
import WaymarkDefinition

/// Whether anything ahead reads what the case does not have because of the move.
///
/// The checker has proven of the new version that every reading has its value on every way from the beginning. So only
/// what the case has passed without doing it can be missing: steps that are new, or stand earlier than they did.
extension MigrationPlanner {
    mutating func checkNeeds() {
        let missing = missingSteps()
        let changed = changedResults()
        guard !missing.isEmpty || !changed.isEmpty,
            let root = after.activities.values.first(where: { $0.parent == nil })
        else { return }
        for reader in new.steps {
            var told: Set<Int> = []
            for (reading, isSafe) in readings(of: reader) {
                guard let id = reading.name.hasPrefix("steps.") ? String(reading.name.dropFirst(6)) : nil,
                    let given = new.step(id), !told.contains(given.index)
                else { continue }
                if missing.contains(given.index), !isSafe, let list = lack(of: given, for: reader) {
                    told.insert(given.index)
                    refuseReading(of: given, by: reader, list)
                } else if let fields = changed[given.index], isAhead(reader, of: root) {
                    checkResult(of: given, reading.field, fields, for: reader)
                }
            }
        }
    }

    private mutating func refuseReading(of given: Step, by reader: Step, _ list: Activity) {
        let item = after.frames[list.frame].map { " (\($0.item.printed))" } ?? ""
        refuse(
            given.id,
            "\"\(reader.title)\"\(item) of \(name) reads what \(given.id) gives, and the case would be past \(given.id) without having done it",
            "put \(given.id) after what is open, guard the reading with has(steps.\(given.id)), or name the step whose result it has: --map STEP=\(given.id)"
        )
    }

    // MARK: - What is not there

    /// Steps that are new, that were ahead before, or whose results are not seen any more.
    private func missingSteps() -> Set<Int> {
        let sources = Dictionary(targets.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
        let forgotten = Set(plan.event.forgotten)
        return Set(
            new.steps.filter { step in
                guard let source = sources[step.index].map({ old.steps[$0] }) else { return true }
                if forgotten.contains(source.index) { return true }
                return !state.results.keys.contains { $0.step == source.index } && !wasPassed(source)
            }.map(\.index))
    }

    /// Whether the case was past a step under its own version, as far as the lists that are under way say.
    private func wasPassed(_ step: Step) -> Bool {
        var list = step.list
        var position = step.position
        while true {
            let here = state.activities.values.filter { $0.node == .list(list) }
            if !here.isEmpty {
                return here.allSatisfy { if case .list(let place) = $0.work { position < place } else { false } }
            }
            guard let owner = old.lists[list].owner else { return false }
            list = old.steps[owner].list
            position = old.steps[owner].position
        }
    }

    /// The list in which a step is ahead while another, that it reads, has been passed there.
    private func lack(of given: Step, for reader: Step) -> Activity? {
        guard given.index != reader.index, given.loops.count <= reader.loops.count,
            let (list, here, there) = meeting(given, reader)
        else { return nil }
        let turns = new.lists[list].steps.flatMap { step in
            new.steps[step].routes.values.compactMap { route in
                if case .goTo(let target) = route { new.steps[target].position } else { nil }
            }
        }
        return after.activities.values.filter { $0.node == .list(list) }.sorted { $0.number < $1.number }.first {
            activity in
            guard case .list(let place) = activity.work, !hasResult(of: given, in: activity) else { return false }
            if here < place {
                return there >= place
                    ? isAhead(reader, of: activity) : turns.contains { here < $0 && $0 <= there }
            }
            return here == place && there > place && isPassed(given, of: activity)
        }
    }

    private func hasResult(of step: Step, in list: Activity) -> Bool {
        var frame = after.resultFrame(of: list.frame)
        while step.loops.last != after.frames[frame]?.step, let scope = after.frames[frame] {
            frame = after.resultFrame(of: scope.parent)
        }
        return after.results[ResultKey(step: step.index, frame: frame)] != nil
    }

    /// The innermost list around two steps, and where each stands in it.
    private func meeting(_ one: Step, _ other: Step) -> (list: Int, one: Int, other: Int)? {
        let places = Dictionary(path(to: other).map { ($0.list, $0.position) }, uniquingKeysWith: { first, _ in first })
        for (list, position) in path(to: one).reversed() {
            if let there = places[list] { return (list, position, there) }
        }
        return nil
    }

    /// The lists around a step, outermost first, and where it stands in each.
    private func path(to step: Step) -> [(list: Int, position: Int)] {
        var path = [(list: step.list, position: step.position)]
        while let owner = new.lists[path[0].list].owner {
            path.insert((list: new.steps[owner].list, position: new.steps[owner].position), at: 0)
        }
        return path
    }

    // MARK: - Before and behind

    /// Whether a step may still be done, seen from a list around it that is under way.
    private func isAhead(_ step: Step, of list: Activity) -> Bool {
        descend(to: step, of: list) { _, position, place in
            position > place
        } ended: { owner, list in
            // What may begin anew, or only begins when something has happened.
            switch owner.construct {
            case .repeats, .forEach, .attempt, .exclusive: true
            default: owner.routes.values.contains(.steps(list: list))
            }
        } open: {
            true
        }
    }

    /// Whether a step has been passed, seen from a list around it that is under way.
    private func isPassed(_ step: Step, of list: Activity) -> Bool {
        !descend(to: step, of: list) { _, position, place in
            position > place
        } ended: { owner, _ in
            switch owner.construct {
            case .repeats, .forEach, .attempt, .exclusive: true
            default: false
            }
        } open: {
            true
        }
    }

    /// Goes down to a step as far as lists are under way, and asks where that ends.
    private func descend(
        to step: Step, of list: Activity, beyond: (Activity, Int, Int) -> Bool, ended: (Step, Int) -> Bool,
        open: () -> Bool
    ) -> Bool {
        guard case .list(let index) = list.node, case .list(let place) = list.work else { return false }
        let path = path(to: step)
        guard let depth = path.firstIndex(where: { $0.list == index }) else { return false }
        let position = path[depth].position
        if beyond(list, position, place) { return true }
        guard position == place else { return false }
        guard depth + 1 < path.count else { return open() }
        let inner = path[depth + 1].list
        guard let owner = new.lists[inner].owner else { return false }
        let steps = after.children(of: list.number).filter { $0.node == .step(owner) }
        // A step that is next but has not begun has everything inside it ahead.
        guard !steps.isEmpty else { return true }
        let lists = steps.flatMap { after.children(of: $0.number) }.filter { $0.node == .list(inner) }
        if lists.contains(where: { descend(to: step, of: $0, beyond: beyond, ended: ended, open: open) }) {
            return true
        }
        return ended(new.steps[owner], inner)
    }

    // MARK: - What has another type

    /// The fields of results that the case has and that have another type, or are new, by step.
    private func changedResults() -> [Int: Set<String>] {
        var changed: [Int: Set<String>] = [:]
        for (source, target) in targets where after.results.keys.contains(where: { $0.step == target }) {
            let before = old.outputs(of: old.steps[source])
            let fields = new.outputs(of: new.steps[target]).fields.filter { field in
                guard let known = before.field(field.name) else { return field.isRequired }
                return known.type != field.type || (field.isRequired && !known.isRequired)
            }
            if !fields.isEmpty { changed[target] = Set(fields.map(\.name)) }
        }
        return changed
    }

    private mutating func checkResult(of given: Step, _ field: String?, _ changed: Set<String>, for reader: Step) {
        let schema = new.outputs(of: given)
        for name in changed.sorted() where field == nil || field == name {
            guard let type = schema.field(name) else { continue }
            for (_, result) in after.results.filter({ $0.key.step == given.index }).sorted(by: { $0.key < $1.key }) {
                let value = result[name] ?? .null
                if value == .null, !type.isRequired { continue }
                guard let fault = value == .null ? "it gave no \(name)" : type.type.faults(in: value).first?.line else {
                    continue
                }
                return refuse(
                    given.id,
                    "\"\(reader.title)\" of \(self.name) reads \(name) of \(given.id), and what the case has does not fit: \(fault)",
                    "have \(given.id) done again first, or let \(self.name) take what it gave")
            }
        }
    }

    // MARK: - Readings

    /// What a step reads, and whether it is looked for first.
    private func readings(of step: Step) -> [(reading: Reading, isSafe: Bool)] {
        var asked: Set<String> = []
        var around: Int? = step.index
        while let index = around {
            let references = new.steps[index].when?.references ?? []
            asked.formUnion(references.filter(\.isPresenceTest).map(\.name))
            around = new.lists[new.steps[index].list].owner
        }
        return new.expressions(of: step).flatMap(\.readings).map { reading in
            let isGuarded = reading.given.contains { $0.asksFor(reading.name) }
            return (reading, isGuarded || asked.contains(reading.name))
        }
    }
}

extension Proposition {
    /// Whether it says that a variable has a value.
    fileprivate func asksFor(_ name: String) -> Bool {
        switch self {
        case .present(let present, _): present == name
        case .all(let parts): parts.contains { $0.asksFor(name) }
        default: false
        }
    }
}
