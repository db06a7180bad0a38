import CEL
package import WaymarkCalendar
package import WaymarkDefinition

/// Works out where a case would stand under another version of its workflow; decides nothing and changes nothing.
///
/// First the activity tree is laid onto the lists and steps of the other version, by the ids of steps and the names of
/// branches; then, seen from there, deadlines, roles and parameters are worked out anew; last it is asked whether
/// anything ahead reads what the case does not have.
package struct MigrationPlanner {
    let state: CaseState
    let old: CompiledDefinition
    let new: CompiledDefinition
    let context: DecisionContext
    /// When what is open began, by activity.
    let openedAt: [Int: Instant]
    /// Where each step of the old version stands in the new one, by index.
    let targets: [Int: Int]
    var plan = MigrationPlan()
    /// What the moves are so far, by activity.
    var moved: [Int: MovedActivity] = [:]
    /// The case as it would stand, once the tree has been laid.
    var after: CaseState
    private var lastNumber: Int

    /// Prepares to move a case from one definition to another; `map` names steps that go by another id there.
    package init(
        _ state: CaseState, from old: CompiledDefinition, to new: CompiledDefinition, map: [String: String],
        openedAt: [Int: Instant], context: DecisionContext
    ) {
        self.state = state
        self.old = old
        self.new = new
        self.context = context
        self.openedAt = openedAt
        after = state
        lastNumber = state.nextNumber - 1
        targets = Self.targets(old, new, map)
    }

    /// A step that is named goes where it is said to; every other to the step of its own id, unless that is taken.
    private static func targets(
        _ old: CompiledDefinition, _ new: CompiledDefinition, _ map: [String: String]
    ) -> [Int: Int] {
        var targets: [Int: Int] = [:]
        for step in old.steps {
            if let id = map[step.id] { targets[step.index] = new.step(id)?.index }
        }
        let taken = Set(targets.values)
        for step in old.steps where map[step.id] == nil {
            guard let target = new.step(step.id)?.index, !taken.contains(target) else { continue }
            targets[step.index] = target
        }
        return targets
    }

    // MARK: - Planning

    /// The plan.
    package mutating func run() -> MigrationPlan {
        checkCase()
        guard plan.canMove else { return plan }
        for root in state.activities.values.filter({ $0.parent == nil }).sorted(by: { $0.number < $1.number }) {
            lay(root, onto: CompiledDefinition.rootList)
        }
        prepareEvent()
        carryValues()
        guard plan.canMove else { return plan }
        carryUndos()
        carryLapsed()
        after.migrate(event())
        reviseWork()
        guard plan.canMove else { return plan }
        plan.event = event()
        after = state
        after.apply(.caseMigrated(plan.event))
        checkNeeds()
        return plan
    }

    private mutating func checkCase() {
        if state.cancellation != nil {
            refuse("", "the case is being cancelled, and its steps are being undone", "let it end on its own version")
        }
        if old.workflow != new.workflow {
            refuse("", "it is a case of \(old.workflow), not of \(new.workflow)", "")
        }
        if old.subjectType != new.subjectType {
            refuse("", "its subject is a \(old.subjectType); \(name) is about a \(new.subjectType)", "")
        }
    }

    /// What people call the version that the case would move to.
    var name: String { "version \(new.version)" }

    mutating func refuse(_ step: String, _ message: String, _ help: String) {
        plan.obstacles.append(.init(step: step, message: message, help: help))
    }

    mutating func number() -> Int {
        lastNumber += 1
        return lastNumber
    }

    // MARK: - The fact

    private mutating func prepareEvent() {
        plan.event.definition = new.hash.description
        plan.event.version = new.version
        plan.event.title = new.title
        plan.event.fromVersion = old.version
        plan.event.by = context.principal.name
        plan.event.at = context.now
        plan.event.timers = state.timers.values.sorted { $0.number < $1.number }
        plan.event.undos = state.undos
        let known = knownSteps
        plan.event.steps = known.compactMap { step in targets[step].map { MovedStep(from: step, to: $0) } }
        plan.event.droppedScopes = droppedScopes()
        plan.event.forgotten = known.filter { !seesResults(of: $0) }
    }

    private func event() -> CaseMigrated {
        var event = plan.event
        event.activities = moved.values.sorted { $0.activity < $1.activity }
        return event
    }

    /// Every step of the old version that the case's state names.
    private var knownSteps: [Int] {
        var known = Set(state.results.keys.map(\.step) + state.performers.keys + state.frames.values.map(\.step))
        known.formUnion(state.undos.map(\.step) + state.lapsed.values.map(\.step) + state.hidden.map(\.step))
        for activity in state.activities.values {
            if case .step(let index) = activity.node { known.insert(index) }
        }
        return known.sorted()
    }

    /// Whether the results of a step are found under the new version: it stands in the same loops.
    private func seesResults(of step: Int) -> Bool {
        guard let target = targets[step] else { return false }
        return old.steps[step].loops.map { targets[$0] } == new.steps[target].loops.map { Optional($0) }
    }

    /// Scopes of loops that are no loops any more, with everything inside them.
    private func droppedScopes() -> [Int] {
        var dropped: Set<Int> = []
        for scope in state.frames.values.sorted(by: { $0.number < $1.number }) {
            if dropped.contains(scope.parent) || !isScope(scope) { dropped.insert(scope.number) }
        }
        return dropped.sorted()
    }

    private func isScope(_ scope: Frame) -> Bool {
        guard let target = targets[scope.step] else { return false }
        switch (scope.kind, new.steps[target].construct) {
        case (.failure, .attempt): return true
        case (nil, .forEach), (.past, .forEach): return true
        default: return false
        }
    }

    // MARK: - Values

    private mutating func carryValues() {
        var inputs: [(Value, Value)] = []
        for field in new.inputs.fields {
            guard let value = state.inputs[field.name] ?? new.inputDefaults[field.name] else {
                if field.isRequired {
                    refuse(
                        "", "\(name) needs the input \(field.name), which the case was not given",
                        "give it a default in \(name)")
                }
                continue
            }
            carry(value, as: field.type, named: "the input \(field.name)", into: &inputs, field.name)
        }
        var variables: [(Value, Value)] = []
        for variable in new.variables {
            guard let value = state.variables[variable.name] else {
                variables.append((.string(variable.name), firstValue(of: variable, inputs)))
                continue
            }
            carry(value, as: variable.type, named: "the variable \(variable.name)", into: &variables, variable.name)
        }
        for (key, _) in state.variables.entries where !new.variables.contains(where: { $0.name == key.text }) {
            plan.notes.append("the variable \(key.printed) goes")
        }
        if MapValue(inputs) != state.inputs { plan.event.inputs = .map(MapValue(inputs)) }
        if MapValue(variables) != state.variables { plan.event.variables = .map(MapValue(variables)) }
    }

    /// What a variable begins with, worked out where the new version says so.
    private mutating func firstValue(of variable: Variable, _ inputs: [(Value, Value)]) -> Value {
        guard let formula = variable.formula else { return variable.initial }
        var state = state
        state.inputs = MapValue(inputs)
        let scope = CaseScope(state, frame: 0, definition: new, context: context)
        do {
            return try variable.type.normalised(try formula.evaluated(in: scope))
        } catch {
            refuse(
                "", "the first value of the variable \(variable.name) cannot be worked out: \(describe(error))",
                "mend what it reads, or give it a first value of its own")
            return .null
        }
    }

    private mutating func carry(
        _ value: Value, as type: FieldType, named what: String, into pairs: inout [(Value, Value)], _ key: String
    ) {
        do {
            pairs.append((.string(key), value == .null ? .null : try type.normalised(value)))
        } catch {
            refuse(
                "", "\(what) is \(value.printed), which does not fit \(name): \(error.line)",
                "let \(name) take it, or change it under the version that the case is on")
        }
    }

    // MARK: - What may come later

    private mutating func carryUndos() {
        plan.event.undos = []
        for undo in state.undos {
            let step = old.steps[undo.step]
            guard let target = targets[undo.step], case .attempt(_, _, let list?) = new.steps[target].construct,
                !plan.event.droppedScopes.contains(undo.frame)
            else {
                refuse(
                    step.id, "\"\(step.title)\" is done and could be taken back; in \(name) nothing does that",
                    "keep \(step.id) with its undo in \(name)")
                continue
            }
            plan.event.undos.append(KeptUndo(activity: undo.activity, step: target, frame: undo.frame, list: list))
        }
    }

    private mutating func carryLapsed() {
        plan.event.lapsed = []
        for (number, lapsed) in state.lapsed.sorted(by: { $0.key < $1.key }) {
            let step = old.steps[lapsed.step]
            let isKept =
                targets[lapsed.step].map {
                    humanPart(of: new.steps[$0])?.late != nil && isSameKind(step, new.steps[$0])
                }
                ?? false
            if isKept, !plan.event.droppedScopes.contains(lapsed.frame) {
                plan.event.lapsed.append(number)
            } else {
                plan.notes.append("\"\(step.title)\", which time has ended, takes no late answer any more")
            }
        }
    }

    func humanPart(of step: Step) -> HumanPart? {
        if case .uses(let use) = step.construct { use.human } else { nil }
    }

    func isSameKind(_ step: Step, _ other: Step) -> Bool {
        guard case .uses(let use) = step.construct, case .uses(let otherUse) = other.construct else { return false }
        return use.kind == otherUse.kind
    }
}
