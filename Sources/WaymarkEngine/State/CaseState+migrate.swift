import WaymarkDefinition

extension CaseState {
    /// Goes on under another version: indexes of steps and lists are those of the new definition from here on.
    mutating func migrate(_ event: CaseMigrated) {
        definition = event.definition
        title = event.title
        if let inputs = event.inputs { self.inputs = inputs.entriesMap }
        if let variables = event.variables { self.variables = variables.entriesMap }
        let steps = Dictionary(event.steps.map { ($0.from, $0.to) }, uniquingKeysWith: { first, _ in first })
        moveScopes(event, steps)
        moveResults(event, steps)
        moveActivities(event, steps)
        undos = event.undos
        lapsed = lapsed.filter { event.lapsed.contains($0.key) }.mapValues { lapsed in
            var moved = lapsed
            moved.step = steps[lapsed.step] ?? lapsed.step
            return moved
        }
        hidden = hidden.compactMap { hidden in
            var moved = hidden
            guard let step = steps[hidden.step] else { return nil }
            moved.step = step
            return moved
        }
        timers = Dictionary(event.timers.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        nextNumber = max(nextNumber, (timers.keys.max() ?? 0) + 1)
    }

    private mutating func moveScopes(_ event: CaseMigrated, _ steps: [Int: Int]) {
        frames = frames.filter { !event.droppedScopes.contains($0.key) }.mapValues { scope in
            var moved = scope
            moved.step = steps[scope.step] ?? scope.step
            return moved
        }
    }

    private mutating func moveResults(_ event: CaseMigrated, _ steps: [Int: Int]) {
        let old = results
        results = [:]
        for (key, value) in old where !event.forgotten.contains(key.step) && !event.droppedScopes.contains(key.frame) {
            if let step = steps[key.step] { results[ResultKey(step: step, frame: key.frame)] = value }
        }
        let people = performers
        performers = [:]
        for (step, names) in people {
            if let moved = steps[step] { performers[moved] = names }
        }
        standIns = standIns.compactMap { standIn in
            steps[standIn.step].map { StandIn(step: $0, by: standIn.by, onBehalfOf: standIn.onBehalfOf) }
        }
    }

    private mutating func moveActivities(_ event: CaseMigrated, _ steps: [Int: Int]) {
        activities.changeAll { activity in
            if case .step(let index) = activity.node { activity.node = .step(steps[index] ?? index) }
        }
        for moved in event.activities {
            activities[moved.activity]?.branch = moved.branch
            if let list = moved.list { activities[moved.activity]?.node = .list(list) }
            if let place = moved.place { activities[moved.activity]?.work = .list(place: place) }
            if let branches = moved.branches { activities[moved.activity]?.work = .branches(branches) }
            if let task = moved.task { activities[moved.activity]?.work = .task(task) }
            if let wait = moved.wait { activities[moved.activity]?.work = .wait(wait) }
        }
    }
}
